import pyarrow as pa

from onemap.city.masking import shown_table
from onemap.model.definition import Field, LayerDefinition, Source

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
