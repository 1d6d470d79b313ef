"""What is said of indicators, periods and places found by address."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "period_bad": (
        "“{value}”不是时段。请写成 2026-06、2026Q2、2026 或 2026-06-01..2026-06-15。",
        "“{value}” is not a period. Write 2026-06, 2026Q2, 2026 or 2026-06-01..2026-06-15.",
    ),
    "indicator_rules_bad": (
        "指标规则“{path}”有误：{why}。",
        "The rules of indicators “{path}” are wrong: {why}.",
    ),
    "indicator_unknown": (
        "没有指标“{value}”。可用：{choices}。",
        "There is no indicator “{value}”. Choose from: {choices}.",
    ),
    "indicator_no_events": (
        "地图里没有案件或工单图层。请打开一个，或在图层文件里把 role 写为 case 或 opinion。",
        "The map has no layer of cases or work orders. Open one, or give a layer file the role case or opinion.",
    ),
    "indicator_no_reported": (
        "图层“{layer}”没有上报时间列，无法按时段统计。请在图层文件里把一列的 role 写为 reported。",
        "The layer “{layer}” has no column of report times. Give a column the role reported in its layer file.",
    ),
    "indicator_no_groups": (
        "不能按“{by}”统计：地图里没有这一级的网格或区划，数据里也没有这个字段。请换一种分组。",
        "Cannot group by “{by}”: no grids or divisions of that level and no such field. Choose another grouping.",
    ),
    "indicator_no_group": (
        "“{code}”不在统计结果里。请用表中的编码。",
        "“{code}” is not in the table. Use a code of the table.",
    ),
    "indicator_no_cells": (
        "“{by}”没有位置，不能做成专题图。请按单元网格、责任网格、社区、街道或区统计。",
        "“{by}” has no place to be mapped. Group by unit grid, responsibility grid, community, street or district.",
    ),
    "indicator_format": (
        "指标不能写成“{suffix}”。可用：.xlsx、.csv、.pdf、.png。",
        "Indicators cannot be written as “{suffix}”. Use .xlsx, .csv, .pdf or .png.",
    ),
    "unlocated_format": (
        "按地址定位的结果不能写成“{suffix}”。可用：.gpkg、.csv、.xlsx、.geojson、.parquet。",
        "Places found by address cannot be written as “{suffix}”. Use .gpkg, .csv, .xlsx, .geojson or .parquet.",
    ),
}
