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
}
