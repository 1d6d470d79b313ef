import re

from onemap.ui.place_texts import place_texts

CITY = "EPSG:4544"


def test_a_place_is_told_in_every_form(qapp):
    told = place_texts(CITY, 468_650.0, 3_482_940.0, ["EPSG:4490", CITY, "EPSG:3857", "EPSG:3857"])
    names, texts = zip(*told, strict=True)
    assert len(set(names)) == len(names)
    assert texts[0] == "468650.00, 3482940.00"
    assert re.fullmatch(r"104\.67\d{5}, 31\.46\d{5}", texts[1])
    assert re.fullmatch(r"104°40′1\d\.\d\d″E 31°28′0\d\.\d\d″N", texts[2])
    assert re.fullmatch(r"1165\d{4}\.\d\d, 369\d{4}\.\d\d", texts[3])
    assert names[4:6] == ("GCJ-02", "BD-09")
    assert re.fullmatch(r"N48H564A\w{12}", texts[-1])


def test_degrees_of_a_geographic_map_and_no_shift_outside_china(qapp):
    told = dict(place_texts("EPSG:4490", -0.5, 51.0))
    assert "-0.5000000, 51.0000000" in told.values()
    assert "0°30′00.00″W 51°00′00.00″N" in told.values()
    assert "GCJ-02" not in told


def test_a_place_beyond_the_earth_has_no_degrees(qapp):
    assert len(place_texts(CITY, 1e12, 1e12, ["EPSG:3857"])) == 1
