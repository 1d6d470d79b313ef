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
        "请用 -o 写明合并后的台账写到哪里（.xlsx、.csv、.gpkg 等）。",
        "Say with -o where the merged ledger goes (.xlsx, .csv, .gpkg and so on).",
    ),
    "ledger_kind": (
        "没有名为“{kind}”的问题。可用：{choices}。",
        "There is no finding called “{kind}”. Known: {choices}.",
    ),
    "ledger_no_time": (
        "“{name}”没有两份都有的时间列（最近上报、变更日期、初始日期），无法取较新的一方。请改用 ours 或 theirs。",
        "“{name}” has no time in both ledgers (last report, changed, since) to tell the newer. Use ours or theirs.",
    ),
    "ledger_many": (
        "地图里有几个台账图层：{layers}。请用 --layer 说明并入哪一个。",
        "The map has several layers of ledgers: {layers}. Say with --layer which one to merge into.",
    ),
    "ledger_no_crs": (
        "“{path}”没有坐标系，位置也与本台账对不上。请用 --crs 写明它的坐标系。",
        "“{path}” has no CRS, and its places are not about where this ledger's are. Say its CRS with --crs.",
    ),
}
