import errno
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from onemap.errors import CancelledError, OutputError, RequestError
from onemap.model.extent import Extent
from onemap.model.style import Symbol
from onemap.model.view import View
from onemap.render.draw import render
from onemap.render.export import export, view_for
from onemap.render.furniture import Sheet
from tests.render.layers_to_label import layer, request

CRS = "EPSG:4548"
AREA = Symbol(fill="#D5E6C8", line="#B8327F")
ROAD = Symbol(line="#FCE7B2", width_mm=1.5, casing="#DDBB6D")
SHEET = Sheet("示范市一张图", legend=True, scalebar=True, north=True, source="示范局", margin_mm=4.0)


def city(size=(420, 330), **more):
    rng = np.random.default_rng(4)
    squares = [shapely.box(x, y, x + 70, y + 50) for x in range(0, 420, 80) for y in range(0, 330, 60)]
    roads = [shapely.LineString([(0, 100), (200, 130), (420, 300)])]
    return request(
        layer(squares, [f"{k:03d}" for k in range(len(squares))], name="a", symbol=AREA),
        layer(roads, ["滨河大道"], name="b", symbol=ROAD, title="道路"),
        layer(rng.uniform(0, 1, (40, 2)) * [420, 330], ["路灯"] * 40, name="c"),
        size=size, **more,
    )  # fmt: skip


def read(path):
    from PySide6.QtGui import QImage

    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_file_is_the_picture(tmp_path, suffix, ratio):
    asked = city(pixel_ratio=ratio)
    result = export(asked, tmp_path / f"map.{suffix}", crs=None)
    assert (result.width, result.height, result.side_files) == (round(420 * ratio), round(330 * ratio), ())
    np.testing.assert_array_equal(read(result.path), render(asked).rgba)


def test_a_transparent_background_stays_transparent(tmp_path):
    asked = city(background=None)
    picture = render(asked).rgba
    assert (picture[:, :, 3] == 0).any()
    np.testing.assert_array_equal(read(export(asked, tmp_path / "map.png", crs=None).path), picture)


def test_a_jpeg_is_close_to_the_picture(tmp_path):
    asked = city()
    got = read(export(asked, tmp_path / "map.jpg", crs=None).path).astype(int)
    assert np.abs(got - render(asked).rgba)[:, :, :3].mean() < 5


@pytest.mark.parametrize(("suffix", "limit"), [("jpg", 65_500), ("webp", 16_383)])
def test_a_format_takes_its_longest_side_and_tells_it_of_a_longer_one(tmp_path, suffix, limit):
    result = export(request(size=(limit, 2)), tmp_path / f"map.{suffix}", crs=None)
    assert read(result.path).shape == (2, limit, 4)
    with pytest.raises(RequestError, match=f"{limit:,}"):
        export(request(size=(limit + 1, 2)), tmp_path / f"map.{suffix}", crs=None)


def test_a_transparent_jpeg_lies_on_white(tmp_path):
    got = read(export(request(background=None), tmp_path / "map.jpg", crs=None).path)
    assert got.min() >= 254


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp", "pdf"])
def test_the_same_request_gives_the_same_bytes_with_any_threads(tmp_path, suffix):
    files = [
        export(city(), tmp_path / f"{threads}-{run}.{suffix}", crs=CRS, sheet=SHEET, threads=threads).path.read_bytes()
        for threads in (1, 2)
        for run in (1, 2)
    ]
    assert len(set(files)) == 1


@pytest.mark.parametrize("rows", [16, 100], ids=["thin bands", "bands of another height"])
def test_no_band_shows(tmp_path, monkeypatch, rows):
    whole = read(export(city(), tmp_path / "whole.png", crs=None, sheet=SHEET).path)
    monkeypatch.setattr("onemap.render.bands.band_rows", lambda _width: rows)
    banded = read(export(city(), tmp_path / "banded.png", crs=None, sheet=SHEET).path)
    differences = np.abs(whole.astype(int) - banded)
    assert differences.max() <= 1  # rounding of sums that began elsewhere
    assert (differences.max(axis=2) > 0).mean() < 1e-3


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_world_file_and_prj(tmp_path, ratio):
    asked = replace(city(), view=View(500_000.0, 3_400_000.0, 0.8, 420, 330), pixel_ratio=ratio)
    path = tmp_path / "一张图 v1.2.png"
    result = export(asked, path, crs=CRS)
    assert result.side_files == (tmp_path / "一张图 v1.2.pgw", tmp_path / "一张图 v1.2.prj")
    a, d, b, e, c, f = map(float, result.side_files[0].read_text().split())
    assert (d, b) == (0.0, 0.0)
    assert a == pytest.approx(0.8 / ratio, rel=1e-15)
    # The numbers name the centre of the upper-left pixel; half a pixel beyond it is the edge of the view.
    extent = asked.view.extent
    assert (c - a / 2, f - e / 2) == pytest.approx((extent.xmin, extent.ymax), abs=1e-6)
    assert (c + a * (result.width - 0.5), f + e * (result.height - 0.5)) == pytest.approx(
        (extent.xmax, extent.ymin), abs=1e-6
    )
    assert "CGCS2000" in result.side_files[1].read_text()


