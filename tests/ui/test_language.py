import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from onemap import messages
from onemap.ui import language

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "i18n" / "onemap_zh_CN.ts"


def entries(path):
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    return {
        (context.findtext("name"), message.findtext("source")): message.find("translation")
        for context in root.iter("context")
        for message in context.iter("message")
    }


def test_no_string_is_unfinished():
    unfinished = [key for key, made in entries(CATALOGUE).items() if made.get("type") or not made.text]
    assert unfinished == []


def test_every_string_of_the_code_is_in_the_catalogue(tmp_path):
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    sources = [*(ROOT / "onemap" / "ui").glob("*.py"), *(ROOT / "onemap" / "app").glob("*.py")]
    fresh = tmp_path / "fresh.ts"
    subprocess.run([tool, *sources, "-silent", "-ts", fresh], check=True, capture_output=True)
    assert entries(fresh).keys() == entries(CATALOGUE).keys()


def test_the_compiled_catalogue_is_the_written_one(qapp):
    language.use("zh")
    try:
        for (context, source), made in entries(CATALOGUE).items():
            assert QCoreApplication.translate(context, source) == made.text
    finally:
        language.use("en")


@pytest.mark.parametrize(("chosen", "text"), [("zh", "已停止。"), ("en", "Stopped.")])
def test_sentences_follow(qapp, chosen, text):
    language.use(chosen)
    assert messages.sentence("cancelled", {}) == text
    language.use("en")
