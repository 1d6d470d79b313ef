"""Every kind of finding: how grave it is, what it is called, what is said of one, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from onemap.city.card_values import Words

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")
SEVERITY_WORDS: dict[Severity, Words] = {
    "error": ("错误", "Error"),
    "warning": ("警告", "Warning"),
    "notice": ("提示", "Notice"),
}


class Kind(NamedTuple):
    """A kind of finding; ``said`` is filled with {code}, {field}, {found}, {expected} and {other}."""

    severity: Severity
    title: Words
    said: Words
    act: Words


_CODE_ACT: Words = ("核对普查原始记录，改正编码", "Check the survey record and correct the code")
_PLACE_ACT: Words = ("实地核对位置", "Check the place on the ground")
_GRID_ACT: Words = ("在网格编辑中改正边界", "Correct the boundary where grids are edited")
KINDS: dict[str, Kind] = {
    "duplicate_code": Kind(
        "error",
        ("编码重复", "Duplicate code"),
        ("编码 {code} 已被 {other} 使用", "The code {code} is already used by {other}"),
        (
            "两处只能有一处用此编码：另一处重新编码，或删去重复登记",
            "Only one may keep the code: give the other a new one, or delete the double",
        ),
    ),
    "within_a_metre": Kind(
        "warning",
        ("一米内两个编码", "Two codes within a metre"),
        ("与 {other} 相距 {found} m", "{found} m from {other}"),
        (
            "实地核对：同一实物则合并，否则改正位置",
            "Look on the ground: merge if it is one thing, else correct the place",
        ),
    ),
    "outside_any_grid": Kind(
        "error",
        ("格外", "Outside any grid"),
        ("位置不在任何单元网格内", "The place lies in no unit grid"),
        _PLACE_ACT,
    ),
    "wrong_grid": Kind(
        "error",
        ("网格不符", "Stored grid differs"),
        (
            "登记的单元网格是 {found}，按位置应为 {expected}",
            "The stored unit grid is {found}, by its place it is {expected}",
        ),
        ("位置无误时改正登记的网格", "If the place is right, correct the stored grid"),
    ),
    "online_but_silent": Kind(
        "error",
        ("在用而静默", "In use but silent"),
        ("状态为{expected}，最近上报是 {found}", "The state is {expected}, the last report {found}"),
        ("派人检修，或改状态为离线", "Send somebody to repair it, or set its state to offline"),
    ),
    "offline_but_reporting": Kind(
        "warning",
        ("未在用却上报", "Not in use but reporting"),
        ("状态为{expected}，却在 {found} 上报", "The state is {expected}, yet it reported at {found}"),
        ("核对状态；编码可能被别的设备使用", "Check the state; another device may use its code"),
    ),
    "report_in_future": Kind(
        "error",
        ("上报时间在未来", "Report from the future"),
        ("最近上报 {found} 晚于统计时点", "The last report {found} is later than the moment of this check"),
        ("校正设备时钟", "Set the clock of the device"),
    ),
    "bad_code_form": Kind(
        "error",
        ("编码格式错误", "Malformed code"),
        ("{field} {found}：{expected}", "{field} {found}: {expected}"),
        _CODE_ACT,
    ),
    "unknown_class": Kind(
        "error",
        ("类别代码不在字典", "Class in no dictionary"),
        ("{found} 的类别代码不在 {expected}", "The class in {found} is not in {expected}"),
        _CODE_ACT,
    ),
    "wrong_division": Kind(
        "warning",
        ("行政区划前缀不符", "Division differs"),
        ("编码前六位 {found} 不是所在区划 {expected}", "The code begins with {found}, the place lies in {expected}"),
        _CODE_ACT,
    ),
    "class_name_differs": Kind(
        "warning",
        ("类别名称与代码不符", "Class name differs"),
        ("名称是“{found}”，按编码应为“{expected}”", "The name is “{found}”, by the code it is “{expected}”"),
        ("改正名称或编码", "Correct the name or the code"),
    ),
    "bad_check_character": Kind(
        "error",
        ("校验码错误", "Wrong check character"),
        ("{field} {found}：{expected}", "{field} {found}: {expected}"),
        ("对照营业执照改正统一社会信用代码", "Correct the credit code by the licence"),
    ),
    "missing_mandatory": Kind(
        "error",
        ("必填项为空", "Mandatory attribute missing"),
        ("“{field}”没有填写", "“{field}” is empty"),
        ("补填", "Fill it in"),
    ),
    "missing_column": Kind(
        "warning",
        ("缺少必填字段", "Mandatory column missing"),
        ("图层没有“{field}”字段", "The layer has no column for “{field}”"),
        (
            "补充字段，或在图层文件里为现有字段写明 role",
            "Add the column, or give an existing one its role in the layer file",
        ),
    ),
    "value_not_allowed": Kind(
        "warning",
        ("取值不在许可范围", "Value not allowed"),
        ("“{field}”是“{found}”，许可值：{expected}", "“{field}” is “{found}”, allowed: {expected}"),
        ("改为许可值", "Use an allowed value"),
    ),
    "bad_date": Kind(
        "error",
        ("日期无法识别", "Not a date"),
        ("“{field}”的“{found}”不是日期", "“{found}” in “{field}” is no date"),
        ("改为如 20260630 的日期", "Write it as 20260630"),
    ),
    "date_in_future": Kind(
        "warning",
        ("日期在未来", "Date in the future"),
        ("“{field}”{found} 晚于统计时点", "“{field}” {found} is later than the moment of this check"),
        ("核对日期", "Check the date"),
    ),
    "dates_out_of_order": Kind(
        "error",
        ("时间先后颠倒", "Times out of order"),
        ("“{field}”{found}，早于 {expected}", "“{field}” {found} lies before {expected}"),
        ("核对两个时间", "Check both times"),
    ),
    "deadline_before_report": Kind(
        "error",
        ("时限早于上报", "Deadline before report"),
        ("处置时限 {found}，早于上报 {expected}", "The deadline {found} lies before the report {expected}"),
        ("核对时限与上报时间", "Check the deadline and the time of the report"),
    ),
    "closed_before_report": Kind(
        "error",
        ("结案早于上报", "Closed before report"),
        ("结案 {found}，早于上报 {expected}", "Closed {found}, before the report {expected}"),
        ("核对结案与上报时间", "Check the times of closing and report"),
    ),
    "free_over_total": Kind(
        "error",
        ("剩余超过总泊位", "More free than there are"),
        ("剩余 {found} 个，总共 {expected} 个", "{found} free of {expected}"),
        ("与停车场核对数据", "Check the figures with the car park"),
    ),
    "bad_count": Kind(
        "error",
        ("数目有误", "Wrong number"),
        ("“{field}”是 {found}", "“{field}” is {found}"),
        ("改为不小于零的数", "Use a number that is not below zero"),
    ),
    "stale_figures": Kind(
        "warning",
        ("数据陈旧", "Stale figures"),
        ("最近更新 {found}，已超过 {expected} 小时", "Last updated {found}, more than {expected} hours ago"),
        ("督促单位恢复传输", "Have the transmission restored"),
    ),
    "no_place": Kind(
        "error",
        ("有台账无位置", "Row without a place"),
        ("没有位置", "It has no place"),
        ("按地址定位", "Place it by its address"),
    ),
    "place_without_row": Kind(
        "error",
        ("有位置无台账", "Place without a row"),
        ("图上有此处，台账没有对应的登记", "It is on the map, but the ledger has no entry for it"),
        ("补登台账", "Enter it in the ledger"),
    ),
    "row_not_on_map": Kind(
        "error",
        ("台账不在图上", "Ledger row not on the map"),
        ("台账有 {code}，图上没有", "{code} is in the ledger but not on the map"),
        ("补采位置，或注销登记", "Survey its place, or strike the entry"),
    ),
    "unknown_carrier": Kind(
        "error",
        ("挂载部件不存在", "Carrier does not exist"),
        ("挂载部件 {found} 不在部件图层里", "Its carrier {found} is in no layer of components"),
        ("改正挂载部件编码，或补登部件", "Correct the carrier, or enter the component"),
    ),
    "unknown_component": Kind(
        "warning",
        ("关联部件不存在", "Component does not exist"),
        ("关联部件 {found} 不在部件图层里", "The component {found} is in no layer of components"),
        ("改正关联部件编码", "Correct the code of the component"),
    ),
    "unknown_parent": Kind(
        "warning",
        ("所属网格不存在", "Its grid does not exist"),
        ("“{field}”的 {found} 不存在", "{found} in “{field}” does not exist"),
        ("改正编码", "Correct the code"),
    ),
    "swapped_axes": Kind(
        "error",
        ("经纬度颠倒", "Axes exchanged"),
        (
            "坐标 {found} 在城外，交换后在城内",
            "The coordinates {found} lie outside the city, exchanged they lie inside",
        ),
        ("交换两列坐标", "Exchange the two columns"),
    ),
    "far_outside": Kind(
        "warning",
        ("远在城外", "Far outside the city"),
        ("位置 {found} 远在城外", "The place {found} is far from the city"),
        _PLACE_ACT,
    ),
    "grid_gap": Kind(
        "error",
        ("网格空隙", "Gap between grids"),
        ("{other} 之间有 {found} m² 不属于任何网格", "{found} m² between {other} belong to no grid"),
        _GRID_ACT,
    ),
    "grid_overlap": Kind(
        "error",
        ("网格重叠", "Grids overlap"),
        ("与 {other} 重叠 {found} m²", "It overlaps {other} by {found} m²"),
        _GRID_ACT,
    ),
    "grid_sliver": Kind(
        "warning",
        ("细缝", "Sliver"),
        ("与 {other} 之间有 {found} m² 的细缝或细条重叠", "A thin gap or overlap of {found} m² with {other}"),
        _GRID_ACT,
    ),
    "grid_multipart": Kind(
        "error",
        ("网格不连成一块", "Grid in several parts"),
        ("由 {found} 块组成", "It has {found} parts"),
        _GRID_ACT,
    ),
    "grid_invalid": Kind(
        "error",
        ("图形无效", "Invalid shape"),
        ("边界有误：{found}", "Its boundary is wrong: {found}"),
        _GRID_ACT,
    ),
    "grid_order": Kind(
        "notice",
        ("编号次序不符", "Number out of order"),
        (
            "应由北向南逐行、行内由西向东编号：顺序码 {found} 在此应为 {expected}",
            "Numbers run by rows southwards, in a row eastwards: {found} stands where {expected} belongs",
        ),
        (
            "新编网格时按次序编号；已使用的编码不必改",
            "Keep the order when grids are numbered anew; codes in use may stay",
        ),
    ),
    "grid_prefix": Kind(
        "error",
        ("网格编码不属所在社区", "Grid of another community"),
        (
            "编码前缀 {found} 不是所在社区 {expected}",
            "The code begins with {found}, it lies in the community {expected}",
        ),
        _CODE_ACT,
    ),
    "responsibility_apart": Kind(
        "error",
        ("单元网格不相邻", "Unit grids not adjacent"),
        (
            "责任网格 {code} 由 {found} 片互不相邻的单元网格组成",
            "The responsibility grid {code} is in {found} pieces that do not touch",
        ),
        ("调整责任网格，使其单元网格相邻", "Change the responsibility grid so that its unit grids touch"),
    ),
    "responsibility_partition": Kind(
        "error",
        ("责任网格不覆盖", "Not in one responsibility grid"),
        ("单元网格 {code} 属于 {found} 个责任网格", "The unit grid {code} belongs to {found} responsibility grids"),
        ("使每个单元网格恰属一个责任网格", "Put every unit grid into exactly one"),
    ),
    "cell_without_member": Kind(
        "warning",
        ("网格无网格员", "Grid without a member"),
        ("{code} 没有网格员", "{code} has no grid member"),
        ("指派网格员", "Assign a member"),
    ),
}
