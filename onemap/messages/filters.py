"""What is said of filters and of what they leave out."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "filter_wrong": (
        "筛选条件有误：{why}\n{text}\n{caret}",
        "The filter is wrong: {why}\n{text}\n{caret}",
    ),
    "filter_long": (
        "筛选条件有 {length} 个字，最多 {limit} 个。请写得短一些。",
        "The filter has {length} signs, at most {limit} are read. Write it shorter.",
    ),
    "filter_deep": (
        "筛选条件的括号或运算套得太深，最多 {limit} 层。请拆开来写。",
        "The filter is nested too deeply; at most {limit} levels are read. Write it in parts.",
    ),
    "filter_sign": ("这里的“{sign}”没有意义。请删去它。", "“{sign}” means nothing here. Take it out."),
    "filter_open_quote": ("这个引号（{sign}）没有配对。请补上另一个。", "This quote ({sign}) is not closed. Close it."),
    "filter_expected": ("这里应是 {what}，却是“{found}”。", "Here should be {what}, found “{found}”."),
    "filter_a_value": ("列名、'文字'或数字", "a column, 'text' or a number"),
    "filter_a_time": (
        "列名、DATE('2026-06-30')、TIMESTAMP('2026-06-30T17:20:00') 或 INTERVAL('2026-06-01', '2026-06-30')",
        "a column, DATE('2026-06-30'), TIMESTAMP('2026-06-30T17:20:00') or INTERVAL('2026-06-01', '2026-06-30')",
    ),
    "filter_a_link": ("AND 或 OR", "AND or OR"),
    "filter_end": ("结尾", "the end"),
    "filter_nothing": (
        "没有内容。请写一个条件，如 名称 = '甲'。",
        "there is nothing. Write a condition, as name = 'A'.",
    ),
    "filter_double_equals": ("等于只写一个 =。请删去一个。", "equal is written with one =. Take one out."),
    "filter_no_condition": (
        "这只是一个值，还不是条件。请写出比较，如 状态 = '完好'。",
        "this is a value and no condition. Compare it, as state = 'good'.",
    ),
    "filter_no_value": (
        "这里需要一个值，却是一个条件。请写列名、数或单引号里的文字。",
        "a value is needed here, this is a condition. Write a column, a number or a text in single quotes.",
    ),
    "filter_arrays": (
        "不支持数组谓词 {name}。请用 IN 或 LIKE。",
        "array predicates such as {name} are not supported. Use IN or LIKE.",
    ),
    "filter_function": ("没有函数“{name}”。可用：{choices}。", "there is no function “{name}”. There is: {choices}."),
    "filter_number": ("数“{value}”太大。请写小一些。", "the number “{value}” is too large. Write a smaller one."),
    "filter_leading_zero": (
        "“{value}”以 0 开头，是编码。请加单引号：'{value}'。",
        "“{value}” begins with 0 and is a code. Put it in single quotes: '{value}'.",
    ),
    "filter_time": ("“{value}”不是时间。请写成 {form}。", "“{value}” is no time. Write it as {form}."),
    "filter_srid": ("SRID 后应是 EPSG 编号，如 SRID=4490;。", "SRID takes an EPSG code, as SRID=4490;."),
    "filter_shape": (
        "这里应是一个不空的 WKT 图形。请检查。",
        "here should be a WKT geometry that is not empty. Check it.",
    ),
    "filter_wkt": ("读不懂这个图形：{why}。请检查。", "the geometry cannot be read: {why}. Check it."),
    "filter_bbox": (
        "BBOX 应写成 BBOX(xmin, ymin, xmax, ymax)。请检查。",
        "BBOX is written as BBOX(xmin, ymin, xmax, ymax). Check it.",
    ),
    "filter_column": ("没有列“{name}”。{near}", "there is no column “{name}”. {near}"),
    "filter_column_near": ("是不是 {names}？", "Is it {names}?"),
    "filter_column_value": ("若它是值，请用单引号：{text}。", "If it is a value, put it in single quotes: {text}."),
    "filter_column_all": ("现有：{names}。", "There are: {names}."),
    "filter_quote": (
        "列“{name}”是文字，不能与数 {value} 比较。请加单引号：'{value}'。",
        "the column “{name}” holds text and cannot be compared with the number {value}. Put it in quotes: '{value}'.",
    ),
    "filter_unquote": (
        "列“{name}”是数，不能与文字 '{value}' 比较。请写不带引号的数。",
        "the column “{name}” holds numbers and cannot be compared with the text '{value}'. Take off the quotes.",
    ),
    "filter_kinds": (
        "{left}与{right}不能这样比较。请检查两边。",
        "{left} and {right} cannot be compared so. Check both sides.",
    ),
    "filter_kind_text": ("文字", "text"),
    "filter_kind_number": ("数", "a number"),
    "filter_kind_truth": ("真假", "true or false"),
    "filter_kind_time": ("时间", "a time"),
    "filter_kind_other": ("列表或其他内容", "a list or something else"),
    "filter_kind_null": ("空列", "an empty column"),
    "filter_only_numbers": ("只有数能这样计算。请检查这个值。", "only numbers can be reckoned with. Check this value."),
    "filter_only_text": ("只有文字能这样比较。请检查这个值。", "only text can be compared so. Check this value."),
    "filter_only_times": ("列“{name}”不是时间。请换一列。", "the column “{name}” holds no times. Take another."),
    "filter_truth": ("真假只能用 = 或 <> 比较。", "true and false are compared with = or <> only."),
    "filter_two_shapes": (
        "空间关系的一边是 geometry，另一边是 WKT 图形。请改写。",
        "one side of a spatial relation is geometry, the other a WKT geometry. Write it so.",
    ),
    "filter_no_geometry": (
        "“{name}”不是图层的几何。请写 geometry。",
        "“{name}” is not the layer's geometry. Write geometry.",
    ),
    "filter_no_crs": (
        "图层没有坐标系，不能换算 SRID={srid} 的图形。请先选定图层的坐标系。",
        "the layer has no CRS, so a shape in SRID={srid} cannot be brought to it. Choose the layer's CRS first.",
    ),
    "filter_personal": (
        "列“{name}”是个人或敏感信息，只能按完整的值查：=、<>、IN 或 IS NULL。",
        "the column “{name}” is personal or sensitive and can be asked for whole values only: =, <>, IN or IS NULL.",
    ),
    "hint_value": (
        "列“{column}”里没有“{value}”。有：{values}",
        "no row has “{value}” in the column “{column}”. There is: {values}",
    ),
    "notice_filter": (
        "筛选条件用不上，图层因此什么都不显示：{why}",
        "the filter cannot be applied, so nothing of the layer is shown: {why}",
    ),
    "why_filter": ("{why}（第 {place} 个字）", "{why} (sign {place})"),
}
