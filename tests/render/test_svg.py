import time

import numpy as np
import pytest

from onemap.errors import SourceError
from onemap.io.files import resource
from onemap.render.svg import svg_sprite

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 20">'
RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)
BOX = '<rect width="20" height="20" fill="param(fill) #00ff00"/>'


def file(tmp_path, body, head=HEAD, tail="</svg>"):
    path = tmp_path / "symbol.svg"
    path.write_text(head + body + tail, encoding="utf-8")
    return str(path)


def test_the_style_decides_the_colours_left_open(tmp_path):
    sprite = svg_sprite(file(tmp_path, BOX), 11.0, RED, BLUE)
    assert sprite.shape == (11, 11, 4)
    assert sprite[5, 5].tolist() == list(RED)
    sprite = svg_sprite(file(tmp_path, BOX + "<!-- changed -->"), 11.0, (255, 0, 0, 128), None)
    assert sprite[5, 5].tolist() == pytest.approx([128, 0, 0, 128], abs=1)


def test_colours_in_a_style_attribute_and_none(tmp_path):
    body = '<rect width="20" height="20" style="stroke:param(outline);fill:param(fill)"/>'
    assert svg_sprite(file(tmp_path, body), 11.0, None, None).max() == 0


def test_a_file_keeps_its_own_colours(tmp_path):
    sprite = svg_sprite(file(tmp_path, '<rect width="20" height="20" fill="#00ff00"/>'), 11.0, RED, RED)
    assert sprite[5, 5].tolist() == [0, 255, 0, 255]


@pytest.mark.parametrize("size", [1.0, 7.56, 8.0, 40.3])
def test_the_longer_side_is_the_size(tmp_path, size):
    head = HEAD.replace("0 0 20 20", "0 0 40 20")
    sprite = svg_sprite(file(tmp_path, '<rect width="40" height="20" fill="#000"/>', head), size, RED, RED)
    side = sprite.shape[0]
    assert side % 2 == 1
    assert 0 <= side - size < 2.001
    assert sprite[:, :, 3].sum() / 255 == pytest.approx(size * size / 2, rel=0.02)


BOMB = "".join(f'<g id="n{k}">' + f'<use xlink:href="#n{k + 1}"/>' * 10 + "</g>" for k in range(8))
HOSTILE = {
    "a document type": ("", '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + HEAD),
    "an entity bomb": ("<text>&b;</text>", '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + HEAD),
    "an image": ('<image href="/etc/passwd" width="9" height="9"/>', HEAD),
    "an image of another namespace prefix": ('<s:image xmlns:s="http://www.w3.org/2000/svg" width="9"/>', HEAD),
    "a script": ("<script>1</script>", HEAD),
    "a foreign object": ("<foreignObject/>", HEAD),
    "an event": ('<g onload="x()"/>', HEAD),
    "a link outside": ('<use xlink:href="other.svg#a"/>', HEAD),
    "a url in an attribute": ('<rect fill="url(http://x/y)"/>', HEAD),
    "a url in a style": ("<style>rect {fill: url( 'file:///etc/passwd')}</style>", HEAD),
    "an import": ("<style>@import 'x.css';</style>", HEAD),
    "an animation": ("<animate/>", HEAD),
    "a use bomb": (BOMB + '<g id="n8"><rect/></g>', HEAD),
    "a use of itself": ('<g id="a"><use xlink:href="#a"/></g>', HEAD),
    "deep nesting": ("<g>" * 5000 + "</g>" * 5000, HEAD),
    "many nodes": ("<g/>" * 6000, HEAD),
    "a large file": ("<!--" + "a" * 300_000 + "-->", HEAD),
    "no XML": ("<", HEAD),
    "no SVG": ("", HEAD.replace("<svg", "<html") + "</html><svg>"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "head"), HOSTILE.values(), ids=HOSTILE)
def test_harmful_files_are_refused_at_once(tmp_path, body, head):
    path = file(tmp_path, body, head)
    started = time.perf_counter()
    with pytest.raises(SourceError) as told:
        svg_sprite(path, 16.0, RED, BLUE)
    assert time.perf_counter() - started < 2.0
    assert told.value.key == "svg_refused"
    assert "symbol.svg" in str(told.value)


def test_a_missing_file_is_told():
    with pytest.raises(SourceError, match="nowhere"):
        svg_sprite("nowhere.svg", 16.0, RED, BLUE)


@pytest.mark.parametrize("path", sorted(resource("symbols").glob("*.svg")), ids=lambda path: path.stem)
def test_the_symbols_of_the_program_take_the_styles_colours(path):
    sprite = svg_sprite(path.name, 32.0, (12, 200, 90, 255), None).astype(int)
    painted = (sprite[:, :, 3] == 255) & (np.abs(sprite[:, :, :3] - [12, 200, 90]).max(axis=2) < 3)
    assert painted.sum() > 150
    assert np.abs(sprite[16, :, 3].nonzero()[0].mean() - 16) < 1.0  # stands in the middle
