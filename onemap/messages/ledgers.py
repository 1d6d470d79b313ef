"""What is said of ledgers and data quality."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "quality_rules_bad": (
        "数据质量规则“{path}”有误：{why}。请改正这个文件，或把它移走以用随程序的规则。",
        "The rules of data quality “{path}” are wrong: {why}. Mend the file, or move it away.",
    ),
    "ledger_empty": (
        '地图里没有感知终端或部件图层。请打开一个，或在图层文件里写明 role = "terminal" 或 "component"。',
        "The map has no layer of terminals or components. Open one, or give a layer one of these roles.",
    ),
    "ledger_format": (
        "台账不能写成“{suffix}”。可用：{choices}。",
        "A ledger cannot be written as “{suffix}”. Use {choices}.",
    ),
    "ledger_no_code": (
        "“{name}”没有编码列，无法按编码合并。请在图层文件里把一列的 role 写为 code。",
        "“{name}” has no column of codes to merge by. Give a column the role code in its layer file.",
    ),
    "ledger_needs_output": (
        "请用 -o 写明合并后的台账写到哪里（.csv、.xlsx 或 .gpkg）。",
        "Say with -o where the merged ledger goes (.csv, .xlsx or .gpkg).",
    ),
    "ledger_write_failed": (
        "“{path}”没有写成：{why}。",
        "“{path}” could not be written: {why}.",
    ),
}
