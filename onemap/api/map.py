"""A map of layers: add, look, ask, hand out."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from onemap.api.answers import Answers
from onemap.api.checks import checked_crs, checked_extent, checked_look, checked_size
from onemap.api.city_answers import CityAnswers
from onemap.api.layered import SIZE, id_of
from onemap.api.ledger import Ledgers
from onemap.api.over_time import OverTime
from onemap.api.selections import Selections
from onemap.errors import RequestError
from onemap.messages.secrecy import redacted
from onemap.model.definition import LayerDefinition, Source
from onemap.model.extent import Extent
from onemap.render.application import for_a_picture
from onemap.session import handing_out, snapshot
from onemap.session.session import Session

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    import geopandas
    import numpy as np
    import numpy.typing as npt

    from onemap.api.layer import Layer
    from onemap.api.layered import Box
    from onemap.api.marking import Stamp
    from onemap.model.request import Rendered
    from onemap.model.style import Style
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet


class Map(Answers, Selections, CityAnswers, Ledgers, OverTime):
    """Layers in one CRS, drawn from the last added on top.

    Parameters
    ----------
    crs
        The map's CRS, as "EPSG:4548" or 4548; None takes that of the first layer added.
    """

    def __init__(self, crs: str | int | None = None, *, session: Session | None = None) -> None:
        self.session = session or Session(crs=checked_crs(crs))

    def __repr__(self) -> str:
        return f"<Map of {len(self.session.entries)} layers, {self.crs}>"

    def add(
        self,
        source: str | os.PathLike[str] | geopandas.GeoDataFrame | Layer,
        *,
        title: str | None = None,
        style: Style | None = None,
        layer: str | None = None,
        crs: str | int | None = None,
        encoding: str | None = None,
    ) -> Layer:
        """Put a layer on top: a file's path, a GeoDataFrame, or a Layer that was read.

        ``layer`` names one of several in a file, ``crs`` and ``encoding`` say what the file does not. Raises the told
        error of the file (SourceError, CrsError); the map is then as before.
        """
        from onemap.api.layer import Layer, rows_as_read

        crs = checked_crs(crs)
        if isinstance(source, Layer):
            added = source
        elif hasattr(source, "geometry"):
            added = Layer.from_geodataframe(source, title or "layer")
        else:
            path = Path(source)
            stem = redacted(path.stem)
            wanted = Source(str(path.expanduser().absolute()), layer=layer, crs=crs, encoding=encoding)
            return self._add(LayerDefinition(wanted, title=title or layer or stem, id=layer or stem), style)
        definition = _joined(added, title, crs)
        read = rows_as_read(added)
        data = read if crs is None else dataclasses.replace(read, crs=crs)
        return self._add(definition, style, data)

    def remove(self, layer: Layer | str) -> None:
        """Take a layer off the map."""
        self.session.remove([id_of(layer)])

    def render(
        self,
        size: tuple[int, int] = SIZE,
        extent: Box | None = None,
        *,
        dpi: float = 96.0,
        pixel_ratio: float = 1.0,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
    ) -> npt.NDArray[np.uint8]:
        """Picture of the map as (h, w, 4) uint8, red green blue alpha, row 0 at the top.

        ``size`` is in pixels; the view is the map's own, or all of ``extent`` (map CRS) in the middle. ``dpi`` turns
        millimetres into pixels, ``pixel_ratio`` multiplies the pixels of a picture that shows the same.
        """
        return self.picture(size, extent, dpi=dpi, pixel_ratio=pixel_ratio, theme=theme, threads=threads).rgba

    @for_a_picture()
    def picture(
        self,
        size: tuple[int, int] = SIZE,
        extent: Box | None = None,
        *,
        dpi: float = 96.0,
        pixel_ratio: float = 1.0,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
    ) -> Rendered:
        """As `render`, with the view and what became of each layer."""
        from onemap.render.draw import render
        from onemap.render.homes import with_shown_homes

        size = checked_size(size)
        checked_look(dpi, pixel_ratio, theme)
        view = self.view(size, extent)
        request = snapshot.picture(self.session, view, palette=theme, pixel_ratio=pixel_ratio, mm_per_px=25.4 / dpi)
        try:
            return render(with_shown_homes(request, self.crs), threads=threads)
        except MemoryError as error:
            raise RequestError("memory_short", what=f"{size[0]} × {size[1]}") from error

    def zoom_to(self, where: Box | Layer | None = None) -> Map:
        """Look at an extent of the map's CRS, at a layer, or at everything; gives the map itself."""
        from onemap.api.layer import Layer

        if isinstance(where, Layer):
            entry = self.session.entry(where.id)
            found = Extent.union(ready.extent for ready in entry.shown_in(self.crs))
        else:
            found = self.extent if where is None else checked_extent(where)
        if found is not None:
            self.session.views.fit(found, remember=True)
            self.session.changes.tell("view")
        return self

    def export(  # noqa: PLR0913 - each is a plain property of the sheet
        self,
        path: str | os.PathLike[str],
        *,
        size: tuple[int, int] | None = None,
        extent: Box | None = None,
        dpi: float = 96.0,
        letterbox: bool = False,
        sheet: Sheet | None = None,
        theme: Literal["light", "dark"] = "light",
        threads: int = 2,
        stamp: Stamp | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> ExportResult:
        """Write the map as PNG, TIFF, JPEG, WebP or PDF, by the path's suffix, with world file and .prj.

        ``size`` in pixels; an ``extent`` (map CRS) is met exactly: with a size of another shape the picture is widened
        around it, or with ``letterbox`` left blank beside it. The file appears whole or not at all.

        What the grade of the layers drawn asks for is put on it: words from L2 on, a watermark from L3 on; the export
        record notes it. ``stamp``, a serial and a moment, writes the same file again.
        """
        from onemap.api.marking import Writing
        from onemap.render.export import view_for

        checked_look(dpi, 1.0, theme)
        size = None if size is None else checked_size(size)
        box = None if extent is None else checked_extent(extent)
        view, blank = view_for(size, box, self.view(size or SIZE), letterbox=letterbox)
        checked_size((view.width_px, view.height_px))
        request = snapshot.picture(self.session, view, palette=theme, mm_per_px=25.4 / dpi, selection=False)
        writing = Writing(request, Path(path), self.crs, handing_out.in_picture(self.session, request), sheet, blank)
        return writing.write(stamp, threads=threads, cancelled=cancelled, on_progress=on_progress)

    def undo(self, steps: int = 1) -> bool:
        """Take back the last changes of what is open; False when there was none."""
        return self.session.undo(steps)

    def redo(self, steps: int = 1) -> bool:
        """Do again what was taken back last; False when there was none."""
        return self.session.redo(steps)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the map as a project file: all of it, with paths relative to the file.

        RequestError for a layer whose rows are in no file, which a project could not open again.
        """
        from onemap.api.saving import project_of
        from onemap.io import projects

        projects.save(project_of(self.session, Path(path).absolute()), Path(path))
        self.session.saved(self.session.content, str(path))

    def _repr_png_(self) -> bytes:
        from onemap.io.png import encode

        return encode(self.render(size=(900, 600)))

    def _add(self, definition: LayerDefinition, style: Style | None, data: object = None) -> Layer:
        import msgspec

        from onemap.api.layer import Layer

        if style is not None:
            definition = msgspec.structs.replace(definition, style=style)
        with self.session.edit((f"添加图层 {definition.title}", f"Add {definition.title}")):
            entry = self.session.add(definition, data)  # type: ignore[arg-type]
            if entry.error is not None:
                raise entry.error  # the edit leaves the map as it was
        return Layer(entry, self.session)


def _joined(layer: Layer, title: str | None, crs: str | None) -> LayerDefinition:
    """The definition under which a layer that was read joins a map."""
    import msgspec

    source = layer.source if crs is None else msgspec.structs.replace(layer.source, crs=crs)
    named = {} if title is None else {"title": title, "title_en": ""}
    return msgspec.structs.replace(layer.definition, source=source, **named)
