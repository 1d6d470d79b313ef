"""The parts that stand in files of their own and put themselves into the window, in this order."""

from __future__ import annotations

from onemap.ui.card_mount import CardMount
from onemap.ui.chart_mount import ChartMount
from onemap.ui.exports_mount import ExportsMount
from onemap.ui.field_mount import FieldMount
from onemap.ui.filter_mount import FilterMount
from onemap.ui.history_mount import HistoryMount
from onemap.ui.indicator_mount import IndicatorMount
from onemap.ui.keeping_mount import KeepingMount
from onemap.ui.ledger_mount import LedgerMount
from onemap.ui.measure_mount import MeasureMount
from onemap.ui.moment_mount import MomentMount
from onemap.ui.number_mount import NumberMount
from onemap.ui.pack_mount import PackMount
from onemap.ui.recovery_mount import RecoveryMount
from onemap.ui.scenes_mount import ScenesMount
from onemap.ui.select_mount import SelectMount
from onemap.ui.statistics_mount import StatisticsMount
from onemap.ui.table_mount import TableMount
from onemap.ui.time_mount import TimeMount
from onemap.ui.unlocated_mount import UnlocatedMount

MOUNTS = (
    CardMount,
    ChartMount,
    FilterMount,
    HistoryMount,
    IndicatorMount,
    KeepingMount,
    LedgerMount,
    MeasureMount,
    ScenesMount,
    SelectMount,
    StatisticsMount,
    MomentMount,
    NumberMount,
    PackMount,
    TableMount,
    TimeMount,
    UnlocatedMount,
    RecoveryMount,
    ExportsMount,
    FieldMount,
)  # fmt: skip
