"""What the export record is told in: Chinese and English words of its kinds, states and findings."""

from __future__ import annotations

KIND_WORDS: dict[str, tuple[str, str]] = {
    "picture": ("图片", "Picture"), "card": ("网格卡", "Grid card"), "table": ("数据行", "Rows"),
    "pack": ("下沉包", "Pack"),
    "ledger": ("台账", "Ledger"), "indicators": ("指标", "Indicators"), "shown": ("屏上明示", "Shown in full"),
    "read": ("脚本明读", "Read in full"),
}  # fmt: skip
STATE_WORDS: dict[str, tuple[str, str]] = {
    "begun": ("未完成", "Unfinished"), "done": ("完成", "Done"), "failed": ("已放弃", "Given up"),
}  # fmt: skip
FOUND_WORDS: dict[str, tuple[str, str]] = {
    "same": ("未改动", "Unchanged"), "changed": ("已改动", "Changed"), "gone": ("已不在原处", "Not there"),
    "none": ("", ""),
}  # fmt: skip
