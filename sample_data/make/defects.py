"""Faults planted in the finished tables, each written down; a row has one fault at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from make.frame import ADMIN, ORIGIN, rng
from make.terminals import NOW

if TYPE_CHECKING:
    import pandas as pd

#: Faults of each kind.
EACH = 32
FIELDS = ("id", "kind", "layer", "file", "code", "field", "expected", "found", "note")


def _text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass
class Sheet:
    """One table of the sample: its name, file and column of codes, and which rows have a fault already."""

    layer: str
    file: str
    key: str
    table: pd.DataFrame
    found: list[dict[str, str]]
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = rng(f"defects-{self.layer}")

    def pick(self, among: np.ndarray, count: int = EACH) -> list[int]:
        """Rows without a fault, from ``among``, by chance."""
        free = among[~np.isin(among, list(self.taken))]
        chosen = sorted(int(k) for k in self.random.choice(free, count, replace=False))
        self.taken.update(chosen)
        return chosen

    def where(self, *conditions: pd.Series) -> np.ndarray:
        """Rows for which all conditions hold."""
        return np.flatnonzero(np.logical_and.reduce([c.to_numpy(bool) for c in conditions]))

    def note(self, kind: str, row: int, column: str, expected: object, found: object) -> None:
        """Write a fault of ``row`` down under the code it has now."""
        entry = (kind, self.layer, self.file, self.table.loc[row, self.key], column, expected, found, "")
        self.found.append(dict(zip(FIELDS, (f"D{len(self.found) + 1:04d}", *map(_text, entry)), strict=True)))

    def spoil(self, kind: str, row: int, column: str, wrong: object, note: str = "") -> None:
        """Replace a value and write it down."""
        true = self.table.loc[row, column]
        self.table.loc[row, column] = wrong
        self.note(kind, row, column, true, wrong)
        self.found[-1]["note"] = note


def _at(place: np.ndarray) -> str:
    """Place in the projected CRS."""
    return f"{place[0] + ORIGIN[0]:.2f},{place[1] + ORIGIN[1]:.2f}"


def plant_components(sheet: Sheet, xy: np.ndarray, free: np.ndarray, outside: np.ndarray) -> None:
    """Doubled codes, codes within a metre, wrong grids, places outside, gaps, unknown classes, short codes."""
    table, grid = sheet.table, "SZDYWGBSM"
    units = sorted(table[grid].unique())
    for kind in ("duplicate_code", "within_a_metre"):
        for row in sheet.pick(free):
            alike = free[(table["GLBJMC"].iloc[free] == table.loc[row, "GLBJMC"]).to_numpy()]
            other = sheet.pick(alike, 1)[0]
            if kind == "duplicate_code":
                sheet.spoil(kind, row, "GLBJBSM", table.loc[other, "GLBJBSM"], _at(xy[row]))
                continue
            before, xy[row] = _at(xy[row]), xy[other] + (0.2, 0.1)
            for name in (grid, "SZJDDM", "SZJDMC", "SZSQDM", "SZSQMC"):
                table.loc[row, name] = table.loc[other, name]
            sheet.note(kind, row, "geometry", before, _at(xy[row]))
            sheet.found[-1]["note"] = str(table.loc[other, "GLBJBSM"])
    for row in sheet.pick(free):
        step = 1 + int(sheet.random.integers(len(units) - 1))
        sheet.spoil("wrong_grid", row, grid, units[(units.index(table.loc[row, grid]) + step) % len(units)])
    for row, place in zip(sheet.pick(free), outside, strict=True):
        sheet.note("outside_any_grid", row, "geometry", _at(xy[row]), _at(place))
        xy[row] = place
    gaps = ("ZGBMDM", "ZGBMMC", grid, "GLBJZT", "CSRQ", "GLBJMC")
    for k, row in enumerate(sheet.pick(free)):
        sheet.spoil("missing_mandatory", row, gaps[k % len(gaps)], None)
    for k, row in enumerate(sheet.pick(free)):
        five = ("01999", "06010", "02088", "07003")[k % 4]
        sheet.spoil("unknown_class", row, "GLBJBSM", f"{ADMIN}{five}{k + 1:06d}")
    for row in sheet.pick(free):
        code = str(table.loc[row, "GLBJBSM"])
        sheet.spoil("bad_code_form", row, "GLBJBSM", code[:8] + code[9:], "16 digits")


def plant_terminals(sheet: Sheet) -> None:
    """Terminals that are online and silent, doubled codes, carriers that do not exist."""
    table = sheet.table
    for row in sheet.pick(sheet.where(table["online"])):
        sheet.spoil(
            "online_but_silent", row, "last_report", NOW - np.timedelta64(int(sheet.random.integers(9, 120)), "D")
        )
    for row in sheet.pick(np.arange(len(table))):
        other = sheet.pick(sheet.where(table["type_minor"] == table.loc[row, "type_minor"]), 1)[0]
        sheet.spoil("duplicate_code", row, "code", table.loc[other, "code"], str(table.loc[row, "name"]))
    for k, row in enumerate(sheet.pick(sheet.where(table["carrier"].notna()))):
        sheet.spoil("unknown_carrier", row, "carrier", f"{table.loc[row, 'carrier'][:11]}{990001 + k}")


def plant_cases(sheet: Sheet, placed: np.ndarray) -> None:
    """Deadlines before the report, cases closed before they were reported, cases without a place."""
    table = sheet.table
    for kind, column in (("deadline_before_report", "deadline"), ("closed_before_report", "close_time")):
        closed = sheet.where(table[column].notna(), table["status"] == "已结案")
        for row in sheet.pick(closed):
            earlier = np.timedelta64(int(sheet.random.integers(2, 90)), "h")
            sheet.spoil(kind, row, column, table.loc[row, "report_time"] - earlier)
    for row in sheet.pick(sheet.where(table["source"] == "12345热线", table["component"].isna())):
        sheet.note("no_place", row, "geometry", "a place", "")
        placed[row] = False


def plant_parking(sheet: Sheet) -> None:
    """More free berths than there are."""
    for row in sheet.pick(np.arange(len(sheet.table))):
        wrong = int(sheet.table.loc[row, "总泊位"]) + int(sheet.random.integers(1, 60))
        sheet.spoil("free_over_total", row, "剩余泊位", wrong)


def plant_organisations(sheet: Sheet) -> None:
    """Credit codes with a wrong check character; the bodies that keep components stay right."""
    for row in sheet.pick(np.arange(30, len(sheet.table))):
        code = str(sheet.table.loc[row, sheet.key])
        sheet.spoil("bad_check_character", row, sheet.key, code[:-1] + ("0" if code[-1] != "0" else "1"))


def plant_swapped(sheet: Sheet) -> None:
    """Every row of the file whose columns of longitude and latitude are exchanged."""
    for row, (x, y) in enumerate(zip(sheet.table["经度"], sheet.table["纬度"], strict=True)):
        sheet.note("swapped_axes", row, "经度,纬度", f"{y},{x}", f"{x},{y}")
