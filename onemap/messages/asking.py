"""What is said of questions and arguments."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "cancelled": ("已停止。", "Stopped."),
    "place_impossible": (
        "位置“{place}”不可用：坐标须是有限的数，并在地图坐标系的适用范围内。请按 X,Y 重新给出。",
        "The place “{place}” cannot be used: it must be finite numbers within the map's CRS. Give X,Y again.",
    ),
    "query_of_nothing": (
        "没有说查询什么。请用 --layer 写明图层，或用 --selection 写明保存的选择集。",
        "It is not said what to query. Name a layer with --layer, or a kept selection with --selection.",
    ),
    "query_without_where": (
        "没有写查询“{layer}”的条件。请用 --where 写明，要全部行可写 --where TRUE。",
        "There is no condition for “{layer}”. Write one with --where; --where TRUE takes all rows.",
    ),
    "argument_bad": (
        "看不懂 {name} 的值“{value}”。应写成 {form}。",
        "{name} cannot be “{value}”. Write it as {form}.",
    ),
    "number_impossible": (
        "{name} 不能是“{value}”。请给出大于 {low}、小于 {high} 的数。",
        "{name} cannot be “{value}”. Give a number above {low} and below {high}.",
    ),
    "length_impossible": (
        "{name} 不能是“{value}”。请给出 0 或更大、小于 {high} 的米数。",
        "{name} cannot be “{value}”. Give metres from 0 to below {high}.",
    ),
    "layer_not_ready": (
        "图层“{layer}”还没有读完，或无法换算到地图的坐标系。请稍候，或检查它的坐标系。",
        "The layer “{layer}” is still being read, or cannot be brought to the map's CRS. Wait, or check its CRS.",
    ),
    "layer_unknown": (
        "地图里没有图层“{layer}”。现有：{choices}。",
        "The map has no layer “{layer}”. It has: {choices}.",
    ),
    "predicate_unknown": (
        "不认识空间关系“{predicate}”。可用：{choices}。",
        "The spatial relation “{predicate}” is not known. Use one of: {choices}.",
    ),
    "method_unknown": (
        "不认识分级方法“{method}”。可用：{choices}。",
        "The method of classes “{method}” is not known. Use one of: {choices}.",
    ),
    "classes_too_few": (
        "不能分成 {count} 级。请至少分 1 级。",
        "{count} classes cannot be made. Ask for 1 at least.",
    ),
    "classes_too_many": (
        "图例有 {count} 类，最多 {limit} 类。请合并一些类别，或按数值分级。",
        "The legend has {count} classes, at most {limit} can be drawn. Merge some, or use classes of numbers.",
    ),
    "unexpected": (
        "出现意外问题：{why}。图层和数据没有改动；请把日志发给维护者。",
        "Something unexpected happened: {why}. Layers and data are untouched; send the log to the maintainers.",
    ),
}
