"""Findings as pages to print: how many of each rule and what to do, then one line for each finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.findings_table import summary
from onemap.city.findings_words import KINDS, SEVERITY_WORDS
from onemap.io.files import replacing
from onemap.model.marking import Mark
from onemap.render import page_files
from onemap.render.furniture_canvas import Canvas, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    from onemap.city.findings import Findings
    from onemap.city.ledger import Ledger
    from onemap.messages import Language
    from onemap.render.page_files import Paint

WIDTH, HEIGHT = 297.0, 210.0
_MARGIN, _FOOT, _ROW, _SIZE = 14.0, 14.0, 5.2, 2.8
#: Lines of one rule on one layer; the rest is counted, a table holds them all.
MOST = 500
_DOT = {"error": "@bad", "warning": "@attention", "notice": "@muted"}
#: Where the columns begin, mm from the margin: of the summary, and of the list.
_SUMMARY = (0.0, 62.0, 112.0, 132.0)
_LIST = (0.0, 44.0, 180.0, 222.0)
_END = WIDTH - 2 * _MARGIN


def write(
    ledger: Ledger, rows: npt.NDArray[np.int64] | None, path: Path, language: Language, project: str,
    mark: Mark | None = None,
) -> None:  # fmt: skip
    """Write the findings (all, or those at ``rows``) as one PDF or PNG, by the path's suffix."""
    painting = _painting(ledger, rows, language == "en", project, mark or Mark())
    if path.suffix.lower() == ".png":
        data = page_files.png(painting, (WIDTH, HEIGHT))
    else:
        data = page_files.pdf(painting, (WIDTH, HEIGHT), _title(language == "en"))
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def _title(en: bool) -> str:  # noqa: FBT001 - the language
    return "Data quality findings" if en else "数据质量问题清单"


def _painting(
    ledger: Ledger, rows: npt.NDArray[np.int64] | None, en: bool, project: str, mark: Mark  # noqa: FBT001 - as above
) -> Paint:  # fmt: skip
    def painting(painter: QPainter, turn: Callable[[], object], said: set[str] | None) -> None:
        canvas = Canvas(painter, "light", as_text=said is not None, said=set() if said is None else said)
        pages = _Pages(canvas, en, project, turn, mark, ledger)
        pages.begin()
        _paint_summary(pages, ledger.findings if rows is None else None, _counted(ledger, rows))
        _paint_lists(pages, ledger, rows)
        pages.seal()

    return painting


@dataclass(slots=True)
class _Pages:
    """Where painting is."""

    canvas: Canvas
    en: bool
    project: str
    turn: Callable[[], object]
    mark: Mark
    ledger: Ledger
    number: int = 0
    top: float = 0.0

    def begin(self) -> None:
        """Begin another sheet."""
        if self.number:
            self.seal()
            self.turn()
        self.number += 1
        asked = f"{self.ledger.as_of:%Y-%m-%d %H:%M}"
        under = f"{self.project}  as of {asked}" if self.en else f"{self.project}  截至 {asked}"
        self.canvas.text(_title(self.en), (_MARGIN, _MARGIN + 4), 5.4, bold=True)
        self.canvas.text(shortened(under.strip(), 3.0, _END), (_MARGIN, _MARGIN + 9.5), 3.0, "@muted")
        self.top = _MARGIN + 14

    def seal(self) -> None:
        """The number of the sheet, and what the grade asks for on a sheet that is full."""
        text, base = f"{self.number}", HEIGHT - 8
        self.canvas.text(text, (WIDTH - _MARGIN - text_width(text, 2.6), base), 2.6, "@muted")
        self.canvas.text(self.mark.line, (_MARGIN, base), 2.8, bold=True)
        if self.mark.watermark:
            from onemap.render import watermark

            watermark.paint(self.canvas.painter, self.mark.watermark, (WIDTH, HEIGHT), 1.15, None)

    def need(self, rows: float) -> bool:
        """Begin another sheet when there is no room for so many rows; tells whether it did."""
        if self.top + rows * _ROW <= HEIGHT - _FOOT:
            return False
        self.begin()
        return True

    def row(self, texts: Sequence[str], starts: Sequence[float], color: str = "@text", dot: str = "") -> None:
        """One line of columns with a hairline below; ``dot`` is the colour of a mark before it."""
        canvas, base = self.canvas, self.top + 3.5
        ends = (*starts[1:], _END)
        inset = 3.4 if dot else 0.0
        for k, (text, start, end) in enumerate(zip(texts, starts, ends, strict=True)):
            x = start + (inset if k == 0 else 0.0)
            canvas.text(shortened(text, _SIZE, end - x - 2), (_MARGIN + x, base), _SIZE, color)
        if dot:
            canvas.rectangle((_MARGIN + 0.4, self.top + 1.6, 1.8, 1.8), dot, radius=0.9)
        canvas.rectangle((_MARGIN, self.top + _ROW - 0.3, _END, 0.1), "@hairline")
        self.top += _ROW


