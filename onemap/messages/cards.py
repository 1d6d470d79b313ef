"""What is said of grid cards and counts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "count_no_code": (
        "图层“{layer}”没有编码列，无法按它计数。请在图层文件里把一列的 role 写为 code。",
        "The layer “{layer}” has no column of codes to count by. Give a column the role code in its layer file.",
    ),
    "card_no_cell": (
        "“{where}”没有对应的网格或区划。请点在网格之内，或核对编码。",
        "No grid or division at “{where}”. Choose a place inside a grid, or check the code.",
    ),
    "card_no_grids": (
        "地图里没有单元网格、责任网格或区划图层。请打开一个，或在图层文件里写明 role。",
        "The map has no layer of unit grids, responsibility grids or divisions. Open one, or give a layer file a role.",
    ),
    "card_time_bad": (
        "“{value}”不是时间。请写成如 2026-06-30 或 2026-06-30T18:00。",
        "“{value}” is not a time. Write it as 2026-06-30 or 2026-06-30T18:00.",
    ),
    "card_format": (
        "网格卡不能写成“{suffix}”。可用：.pdf、.png、.html。",
        "A grid card cannot be written as “{suffix}”. Use .pdf, .png or .html.",
    ),
    "phases_bad": (
        "环节词表“{path}”有误：{why}。",
        "The table of phases “{path}” is wrong: {why}.",
    ),
    "calendar_bad": (
        "工作日历“{path}”有误：{why}。",
        "The work calendar “{path}” is wrong: {why}.",
    ),
}
