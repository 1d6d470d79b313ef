"""What a ledger has, and what may be asked of it: columns, roles, ages of reports. Loads nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]

#: The roles a ledger can be of.
LedgerRole = Literal["terminal", "component"]
LEDGER_ROLES: tuple[LedgerRole, ...] = ("terminal", "component")
#: Columns that a layer's own field gives, with their names.
FIELDS: tuple[tuple[str, FieldRole, Words], ...] = (
    ("code", "code", ("编码", "Code")), ("name", "name", ("名称", "Name")), ("type", "class", ("类型", "Type")),
    ("owner", "owner", ("权属单位", "Owner")), ("keeper", "keeper", ("养护单位", "Keeper")),
    ("supervisor", "supervisor", ("主管部门", "Supervisor")), ("state", "state", ("状态", "State")),
    ("last_report", "last_report", ("最近上报", "Last report")), ("carrier", "parent", ("挂载部件", "Carrier")),
    ("grid_stored", "grid", ("登记网格", "Grid stored")),
)  # fmt: skip
#: All columns of the unified table in their order.
COLUMNS: dict[str, Words] = {
    **{name: words for name, _, words in FIELDS},
    "grid_computed": ("所在网格", "Grid by place"),
    "layer": ("图层", "Layer"),
    "row": ("行", "Row"),
}
#: By what the ledger is counted.
TALLIED: tuple[tuple[str, FieldRole], ...] = (("type", "class"), ("owner", "owner"), ("state", "state"))
#: Ages of the last report: name, up to so many hours, words.
SPANS: tuple[tuple[str, float, Words], ...] = (
    ("hour", 1, ("1 小时内", "Within 1 hour")), ("day", 24, ("24 小时内", "Within 24 hours")),
    ("week", 168, ("7 天内", "Within 7 days")), ("month", 720, ("30 天内", "Within 30 days")),
    ("older", float("inf"), ("更早", "Earlier")),
)  # fmt: skip
NEVER: Words = ("从未上报", "Never")
#: Columns in which a text is looked for.
SEARCHED = (
    "code", "name", "type", "owner", "keeper", "supervisor", "state", "carrier", "grid_stored", "grid_computed",
)  # fmt: skip


@dataclass(frozen=True)
class LedgerAsked:
    """Lines whose texts hold ``text`` and whose columns have the values ``chosen``, by column.

    ``only`` are rows by layer that alone are wanted, None for all. ``sort`` is a column, None for the order of the
    layers; what has no value stands behind.
    """

    role: LedgerRole = "terminal"
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, Ints] | None = None
    sort: str | None = None
    descending: bool = False
