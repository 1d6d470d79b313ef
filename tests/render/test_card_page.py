"""Pages of grid cards: the text of a PDF is what was written, Chinese included; HTML is escaped."""

import re
import subprocess
from shutil import which

import pytest

import onemap
from onemap.city.card_lines import head_lines
from onemap.errors import OutputError, RequestError
from onemap.io.files import sample_dir
from onemap.messages import Language
from onemap.render import card_page
from onemap.render.card_sections import value_text

pytestmark = pytest.mark.skipif(not (sample_dir() / "cases.parquet").exists(), reason="needs the sample city")


@pytest.fixture(scope="module")
def city():
    return onemap.open(sample_dir() / "sample_city.onemap")


@pytest.fixture(scope="module")
def card(city):
    return city.card(grid="990101001002001")


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize(
    ("code", "language"),
    [("990101001002001", "zh"), ("990101001002001", "en"), ("990101003001005", "zh"), ("990101001Z01", "zh"),
     ("990101002002", "zh"), ("990101004", "en"), ("990101", "zh")],
)  # fmt: skip
def test_the_text_of_a_pdf_is_what_was_written(city, code, language: Language, tmp_path):
    card = city.card(grid=code)
    path = tmp_path / "card.pdf"
    path.write_bytes(card_page.pdf(card, language, "示范市一张图"))
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    said = re.sub(r"\s", "", done.stdout.decode())
    en = language == "en"
    wanted = [card.code, card.name, *(text for line in head_lines(card, en=en) for text in line)]
    for tab in card.tabs:
        for section in (one for one in tab.sections if any(n.value for n in one.numbers)):
            wanted += [section.note[en], *(value_text(n, en=en) for n in section.numbers if section.kind == "bars")]
            wanted += [section.title[en]]
    assert not [text for text in wanted if re.sub(r"\s", "", text) not in said]


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
def test_every_page_has_its_foot_once(card, tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(card_page.pdf(card, "en", "City"))
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    pages = [" ".join(page.split()) for page in done.stdout.decode().split("\f") if page.strip()]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.count("Personal data masked.") == 1
        assert page.count(f"City {number}") == 1


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
def test_sections_stand_under_their_tab(city, tmp_path):
    card = city.card(grid="990101001003004")
    path = tmp_path / "card.pdf"
    path.write_bytes(card_page.pdf(card, "zh", ""))
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    lines = [line.strip() for line in done.stdout.decode().splitlines()]
    titles = [tab.title[0] for tab in card.tabs]
    at = [max(i for i, line in enumerate(lines) if line.split()[:1] == [title]) for title in titles]
    assert at == sorted(at)
    for tab, start, end in zip(card.tabs, at, [*at[1:], len(lines)], strict=True):
        shown = [one.title[0] for one in tab.sections if one.kind == "tiles" or any(n.value for n in one.numbers)]
        assert not [title for title in shown if title not in "\n".join(lines[start:end])]


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".html"])
def test_files_are_written_whole(city, card, suffix, tmp_path):
    path = tmp_path / f"card{suffix}"
    city.write_card(card, path)
    assert path.read_bytes()[:4] in (b"%PDF", b"\x89PNG", b"<!do")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_html_escapes_what_comes_from_data(card):
    import dataclasses

    from onemap.render.card_html import html

    page = html(dataclasses.replace(card, name="<script>alert(1)</script>"), "zh", "<b>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("name", "error"), [("card.docx", RequestError), ("missing/card.pdf", OutputError)], ids=["format", "folder"]
)
def test_what_cannot_be_written_is_told(city, card, name, error, tmp_path):
    with pytest.raises(error):
        city.write_card(card, tmp_path / name)
