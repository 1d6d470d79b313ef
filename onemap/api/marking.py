"""What the grade of its contents puts on a file, and its line of the export record: one way for all who write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import RequestError
from onemap.io import exports, grades
from onemap.messages import language as language_in_use
from onemap.model.marking import Mark
from onemap.render.application import for_a_picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onemap.io.exports import ExportedLayer, ExportRecord, Kind
    from onemap.messages import Language
    from onemap.model.extent import Extent
    from onemap.model.request import RenderRequest
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet

#: A serial and a moment that were given, to write the same file again.
Stamp = tuple[str | None, dt.datetime | None]


def record_of(
    kind: Kind, path: Path, layers: tuple[ExportedLayer, ...], extent: Extent | None, crs: str | None,
    stamp: Stamp | None = None,
) -> ExportRecord:  # fmt: skip
    """The record of a file that is about to be written; with its watermark told where its grade asks for one."""
    serial, when = stamp or (None, None)
    made = exports.new_record(kind, path, layers, serial=serial, when=when)
    box = None if extent is None else extent.as_tuple()
    return msgspec.structs.replace(made, extent=box, crs=crs, marked=grades.grade(made.grade).watermark)


def mark_of(record: ExportRecord, said: str = "", language: Language | None = None) -> Mark:
    """The words and the watermark of a file; ``said`` takes the place of the words where it is no lower.

    Words of a user that name no grade are put behind those of the grade. From grade L2 on there are words, from L3 on
    the serial is with them and user, time and serial are tiled over the sheet.

    Raises
    ------
    RequestError
        When ``said`` names a grade below that of the layers.
    """
    speech = language or language_in_use()
    told = grades.grade(record.grade)
    line = _line(said.strip(), told, record, speech)
    if not told.watermark:
        return Mark(line)
    moment = dt.datetime.fromisoformat(record.time)
    return Mark(f"{line}  {record.serial}", f"{record.user}  {moment:%Y-%m-%d %H:%M}  {record.serial}")


def _line(said: str, told: grades.Grade, record: ExportRecord, language: Language) -> str:
    own = told.sheet_line(language)
    if not said or not own:
        return said or own
    named = grades.grade_in(said)
    if named is None:
        return f"{own} · {said}"
    if named < told.grade:
        strictest = tuple(one.title or one.id for one in record.layers if one.grade == told.grade)
        raise RequestError("grade_too_low", said=said, grade=told.called(language), layers=strictest[:5])
    return said


def marked_sheet(sheet: Sheet | None, record: ExportRecord) -> Sheet | None:
    """A sheet with what the grade asks for; None stays None where it asks for nothing.

    Raises
    ------
    RequestError
        When the sheet's own grade line is too low, or its approval number is none.
    """
    from onemap.city import approval
    from onemap.render.furniture import Sheet

    asked = sheet or Sheet()
    mark = mark_of(record, asked.grade_line)
    number = approval.normalised(asked.approval_no)
    made = replace(asked, grade_line=mark.line, watermark=mark.watermark, approval_no=number)
    return None if sheet is None and made == Sheet() else made


@dataclass(frozen=True, slots=True)
class Writing:
    """A picture that is about to be handed out: what is on it and where it goes; nothing in it changes any more."""

    request: RenderRequest
    path: Path
    crs: str | None
    layers: tuple[ExportedLayer, ...]
    sheet: Sheet | None = None
    blank: Extent | None = None

    def record(self, stamp: Stamp | None = None) -> ExportRecord:
        """Its line of the export record, with a serial of its own."""
        return record_of("picture", self.path, self.layers, self.request.view.extent, self.crs, stamp)

    @for_a_picture()
    def write(
        self,
        stamp: Stamp | None = None,
        *,
        threads: int = 2,
        cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> ExportResult:
        """Write it, marked and noted; errors as those of `onemap.render.export.export` and `exporting`."""
        from onemap.render.export import export
        from onemap.render.export_files import suffix_of
        from onemap.render.homes import with_shown_homes

        suffix_of(self.path)
        record = self.record(stamp)
        sheet = marked_sheet(self.sheet, record)
        with exports.exporting(record):
            return export(
                with_shown_homes(self.request, self.crs), self.path, crs=self.crs, sheet=sheet, blank=self.blank,
                threads=threads, cancelled=cancelled, on_progress=on_progress,
            )  # fmt: skip
