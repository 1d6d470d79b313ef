"""Things (物): components, sensing terminals, car parks, tunnels and pipes of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.city.card_frame import by_value, items
from onemap.city.card_values import How, Number, Section, Tab
from onemap.city.members import lengths

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_frame import Frame
    from onemap.city.roles import CityLayer
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]

#: A terminal that has not reported for longer is silent.
SILENT_AFTER = np.timedelta64(24, "h")
#: The share of components with a live terminal that is aimed at.
AIM = 0.9
#: Words of states, small letters: broken, out of use, and those that mean life where no report tells of it.
BROKEN = ("故障", "损坏", "异常", "维修", "broken", "faulty", "fault", "error")
RETIRED = ("停用", "报废", "拆除", "废弃", "移除", "out of use", "retired", "scrapped", "removed")
LIVE = ("在用", "在线", "正常", "完好", "运行", "运行中", "in use", "online", "normal", "ok", "active")
#: What the code of a component tells where no column does.
_CODED = ("category", "class")
_GOOD_STATE = ("完好", "正常", "在用")
ALIVE, SILENT, BROKEN_STATE, RETIRED_STATE = range(4)
_STATES = (
    ("alive", ("在线", "Alive"), "good", ("24 小时内有上报", "a report within 24 hours")),
    ("silent", ("静默", "Silent"), "attention", ("超过 24 小时未上报", "no report for more than 24 hours")),
    ("broken", ("故障", "Broken"), "bad", ("状态为故障", "the state says it is broken")),
    ("retired", ("停用", "Out of use"), "", ("状态为停用或报废", "the state says it is out of use")),
)


def things(frame: Frame) -> Tab | None:
    """The tab 物; None when no layer has one of its roles."""
    layers = frame.with_role("component", "terminal", "parking", "pipe")
    if not layers:
        return None
    sections = [*_components(frame), *_terminals(frame), *_parking(frame), *_pipes(frame)]
    first = frame.with_role("component", "terminal", "parking", "pipe")[0]
    listed = items(first, frame.rows(first), ("state", "owner"))
    return Tab("things", ("物", "Things"), frame.count("things", layers), tuple(sections), listed)


def _components(frame: Frame) -> list[Section]:
    sections = []
    words: tuple[tuple[FieldRole, tuple[str, str]], ...] = (
        ("category", ("部件大类", "Components by major class")), ("class", ("部件小类", "Components by class")),
        ("state", ("部件状态", "State of components")), ("owner", ("权属单位", "Owners")),
        ("keeper", ("养护单位", "Keepers")), ("supervisor", ("主管部门", "Supervisors")),
    )  # fmt: skip
    for layer in frame.with_role("component"):
        for role, title in words:
            rows, key = frame.rows(layer), f"{layer.id}.{role}"
            numbers = by_value(layer, role, rows, key)
            if role in _CODED and not layer.has(role):
                from onemap.city.card_coded import by_code  # brings the tables of codes, which the window does without

                numbers = by_code(layer, role, rows, key)
            if role == "state":
                numbers = tuple(_toned(number) for number in numbers)
            if numbers:
                sections.append(Section(f"{layer.id}.{role}", title, "bars", numbers))
    return sections


def _toned(number: Number) -> Number:
    import dataclasses

    return dataclasses.replace(number, tone="good" if number.title[0] in _GOOD_STATE else "attention")


def terminal_states(layer: CityLayer, rows: Ints, moment: np.datetime64) -> npt.NDArray[np.int8]:
    """ALIVE, SILENT, BROKEN_STATE or RETIRED_STATE of each terminal at a moment.

    A state that says broken or out of use decides; else it is alive when its last report lies no more than
    `SILENT_AFTER` before the moment (a later report counts as life), silent otherwise or without a report. Where the
    layer tells of no reports at all, the state is taken at its word.
    """
    said = np.array([(text or "").casefold() for text in layer.texts("state", rows)], object)
    times = layer.times("last_report", rows)
    made = np.full(len(rows), SILENT, np.int8)
    made[np.isin(said, LIVE) if times is None else times >= moment - SILENT_AFTER] = ALIVE
    made[np.isin(said, BROKEN)] = BROKEN_STATE
    made[np.isin(said, RETIRED)] = RETIRED_STATE
    return made


def _terminals(frame: Frame) -> list[Section]:
    sections = []
    for layer in frame.with_role("terminal"):
        rows = frame.rows(layer)
        states = terminal_states(layer, rows, frame.moment)
        numbers = tuple(
            Number(
                f"{layer.id}.{key}", title, float((states == state).sum()), How(layer.title, _why(layer, state, said)),
                {layer.id: rows[states == state]}, of=float(len(rows)), tone=tone,
            )
            for state, (key, title, tone, said) in enumerate(_STATES)
        )  # fmt: skip
        sections.append(Section(f"{layer.id}.life", ("感知终端", "Sensing terminals"), "tiles", numbers))
        sections += [_sensed(frame, layer, components) for components in frame.with_role("component")]
        kinds = by_value(layer, "category", rows, f"{layer.id}.category")
        if kinds:
            sections.append(Section(f"{layer.id}.category", ("终端类型", "Terminals by type"), "bars", kinds))
    return sections


def _why(layer: CityLayer, state: int, said: tuple[str, str]) -> tuple[str, str]:
    """What the number says of its terminals; without a column of reports it is their state that says it."""
    if state > SILENT or layer.has("last_report"):
        return said
    zh, en = ("是", "is") if state == ALIVE else ("不是", "is not")
    return f"没有上报时间，状态{zh}在用", f"no times of reports; the state {en} one of use"


def _sensed(frame: Frame, terminals: CityLayer, components: CityLayer) -> Section:
    """Share of the cell's components that carry a live terminal, wherever the terminal itself is placed."""
    rows = frame.rows(components)
    live = with_live_terminal(components, rows, terminals, frame.moment)
    share = float(live.sum() / len(rows)) if len(rows) else 0.0
    how = How(
        (f"{components.title[0]}、{terminals.title[0]}", f"{components.title[1]}, {terminals.title[1]}"),
        ("挂有在线终端的部件 ÷ 全部部件", "components that carry a live terminal, of all components"),
        (
            "部件按边界规则归格；终端按所挂部件的编码关联",
            "components by the border rule, terminals by their carrier's code",
        ),
    )
    number = Number(
        f"{components.id}.sensed", ("有在线终端的部件", "Components with a live terminal"), float(live.sum()), how,
        {components.id: rows[live]}, of=float(len(rows)), tone="good" if share >= AIM else "attention",
        text=(f"{share:.1%}", f"{share:.1%}"),
    )  # fmt: skip
    note = (f"智慧化水平 {share:.1%} · 目标 {AIM:.0%}", f"{share:.1%} sensed · aim {AIM:.0%}")
    return Section(f"{components.id}.sensed", ("智慧化水平", "Share that is sensed"), "gauge", (number,), note)


