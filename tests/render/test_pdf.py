import re
import shutil
import subprocess

import numpy as np
import pytest
import shapely

from onemap.render.export import export
from onemap.render.furniture import Sheet
from onemap.render.pdf_text import characters
from tests.render.layers_to_label import layer, request

#: Common characters, among them all that Qt alone writes as radicals: 大一土木水火金石见长门青面食马高鱼鸟黄黑 ...
COMMON = (
    "一二三十八人入力又口土士夕大女子寸小山工己巾干广弓心戈户手支文斗斤方无日曰月木欠止毛气水火父片牙牛犬王玉瓜瓦甘生用田"
    "白皮目矛石示禾穴立竹米老而耳肉臣自至舌舟色虫血行衣西见角言谷豆赤走足身车里金长门阜青非面革音页风飞食首香马骨高鬼鱼鸟"
    "麦麻黄黑鼎鼓鼠鼻齐齿龙龟城市道路网格感知终端管理部件事件街道社区单元编码名称面积雨水井盖污电力通信路灯消防栓行树绿地公园"
    "桥梁河流湖泊学校医院政府银行停车场公交地铁站建筑房屋小居民委员会责任单位养护主管权属东南西北中上下左右前后内外新旧甲乙丙"
    "丁环滨解放和平友谊建设科技文化体育商业工农林牧渔国家省县镇乡村组织机构网络数据安全信息视频监控传感器温度湿压流量液位烟雾"
)
needs_pdftoppm = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler) is not installed")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")


def text_of(path):
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def of_common_characters(tmp_path, *, bold=False):
    lines = [COMMON[k : k + 10] for k in range(0, len(COMMON), 10)]
    points = np.array([[150.0 + 300 * (k % 3), 20.0 + 24 * (k // 3)] for k in range(len(lines))])
    asked = request(layer(points, lines, placement="area", bold=bold), size=(900, 500), mm_per_px=25.4 / 72)
    result = export(asked, tmp_path / "map.pdf", crs=None)
    assert result.reports[0].unplaced_labels == 0
    return result.path, lines


@needs_pdftotext
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_every_common_character_can_be_found(tmp_path, bold):
    path, lines = of_common_characters(tmp_path, bold=bold)
    words = text_of(path).split()
    assert sorted(words) == sorted(lines)


def test_the_fonts_of_the_page_name_the_characters_that_were_set(tmp_path):
    path, _ = of_common_characters(tmp_path)
    assert characters(path.read_bytes()) - {" "} == set(COMMON)


@needs_pdftotext
def test_labels_and_furniture_are_text(tmp_path):
    road = layer([shapely.LineString([(20, 20), (580, 380)])], ["滨河大道"], title="道路", italic=True, spacing=0.2)
    sheet = Sheet("示范市 一张图", legend=True, scalebar=True, source="示范局", grade_line="内部资料 注意保密")
    path = export(request(road, size=(600, 400)), tmp_path / "map.pdf", crs="EPSG:4548", sheet=sheet).path
    text = text_of(path)
    for words in ("示范市 一张图", "道路", "1:3,780", "示范局", "内部资料 注意保密"):
        assert words in text
    assert set("滨河大道") <= set(text)


def test_the_page_has_the_size_of_the_picture_at_its_dpi(tmp_path):
    path = export(request(size=(1000, 700), mm_per_px=25.4 / 150), tmp_path / "map.pdf", crs=None).path
    left, bottom, right, top = map(float, re.search(rb"/MediaBox \[(.*?)\]", path.read_bytes())[1].split())
    assert (right - left, top - bottom) == pytest.approx((1000 / 150 * 72, 700 / 150 * 72), abs=1e-3)


def test_the_file_is_well_formed_and_has_no_dates(tmp_path):
    data = export(request(size=(100, 70)), tmp_path / "map.pdf", crs=None).path.read_bytes()
    start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table = data[start:].split(b"\n")
    for number, line in enumerate(table[2 : 2 + int(table[1].split()[1])]):
        if line.endswith(b"n "):
            assert data[int(line[:10]) :].startswith(b"%d 0 obj" % number)
    assert b"Date" not in data


def on_paper(path, tmp_path, dpi=72):
    """The page as poppler draws it, (h, w, 3)."""
    from PySide6.QtGui import QImage

    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", "-singlefile", path, tmp_path / "page"], check=True)
    image = QImage(str(tmp_path / "page.png")).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


@needs_pdftoppm
def test_the_page_looks_like_the_picture(tmp_path):
    from onemap.render.draw import render

    asked = request(
        layer([shapely.box(20, 20, 380, 120)], ["澄江"], name="water", italic=True, spacing=0.8, size_pt=24.0),
        layer([shapely.LineString([(20, 150), (200, 200), (380, 280)])], ["滨河大道"], name="road", size_pt=20.0),
        layer(np.array([[60.0, 250.0]]), ["路灯 A12"], name="lamp", bold=True, size_pt=16.0),
        size=(400, 300), mm_per_px=25.4 / 72,
    )  # fmt: skip
    page = on_paper(export(asked, tmp_path / "map.pdf", crs=None).path, tmp_path)
    picture = render(asked).rgba[:, :, :3]
    assert page.shape == picture.shape
    blocks = [image[:296].reshape(37, 8, 50, 8, 3).mean(axis=(1, 3)) for image in (page, picture)]
    assert np.abs(blocks[0] - blocks[1]).max() < 32
    assert np.abs(blocks[0] - blocks[1]).mean() < 1.5


@needs_pdftoppm
def test_the_map_lies_where_it_belongs_on_the_page(tmp_path):
    square = layer([shapely.box(100, 50, 300, 150)], [None], placement="area")
    asked = request(square, size=(400, 200), mm_per_px=25.4 / 72)
    page = on_paper(export(asked, tmp_path / "map.pdf", crs=None).path, tmp_path)
    assert page.shape == (200, 400, 3)
    blue = np.abs(page.astype(int) - [0x3B, 0x6F, 0xB6]).max(axis=2) < 12
    rows, columns = np.flatnonzero(blue.any(axis=1)), np.flatnonzero(blue.any(axis=0))
    assert (columns[0], columns[-1] + 1) == pytest.approx((100, 300), abs=1)
    assert (rows[0], rows[-1] + 1) == pytest.approx((50, 150), abs=1)
