"""Codes with check digits, and the classes of GB/T 47678.5-2026."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_check(body: str) -> str:
    """Ninth character of an organisation code (GB 11714) for its first eight."""
    total = sum(w * (ord(c) - (48 if c.isdigit() else 55)) for c, w in zip(body, _ORGANISATION, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def credit_check(body: str) -> str:
    """Eighteenth character of a unified social credit code (GB 32100-2015) for its first seventeen."""
    total = sum(_CREDIT.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return _CREDIT[(31 - total % 31) % 31]


def credit_code(kind: str, admin: str, number: int) -> str:
    """Credit code of right form for an invented body: ``kind`` is the two leading characters."""
    body = f"MA{number:06d}"
    whole = kind + admin + body + organisation_check(body)
    return whole + credit_check(whole)


@cache
def classes(kind: str) -> dict[str, str]:
    """Names by five-digit code of one kind: 管理部件 or 管理事项."""
    with (Path(__file__).parent / "classes.csv").open(encoding="utf-8") as file:
        return {row["code5"]: row["name"] for row in csv.DictReader(file) if row["kind"] == kind}


@cache
def majors(kind: str) -> dict[str, str]:
    """Names of the major classes by two-digit code."""
    with (Path(__file__).parent / "classes.csv").open(encoding="utf-8") as file:
        return {row["major_code"]: row["major_name"] for row in csv.DictReader(file) if row["kind"] == kind}