def with_live_terminal(
    components: CityLayer, rows: Ints, terminals: CityLayer, moment: np.datetime64
) -> npt.NDArray[np.bool_]:
    """Which components carry a terminal that is alive at a moment."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(rows) or not terminals.has("parent") or not components.has("code"):
        return np.zeros(len(rows), bool)
    codes = components.values("code", rows).cast(pa.string())
    carriers = terminals.table.column(terminals.columns["parent"]).cast(pa.string())
    carried = np.flatnonzero(pc.is_in(carriers, value_set=codes.drop_null()).to_numpy()).astype(np.int64)
    if terminals.kept is not None:
        carried = carried[terminals.kept[carried]]
    alive = carried[terminal_states(terminals, carried, moment) == ALIVE]
    found = terminals.values("parent", alive).cast(pa.string())
    return np.asarray(pc.is_in(codes, value_set=found.drop_null()).to_numpy(zero_copy_only=False), bool)


def _parking(frame: Frame) -> list[Section]:
    sections = []
    for layer in frame.with_role("parking"):
        rows = frame.rows(layer)
        free, total = layer.numbers("free", rows), layer.numbers("total", rows)
        sums = float(np.nansum(free)), float(np.nansum(total))
        unit = ("个", "")
        numbers = [
            Number(f"{layer.id}.lots", ("停车场", "Car parks"), float(len(rows)), How(layer.title), {layer.id: rows}),
            _summed(layer, "free", ("剩余泊位", "Free berths"), rows, sums[0], unit),
            _summed(layer, "total", ("总泊位", "Berths"), rows, sums[1], unit),
        ]
        wrong = rows[free > total]
        if len(wrong):
            how = How(layer.title, ("剩余泊位 > 总泊位", "more free berths than there are"))
            title = ("数据矛盾", "Contradictory")
            numbers.append(
                Number(f"{layer.id}.wrong", title, float(len(wrong)), how, {layer.id: wrong}, tone="attention")
            )
        sections.append(Section(f"{layer.id}.berths", ("停车", "Parking"), "tiles", tuple(numbers)))
    return sections


def _summed(
    layer: CityLayer, role: FieldRole, title: tuple[str, str], rows: Ints, value: float, unit: tuple[str, str]
) -> Number:
    zh, en = layer.column_title(role)
    return Number(
        f"{layer.id}.{role}", title, value, How(layer.title, (f"合计 {zh}", f"sum of {en}")), {layer.id: rows}, unit
    )


def _pipes(frame: Frame) -> list[Section]:
    sections = []
    for layer in frame.with_role("pipe"):
        rows = frame.rows(layer)
        kinds = by_value(layer, "class", rows, f"{layer.id}.class") or (frame.count(f"{layer.id}.all", [layer]),)
        numbers = tuple(_with_depth(frame, layer, number) for number in kinds if number.value)
        sections.append(Section(f"{layer.id}.below", ("地下管廊与管线", "Tunnels and pipes below"), "lines", numbers))
    return sections


def _with_depth(frame: Frame, layer: CityLayer, number: Number) -> Number:
    """The same number, telling the length in the cell and the depths."""
    import dataclasses

    rows = number.rows[layer.id]
    metres = float(lengths(layer, rows, frame.cell.shape, frame.scale).sum())
    depth = layer.numbers("depth", rows)
    text = [f"{metres:,.0f} m"] * 2
    if np.isfinite(depth).any():
        low, high = f"{np.nanmin(depth):g}", f"{np.nanmax(depth):g}"
        deep = low if low == high else f"{low}-{high}"
        text = [f"{text[0]} · 埋深 {deep} m", f"{text[1]} · {deep} m deep"]
    return dataclasses.replace(number, text=(text[0], text[1]))
