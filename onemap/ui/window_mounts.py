"""The parts that stand in files of their own and put themselves into the window, in this order."""

from __future__ import annotations

from onemap.ui.card_mount import CardMount
from onemap.ui.measure_mount import MeasureMount

MOUNTS = (
    CardMount,
    MeasureMount,
from onemap.ui.history_mount import HistoryMount

MOUNTS = (
    CardMount,
    HistoryMount,
)  # fmt: skip
