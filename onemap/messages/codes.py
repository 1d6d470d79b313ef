"""What is said of the codes of a city."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
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
}
