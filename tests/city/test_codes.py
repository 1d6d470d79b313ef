"""Codes one at a time: vectors, what is said of wrong ones, and what is built is read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onemap.city import admin, codes, credit, monitoring
from onemap.city.codes_layouts import LAYOUTS
from onemap.errors import CodeError

VECTORS = [
    ("632701001002115", "unit_grid", "GB/T 47678.3-2026", "sequence", "115"),
    ("63270100100211", "unit_grid", "CJ/T 213-2005", "sequence", "11"),
    ("6327010010020115", "unit_grid", "16-digit local schema", "sequence", "0115"),
    ("51070301001000001", "component", "GB/T 47678.5-2026", "minor", "001"),
    ("3205080101000001", "component", "CJ/T 214-2007", "sequence", "000001"),
    ("51070306010", "matter", "GB/T 47678.5-2026", "minor", "010"),
    ("5107030110", "matter", "GB/T 30428.2-2013", "minor", "10"),
    ("110101010200100001", "monitoring", monitoring.STANDARD, "major", "01"),
    ("63", "admin", "GB/T 2260", "province", "63"),
    ("6327", "admin", "GB/T 2260", "prefecture", "27"),
    ("632701", "admin", "GB/T 2260", "county", "01"),
    ("632701001", "admin", "GB/T 47678.5-2026", "street", "001"),
    ("632701001002", "admin", "GB/T 47678.5-2026", "community", "002"),
    ("91350100M000100Y43", "credit", "GB 32100-2015", "organisation", "M000100Y4"),
]


@pytest.mark.parametrize(("text", "kind", "ref", "part", "value"), VECTORS, ids=[v[0] for v in VECTORS])
def test_a_code_is_recognised_and_cut(text, kind, ref, part, value):
    code = codes.parse(text, kind)
    assert (code.kind, code.standard_ref, code.part(part)) == (kind, ref, value)
    assert codes.parse(text).kind == kind
    assert "".join(p.text for p in code.parts) == text


WRONG = [
    ("63270100100211O", "unit_grid", "code_character", {"place": 15, "character": "O"}),
    ("6327-1001002115", "unit_grid", "code_character", {"place": 5, "character": "-"}),
    ("6327010010021", "unit_grid", "code_length", {"length": 13, "wanted": ("14", "15", "16")}),
    ("510703010010000011234", "component", "code_length", {"length": 21}),
    ("", "admin", "code_length", {"length": 0}),
    ("91350100M000100Y44", "credit", "code_check", {"place": 18, "character": "4", "wanted": "3"}),
    ("11990101MA0010003P", None, "code_check", {"place": 18, "character": "P", "wanted": "5"}),
    ("91350100I000100Y43", "credit", "code_character", {"place": 9, "character": "I"}),
    ("网格", "unit_grid", "code_character", {"place": 1, "character": "网"}),
]


@pytest.mark.parametrize(("text", "kind", "key", "fields"), WRONG, ids=[w[0] or "empty" for w in WRONG])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_code_says_what_is_wrong(text, kind, key, fields, language):
    with pytest.raises(CodeError) as told:
        codes.parse(text, kind)
    assert told.value.key == key
    assert fields.items() <= told.value.fields.items()
    assert "?" not in told.value.sentence(language)


def test_both_splits_of_a_monitoring_code_are_told_and_uncertain():
    found = codes.readings("110101010200100001", "monitoring")
    assert [len(code.part("minor")) for code in found] == [2, 3]
    assert all(code.layout.certainty == "uncertain" and code.doubts[-1].key == "doubt_split" for code in found)


def test_pasted_codes_are_tidied():
    assert codes.tidy(" ６３２７０１ 001 002 115\n") == "632701001002115"
    assert codes.parse("91350100m000100y43").kind == "credit"


def test_parts_are_explained_in_both_languages():
    told = {label: meaning for label, _, meaning in codes.explain(codes.parse("51070301001000001"), "zh")}
    assert told == {"行政区划": "四川省", "大类": "市政公用设施", "小类": "供水井盖", "顺序码": ""}
    english = codes.explain(codes.parse("510703001"), "en")
    assert english[-1] == ("Sub-district", "001", "sub-district")


def test_an_edition_is_read_by_its_own_dictionary():
    code = "5107030117000001"
    named = {ref: codes.class_of(codes.parse(code, "component", ref)) for ref in ("CJ/T 214-2007", "GB/T 30428.2-2013")}
    assert named["CJ/T 214-2007"].name == "立杆"
    assert named["GB/T 30428.2-2013"].name == "电缆井盖"
    assert named["GB/T 30428.2-2013"].certainty == "inferred"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.kind} {layout.length} {layout.standard_ref}")
@given(data=st.data())
def test_what_is_built_is_read_again(layout, data):
    parts = {}
    for name, length in layout.parts:
        letters = credit.ALPHABET if layout.kind == "credit" else "0123456789"
        if name == "urban_rural":
            parts[name] = data.draw(st.sampled_from(sorted(admin.register().urban_rural)))
        elif name != "check":
            parts[name] = data.draw(st.text(letters, min_size=length, max_size=length))
    text = codes.build(layout.kind, layout.standard_ref, **parts)
    found = [code for code in codes.readings(text, layout.kind, layout.standard_ref) if len(code.text) == layout.length]
    assert parts.items() <= {name: found[0].part(name) for name, _ in found[0].layout.parts}.items() or any(
        all(code.part(name) == value for name, value in parts.items()) for code in found
    )


def test_numbers_are_filled_with_zeros():
    assert codes.build("unit_grid", division="632701", street=1, community=2, sequence=3) == "632701001002003"


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"division": "632701", "street": 1000, "community": 2, "sequence": 3}, "code_part"),
        ({"division": "63270X", "street": 1, "community": 2, "sequence": 3}, "code_part"),
        ({"division": "632701", "street": 1}, "code_parts"),
    ],
    ids=["too long", "no digit", "parts missing"],
)
def test_a_code_that_cannot_be_built_is_told(parts, key):
    with pytest.raises(CodeError) as told:
        codes.build("unit_grid", **parts)
    assert told.value.key == key


# --- organisations ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91110000802100433B", "91440300708461136T"], ids=["example", "company", "another"]
)
def test_published_identifiers_fit(code):
    assert credit.check_character(code[:17]) == code[17]
    assert credit.body_fits(code)
    assert credit.build(code[:2], code[2:8], code[8:16]) == code


@given(st.text(credit.ALPHABET, min_size=17, max_size=17), st.data())
def test_one_wrong_character_or_two_exchanged_are_noticed(first, data):
    code = first + credit.check_character(first)
    at = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([c for c in credit.ALPHABET if c != code[at]]))
    swapped = code[:-2] + code[-1] + code[-2]
    for wrong in {code[:at] + other + code[at + 1 :], swapped} - {code}:
        with pytest.raises(CodeError):
            codes.parse(wrong, "credit")


# --- divisions --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "short", "level", "parent"),
    [
        ("510000", "51", "province", None),
        ("510700", "5107", "prefecture", "51"),
        ("510703", "510703", "county", "5107"),
        ("510703001", "510703001", "street", "510703"),
        ("510703001000", "510703001", "street", "510703"),
        ("510703001002", "510703001002", "community", "510703001"),
    ],
)
def test_divisions_stand_in_a_tree(code, short, level, parent):
    assert (admin.short(code), admin.level(code), admin.parent(code)) == (short, level, parent)
    assert admin.contains(code, "510703001002003")


def test_provinces_have_names():
    assert admin.province("510703") == "四川省"
    assert admin.province("990101") is None
