"""The indicators of cases and work orders, each declared once: what it counts, its formula, its source, its needs.

Of every count stands here which events it counts, in words; `onemap.city.indicator_facts` holds the same in code. The
period is from its first moment up to, and without, the moment after its last. What lies after the moment of asking
(``as_of``) is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.city.card_values import Words

Kind = Literal["count", "rate", "hours"]
Better = Literal["up", "down", ""]
_LIST: Words = ("CJ/T 292-2008、CJ/T 315-2009", "CJ/T 292-2008, CJ/T 315-2009")
#: The standard names these; their formula is the common one, its own text could not be read.
_RATIO: Words = ("CJ/T 292-2008（公式未见原文）", "CJ/T 292-2008 (formula not seen in its text)")
_OWN: Words = ("本软件约定", "this program's definition")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator.

    A count stands for itself. A rate is ``numerator`` / ``denominator``, two counts by key; hours are the mean of a sum
    (``numerator``) over a count. With nothing to divide by there is no value, shown as "–". ``needs`` are the field
    roles without which it is missing; ``better`` tells whether more ("up") or less ("down") is good.
    """

    key: str
    title: Words
    means: Words
    kind: Kind = "count"
    numerator: str = ""
    denominator: str = ""
    needs: tuple[str, ...] = ("reported",)
    better: Better = ""
    source: Words = _LIST
    unit: Words = ("件", "cases")

    @property
    def formula(self) -> Words:
        """The formula in words."""
        if self.kind == "count":
            return self.means
        parts = [BY_KEY[key].title if key in BY_KEY else _SUMS[key] for key in (self.numerator, self.denominator)]
        return f"{parts[0][0]} ÷ {parts[1][0]}", f"{parts[0][1]} / {parts[1][1]}"


def _count(key: str, title: Words, means: Words, *needs: str, better: Better = "", source: Words = _LIST) -> Indicator:
    return Indicator(key, title, means, needs=needs or ("reported",), better=better, source=source)


def _rate(
    key: str, title: Words, over: tuple[str, str], *needs: str, better: Better = "up", own: bool = False
) -> Indicator:
    none: Words = ("分母为 0 时无值", "no value when nothing is divided by")
    source = _OWN if own else _RATIO
    return Indicator(key, title, none, "rate", *over, needs or ("reported",), better, source, ("%", "%"))


def _hours(key: str, title: Words, over: tuple[str, str], means: Words, *needs: str) -> Indicator:
    return Indicator(key, title, means, "hours", *over, needs, "down", _LIST, ("小时", "h"))


