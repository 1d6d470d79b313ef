import io
import struct

import numpy as np
import pytest

from onemap.io import png, tiff, worldfile


def picture(height, width, channels=4):
    return np.random.default_rng(3).integers(0, 256, (height, width, channels)).astype(np.uint8)


def read(path):
    """What Qt, which knows nothing of us, reads."""
    from PySide6.QtGui import QImage

    image = QImage(str(path))
    assert not image.isNull()
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy(), image


def write(writer, rows, bands):
    with writer:
        for first, last in bands:
            writer.write(rows[first:last])


CUTS = {
    "in one piece": [(0, 150)],
    "row by row": [(k, k + 1) for k in range(150)],
    "uneven": [(0, 64), (64, 67), (67, 150)],
}


@pytest.mark.parametrize("bands", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("channels", [3, 4], ids=["opaque", "with alpha"])
def test_a_png_holds_its_rows_however_they_come(tmp_path, bands, channels):
    rows = picture(150, 37)
    rows[:, :, 3] = 255 if channels == 3 else rows[:, :, 3]
    path = tmp_path / "a.png"
    with path.open("wb") as file:
        write(png.PngWriter(file, 37, 150, channels=channels, dpi=300), rows, bands)
    got, image = read(path)
    np.testing.assert_array_equal(got, rows)
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert path.read_bytes() == png.encode(rows[:, :, :channels], dpi=300) or len(bands) > 1
    assert png.check(path, 37, 150) == ""


@pytest.mark.parametrize("bands", CUTS.values(), ids=CUTS)
def test_a_tiff_holds_its_rows_however_they_come(tmp_path, bands):
    rows = picture(150, 37)
    rows[:, :, 3] = 255
    path = tmp_path / "a.tif"
    with path.open("wb") as file:
        write(tiff.TiffWriter(file, 37, 150, channels=3, dpi=300), rows, bands)
    got, image = read(path)
    np.testing.assert_array_equal(got, rows)
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    assert tiff.check(path, 37, 150) == ""


def test_geotiff_tags_are_where_the_standard_has_them():
    file = io.BytesIO()
    write(
        tiff.TiffWriter(file, 2, 1, place=tiff.Place(100.5, 30.25, 0.125, 4490, geographic=True)),
        picture(1, 2),
        [(0, 1)],
    )
    data = file.getvalue()
    (start,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, start)
    tags = {t: (k, n, at) for t, k, n, at in struct.iter_unpack("<HHII", data[start + 2 : start + 2 + 12 * count])}
    assert list(tags) == sorted(tags)
    assert struct.unpack_from("<3d", data, tags[33550][2]) == (0.125, 0.125, 0.0)
    assert struct.unpack_from("<6d", data, tags[33922][2]) == (0.0, 0.0, 0.0, 100.5, 30.25, 0.0)
    keys = struct.unpack_from("<16H", data, tags[34735][2])
    assert keys == (1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4490)


@pytest.mark.parametrize("room", [png, tiff], ids=["png", "tiff"])
@pytest.mark.parametrize(
    "harm",
    [
        lambda d: d[: len(d) // 2],
        lambda d: d[:200] + b"\x55" * 20 + d[220:],
        lambda d: b"GIF89a" + d[6:],
        lambda _d: b"",
    ],
    ids=["cut short", "overwritten", "foreign", "empty"],
)
def test_damage_is_seen(tmp_path, room, harm):
    path = tmp_path / "a"
    with path.open("wb") as file:
        writer = png.PngWriter if room is png else tiff.TiffWriter
        write(writer(file, 37, 150), picture(150, 37), [(0, 150)])
    assert room.check(path, 37, 150) == ""
    path.write_bytes(harm(path.read_bytes()))
    assert room.check(path, 37, 150) != ""


@pytest.mark.parametrize("room", [png, tiff], ids=["png", "tiff"])
def test_another_size_and_missing_rows_are_seen(tmp_path, room):
    path = tmp_path / "a"
    writer = png.PngWriter if room is png else tiff.TiffWriter
    with path.open("wb") as file:
        write(writer(file, 37, 150), picture(150, 37), [(0, 150)])
    assert "37" in room.check(path, 38, 150)
    with pytest.raises(ValueError, match="rows"), path.open("wb") as file:
        write(writer(file, 37, 150), picture(150, 37), [(0, 149)])


@pytest.mark.parametrize(
    ("name", "world"),
    [
        ("map.png", "map.pgw"), ("一张图 v1.2.PNG", "一张图 v1.2.pgw"), ("a.b.tif", "a.b.tfw"), ("a.tiff", "a.tfw"),
        ("a.jpeg", "a.jgw"), ("a.webp", "a.wld"),
    ],
)  # fmt: skip
def test_names_of_world_files(tmp_path, name, world):
    assert worldfile.world_path(tmp_path / name) == tmp_path / world


def test_a_world_file_names_the_centre_of_the_first_pixel():
    assert worldfile.world_text(500_000.0, 3_400_000.0, 0.5).split() == [
        "0.5",
        "0.0",
        "0.0",
        "-0.5",
        "500000.25",
        "3399999.75",
    ]


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4548", "EPSG:3857"])
def test_the_prj_file_means_the_same_crs(crs):
    import pyproj

    text = worldfile.prj_text(crs)
    assert "\n" not in text
    read_again, meant = pyproj.CRS.from_wkt(text), pyproj.CRS.from_user_input(crs)
    step = pyproj.Transformer.from_crs(meant, read_again, always_xy=True)
    x, y = (116.4, 39.9) if meant.is_geographic else (500_100.0, 4_400_000.0)
    assert step.transform(x, y) == pytest.approx((x, y), abs=1e-6)
