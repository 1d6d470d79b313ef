"""Codes of monitoring components and monitoring events: 18 digits, split in two ways that cannot be told apart.

Six digits of division, two of major, two of middle class; what follows is cut as 2 + 6 or as 3 + 5 (minor, sequence) by
different readings of GB/T 47678.6. Neither is certain, so both are given.
"""

from __future__ import annotations

from typing import NamedTuple

STANDARD = "GB/T 47678.6-2026"
LENGTH = 18
#: Digits of division, major, middle, minor and sequence.
SPLITS = ((6, 2, 2, 2, 6), (6, 2, 2, 3, 5))


class MonitoringCode(NamedTuple):
    """One reading of a monitoring code."""

    division: str
    major: str
    middle: str
    minor: str
    sequence: str


def readings(code: str) -> tuple[MonitoringCode, MonitoringCode]:
    """Both readings of a code of 18 digits, each as uncertain as the other."""
    return MonitoringCode(*_cut(code, SPLITS[0])), MonitoringCode(*_cut(code, SPLITS[1]))


def _cut(code: str, lengths: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for length in lengths:
        parts.append(code[at : at + length])
        at += length
    return parts