#: Sums that means are made of.
_SUMS: dict[str, Words] = {
    "handle_sum": ("处置时长之和", "sum of handling times"),
    "handle_work_sum": ("处置工作时长之和", "sum of working handling times"),
    "accept_sum": ("受理时长之和", "sum of acceptance times"),
    "accept_work_sum": ("受理工作时长之和", "sum of working acceptance times"),
}
INDICATORS: tuple[Indicator, ...] = (
    _count("reported", ("上报数", "Reported"), ("期内上报的", "reported in the period")),
    _count("accepted", ("受理数", "Accepted"), ("期内受理的", "accepted in the period"), "accepted"),
    _count("filed", ("立案数", "Filed"), ("期内立案的", "filed in the period"), "filed"),
    _count("filed_on_time", ("按时立案数", "Filed in time"),
           ("期内立案、自受理不超过规定分钟数的", "filed in the period within the limit after acceptance"),
           "filed", "accepted"),
    _count("rejected", ("不予立案数", "Not accepted"),
           ("期内上报而不予立案或作废的", "reported in the period, turned down"),
           source=_OWN),
    _count("dispatched", ("派遣数", "Dispatched"), ("期内派遣的", "dispatched in the period"), "dispatched"),
    _count("dispatched_right", ("准确派遣数", "Dispatched rightly"),
           ("期内派遣、未被退回的", "dispatched in the period and never sent back"), "dispatched", "returned"),
    _count("due", ("应处置数", "Due"), ("处置时限在期内的（不含不予立案）", "deadline in the period, not turned down"),
           "deadline"),
    _count("handled", ("处置数", "Handled"), ("应处置数中已处置完成的", "of those due, finished"), "deadline"),
    _count("handled_on_time", ("按期处置数", "Handled in time"),
           ("应处置数中不晚于时限完成的", "of those due, finished by the deadline"), "deadline", better="up"),
    _count("handled_late", ("超期处置数", "Handled late"),
           ("应处置数中晚于时限完成的", "of those due, finished after the deadline"), "deadline", better="down"),
    _count("not_handled", ("未处置数", "Not handled"),
           ("应处置数中尚未完成的", "of those due, not finished"), "deadline",
           better="down"),
    _count("to_close", ("应结案数", "Closing due"),
           ("处置时限在期内的（不含不予立案）", "deadline in the period, not turned down"),
           "deadline"),
    _count("closed", ("结案数", "Closed"), ("应结案数中已结案的", "of those due, closed"), "deadline"),
    _count("closed_on_time", ("按期结案数", "Closed in time"),
           ("应结案数中已结案且按期处置的", "of those due, closed and handled by the deadline"), "deadline",
            better="up"),
    _count("closed_late", ("超期结案数", "Closed late"),
           ("应结案数中已结案而超期处置的", "of those due, closed and handled after the deadline"), "deadline",
           better="down"),
    _count("late", ("超期数", "Overdue"), ("应处置数中超期处置和未处置的", "of those due, handled late or not at all"),
           "deadline", better="down"),
    _count("closed_in", ("期内结案数", "Closed in the period"),
           ("期内结案的，不论何时到期", "closed in the period, whenever due"),
           "closed", source=_OWN),
    _count("ended", ("办结数", "Ended"), ("期内上报、已结案的", "reported in the period and closed"), source=_OWN),
    _count("to_end", ("应办结数", "To end"), ("期内上报、未作废的", "reported in the period, not turned down"),
           source=_OWN),
    _count("reworked", ("返工数", "Reworked"), ("期内派遣、返工过的", "dispatched in the period and done again"),
           "dispatched", "rework", better="down"),
    _count("self_handled", ("自行处置数", "Handled on the spot"),
           ("期内上报、采集员自行处置的", "reported in the period, handled by who found it"), "self_handled"),
    _count("open", ("在办数", "Open"), ("截至此刻已上报而未结案的", "reported and not closed at the moment")),
    _count("open_late", ("在办超期数", "Open and overdue"),
           ("截至此刻未结案且超过时限的", "not closed at the moment and past the deadline"), "deadline", better="down",
           source=_OWN),
    _count("repeated", ("重复案件数", "Repeated"),
           ("期内上报，此前规定时间、距离内有同类案件的",
            "reported in the period after one of its class, near and recent"),
           "class", better="down"),
    _count("frequent", ("高发案件数", "Of frequent classes"),
           ("期内上报，属全域上报最多的几类的", "reported in the period, of the classes reported most in all"),
            "class"),
    _count("rated", ("回访数", "Rated"),
           ("期内结案、有满意度的", "closed in the period, with a rating"), "satisfaction",
           "closed", source=_OWN),
    _count("satisfied", ("满意数", "Satisfied"),
           ("期内结案、满意的", "closed in the period, rated well"), "satisfaction",
           "closed", source=_OWN, better="up"),
    _rate("filing_rate", ("立案率", "Filing rate"), ("filed", "reported"), "filed", better=""),
    _rate("filing_on_time_rate", ("按时立案率", "Filed in time, share"),
           ("filed_on_time", "filed"), "filed", "accepted"),
    _rate("dispatch_right_rate", ("准确派遣率", "Dispatched rightly, share"), ("dispatched_right", "dispatched"),
          "dispatched", "returned"),
    _rate("handling_rate", ("处置率", "Handling rate"), ("handled", "due"), "deadline"),
    _rate("handling_on_time_rate", ("按期处置率", "Handled in time, share"), ("handled_on_time", "due"), "deadline"),
    _rate("closing_rate", ("结案率", "Closing rate"), ("closed", "to_close"), "deadline"),
    _rate("closing_on_time_rate", ("按期结案率", "Closed in time, share"), ("closed_on_time", "to_close"), "deadline"),
    _rate("ending_rate", ("办结率", "Ending rate"), ("ended", "to_end")),
    _rate("rework_rate", ("返工率", "Rework rate"), ("reworked", "dispatched"), "dispatched", "rework", better="down",
          own=True),
    _rate("repeat_rate", ("重复案件率", "Repeated, share"), ("repeated", "reported"), "class", better="down"),
    _rate("frequent_share", ("高发案件占比", "Frequent classes, share"), ("frequent", "reported"), "class", better=""),
    _rate("satisfaction", ("满意度", "Satisfaction"), ("satisfied", "rated"), "satisfaction", "closed", own=True),
    _hours("handle_hours", ("平均处置时长", "Mean handling time"), ("handle_sum", "handled_in"),
           ("期内处置完成的，自派遣起，自然小时", "finished in the period, from dispatch, hours of the clock"),
           "dispatched", "finished"),
    _hours("handle_work_hours", ("平均处置工作时长", "Mean working handling time"), ("handle_work_sum", "handled_in"),
           ("期内处置完成的，自派遣起，按工作日历的小时", "finished in the period, from dispatch, working hours"),
           "dispatched", "finished"),
    _hours("accept_hours", ("平均受理时长", "Mean acceptance time"), ("accept_sum", "accepted"),
           ("期内受理的，自上报起，自然小时", "accepted in the period, from report, hours of the clock"), "accepted"),
    _hours("accept_work_hours", ("平均受理工作时长", "Mean working acceptance time"), ("accept_work_sum", "accepted"),
           ("期内受理的，自上报起，按工作日历的小时", "accepted in the period, from report, working hours"),
            "accepted"),
)  # fmt: skip
#: A count that stands in no list by itself.
_HANDLED_IN = _count(
    "handled_in", ("期内处置数", "Handled in the period"), ("期内处置完成且已派遣的",
           "finished in the period, dispatched"),
    "dispatched", "finished", source=_OWN,
)  # fmt: skip
#: The one count of rows that no time tells of.
THINGS = Indicator(
    "things", ("数量", "Count"), ("图层里的行，筛选掉的不计", "rows of the layer that filters leave in"),
    needs=(), source=_OWN, unit=("个", "rows"),
)  # fmt: skip
BY_KEY: dict[str, Indicator] = {one.key: one for one in (*INDICATORS, _HANDLED_IN, THINGS)}


def chosen(keys: Iterable[str] | None) -> tuple[Indicator, ...]:
    """The indicators with the keys (or the Chinese or English names), or all; RequestError for one that is none."""
    if keys is None:
        return INDICATORS
    by_name = {name: one for one in INDICATORS for name in (one.key, *one.title)}
    found = []
    for key in keys:
        if key not in by_name:
            choices = ", ".join(one.key for one in INDICATORS)
            raise RequestError("indicator_unknown", value=key, choices=choices)
        found.append(by_name[key])
    return tuple(found)
