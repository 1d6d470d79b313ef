"""Names by their sound: the same as pypinyin's own way, said in words, letters and digits kept."""

import csv

import pytest

from onemap.city import pinyin
from onemap.io import files

pypinyin = pytest.importorskip("pypinyin")


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("长春路", "changchunlu", "ccl"),
        ("长大桥", "zhangdaqiao", "zdq"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("绿女旅馆", "lvnvlvguan", "lnlg"),
        ("A座12号楼", "azuo12haolou", "az12hl"),
        ("University", "university", "university"),
        ("", "", ""),
    ],
)
def test_names_are_spelled(name, full, initials):
    assert pinyin.spell([name]) == ([full], [initials])


def test_it_is_what_pypinyin_says():
    with (files.sample_dir() / "addresses.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))[:400]
    texts = {row["街路巷"] for row in rows} | {row["社区"] for row in rows} | set("的了行长乐重都大石车会")
    assert pinyin.spell(sorted(texts))[0] == ["".join(pypinyin.lazy_pinyin(text)) for text in sorted(texts)]


@pytest.mark.parametrize(
    ("text", "sound"), [("bjnl", True), ("bin jiang", True), ("xi'an", True), ("a1", False), ("滨", False), ("", False)]
)
def test_what_may_be_a_sound(text, sound):
    assert pinyin.is_sound(text) == sound
