"""Ledgers and findings of data quality from a script: made, written, two of them merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.api.layered import Layered
from onemap.errors import RequestError
from onemap.messages import language as language_in_use
from onemap.render.application import for_a_picture
from onemap.session import carding, handing_out

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    from onemap.api.marking import Stamp
    from onemap.city.ledger import Ledger
    from onemap.city.ledger_columns import LedgerRole
    from onemap.city.ledger_merge import Merged, Prefer
    from onemap.io.exports import ExportedLayer
    from onemap.io.rows_writing import Rows
    from onemap.messages import Language
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

    Ints = npt.NDArray[np.int64]

FORMATS = (".xlsx", ".csv", ".gpkg", ".geojson", ".parquet")
#: What findings can be written as besides.
PAGED = (".pdf", ".png")


def ledger(session: Session, *, as_of: str | dt.datetime | dt.date | None = None, layers: Iterable[str] = ()) -> Ledger:
    """The ledgers and findings of a map; every layer that was not read yet is read first."""
    from onemap.city.ledger import make_ledger
    from onemap.session import ledgering

    carding.open_layers(session)
    return make_ledger(ledgering.request(session, as_of=as_of, layers=layers, any_role=True))


@dataclass(frozen=True, slots=True, eq=False)
class LedgerWriting:
    """Lines of a ledger (``role``) or findings (None) about to be handed out; a worker writes it.

    ``rows`` are those wanted, in their order; None for all.
    """

    ledger: Ledger
    role: LedgerRole | None
    path: Path
    language: Language
    project: str
    layers: tuple[ExportedLayer, ...]
    rows: Ints | None = None

    @for_a_picture()
    def write(
        self, stamp: Stamp | None = None, *, cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> Path:  # fmt: skip
        """Write the file; the export is noted. Errors as those of `onemap.io.rows.write_rows`."""
        from onemap.api.marking import mark_of, record_of
        from onemap.io import exports

        record = record_of("ledger", self.path, self.layers, None, self.ledger.crs, stamp)
        if self.path.suffix.lower() in PAGED:
            from onemap.render.findings_page import write

            with exports.exporting(record):
                mark = mark_of(record, language=self.language)
                write(self.ledger, self.rows, self.path, self.language, self.project, mark)
            return self.path
        from onemap.io.rows import write_rows

        with exports.exporting(msgspec.structs.replace(record, marked=False)):
            write_rows(self._rows(), self.path, cancelled=cancelled, on_progress=on_progress)
        return self.path

    def _rows(self) -> Rows:
        from onemap.city import findings_table, ledger_view
        from onemap.io.rows_writing import Rows
        from onemap.query.shapes import from_shapely

        en = self.language == "en"
        if self.role is None:
            wanted = None if self.rows is None else self.rows.tolist()
            table, places = findings_table.table(self.ledger.findings, self.ledger.titles, wanted, en=en)
            return Rows(table, from_shapely(_points(places)), self.ledger.crs, "findings")
        places = self.ledger.places[self.role]
        table = ledger_view.shown(self.ledger, self.role, self.rows, en=en)
        places = places if self.rows is None else places[self.rows]
        return Rows(table, from_shapely(_points(places)), self.ledger.crs, f"{self.role}_ledger")


def _points(places: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    import shapely

    there = np.isfinite(places).all(axis=1)
    made = np.full(len(places), None, object)
    made[there] = shapely.points(places[there])
    return made


def writing_of(
    session: Session, made: Ledger, path: str | os.PathLike[str], *, role: LedgerRole | None = None,
    rows: Ints | None = None, language: Language | None = None,
) -> LedgerWriting:  # fmt: skip
    """What a worker needs to write a ledger (``role``) or the findings (None); RequestError for another suffix."""
    target, speech = Path(path), language or language_in_use()
    known = FORMATS if role is not None else (*FORMATS, *PAGED)
    if target.suffix.lower() not in known:
        raise RequestError("ledger_format", suffix=target.suffix or target.name, choices=" ".join(known))
    held = set(made.findings.column("layer").tolist()) if role is None else set(_layers(made, role))
    entries = [entry for entry in session.entries if entry.id in held]
    return LedgerWriting(
        made, role, target, speech, session.named(speech), handing_out.exported(entries, speech), rows
    )  # fmt: skip


def _layers(made: Ledger, role: LedgerRole) -> list[str]:
    """The layers of the lines of a ledger, by id."""
    return [str(one) for one in made.tables[role].column("layer").unique().to_pylist()]


@dataclass(frozen=True, slots=True, eq=False)
class Merging:
    """Two ledgers about to be merged into a file; a worker does it."""

    data: LayerData
    definition: LayerDefinition
    other: Path
    path: Path
    prefer: Prefer
    crs: str | None
    map_crs: str | None
    language: Language
    layers: tuple[ExportedLayer, ...]

    def write(self, conflicts: Path | None = None) -> Merged:
        """Merge and write; each file is noted as an export."""
        from onemap.city.home_places import shown_places
        from onemap.city.ledger_merge import Book, merge, renamed
        from onemap.io import crs, readers
        from onemap.io.rows_writing import Rows
        from onemap.query.shapes import from_shapely, to_shapely
        from onemap.session.asking import metric_scale

        theirs = readers.read(self.other, crs=self.crs, placeless=True)
        code = _code_column(self.definition)
        book = renamed(
            theirs.table, self.definition, code, self.other.name, placed=theirs.geometries.is_simple_points
        )  # fmt: skip
        moved, source = theirs.geometries, theirs.crs or self._crs_of(theirs)
        if source is not None and self.data.crs is not None:
            moved = crs.transform_rows(moved, source, self.data.crs)[0]
        mine = to_shapely(self.data.geometries, np.arange(self.data.rows))
        given = Book(book.table, to_shapely(moved, np.arange(theirs.rows)), code)
        middle = _middle(mine)
        merged = merge(
            Book(self.data.table, mine, code), given, self.definition, prefer=self.prefer,
            metres=metric_scale(self.data.crs, *middle), en=self.language == "en",
        )  # fmt: skip
        shapes = shown_places(self.definition, from_shapely(merged.shapes), self.data.crs)
        self._hand_out(Rows(merged.table, shapes, self.data.crs, "ledger"), self.path)
        if conflicts is not None:
            self._hand_out(Rows(merged.conflicts, name="conflicts"), conflicts)
        return merged

    def _crs_of(self, theirs: LayerData) -> str | None:
        """The CRS of a file that names none: the map's or the layer's, in which its rows lie about where ours do."""
        from onemap.io import crs

        own = self.data.crs
        there = theirs.geometries.coords[np.isfinite(theirs.geometries.coords).all(axis=1)]
        if not len(there) or own is None or not len(self.data.geometries.coords):
            return own
        middle = np.nanmedian(there, axis=0).reshape(1, 2)
        for candidate in (self.map_crs, own):
            if candidate is not None:
                box = np.nanpercentile(
                    crs.transform(self.data.geometries.coords, own, candidate).coords, (1, 99), axis=0
                )
                reach = np.ptp(box, axis=0) + 1e-6
                if ((middle >= box[0] - reach) & (middle <= box[1] + reach)).all():
                    return candidate
        raise RequestError("ledger_no_crs", path=self.other.name)

    def _hand_out(self, rows: Rows, path: Path) -> None:
        from onemap.api.marking import record_of
        from onemap.io import exports
        from onemap.io.rows import write_rows

        record = record_of("ledger", path, self.layers, None, rows.crs)
        with exports.exporting(msgspec.structs.replace(record, marked=False)):
            write_rows(rows, path)


def merging_of(  # noqa: PLR0913 - two ledgers, two files and how they come together
    session: Session, other: str | os.PathLike[str], path: str | os.PathLike[str], *, layer: str | None = None,
    prefer: Prefer = "ours", crs: str | int | None = None, language: Language | None = None,
) -> Merging:  # fmt: skip
    """What a worker needs to merge a file into the ledger of a layer; RequestError when it is not clear into which."""
    from onemap.api.checks import checked_crs

    target, speech = Path(path), language or language_in_use()
    if target.suffix.lower() not in FORMATS:
        raise RequestError("ledger_format", suffix=target.suffix or target.name, choices=" ".join(FORMATS))
    entry = _ledger_layer(session, layer)
    session.ensure_open(entry.id)
    if entry.data is None:
        raise entry.error or RequestError("layer_not_ready", layer=entry.title(speech))
    columns = {f.role: n for n, f in entry.definition.fields.items() if f.role and n in entry.data.table.column_names}
    if "code" not in columns:
        raise RequestError("ledger_no_code", name=entry.title(speech))
    layers = handing_out.exported([entry], speech)
    return Merging(
        entry.data, entry.definition, Path(other), target, prefer, checked_crs(crs), session.crs, speech, layers
    )  # fmt: skip


def _ledger_layer(session: Session, layer: str | None) -> LayerEntry:
    if layer is not None:
        return session.entry(layer)
    for role in ("terminal", "component"):
        own = [entry for entry in session.entries if entry.definition.role == role]
        if len(own) > 1:
            raise RequestError("ledger_many", layers=", ".join(entry.id for entry in own))
        if own:
            return own[0]
    raise RequestError("ledger_empty")


def _code_column(definition: LayerDefinition) -> str:
    return next(name for name, field in definition.fields.items() if field.role == "code")


def _middle(shapes: npt.NDArray[np.object_]) -> tuple[float, float]:
    import shapely

    box = shapely.total_bounds(shapes)
    return (0.0, 0.0) if not np.isfinite(box).all() else (float(box[0] + box[2]) / 2, float(box[1] + box[3]) / 2)


class Ledgers(Layered):
    """What a `Map` can do with ledgers and the quality of its data."""

    def ledger(
        self, *, as_of: str | dt.datetime | dt.date | None = None, layers: Iterable[str] = ()
    ) -> Ledger:  # fmt: skip
        """One table of all terminals and one of all components, and what is wrong with the data of all layers.

        ``layers`` are the ids of those whose rows and findings are wanted, all by default. ``.findings`` is a sequence;
        ``.tables["terminal"]`` an Arrow table, personal values masked; ``.coverage`` tells how well the city is sensed.
        """
        return ledger(self.session, as_of=as_of, layers=layers)

    def write_findings(self, made: Ledger, path: str | os.PathLike[str], language: Language | None = None) -> Path:
        """Write the findings of a ledger as XLSX, PDF, CSV, GPKG, GeoJSON, Parquet or PNG; the export is noted."""
        return writing_of(self.session, made, path, language=language).write()

    def write_ledger(
        self, made: Ledger, path: str | os.PathLike[str], role: LedgerRole = "terminal",
        language: Language | None = None,
    ) -> Path:  # fmt: skip
        """Write the unified table of all terminals or components as XLSX, CSV, GPKG, GeoJSON or Parquet."""
        return writing_of(self.session, made, path, role=role, language=language).write()

    def merge_ledger(  # noqa: PLR0913 - as `merging_of`
        self, other: str | os.PathLike[str], path: str | os.PathLike[str], *, layer: str | None = None,
        prefer: Prefer = "ours", conflicts: str | os.PathLike[str] | None = None, crs: str | int | None = None,
        language: Language | None = None,
    ) -> Merged:  # fmt: skip
        """Merge another ledger, a file, into that of a layer (the only one by default), and write the result.

        Rows are matched by code. Where both have a value and they differ, that of ``prefer`` is kept: "ours", "theirs",
        or "newest" by last report, and told in ``.conflicts``, which is also written to ``conflicts``. The layer stays.
        """
        asked = merging_of(self.session, other, path, layer=layer, prefer=prefer, crs=crs, language=language)
        return asked.write(None if conflicts is None else Path(conflicts))
