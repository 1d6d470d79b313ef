"""What is said of attribute tables."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "copy_too_much": (
        "要复制 {count} 个单元格，最多 {most} 个。请改为导出文件，或减少选中的行。",
        "{count} cells are to be copied, {most} at most. Export them as a file, or select fewer lines.",
    ),
    "numbers_kind": (
        "不能这样统计：{kind}、{how}。方式可以是 {kinds}，数值可以是 {hows}。",
        "Rows cannot be grouped by {kind} and {how}. Kinds are {kinds}; measures are {hows}.",
    ),
    "numbers_column": (
        "列“{column}”不能这样统计。可用的列：{columns}。",
        "The column {column} cannot be used so. Columns that can: {columns}.",
    ),
    "numbers_too_many": (
        "按“{by}”和“{split}”分出的组超过 {most}。请换一列，或先筛选。",
        "The columns {by} and {split} make more than {most} groups. Take another column, or filter first.",
    ),
    "number_group": (
        "没有名为“{group}”的组。现有：{groups}。",
        "No group is called {group}. There are: {groups}.",
    ),
}
