"""Every file that the program writes, each by its name, and whether a file that came of it is whole."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onemap.api.chart_files import ChartWriting
from onemap.model.chart import Chart, Series
from onemap.session.rows_out import rows_out, write
from tests import persons
from tests.tasks.test_ways_out import BOX

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.api import Map

    Write = Callable[[Map, Path], object]

#: Suffixes of rows.
_ROWS = (".csv", ".xlsx", ".gpkg", ".parquet", ".geojson")


def _picture(suffix: str) -> Write:
    return lambda m, to: m.export(to / f"map{suffix}", size=(120, 100), extent=BOX)


def _rows(suffix: str) -> Write:
    def made(m: Map, to: Path) -> object:
        entry = m.session.entry("component")
        return write(rows_out(entry, np.arange(entry.data.rows), to / f"rows{suffix}"))

    return made


def _frames(m: Map, to: Path) -> object:
    m.time("2026-05-01/2026-06-30")
    return m.frames(to / "frames", "1m", size=(90, 90))


def _chart(suffix: str) -> Write:
    chart = Chart("bars", (Series(np.array([3.0, 4.0]), "行"),), ("甲", "乙"), title="题")
    return lambda _m, to: ChartWriting(chart, to / f"chart{suffix}", (), "zh").write()


#: What writes one file, or some that belong together, into a folder.
WRITERS: dict[str, Write] = {
    "project": lambda m, to: m.save(to / "城市.onemap"),
    "pack": lambda m, to: m.pack(to / "a.onemappack", persons.GRID, grade=2),
    "frames": _frames,
    **{f"picture {one}": _picture(one) for one in (".png", ".tif", ".jpg", ".webp", ".pdf")},
    **{f"rows {one}": _rows(one) for one in _ROWS},
    **{f"chart {one}": _chart(one) for one in (".svg", ".png", ".csv")},
    "card .pdf": lambda m, to: m.write_card(m.card(grid=persons.GRID), to / "card.pdf"),
    "card .html": lambda m, to: m.write_card(m.card(grid=persons.GRID), to / "card.html"),
    "indicators .xlsx": lambda m, to: m.write_indicators(m.indicators(by="unit_grid"), to / "i.xlsx"),
    "indicators .pdf": lambda m, to: m.write_indicators(m.indicators(by="unit_grid"), to / "i.pdf"),
    "findings .pdf": lambda m, to: m.write_findings(m.ledger(), to / "f.pdf"),
    "findings .xlsx": lambda m, to: m.write_findings(m.ledger(), to / "f.xlsx"),
    "ledger .xlsx": lambda m, to: m.write_ledger(m.ledger(), to / "l.xlsx", "component"),
    "unlocated .csv": lambda m, to: m.write_unlocated(to / "u.csv"),
}


def files_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder that have a name for people, by their path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def left_over(folder: Path) -> list[str]:
    """Temporary files below a folder."""
    return [path.name for path in folder.rglob(".*.tmp*")]


def is_whole(name: str, data: bytes, good: bytes) -> bool:
    """Whether the bytes are such a file, complete, as ``good`` is."""
    return _WHOLE.get(Path(name).suffix, _lines)(data, good)


def _lines(data: bytes, good: bytes) -> bool:
    return data.count(b"\n") == good.count(b"\n")


def _is_pdf(data: bytes, good: bytes) -> bool:
    return data[:5] == b"%PDF-" and data.rstrip().endswith(b"%%EOF") and 0.7 < len(data) / len(good) < 1.4


def _is_zip(data: bytes, good: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(good)) as other:
        return one.testzip() is None and one.namelist() == other.namelist()


def _is_parquet(data: bytes, good: bytes) -> bool:
    import pyarrow.parquet as pq

    return bool(pq.read_table(io.BytesIO(data)).equals(pq.read_table(io.BytesIO(good))))


def _image(data: bytes) -> object:
    from PySide6.QtGui import QImage

    image = QImage.fromData(data)
    return None if image.isNull() else (image.width(), image.height())


_WHOLE: dict[str, Callable[[bytes, bytes], bool]] = {
    **dict.fromkeys((".png", ".jpg", ".webp", ".tif"), lambda data, good: _image(data) == _image(good) is not None),
    **dict.fromkeys((".xlsx", ".onemappack"), _is_zip),
    ".pdf": _is_pdf,
    ".svg": lambda data, _good: data.rstrip().endswith(b"</svg>"),
    ".html": lambda data, _good: data.rstrip().endswith(b"</html>"),
    ".geojson": lambda data, good: len(json.loads(data)["features"]) == len(json.loads(good)["features"]),
    ".parquet": _is_parquet,
    ".gpkg": lambda data, good: data[:15] == b"SQLite format 3" and len(data) == len(good),
}
