"""Reports of indicators: the text of the PDF is what was written, Chinese included; all groups and meanings."""

import re
import subprocess
from shutil import which

import numpy as np
import pytest

import onemap
from onemap.city.indicator_chart import change, number
from onemap.io.files import sample_dir
from onemap.model.marking import Mark
from onemap.render import indicator_page

pytestmark = pytest.mark.skipif(not (sample_dir() / "cases.parquet").exists(), reason="needs the sample city")


@pytest.fixture(scope="module")
def city():
    return onemap.open(sample_dir() / "sample_city.onemap")


def said(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


@pytest.mark.skipif(which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_of_a_report_is_what_was_written(city, language, tmp_path):
    en = language == "en"
    table = city.indicators("community", "2026-06")
    mark = Mark("内部资料 注意保密 001", "somebody 2026-06-30")
    text = said(indicator_page.pdf([table], language, "示范市一张图", mark), tmp_path)
    wanted = [mark.line, "示范市一张图", *(name[en] for name in table.groups.names), *table.groups.codes[:14]]
    for key, one in table.values.items():
        wanted += [number(value, one.indicator) for value in one.value.tolist()]
        wanted += [change(float(one.change(year=False)[-1]), one.indicator), one.indicator.title[en]]
        wanted += [one.indicator.formula[en]] if key != "reported" else []
    wanted += [role for roles in table.missing.values() for role in roles]
    assert not [part for part in wanted if re.sub(r"\s", "", part) not in text]


def test_pages_of_many_groups_and_of_things_without_a_period(city):
    many = indicator_page.png([city.indicators("community", "2026-06", ["late", "handle_hours"])], "en", "")
    things = indicator_page.png([city.indicators("class", what="component")], "zh", "")
    assert many[:4] == things[:4] == b"\x89PNG"


def test_a_watermark_is_on_every_page(city):
    from onemap.render import page_files

    table = city.indicators("street", "2026-06", ["reported"])
    size = indicator_page.WIDTH, indicator_page.HEIGHT

    def pages(mark):
        return page_files.images(indicator_page._painting([table], "zh", "", mark), size)

    plain, marked = pages(Mark()), pages(Mark("", "谁 2026-06-30 12:00 AAAA"))
    assert len(plain) == len(marked) == 2
    assert all((one != two).any() for one, two in zip(plain, marked, strict=True))
    assert np.array_equal(plain[0], pages(None)[0])
