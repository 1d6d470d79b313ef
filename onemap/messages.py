"""The bilingual catalogue: every sentence that errors and notices show, keyed, filled from fields."""

from __future__ import annotations

import os
from typing import Literal

Language = Literal["zh", "en"]

#: key -> (Chinese, English). Fields in braces; a missing field shows as "?".
SENTENCES: dict[str, tuple[str, str]] = {
    "cancelled": ("已停止。", "Stopped."),
    "file_missing": (
        "找不到文件“{path}”。请检查路径，或把文件放回原处。",
        "There is no file “{path}”. Check the path, or put the file back.",
    ),
    "file_empty": (
        "文件“{path}”是空的（0 字节）。请重新导出或复制一份完整的文件。",
        "The file “{path}” is empty (0 bytes). Export or copy it again.",
    ),
    "file_foreign": (
        "“{path}”不是能识别的空间数据（{why}）。可打开的格式：{formats}。",
        "“{path}” is not spatial data known here ({why}). Formats that open: {formats}.",
    ),
    "file_damaged": (
        "文件“{path}”已损坏或不完整：{why}。请重新导出或复制一份。",
        "The file “{path}” is damaged or cut short: {why}. Export or copy it again.",
    ),
    "file_locked": (
        "文件“{path}”正被别的程序占用。请关闭占用它的程序后重试。",
        "The file “{path}” is locked by another program. Close that program and try again.",
    ),
    "file_denied": (
        "没有读取“{path}”的权限。请向管理员申请，或复制到有权限的文件夹。",
        "No permission to read “{path}”. Ask for it, or copy the file to a folder of yours.",
    ),
    "layer_missing": (
        "“{path}”里没有图层“{layer}”。可选的图层：{choices}。",
        "“{path}” has no layer “{layer}”. It has: {choices}.",
    ),
    "no_layers": (
        "“{path}”里没有任何图层或数据文件。请选择含有空间数据的文件或文件夹。",
        "“{path}” holds no layers or data files. Choose a file or a folder with spatial data.",
    ),
    "columns_missing": (
        "“{path}”里找不到坐标列（需要“{wanted}”）。现有的列：{choices}。请用 x=、y= 指明。",
        "“{path}” has no coordinate columns (looked for {wanted}). Columns: {choices}. Name them with x= and y=.",
    ),
    "encoding_unknown": (
        "不认识编码“{encoding}”（文件“{path}”）。可用如 UTF-8、GB18030、Big5。",
        "The encoding “{encoding}” is not known (file “{path}”). Use one such as UTF-8, GB18030, Big5.",
    ),
    "encoding_wrong": (
        "文件“{path}”不能按 {encoding} 读取。请换一种编码，或不指定编码，由程序判断。",
        "“{path}” cannot be read as {encoding}. Choose another encoding, or none to let the program find it.",
    ),
    "crs_missing": (
        "“{path}”没有写明坐标系。可能是：{proposals}。请选择一个（命令行用 --crs）。",
        "“{path}” does not say its CRS. It may be: {proposals}. Choose one (--crs on the command line).",
    ),
    "crs_missing_unguessed": (
        "“{path}”没有写明坐标系，坐标也看不出是哪一个。请向数据的提供者问明，再指定它（命令行用 --crs）。",
        "“{path}” does not say its CRS, and its coordinates do not tell. Ask who made it, then name the CRS (--crs).",
    ),
    "crs_unknown": (
        "不认识坐标系“{crs}”。请用 EPSG 代码，如 EPSG:4490。",
        "The CRS “{crs}” is not known. Give an EPSG code, such as EPSG:4490.",
    ),
    "crs_unfit": (
        "坐标系“{crs}”不能用来画地图（{kind}）。请用平面或经纬度坐标系的 EPSG 代码，如 EPSG:4490。",
        "A map cannot be drawn in the CRS “{crs}” ({kind}). Give an EPSG code such as EPSG:4490.",
    ),
    "crs_unreachable": (
        "无法把坐标从“{source}”换算到“{target}”。请为图层或地图另选坐标系。",
        "Coordinates cannot be brought from “{source}” to “{target}”. Choose another CRS for the layer or the map.",
    ),
    "crs_ballpark": (
        "“{source}”到“{target}”只有粗略换算（PROJ：ballpark），位置可能偏差几十米。需要精确位置时请提供转换参数。",
        (
            "PROJ knows only a ballpark operation from “{source}” to “{target}”: positions may be tens of metres off. "
            "Supply transformation parameters where that matters."
        ),
    ),
    "definitions_bad": (
        "图层文件有 {count} 处错误：\n{faults}",
        "The layer files have {count} faults:\n{faults}",
    ),
    "extra_missing": (
        "读写 {what} 需要另装组件。请运行：{command}",
        "{what} needs an optional package. Run: {command}",
    ),
    "extent_not_finite": (
        "范围“{extent}”里有不是数或过大的数。请按 xmin,ymin,xmax,ymax 给出四个数。",
        "The extent “{extent}” holds something that is not a number, or too large. Give four: xmin,ymin,xmax,ymax.",
    ),
    "extent_no_area": (
        "范围“{extent}”没有面积。请让最大值大于最小值：xmin,ymin,xmax,ymax。",
        "The extent “{extent}” has no area. The maxima must be above the minima: xmin,ymin,xmax,ymax.",
    ),
    "place_impossible": (
        "位置“{place}”不可用：坐标须是有限的数，并在地图坐标系的适用范围内。请按 X,Y 重新给出。",
        "The place “{place}” cannot be used: it must be finite numbers within the map's CRS. Give X,Y again.",
    ),
    "size_impossible": (
        "图像尺寸 {width}×{height} 不可用。宽和高都要在 1 到 {limit} 像素之间。",
        "The picture size {width}×{height} cannot be used. Width and height must be between 1 and {limit} pixels.",
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
    "folder_missing": (
        "没有文件夹“{path}”。请检查路径。",
        "There is no folder “{path}”. Check the path.",
    ),
    "no_display": (
        "没有可用的显示器，窗口打不开。请在桌面环境中运行，或用不需要窗口的子命令：info、identify、export。",
        "There is no display to open a window on. Run it on a desktop, or use what needs none: info, identify, export.",
    ),
    "beidou_level": (
        "北斗网格位置码没有第 {level} 级。请用 1 到 10 级。",
        "BeiDou grid location codes have no level {level}. Use 1 to 10.",
    ),
    "beidou_place": (
        "第 {row} 个位置（经度 {lon}，纬度 {lat}）没有北斗网格位置码。经度应在 ±180° 内，纬度应小于 ±88°。",
        "Place {row} (longitude {lon}, latitude {lat}) has no BeiDou code: it must lie within ±180° and below ±88°.",
    ),
    "beidou_length": (
        "“{code}”不是北斗网格位置码：长度 {length}，应为 4、6、7、9、11、12、14、16、18 或 20 位。",
        "“{code}” is no BeiDou grid location code: {length} characters, not 4, 6, 7, 9, 11, 12, 14, 16, 18 or 20.",
    ),
    "beidou_character": (
        "“{code}”不是北斗网格位置码：第 {place} 位不能是“{character}”。请核对这一位。",
        "“{code}” is no BeiDou grid location code: its character {place} cannot be “{character}”. Check that one.",
    ),
    "beidou_reference_level": (
        "“{code}”与基准“{base}”不能写成参考码：两者须同级，且不粗于第 5 级。",
        "“{code}” cannot be told from “{base}”: both must have the same level, 5 or finer.",
    ),
    "beidou_reference_far": (
        "“{code}”离基准“{base}”太远：每个方向最多 7 格。请换一个更近的基准。",
        "“{code}” lies too far from “{base}”: at most 7 cells in each direction. Choose a nearer base.",
    ),
    "beidou_reference_form": (
        "“{code}”不是参考码。应写成“基准码-MN”，M、N 为 0 到 7 或 A 到 G。",
        "“{code}” is no reference code. Write BASE-MN, with M and N from 0 to 7 or A to G.",
    ),
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
    "note_pinyin": (
        "按拼音查找需要另装组件：{command}。用汉字查找不受影响。",
        "Finding by pinyin needs an optional package: {command}. Chinese characters work without it.",
    ),
    "codes_file_bad": (
        "编码表“{path}”有错误：{why}。请改正它，或把它移出 codes 文件夹。",
        "The table of codes “{path}” is wrong: {why}. Mend it, or take it out of the folder codes.",
    ),
    "code_missing": ("第 {row} 行没有编码。请补上。", "Row {row} has no code. Fill it in."),
    "code_character": (
        "编码“{code}”的第 {place} 位不能是“{character}”。请核对这一位。",
        "Character {place} of the code “{code}” cannot be “{character}”. Check that one.",
    ),
    "code_length": (
        "编码“{code}”有 {length} 位，应为 {wanted} 位。请核对是否多写或漏写。",
        "The code “{code}” has {length} characters, not {wanted}. Look for one too many or too few.",
    ),
    "code_check": (
        "编码“{code}”的校验码（第 {place} 位）是“{character}”，按前面各位应为“{wanted}”。请逐位核对。",
        "The check character of “{code}” (place {place}) is “{character}”, not “{wanted}” as the rest asks. Check all.",
    ),
    "code_class": (
        "编码“{code}”的类别“{digits}”不在 {standard} 的字典里。请核对，或在 codes 文件夹里补充本地类别。",
        "The class “{digits}” of “{code}” is in no dictionary of {standard}. Check it, or add a local one to codes.",
    ),
    "code_part": (
        "{part}不能是“{value}”。应为 {length} 位以内的数字（信用代码可含字母）。",
        "{part} cannot be “{value}”. Give up to {length} digits (letters, too, for organisations).",
    ),
    "code_parts": (
        "{kind}不能由这些部分组成：{parts}。应为：{wanted}。",
        "{kind} cannot be made of these parts: {parts}. Give: {wanted}.",
    ),
    "code_row": ("第 {row} 行：{why}", "Row {row}: {why}"),
    "code_unit_grid": ("单元网格标识码", "unit grid code"),
    "code_component": ("管理部件标识码", "component code"),
    "code_matter": ("管理事项代码", "matter code"),
    "code_monitoring": ("监测部件或监测事件标识码", "monitoring code"),
    "code_admin": ("行政区划代码", "division code"),
    "code_credit": ("统一社会信用代码", "organisation credit code"),
    "code_beidou": ("北斗网格位置码", "BeiDou grid location code"),
    "part_province": ("省级", "Province"),
    "part_prefecture": ("地级", "Prefecture"),
    "part_county": ("县级", "County"),
    "part_division": ("行政区划", "Division"),
    "part_street": ("街道（乡镇）", "Sub-district"),
    "part_community": ("社区（村）", "Community"),
    "part_major": ("大类", "Major class"),
    "part_middle": ("中类", "Middle class"),
    "part_minor": ("小类", "Minor class"),
    "part_sequence": ("顺序码", "Sequence"),
    "part_urban_rural": ("城乡分类", "Urban or rural"),
    "part_rest": ("其余各位", "The rest"),
    "part_department": ("登记管理部门", "Registering department"),
    "part_class": ("机构类别", "Class of organisation"),
    "part_registered": ("登记管理机关行政区划", "Division of registration"),
    "part_organisation": ("主体标识码（组织机构代码）", "Organisation code"),
    "part_check": ("校验码", "Check character"),
    "doubt_province": ("没有以 {digits} 开头的省级行政区", "no province begins with {digits}"),
    "doubt_class": ("{standard} 的字典里没有类别 {digits}", "{standard} has no class {digits}"),
    "doubt_inferred": ("“{name}”由新旧版对照推得", "“{name}” is inferred from the newer edition"),
    "doubt_split": (
        "小类与顺序码的分界（2+6 或 3+5）尚不确定",
        "where minor and sequence part (2+6 or 3+5) is uncertain",
    ),
    "doubt_layout": ("分段依据“{standard}”，尚不确定", "the parts follow “{standard}”, which is uncertain"),
    "doubt_sequence": ("顺序码为零", "the sequence is zero"),
    "doubt_organisation": ("其中的组织机构代码校验位应为 {wanted}", "its organisation code asks for {wanted} as check"),
    "memory_short": (
        "内存不足，未能完成“{what}”。请关闭一些图层或程序后重试；其余图层不受影响。",
        "Not enough memory for “{what}”. Close some layers or programs and try again; other layers are untouched.",
    ),
    "output_denied": (
        "不能写入“{path}”：没有权限。请换一个文件夹。",
        "Cannot write “{path}”: no permission. Choose another folder.",
    ),
    "output_full": (
        "不能写入“{path}”：磁盘已满。请腾出空间或换一个磁盘；原来的文件没有改动。",
        "Cannot write “{path}”: the disk is full. Free some space or choose another disk; the old file is untouched.",
    ),
    "output_failed": (
        "不能写入“{path}”：{why}。原来的文件没有改动。",
        "Cannot write “{path}”: {why}. The old file is untouched.",
    ),
    "format_unknown": (
        "不认识输出格式“{suffix}”。可用：{formats}。",
        "The output format “{suffix}” is not known. Use one of: {formats}.",
    ),
    "svg_refused": (
        "不能用“{path}”作符号：里面有符号不应包含的内容（{what}）。请另存为只含图形的 SVG。",
        "“{path}” cannot be a symbol: it holds what a symbol must not ({what}). Save it as an SVG of plain shapes.",
    ),
    "text_main_thread": (
        "第一次绘制文字要在主线程进行。请先在主线程调用 onemap.render.application.ensure_gui_application()。",
        "Text must first be drawn by the main thread: call onemap.render.application.ensure_gui_application() there.",
    ),
    "text_core_application": (
        "程序里已有一个不能绘制文字的 QCoreApplication。请改用 QGuiApplication 或 QApplication。",
        "There is a QCoreApplication, which cannot draw text. Make a QGuiApplication or QApplication instead.",
    ),
    "count_no_code": (
        "图层“{layer}”没有编码列，无法按它计数。请在图层文件里把一列的 role 写为 code。",
        "The layer “{layer}” has no column of codes to count by. Give a column the role code in its layer file.",
    ),
    "layer_not_ready": (
        "图层“{layer}”还没有读完，或无法换算到地图的坐标系。请稍候，或检查它的坐标系。",
        "The layer “{layer}” is still being read, or cannot be brought to the map's CRS. Wait, or check its CRS.",
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
    "calendar_bad": (
        "工作日历“{path}”有误：{why}。",
        "The work calendar “{path}” is wrong: {why}.",
    ),
    "layer_unknown": (
        "地图里没有图层“{layer}”。现有：{choices}。",
        "The map has no layer “{layer}”. It has: {choices}.",
    ),
    "color_unknown": (
        "不认识颜色“{color}”。请写 #rrggbb、#rrggbbaa，或调色板中的名字{nearest}。",
        "The colour “{color}” is not known. Write #rrggbb, #rrggbbaa, or a name of the palette{nearest}.",
    ),
    "marker_unknown": (
        "不认识符号“{marker}”。请用内置形状（{shapes}）或一个 SVG 文件的路径。",
        "The marker “{marker}” is not known. Use a built-in shape ({shapes}) or the path of an SVG file.",
    ),
    "view_impossible": (
        "视图不可用：{why}。",
        "The view cannot be drawn: {why}.",
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
    "why_unknown_content": ("内容不属于任何已知格式", "its content is of no known format"),
    "why_not_json": ("内容不是 JSON", "its content is not JSON"),
    "why_pointer": ("它只指向别的文件或网址", "it only points to other files or addresses"),
    "why_archive": ("它是压缩包，请先解压", "it is an archive; unpack it first"),
    "why_database": ("是数据库，但不是 GeoPackage", "it is a database but no GeoPackage"),
    "why_folder": ("它是文件夹", "it is a folder"),
    "why_device": ("它是管道或设备，不是文件", "it is a pipe or a device, not a file"),
    "why_head": ("文件开头不是 {format} 的格式", "it does not begin as {format} does"),
    "why_rows": ("应有 {expected} 行，只读到 {got} 行", "{got} of {expected} rows could be read"),
    "why_driver": ("读取程序报告：{text}", "the reader says: {text}"),
    "why_no_features": ("里面没有地理要素", "it holds no geographic features"),
    "why_cut": ("文件在开头就断了", "it breaks off near its beginning"),
    "why_geo_metadata": ("GeoParquet 的 geo 元数据有错误", "its “geo” metadata are wrong"),
    "why_binary": ("内容不是文字", "its content is no text"),
    "why_sheet": ("工作表里没有表头", "the sheet has no header"),
    "why_bomb": ("解压后大得不合理", "it would unpack to an unreasonable size"),
    "why_packed": (
        "坐标是打包成文字的 ECharts 地图，请换用标准 GeoJSON",
        "a map of ECharts whose coordinates are packed into text; use plain GeoJSON",
    ),
    "notice_turned": ("按数值判断，“{x}”是北坐标，“{y}”是东坐标", "by their values “{x}” is north and “{y}” east"),
    "notice_swapped": (
        "“{x}”和“{y}”看来写反了，请用 x=、y= 对调",
        "“{x}” and “{y}” look swapped; exchange them with x= and y=",
    ),
    "notice_range": ("{count} 行的经纬度超出范围，未绘出", "{count} rows have degrees out of range and are not drawn"),
    "notice_skipped": ("{count} 行的列数不对，已跳过", "{count} rows have a wrong number of columns and were left out"),
    "notice_unended": ("最后一行没有换行，文件可能不完整", "the last line does not end; the file may be cut short"),
    "notice_wal": (
        "文件夹只读，最近尚未合并的修改看不到",
        "the folder is read-only: latest changes, not merged yet, are not seen",
    ),
    "notice_text": (
        "列“{column}”里有不能识别的文字，以 � 代替",
        "column “{column}” holds bytes that are no text, shown as �",
    ),
    "why_sibling": ("缺少同名的 {suffix} 文件", "the {suffix} file of the same name is missing"),
    "fault": ("{file}：{key} = {value}：{why}{nearest}", "{file}: {key} = {value}: {why}{nearest}"),
    "fault_of_file": ("{file}：{why}", "{file}: {why}"),
    "fault_nearest": ("（是否想写 {name}？）", " (did you mean {name}?)"),
    "why_no_toml": ("不是合法的 TOML：{text}", "not valid TOML: {text}"),
    "why_key_unknown": ("不认识这个键", "this key is not known"),
    "why_key_missing": ("缺少这个键", "this key is missing"),
    "why_type": ("应为{wanted}", "it must be {wanted}"),
    "why_choice": ("只能是 {choices} 之一", "it must be one of {choices}"),
    "why_range": ("应在 {low} 到 {high} 之间", "it must be between {low} and {high}"),
    "why_color": ("不是颜色（#rrggbb、#rrggbbaa 或 @名称）", "not a colour (#rrggbb, #rrggbbaa or @name)"),
    "why_marker": ("不是内置形状，也不是存在的 SVG 文件", "neither a built-in shape nor an SVG file that exists"),
    "why_no_column": ("用了分类却没有写 column", "it has classes but no column"),
    "why_no_classes": ("写了 {kind} 却没有 classes", "it says {kind} but has no classes"),
    "why_bounds": ("下限 {lower} 大于上限 {upper}", "the lower bound {lower} is above the upper bound {upper}"),
    "why_encoding": ("不认识这种编码", "this encoding is not known"),
    "why_crs": ("不认识这个坐标系", "this CRS is not known"),
    "why_doubled": ("这个 id 已经用过", "this id is taken already"),
    "why_view": ("中心须是有限数，比例尺须大于 0", "the centre must be finite and the scale above 0"),
    "layer_file_missing": (
        "项目要用图层文件“{path}”，但找不到它。请把它放进 layers 文件夹，或移除该图层。",
        "The project needs the layer file “{path}”, which is not there. Put it into layers/, or remove the layer.",
    ),
    "layer_file_bad": (
        "图层文件“{path}”有错误。请运行 onemap check 查看。",
        "The layer file “{path}” has faults. Run “onemap check” to see them.",
    ),
    "why_schema": (
        "它的版本是 {found}，本程序只懂版本 {known}；请升级程序",
        "its schema is {found}, this program knows {known}; update the program",
    ),
    "type_text": ("文字（要加引号）", "text (in quotes)"),
    "type_integer": ("整数", "a whole number"),
    "type_number": ("数", "a number"),
    "type_truth": ("true 或 false", "true or false"),
    "type_list": ("列表 [ … ]", "a list [ … ]"),
    "type_table": ("表 {{ … }}", "a table {{ … }}"),
    "layers_unsaved": (
        "项目只记下文件的位置，而这些图层的数据不在文件里：{layers}。请先把它们存成文件再添加。",
        "A project keeps where files are; the rows of these layers are in none: {layers}. Save them and add the files.",
    ),
    "project_bad": (
        "项目文件“{path}”有 {count} 处错误：\n{faults}",
        "The project file “{path}” has {count} faults:\n{faults}",
    ),
    "notice_null": ("{count} 行没有几何", "{count} rows have no geometry"),
    "notice_empty": ("{count} 行几何为空", "{count} rows have an empty geometry"),
    "notice_invalid": (
        "{count} 行几何无效（坐标不是有限数，或类型未知），未绘出",
        "{count} rows have an invalid geometry (a coordinate that is not finite, or an unknown type) and are not drawn",
    ),
    "notice_encoding": ("按 {encoding} 读取文字", "text was read as {encoding}"),
    "notice_column": (
        "样式所用的字段“{column}”不存在",
        "there is no column “{column}”, which the style uses",
    ),
    "notice_short": ("应有 {expected} 行，只读到 {got} 行", "{got} of {expected} rows could be read"),
    "notice_far": (
        "{count} 行的坐标大得不可能在地图上，未绘出",
        "{count} rows have coordinates too large for any map and are not drawn",
    ),
    "notice_outside": (
        "{count} 行不在坐标系的适用范围内，未绘出",
        "{count} rows lie outside the CRS's area of use and are not drawn",
    ),
}

_language: Language | None = None


class Phrase:
    """A field of a sentence that is a sentence of the catalogue itself, and follows its language."""

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key = key
        self.fields = fields


class _Fields(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def language() -> Language:
    """The language in use: what `set_language` said, else ONEMAP_LANG, else LC_ALL or LANG, else Chinese."""
    if _language is not None:
        return _language
    for name in ("ONEMAP_LANG", "LC_ALL", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("zh"):
            return "zh"
        if value.startswith("en"):
            return "en"
    return "zh"


def set_language(value: Language | None) -> None:
    """Choose the language of all sentences; None goes back to the environment's."""
    global _language  # noqa: PLW0603 - one process speaks one language
    _language = value


def sentence(key: str, fields: dict[str, object], in_language: str | None = None) -> str:
    """The sentence ``key`` filled with ``fields`` in "zh" or "en"; an unknown key shows itself and the fields."""
    pair = SENTENCES.get(key)
    if pair is None:
        return f"{key}: {fields}" if fields else key
    chosen = in_language or language()
    text = pair[0] if chosen == "zh" else pair[1]
    return text.format_map(_Fields({k: _told(v, chosen) for k, v in fields.items()}))


def _told(value: object, in_language: str) -> object:
    """A field as it is shown: phrases in the sentence's language, several on lines; lists; whole numbers grouped."""
    if isinstance(value, Phrase):
        return sentence(value.key, value.fields, in_language)
    if isinstance(value, tuple) and value and all(isinstance(v, Phrase) for v in value):
        return "\n".join(str(_told(v, in_language)) for v in value)
    if isinstance(value, tuple):
        return ("、" if in_language == "zh" else ", ").join(str(_told(v, in_language)) for v in value) or "-"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return value
