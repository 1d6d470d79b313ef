"""The catalogue: both languages, the same fields, and no error without a sentence."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from onemap import messages
from onemap.errors import OneMapError
from onemap.messages import SENTENCES, Phrase, sentence

ROOT = Path(messages.__file__).parents[1]
TOLD = {"OneMapError", "SourceError", "CrsError", "DefinitionError", "RequestError", "OutputError", "CodeError"} | {
    "MissingExtraError",
    "Notice",
    "Phrase",
}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages_say_it_with_the_same_fields(key):
    zh, en = SENTENCES[key]
    assert fields(zh) == fields(en)
    assert re.search(r"[\u4e00-\u9fff：]", zh)
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert "!" not in en
    assert "！" not in zh


def raised_keys() -> dict[str, str]:
    """Literal keys given to errors, notices and phrases anywhere in the program, and where."""
    found = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def test_every_error_that_is_raised_has_its_sentence():
    missing = {key: where for key, where in raised_keys().items() if key not in SENTENCES}
    assert missing == {}


def test_numbers_are_grouped_and_phrases_follow_the_language():
    assert sentence("notice_null", {"count": 1234567}, "en").startswith("1,234,567")
    error = OneMapError("file_damaged", path="a", why=Phrase("cancelled"))
    assert "Stopped." in error.sentence("en")
    assert "已停止。" in error.sentence("zh")


def test_a_field_that_is_not_given_does_not_break_the_sentence():
    assert "?" in sentence("file_missing", {}, "en")


def test_a_key_stands_in_one_topic_only():
    keys = [key for topic in messages._TOPICS for key in topic.SENTENCES]
    assert len(keys) == len(set(keys)) == len(SENTENCES)


def test_a_phrase_reads_as_its_sentence():
    assert str(Phrase("how_beidou", level=6)) == sentence("how_beidou", {"level": 6})
