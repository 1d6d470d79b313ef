"""Packs for the field: an area of the city with all it needs, in one file that opens anywhere."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import CancelledError, RequestError
from onemap.session import carding, packing

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Sequence

    from onemap.city.card_cells import Level
    from onemap.city.clip import Area, Clipped
    from onemap.city.roles import CityLayer
    from onemap.io.exports import ExportRecord
    from onemap.io.packs import PackCheck
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.model.pack import LeftOut, Manifest, PackLayer, PackSource
    from onemap.model.style import Symbol
    from onemap.session.packing import PackedLayer, PackRequest
    from onemap.session.session import Session

    Progress = Callable[[int, int | None], None]

#: Levels of which cards go along; counts of each are those of the city.
_CARDS = ("unit_grid", "community", "street")
#: The picture that the pack's first view is meant for, px.
_VIEW = (1200, 800)
RULE = "points: covering cell with the smallest code; lines and polygons: every cell they meet; whole rows"


def pack(
    session: Session, path: str | os.PathLike[str], code: str, *, level: Level | None = None,
    receiver: int = packing.RECEIVER_GRADE,
) -> Manifest:  # fmt: skip
    """Pack the area of a cell; layers that were not read yet are read first."""
    carding.open_layers(session)
    return write_pack(packing.request(session, code, receiver), Path(path), level=level)


def verify(path: str | os.PathLike[str]) -> PackCheck:
    """All that is wrong with a pack; no faults when it is whole."""
    from onemap.io import packs

    return packs.check(Path(path).expanduser().absolute())


def write_pack(
    request: PackRequest, path: Path, *, level: Level | None = None, cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Manifest:  # fmt: skip
    """Write a pack; it appears whole and checked, or not at all, and is noted in the export record.

    Raises
    ------
    RequestError
        When there is no such cell, it is of another level, or the path is not that of a pack.
    OutputError
        When the file cannot be written.
    """
    from onemap.io import exports, packs

    path = path.expanduser().absolute()
    if not packs.is_pack(path):
        raise RequestError("pack_suffix", path=str(path))
    area = _area(request, level)
    making = _Making(request, area, cancelled or (lambda: False), progress or (lambda _done, _total: None))
    with _folder(path) as folder:
        making.fill(folder)
        with exports.exporting(making.record(path)):
            return packs.write(path, folder, making.names, making.manifest())


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """A folder in which the pack ``path`` is made; what fails there is told of the pack."""
    from onemap.io import files

    try:
        with tempfile.TemporaryDirectory(prefix="onemap-pack-") as folder:
            yield Path(folder)
    except OSError as error:
        raise files.told(error, path) from error


def _area(request: PackRequest, level: Level | None) -> Area:
    from onemap.city.card_cells import LEVEL_WORDS, grid_layers
    from onemap.city.clip import area_of
    from onemap.messages import language

    layers = [one.city for one in request.layers]
    if not grid_layers(layers):
        raise RequestError("card_no_grids")
    area = area_of(layers, request.code)
    if area is None:
        raise RequestError("card_no_cell", where=request.code)
    if level is not None and area.cell.level != level:
        en = language() == "en"
        words = LEVEL_WORDS[area.cell.level][en], LEVEL_WORDS[level][en]
        raise RequestError("pack_level", code=request.code, found=words[0], wanted=words[1])
    return area


class _Making:
    """One pack in the making: what went into its folder, and what there is to tell of it."""

    def __init__(self, request: PackRequest, area: Area, cancelled: Callable[[], bool], progress: Progress) -> None:
        from onemap.io import exports

        self.request, self.area = request, area
        self._cancelled, self._progress = cancelled, progress
        self._when = dt.datetime.now().astimezone()
        self.serial = exports.new_serial(self._when)
        self.names: list[tuple[str, int | None]] = []
        self._told: list[PackLayer] = []
        self._packed: list[LayerDefinition] = []
        self._unmasked = False

    # --- files ----------------------------------------------------------------------------------------------------
    def fill(self, folder: Path) -> None:
        """Write all files but the list."""
        from onemap.city.clip import clipped

        for name in ("data", "layers", "cards", "symbols"):
            (folder / name).mkdir()
        kept = [one for one in self.request.layers if one.definition.grade <= self.request.receiver]
        found = clipped([one.city for one in kept], self.area)
        steps = len(kept) + len(self._card_codes())
        clip = [self._layer(folder, one, found[one.definition.id], (i, steps)) for i, one in enumerate(kept)]
        self._project(folder, kept)
        self._cards(folder, clip, steps)

    def _step(self, done: int, total: int) -> None:
        if self._cancelled():
            raise CancelledError
        self._progress(done, total)

    def _layer(self, folder: Path, one: PackedLayer, clip: Clipped, step: tuple[int, int]) -> CityLayer:
        """Write a layer's rows and its file; gives the layer as the receiver will have it."""
        from onemap.city.clip import masked_for, places_for, table_for
        from onemap.city.masking import grade_of, is_masked
        from onemap.city.roles import CityLayer
        from onemap.io.rows import write_rows
        from onemap.io.rows_writing import Rows
        from onemap.model.pack import PackLayer
        from onemap.session.loading import ready_in

        self._step(*step)
        given, receiver = one.definition, self.request.receiver
        names = one.data.table.column_names
        masked_ones = masked_for(given, names, receiver)
        whole = _rows_of(one.data, clip)
        data = dataclasses.replace(
            whole, table=table_for(given, whole.table, receiver),
            geometries=places_for(given, whole.geometries, whole.crs, receiver),
        )  # fmt: skip
        stem = slug(given.id)
        rows = Rows(data.table, data.geometries, data.crs, given.id)
        write_rows(rows, folder / "data" / f"{stem}.parquet", cancelled=self._cancelled)
        self._layer_file(folder, given, stem)
        self.names += [(f"data/{stem}.parquet", data.rows), (f"layers/{stem}.toml", None)]
        self._told.append(PackLayer(
            given.id, given.title or given.title_en, grade_of(given, names), data.rows, one.data.rows, clip.linked,
            clip.unplaced, masked_ones,
        ))  # fmt: skip
        self._packed.append(given)
        self._unmasked |= any(is_masked(given, name) for name in names if name not in masked_ones)
        prepared = ready_in(data, self.request.crs).prepared
        return CityLayer(given, data.table, prepared, one.city.columns, phase_words=one.city.phase_words)

    def _layer_file(self, folder: Path, definition: LayerDefinition, stem: str) -> None:
        import tomli_w

        from onemap.model.definition import Source

        style = definition.style
        classes = tuple(msgspec.structs.replace(c, symbol=self._marked(folder, c.symbol)) for c in style.classes)
        symbol = None if style.symbol is None else self._marked(folder, style.symbol)
        alone = msgspec.structs.replace(
            definition, id="", placed={}, source=Source(f"../data/{stem}.parquet"),  # the rows stand there already
            style=msgspec.structs.replace(style, symbol=symbol, classes=classes),
        )  # fmt: skip
        text = tomli_w.dumps(msgspec.to_builtins(alone))
        (folder / "layers" / f"{stem}.toml").write_text(text, encoding="utf-8")

    def _marked(self, folder: Path, symbol: Symbol) -> Symbol:
        """The symbol with a marker of the user's own taken along; the program's own are everywhere."""
        from onemap.io import files

        marker = Path(symbol.marker)
        if not marker.is_absolute():
            return symbol
        bundled = files.resource("symbols")
        if marker.is_relative_to(bundled):
            return msgspec.structs.replace(symbol, marker=marker.relative_to(bundled).as_posix())
        drawing = marker.read_bytes() if marker.is_file() else b"<svg xmlns='http://www.w3.org/2000/svg'/>"
        name = f"symbols/{hashlib.sha256(drawing).hexdigest()[:16]}.svg"
        if (name, None) not in self.names:
            (folder / name).write_bytes(drawing)
            self.names.append((name, None))
        return msgspec.structs.replace(symbol, marker=f"../{name}")

    def _project(self, folder: Path, kept: Sequence[PackedLayer]) -> None:
        from onemap.io import projects
        from onemap.model.extent import Extent
        from onemap.model.project import Project, ProjectLayer, ProjectView
        from onemap.model.view import View
        from onemap.session.asking import metric_scale

        request, cell = self.request, self.area.cell
        view = View.fit(Extent(*cell.shape.bounds), *_VIEW, margin=0.05)
        scale = view.scale_denominator(metric_scale(request.crs, view.center_x, view.center_y)[1])
        area = cell.name or cell.code
        made = Project(
            title=" · ".join(filter(None, (request.title, area))),
            title_en=" · ".join(filter(None, (request.title_en, area))),
            crs=request.crs, view=ProjectView((view.center_x, view.center_y), scale),
            layers=tuple(ProjectLayer(slug(one.definition.id), visible=one.visible) for one in kept),
            as_of=request.as_of.isoformat(timespec="seconds"),
        )  # fmt: skip
        projects.save(made, folder / "project.onemap")
        self.names.append(("project.onemap", None))
        for name, said in request.declared:
            (folder / name).write_bytes(said)
            self.names.append((name, None))

    # --- cards ----------------------------------------------------------------------------------------------------
    def _card_codes(self) -> list[str]:
        cells = (self.area.cell, *self.area.inner)
        first, rest = cells[0], cells[1:]
        return [first.code, *(cell.code for cell in rest if cell.level in _CARDS)]

    def _cards(self, folder: Path, layers: Sequence[CityLayer], steps: int) -> None:
        """Write the cards as the receiver's own program will make them: from what is in the pack."""
        from onemap.city.card import CardRequest, card_json, make_card
        from onemap.city.card_cells import by_code
        from onemap.messages import language
        from onemap.render.card_html import html

        request, speech = self.request, language()
        title = (request.title_en or request.title) if speech == "en" else (request.title or request.title_en)
        codes = self._card_codes()
        for i, code in enumerate(codes):
            self._step(steps - len(codes) + i, steps)
            if by_code(layers, code) is None:  # its layer is above the receiver's grade
                continue
            card = make_card(CardRequest(tuple(layers), request.crs, code, request.as_of, request.calendar))
            name = f"cards/{slug(code)}"
            (folder / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(card_json(card, speech))))
            (folder / f"{name}.html").write_text(html(card, speech, title), encoding="utf-8")
            self.names += [(f"{name}.json", None), (f"{name}.html", None)]

    # --- what is told ---------------------------------------------------------------------------------------------
    def record(self, path: Path) -> ExportRecord:
        """What the export record notes."""
        from onemap.io.exports import ExportedLayer, new_record

        layers = [ExportedLayer(d.id, d.title or d.title_en, d.effective_grade) for d in self._packed]
        record = new_record("pack", path, layers, serial=self.serial, when=self._when)
        extent = tuple(float(one) for one in self.area.cell.shape.bounds)
        made: ExportRecord = msgspec.structs.replace(
            record, extent=extent, crs=self.request.crs, unmasked=self._unmasked,
            note=f"{self.area.cell.level} {self.area.cell.code} -> {self.request.receiver}",
        )  # fmt: skip
        return made

    def manifest(self) -> Manifest:
        """The list without its hashes."""
        import onemap
        from onemap.model.pack import FORMAT, VERSION, Manifest, PackArea

        request, cell = self.request, self.area.cell
        return Manifest(
            FORMAT, VERSION, f"OneMap {onemap.__version__}", self._when.isoformat(timespec="seconds"), self.serial,
            PackArea(cell.level, cell.code, cell.name), request.receiver, request.crs, request.title, RULE,
            request.as_of.isoformat(timespec="seconds"), self.area.grids, tuple(self._told), tuple(self._left_out()),
            tuple(_sources(self._packed)),
        )  # fmt: skip

    def _left_out(self) -> Iterator[LeftOut]:
        from onemap.model.pack import LeftOut

        for one in self.request.layers:
            d = one.definition
            if d.grade > self.request.receiver:
                yield LeftOut(d.id, d.title or d.title_en, d.grade, "grade")
        for d in self.request.unread:
            yield LeftOut(d.id, d.title or d.title_en, d.grade, "unread")


def slug(text: str) -> str:
    """A layer's id or a code as the name of a file in a pack."""
    safe = re.sub(r"[^\w-]", "_", text)[:80]
    if safe == text:
        return safe
    return f"{safe}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _rows_of(data: LayerData, clip: Clipped) -> LayerData:
    """The clip's rows of a layer, with their whole shapes in the source's CRS."""
    import pyarrow as pa

    from onemap.query.shapes import from_shapely, to_shapely

    table = data.table.take(pa.array(clip.rows, pa.int64()))
    shapes = to_shapely(data.geometries, clip.rows)
    return dataclasses.replace(data, table=table, geometries=from_shapely(shapes), notices=(), encoding=None)


def _sources(packed: Sequence[LayerDefinition]) -> Iterator[PackSource]:
    from onemap.messages.secrecy import redacted
    from onemap.model.pack import PackSource

    for one in packed:
        path = Path(one.source.path)
        if one.source.path and path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield PackSource(one.id, redacted(path.name), path.stat().st_size, digest)
