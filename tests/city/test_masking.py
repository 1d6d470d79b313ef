import numpy as np
import pyarrow as pa
import pytest

from onemap.city import beidou, home_places, masking
from onemap.city.mask_kinds import cut
from onemap.city.masking import shown_table
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.model.style import LegendClass, Style, Symbol

PERSONS = LayerDefinition(
    Source("p.csv"),
    fields={
        "name": Field(role="person", grade=3),
        "phone": Field(role="phone", grade=3),
        "address": Field(role="address", grade=3),
        "age": Field(grade=3),
        "grid": Field(role="grid"),
    },
)
ROWS = pa.table(
    {
        "name": ["示例甲", None, "示例乙"],
        "phone": ["00012345678", "123", None],
        "address": ["人民路12号", "文庙街", None],
        "age": [31, None, 70],
        "grid": ["001", "002", None],
    }
)


def test_graded_columns_are_masked_and_others_shared():
    shown = shown_table(PERSONS, ROWS)
    assert shown.column("name").to_pylist() == ["示**", None, "示**"]
    assert shown.column("phone").to_pylist() == ["000****5678", "**", None]
    assert shown.column("address").to_pylist() == ["人民路**", "文庙街**", None]
    assert shown.column("age").to_pylist() == ["3**", None, "7**"]
    assert shown.column("grid") == ROWS.column("grid")
    assert shown.column_names == ROWS.column_names


def test_a_table_without_rows_stays_one():
    assert shown_table(PERSONS, ROWS.slice(0, 0)).num_rows == 0


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        ("name", "李雷", "李**"), ("name", "欧阳示例", "欧**"), ("name", "李", "**"),
        ("phone", "18000001999", "180****1999"), ("phone", "0371-12345678", "****5678"),
        ("phone", "12345678", "****5678"),
        ("phone", "02012345678", "****5678"), ("phone", "119", "**"), ("phone", "+86 18000001999", "+86****1999"),
        ("id_card", "51343620000320711X", "5***************1X"), ("id_card", "1234", "**"),
        ("address", "示范市示范区人民路12号3单元", "示范市示范区**"),
        ("address", "城东街道锦绣社区中环路附近", "城东街道**"),
        ("address", "阳光小区3号楼", "阳**"), ("address", "人民路十二号", "人民路**"),
        ("address", "翠苑巷14号", "翠苑巷**"),
        ("plate", "京A12345", "京A****5"), ("plate", "京A1", "**"),
        ("email", "someone@example.com", "s**@example.com"), ("email", "nobody", "**"),
        ("bank", "6222020200112233445", "****3445"), ("bank", "1234", "**"),
        ("first", "女", "**"), ("first", "独居老人", "独**"), ("hide", "x", "**"), ("none", "x", "x"), ("name", "", ""),
    ],
)  # fmt: skip
def test_each_kind_of_mask_and_what_is_cut_stays_cut(mask, value, shown):
    assert cut(value, mask) == shown
    assert cut(shown, mask) == shown


@pytest.mark.parametrize(
    ("role", "field", "name", "mask"),
    [
        ("other", Field(role="person"), "x", "name"), ("other", Field(role="phone", mask="none", grade=3), "x", "none"),
        ("other", Field(mask="plate"), "x", "plate"), ("other", Field(grade=2), "x", "none"),
        ("other", Field(grade=5), "x", "first"), ("person", Field(role="name", grade=3), "x", "name"),
        ("other", None, "x", "none"), ("person", None, "x", "first"), ("other", None, "身份证号", "id_card"),
        ("other", None, "联系电话", "phone"), ("person", None, "lon", "hide"),
    ],
)  # fmt: skip
def test_which_mask_a_column_has(role, field, name, mask):
    definition = LayerDefinition(Source("p.csv", x="lon", y="lat"), role=role, fields={name: field} if field else {})
    assert masking.mask_of(definition, name) == mask


def test_a_layer_is_as_strict_as_its_strictest_field():
    assert PERSONS.effective_grade == 3
    assert LayerDefinition(Source("x"), grade=4, fields={"a": Field(grade=2)}).effective_grade == 4
    assert LayerDefinition(Source("x"), fields={"a": Field(role="person")}).effective_grade == 3
    assert masking.grade_of(LayerDefinition(Source("x")), ["名称", "姓名"]) == 3
    assert masking.grade_of(LayerDefinition(Source("x")), ["名称"]) == 1


def test_a_legend_by_a_personal_column_tells_masked_values():
    style = Style(
        kind="categories",
        column="name",
        classes=(
            LegendClass(Symbol(), values=("示例甲", "示例乙")),
            LegendClass(Symbol(), title="示例甲", values=("示例甲",)),
            LegendClass(Symbol(), title="本组", values=("示例甲",)),
        ),
    )
    assert [c.title for c in masking.shown_style(PERSONS, style).classes] == ["示**、示**", "示**", "本组"]
    assert masking.shown_style(LayerDefinition(Source("x")), style) is style


@pytest.mark.parametrize(("lon", "lat"), [(104.66886685, 31.47675155), (-70.5, -33.4), (116.0, 39.0)])
def test_homes_stand_in_the_middle_of_their_beidou_cell(lon, lat):
    places = np.array([(lon, lat)])
    (x, y), cell = home_places.snapped(places, "EPSG:4490")[0], beidou.decode(beidou.encode(lon, lat, 6))
    assert x == pytest.approx((cell.west + cell.east) / 2, abs=1e-9)
    assert y == pytest.approx((cell.south + cell.north) / 2, abs=1e-9)
    again = home_places.snapped(np.array([(x, y)]), "EPSG:4490")[0]
    assert again == pytest.approx((x, y), abs=1e-9)


def test_homes_without_a_crs_move_too():
    assert home_places.snapped(np.array([(61.0, -59.0)]), None).tolist() == [[90.0, -30.0]]


@pytest.mark.parametrize(
    ("field", "mask"),
    [
        (Field(role="class", grade=3), "none"), (Field(role="class", grade=3, mask="first"), "first"),
        (Field(role="owner", grade=3), "first"), (Field(role="owner"), "none"), (Field(role="person"), "name"),
    ],
)  # fmt: skip
def test_groups_are_called_by_words_of_a_class_and_by_no_person(field, mask):
    definition = LayerDefinition(Source("p.csv"), fields={"x": field})
    assert masking.group_mask(definition, "x") == mask
    counted = masking.counted_column(definition, "x", pa.chunked_array([["独居老人", None]]))
    assert counted.to_pylist() == ["独居老人" if mask == "none" else "独**", None]