def _counted(ledger: Ledger, rows: npt.NDArray[np.int64] | None) -> list[tuple[str, str, int]]:
    every = summary(ledger.findings)
    if rows is None:
        return every
    kinds, layers = ledger.findings.column("kind")[rows], ledger.findings.column("layer")[rows]
    made = [(kind, layer, int(((kinds == kind) & (layers == layer)).sum())) for kind, layer, _ in every]
    return [one for one in made if one[2]]


def _paint_summary(pages: _Pages, findings: Findings | None, counted: list[tuple[str, str, int]]) -> None:
    en, ledger = pages.en, pages.ledger
    covered = ledger.coverage
    if findings is not None and covered.components:
        share = f"{100 * covered.share:.1f} %"
        aim = f"{100 * covered.aim:g} %"
        said = (
            f"Terminals {covered.terminals:,}, alive {covered.alive:,}; components {covered.components:,}, "
            f"with a live terminal {covered.sensed:,} ({share}, aim {aim})"
            if en
            else f"感知终端 {covered.terminals:,}，在线 {covered.alive:,}；部件 {covered.components:,}，"
            f"有在线终端 {covered.sensed:,}（{share}，目标 {aim}）"
        )
        pages.canvas.text(shortened(said, 3.0, _END), (_MARGIN, pages.top + 3), 3.0)
        pages.top += 7
    heads = ("Finding", "Layer", "Number", "What to do") if en else ("问题", "图层", "数量", "处理建议")
    pages.row(heads, _SUMMARY, "@muted")
    if not counted:
        pages.row(("Nothing was found" if en else "没有发现问题", "", "", ""), _SUMMARY)
    for kind, layer, count in counted:
        if pages.need(1):
            pages.row(heads, _SUMMARY, "@muted")
        told = KINDS[kind]
        texts = (told.title[en], _layer(pages, layer), f"{count:,}", told.act[en])
        pages.row(texts, _SUMMARY, dot=_DOT[told.severity])


def _layer(pages: _Pages, layer: str) -> str:
    return pages.ledger.titles.get(layer, (layer, layer))[pages.en]


def _paint_lists(pages: _Pages, ledger: Ledger, rows: npt.NDArray[np.int64] | None) -> None:
    findings, en = ledger.findings, pages.en
    wanted = np.arange(len(findings)) if rows is None else rows
    kinds, layers = findings.column("kind"), findings.column("layer")
    for kind, layer, count in _counted(ledger, rows):
        here = wanted[(kinds[wanted] == kind) & (layers[wanted] == layer)]
        told = KINDS[kind]
        title = f"{told.title[en]} · {_layer(pages, layer)} · {SEVERITY_WORDS[told.severity][en]} {count:,}"
        pages.need(5)
        pages.top += _ROW * 0.8
        _head(pages, title)
        for i in here[:MOST].tolist():
            if pages.need(1):
                _head(pages, title)
            one = findings[i]
            at = "" if one.place is None else f"{one.place[0]:.2f}, {one.place[1]:.2f}"
            pages.row((one.code or "-", one.message[en], one.other_code, at), _LIST)
        if count > MOST:
            left = count - MOST
            said = f"{left:,} more are in the table" if en else f"其余 {left:,} 条见表格文件"
            pages.row((said, "", "", ""), _LIST, "@muted")


def _head(pages: _Pages, title: str) -> None:
    pages.canvas.text(shortened(title, 3.4, _END), (_MARGIN, pages.top + 3.6), 3.4, bold=True)
    pages.top += _ROW + 0.8
    heads = ("Code", "What is wrong", "Other code", "Place") if pages.en else ("编码", "说明", "相关编码", "位置")
    pages.row(heads, _LIST, "@muted")