@pytest.mark.parametrize(
    ("size", "extent", "shown", "pixels"),
    [
        ((800, 400), (0, 0, 2000, 1000), (0, 0, 2000, 1000), (800, 400)),
        ((800, 400), (0, 0, 1000, 1000), (-500, 0, 1500, 1000), (800, 400)),
        (None, (0, 0, 2000, 500), (0, 0, 2000, 500), (1600, 400)),
        ((300, 200), None, (350, 400, 650, 600), (300, 200)),
        (None, None, (0, 0, 1000, 1000), (1000, 1000)),
    ],
    ids=["same shape", "another shape", "extent alone", "size alone", "neither"],
)
def test_the_view_of_a_picture(size, extent, shown, pixels):
    current = View(500.0, 500.0, 1.0, 1000, 1000)
    view, blank = view_for(size, None if extent is None else Extent(*extent), current)
    assert blank is None
    assert (view.width_px, view.height_px) == pixels
    assert view.extent.as_tuple() == pytest.approx(shown)


def test_a_letterbox_is_blank_outside_of_the_extent(tmp_path):
    squares = layer([shapely.box(-500, -500, 1500, 1500)], ["全部"], symbol=Symbol(fill="#ff0000"))
    view, blank = view_for((400, 200), Extent(0, 0, 1000, 1000), View(0, 0, 1, 1, 1), letterbox=True)
    asked = replace(request(squares), view=view)
    picture = read(export(asked, tmp_path / "map.png", crs=None, blank=blank).path)
    red = (picture[:, :, :3] == [255, 0, 0]).all(axis=2)
    assert not red[:, :100].any()
    assert not red[:, 300:].any()
    assert red[:, 100].all()
    assert red[:, 299].all()


def test_labels_keep_clear_of_the_furniture(tmp_path):
    points = np.stack(np.meshgrid(np.arange(10, 420, 40.0), np.arange(10, 330, 20.0)), axis=2).reshape(-1, 2)
    asked = request(layer(points, ["点"] * len(points)), size=(420, 330))
    free = export(asked, tmp_path / "a.png", crs=None).reports[0]
    under = export(asked, tmp_path / "b.png", crs=None, sheet=SHEET).reports[0]
    assert under.placed_labels < free.placed_labels
    assert under.placed_labels + under.unplaced_labels == len(points)


@pytest.mark.parametrize(
    ("name", "size", "key"),
    [
        ("map.bmp", (10, 10), "format_unknown"),
        ("map", (10, 10), "format_unknown"),
        ("map.webp", (16_384, 4), "size_impossible"),
        ("map.jpg", (4, 65_536), "size_impossible"),
        ("map.tif", (40_000, 40_000), "size_impossible"),
    ],
)
def test_what_a_format_cannot_hold_is_told_before_anything_is_drawn(tmp_path, name, size, key):
    with pytest.raises(RequestError) as told:
        export(request(size=size), tmp_path / name, crs=None)
    assert told.value.key == key
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["map.png", "map.pdf"])
def test_a_cancelled_export_leaves_nothing_and_the_old_file_alone(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"old")
    with pytest.raises(CancelledError):
        export(city(), path, crs=CRS, cancelled=lambda: True)
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp", "pdf"])
def test_a_full_disk_is_told_and_leaves_the_old_files(tmp_path, monkeypatch, suffix):
    path = tmp_path / f"map.{suffix}"
    export(city(), path, crs=CRS)
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    real = Path.open

    class Full:
        def __init__(self, file):
            self._file = file

        def __getattr__(self, name):
            return getattr(self._file, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self._file.close()

        def write(self, _data):
            raise OSError(errno.ENOSPC, "no space")

    def opened(self, mode="r", *args, **more):
        file = real(self, mode, *args, **more)
        return Full(file) if "w" in mode and "tmp" in self.name else file

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(OutputError) as told:
        export(city(pixel_ratio=2.0), path, crs=CRS)
    assert told.value.key == "output_full"
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError):
        export(city(), tmp_path / "nowhere" / "map.png", crs=CRS)


def test_progress_counts_the_rows(tmp_path):
    seen = []
    export(city(), tmp_path / "map.png", crs=None, on_progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (330, 330)
    assert seen == sorted(seen)


@pytest.mark.skipif(shutil.which("gdalinfo") is None, reason="gdalinfo is not installed")
def test_others_read_the_geotiff(tmp_path):
    import subprocess

    path = export(city(), tmp_path / "map.tif", crs=CRS).path
    (tmp_path / "map.tfw").unlink()
    said = subprocess.run(["gdalinfo", path], capture_output=True, text=True, check=True).stdout
    assert "CGCS2000 / 3-degree Gauss-Kruger CM 117E" in said
    assert "Origin = (0.0" in said
