"""How the find box says that a text was understood."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "how_command": ("命令", "command"),
    "how_layer": ("图层", "layer"),
    "how_name": ("{layer}的名称", "name in {layer}"),
    "how_pinyin": ("{layer}的名称，按拼音", "name in {layer}, by pinyin"),
    "how_initials": ("{layer}的名称，按拼音首字母", "name in {layer}, by initials"),
    "how_class": ("{layer}的类别，共 {count} 条", "class in {layer}, {count} of it"),
    "how_address": ("{layer}的地址", "address in {layer}"),
    "how_part": ("按其中的“{part}”查找", "found by its part “{part}”"),
    "how_code_row": ("{layer}的编码", "code in {layer}"),
    "how_code_row_class": ("{layer}的编码：{name}", "code in {layer}: {name}"),
    "how_code_prefix": ("{layer}中以此开头的编码，共 {count} 条", "codes in {layer} that begin so: {count}"),
    "how_division": ("{level}，含 {count} 条编码", "{level}, {count} codes in it"),
    "how_code": ("{kind}（{standard}），地图里没有这一条", "{kind} ({standard}), not in this map"),
    "how_code_class": (
        "{kind}（{standard}）：{name}，地图里没有这一条",
        "{kind} ({standard}): {name}, not in this map",
    ),
    "how_degrees": ("经度 {lon}°，纬度 {lat}°（{datum}）", "longitude {lon}°, latitude {lat}° ({datum})"),
    "how_metres": ("东 {x}，北 {y}（{crs}）", "east {x}, north {y} ({crs})"),
    "how_crs": ("坐标（EPSG:{crs}）", "coordinates (EPSG:{crs})"),
    "how_beidou": ("北斗网格位置码，第 {level} 级网格", "BeiDou grid location code, a cell of level {level}"),
    "crs_map": ("地图坐标系", "the map's CRS"),
    "crs_zone_3": ("CGCS2000 3 度带第 {zone} 带，中央经线 {cm}°", "CGCS2000 3-degree zone {zone}, meridian {cm}°"),
    "crs_zone_6": ("CGCS2000 6 度带第 {zone} 带，中央经线 {cm}°", "CGCS2000 6-degree zone {zone}, meridian {cm}°"),
    "crs_meridian": ("CGCS2000 高斯投影，中央经线 {cm}°", "CGCS2000 Gauss-Kruger, meridian {cm}°"),
    "wrong_coordinates": (
        "“{text}”不是这里的坐标：经度至多 180°，纬度至多 90°，分、秒小于 60；米制坐标须在地图附近。",
        "“{text}” is no place here: longitude ends at 180°, latitude at 90°, minutes at 59; metres lie near the map.",
    ),
    "note_pinyin": (
        "按拼音查找需要另装组件：{command}。用汉字查找不受影响。",
        "Finding by pinyin needs an optional package: {command}. Chinese characters work without it.",
    ),
}
