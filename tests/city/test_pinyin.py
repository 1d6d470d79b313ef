"""Names by their sound: the same as pypinyin's own way, said in words, letters and digits kept."""

import csv

import numpy as np
import pytest

from onemap.city import pinyin, pinyin_words
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


def test_the_dictionaries_are_pypinyins_own():
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    known = pinyin_words.sounds()
    assert known.words == {word: " ".join(said[0] for said in sounds) for word, sounds in PHRASES_DICT.items()}
    assert known.characters == {number: said.split(",")[0] for number, said in PINYIN_DICT.items()}
    assert known == pinyin_words._imported()
    every = {sound for said in known.words.values() for sound in said.split(" ")} | set(known.characters.values())
    assert {one: pinyin_words.plain(one) for one in every} == {one: to_normal(one) for one in every}


def test_texts_are_cut_as_pypinyin_cuts_them():
    from pypinyin.seg.mmseg import seg

    known = pinyin_words.sounds()
    rng = np.random.default_rng(5)
    words = sorted(known.words)
    for _ in range(2000):
        text = "".join(words[at][: rng.integers(1, 5)] for at in rng.integers(0, len(words), 3))
        assert list(known.cut(text)) == list(seg.cut(text))
