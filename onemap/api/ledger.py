"""Ledgers and findings of data quality from a script: made, written, two of them merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.errors import RequestError
from onemap.messages import language as language_in_use
from onemap.session import carding, handing_out, ledgering

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Callable, Iterable

    import numpy.typing as npt

    from onemap.api.marking import Stamp
    from onemap.city.ledger import Ledger, LedgerRole
    from onemap.io.exports import ExportedLayer
    from onemap.messages import Language
    from onemap.session.session import Session

    Ints = npt.NDArray[np.int64]

FORMATS = (".xlsx", ".csv", ".gpkg", ".geojson", ".parquet")
#: What findings can be written as besides.
PAGED = (".pdf", ".png")


def ledger(
    session: Session, *, as_of: str | dt.datetime | dt.date | None = None, layers: Iterable[str] = ()
) -> Ledger:
    """The ledgers and findings of a map; every layer that was not read yet is read first."""
    from onemap.city.ledger import make_ledger

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

    def _rows(self) -> object:
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
    return [str(one) for one in made.tables[role].column("layer").unique().to_pylist()]


class Ledgers:
    """What a `Map` can do with ledgers and the quality of its data."""

    session: Session

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
