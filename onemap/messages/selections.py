"""What is said of selections."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "selection_empty": (
        "没有选中任何要素。请先选择，再保存。",
        "Nothing is selected. Select something first, then keep it.",
    ),
    "selection_nameless": ("选择集需要一个名称。请输入名称。", "A kept selection needs a name. Type one."),
    "selection_named": (
        "已有名为“{name}”的选择集。请换一个名称。",
        "There is a kept selection “{name}” already. Take another name.",
    ),
    "selection_filter_none": (
        "图层“{layer}”没有能区分选中行的编码列，不能设为筛选。请保存为选择集，或用条件筛选。",
        "“{layer}” has no column that tells the selected rows apart. Keep them as a selection, or write a condition.",
    ),
    "selection_filter_long": (
        "图层“{layer}”选中了 {rows} 行，写成筛选条件太长。请保存为选择集，或用条件筛选。",
        "{rows} rows of “{layer}” are too many for a filter. Keep them as a selection, or write a condition.",
    ),
    "selection_unknown": (
        "没有名为“{name}”的选择集。现有：{choices}。",
        "There is no kept selection “{name}”. There are: {choices}.",
    ),
}
