"""A city of a few persons whose every personal value is known, to look for in all that leaves the program."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onemap.session.session import Session

CRS = "EPSG:4544"
X0, Y0 = 468_000.0, 3_483_000.0
GRID, GRIDS = "990101001001001", "990101001Z01"
#: Where the second home stands; its cell's middle may be told, this not.
HOME = (468_033.7193, 3_483_041.6257)
#: Each personal value: what a mask may leave of none of them. Those of columns that no layer file names are among them.
NAMES = ("钱秘甲", "孙秘乙", "欧阳秘丙")
PHONES = ("13900008642", "13900008643", "13900008644")
CARDS = ("51010219870203771X", "510102198702037729", "510102198702037737")
ADDRESSES = ("密院巷柒拾叁号", "密院巷柒拾肆号", "密院巷柒拾伍号")
AGES = (83.6271, 41.6272, 17.6273)
NOTES = ("独居且行动不便甲", "独居且行动不便乙", "独居且行动不便丙")
PLATES = ("京Q98765", "京Q98766", "京Q98767")
#: What is searched for: whole values, and the inner part of those that are cut at their ends.
SECRETS = (
    *NAMES, *(name[1:] for name in NAMES), *PHONES, *(phone[2:-3] + phone[-3:] for phone in PHONES), *CARDS,
    *(card[3:-3] for card in CARDS), *(address[3:] for address in ADDRESSES), *map(str, AGES), *NOTES,
    *(note[1:] for note in NOTES), *PLATES, *(plate[2:] for plate in PLATES), "拾叁", "468033.7", "3483041.6",
)  # fmt: skip
LAYERS = ("person", "member", "case", "organisation", "component", "visitor")


def told_in(text: str) -> set[str]:
    """The personal values that a text tells, as they are or escaped as JSON, XML and URLs may be."""
    return {one for one in SECRETS if one in text or json.dumps(one)[1:-1] in text}


def make(folder: Path) -> Path:
    """Write the city's files, layer files and project; gives the project's path."""
    (folder / "layers").mkdir(parents=True)
    homes = [(HOME[0] + 20 * i, HOME[1] + 9 * i) for i in (-1, 0, 1)]
    _points(folder / "person.geojson", homes, {
        "id": ["p1", "p2", "p3"], "name": NAMES, "phone": PHONES, "id_no": CARDS, "address": ADDRESSES, "age": AGES,
        "remark": NOTES, "grid": [GRID] * 3,
    })  # fmt: skip
    _points(folder / "case.geojson", [(X0 + 60, Y0 + 60), (X0 + 60, Y0 + 61), (X0 + 60, Y0 + 62), None], {
        "case_no": ["C1", "C2", "C3", "C4"], "class_name": ["占道经营", "噪声", "井盖破损", "噪声"],
        "phase": ["结案", "处置", "结案", "处置"],
        "report_time": ["2026-06-01T08:00:00", "2026-06-02T08:00:00", "2026-05-03T08:00:00", "2026-06-03T08:00:00"],
        "reporter": [*NAMES, NAMES[0]], "dept": [*NAMES, NAMES[1]], "owner": [*NAMES, NAMES[2]],
        "phone": [*PHONES, None], "车牌号": [*PLATES, None],
        "address": [*ADDRESSES, ADDRESSES[1]], "unit_grid": [GRID, GRID, GRID, None],
    })  # fmt: skip
    _points(folder / "organisation.geojson", [(X0 + 70 + i, Y0 + 20) for i in range(3)], {
        "code": ["O1", "O2", "O3"], "名称": ["甲公司", "乙公司", "丙公司"], "负责人": NAMES, "电话": PHONES,
    })  # fmt: skip
    _points(folder / "component.geojson", [(X0 + 50 + i, Y0 + 10) for i in range(3)], {
        "code": ["99010101037000001", "99010101037000002", "99010101037000003"], "state": ["完好"] * 3,
        "owner": NAMES, "keeper": PHONES,
    })  # fmt: skip
    # A file without a layer file of its own: what its columns are called is all that tells.
    _points(folder / "visitor.geojson", [(X0 + 30 + i, Y0 + 80) for i in range(3)], {
        "no": ["V1", "V2", "V3"], "姓名": NAMES, "身份证号": CARDS, "联系电话": PHONES, "车牌": PLATES,
    })  # fmt: skip
    with (folder / "member.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = zip(("W1", "W2", "W3"), NAMES, PHONES, [GRIDS] * 3, (X0 + 40.5, X0 + 41.5, X0 + 42.5), strict=True)
        csv.writer(file).writerows([("工号", "姓名", "电话", "责任网格", "x", "y"), *((*row, Y0 + 30) for row in rows)])
    for name, code in (("unit_grid", GRID), ("responsibility_grid", GRIDS)):
        ring = [[X0, Y0], [X0 + 100, Y0], [X0 + 100, Y0 + 100], [X0, Y0 + 100], [X0, Y0]]
        properties = {"code": code, "name": f"{name} 1", "resp_grid": GRIDS}
        _collection(folder / f"{name}.geojson", [({"type": "Polygon", "coordinates": [ring]}, properties)])
    for name, text in _DEFINITIONS.items():
        path = folder / "layers" / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
    order = [*LAYERS, "unit_grid", "responsibility_grid"]
    listed = "".join(f'[[layers]]\nid = "{one}"\n' for one in order if one != "visitor")
    own = '[[layers]]\nid = "visitor"\n[layers.source]\npath = "visitor.geojson"\n'
    project = folder / "city.onemap"
    project.write_text(f'schema = 1\ntitle = "小城"\ncrs = "{CRS}"\nas_of = "2026-06-30"\n{listed}{own}', "utf-8")
    return project


def show_all(session: Session) -> None:
    """Every layer visible, classed and named by what is personal, as somebody may wish it who means no harm."""
    import msgspec

    from onemap.city.masking import shown_text
    from onemap.model.style import LabelStyle, LegendClass, Symbol

    session.set_visible([entry.id for entry in session.entries], True)
    for layer_id, column, values in (("person", "name", NAMES), ("visitor", "车牌", PLATES), ("case", "phone", PHONES),
                                     ("member", "电话", PHONES)):  # fmt: skip
        entry = session.entry(layer_id)
        shown = [shown_text(entry.definition, column, value) or "" for value in values]
        classes = tuple(LegendClass(Symbol(fill="#336699"), values=(value,)) for value in shown)
        style = msgspec.structs.replace(
            entry.style, kind="categories", column=column, classes=classes, min_scale=None, max_scale=None,
            label=LabelStyle(column=column, size_pt=9.0),
        )  # fmt: skip
        session.set_style(layer_id, style)


def _points(path: Path, places: Iterable[tuple[float, float] | None], columns: dict[str, Iterable[object]]) -> None:
    shapes = [None if place is None else {"type": "Point", "coordinates": place} for place in places]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    _collection(path, list(zip(shapes, rows, strict=True)))


def _collection(path: Path, features: list[tuple[dict[str, object] | None, dict[str, object]]]) -> None:
    made = [{"type": "Feature", "geometry": shape, "properties": told} for shape, told in features]
    crs = {"type": "name", "properties": {"name": CRS}}
    whole = {"type": "FeatureCollection", "crs": crs, "features": made}
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def _layer(name: str, role: str, fields: str, source: str = "", grade: int = 2) -> str:
    return (
        f'title = "{name}层"\ntitle_en = "{name}s"\nrole = "{role}"\ngrade = {grade}\n'
        f'[source]\npath = "../{name}.{"csv" if source else "geojson"}"\n{source}\n[fields]\n{fields}\n'
    )


_DEFINITIONS = {
    "person": _layer(
        "person", "person",
        'id = { role = "code" }\nname = { role = "name", grade = 3 }\nphone = { role = "phone", grade = 3 }\n'
        'address = { role = "address", grade = 3 }\nage = { grade = 3 }\ngrid = { role = "grid", grade = 1 }',
        grade=3,
    ),
    "case": _layer(
        "case", "case",
        'case_no = { role = "code" }\nclass_name = { role = "class" }\nphase = { role = "phase" }\n'
        'report_time = { role = "reported" }\nreporter = { role = "person", grade = 3 }\n'
        'dept = { role = "supervisor", grade = 3 }\nowner = { role = "owner", grade = 3 }\n'
        'phone = { role = "phone", grade = 3 }\naddress = { role = "address", grade = 3 }\n'
        'unit_grid = { role = "grid" }',
    ),
    "component": _layer(
        "component", "component",
        'code = { role = "code" }\nstate = { role = "state" }\nowner = { role = "owner", mask = "name" }\n'
        'keeper = { role = "keeper", mask = "phone" }',
    ),
    "organisation": _layer(
        "organisation", "organisation",
        'code = { role = "code" }\n"名称" = { role = "name" }\n"负责人" = { role = "person", grade = 3 }\n'
        '"电话" = { role = "phone", grade = 3 }',
    ),
    "member": _layer(
        "member", "member",
        '"工号" = { role = "code" }\n"姓名" = { role = "person", grade = 3 }\n"电话" = { role = "phone", grade = 3 }\n'
        '"责任网格" = { role = "parent" }',
        'crs = "EPSG:4544"\nx = "x"\ny = "y"', grade=3,
    ),
    "unit_grid": _layer("unit_grid", "unit_grid", 'code = { role = "code" }\nname = { role = "name" }', grade=1),
    "responsibility_grid": _layer(
        "responsibility_grid", "responsibility_grid", 'code = { role = "code" }\nname = { role = "name" }', grade=1
    ),
}  # fmt: skip
