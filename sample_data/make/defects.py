"""Faults planted in the finished tables, each written down; a row has one fault at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from make.frame import ADMIN, rng
from make.terminals import NOW

if TYPE_CHECKING:
    import pandas as pd

#: Faults of each kind.
EACH = 32
FIELDS = ("id", "kind", "layer", "file", "code", "field", "expected", "found", "note")


class Ledger:
    """The list of planted faults, and which rows have one already."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._taken: dict[str, set[int]] = {}
        self._random = rng("defects")

    def rows_for(self, layer: str, among: np.ndarray, count: int = EACH) -> list[int]:
        """Rows of ``layer`` without a fault, from ``among``, evenly chosen by chance."""
        taken = self._taken.setdefault(layer, set())
        free = [int(k) for k in among if int(k) not in taken]
        chosen = sorted(int(k) for k in self._random.choice(free, count, replace=False))
        taken.update(chosen)
        return chosen

    def keep(self, layer: str, row: int) -> None:
        """Leave ``row`` without any other fault."""
        self._taken.setdefault(layer, set()).add(row)

    def note(self, kind: str, layer: str, file: str, **found: object) -> None:
        """Write a fault down."""
        entry = {"id": f"D{len(self.rows) + 1:04d}", "kind": kind, "layer": layer, "file": file}
        self.rows.append({f: "" if (v := {**entry, **found}.get(f)) is None else str(v) for f in FIELDS})

    @property
    def random(self) -> np.random.Generator:
        """Chance."""
        return self._random


def plant_components(ledger: Ledger, table: pd.DataFrame, xy: np.ndarray, outside: np.ndarray, units: list[str]) -> None:
    """Doubled codes, codes within a metre, wrong grids, places outside, gaps, unknown classes, short codes."""
    layer, file, every = "components", "components.parquet", np.arange(len(table))
    code = table["GLBJBSM"].to_numpy(object).copy()
    for row in ledger.rows_for(layer, every):
        other = ledger.rows_for(layer, np.flatnonzero(table["GLBJMC"] == table["GLBJMC"].iloc[row]), 1)[0]
        ledger.note("duplicate_code", layer, file, code=code[other], field="GLBJBSM", expected=code[row], found=code[other],
                    note=f"{xy[row, 0]:.2f},{xy[row, 1]:.2f}")  # fmt: skip
        code[row] = code[other]
    for row in ledger.rows_for(layer, every):
        other = ledger.rows_for(layer, np.flatnonzero(table["GLBJMC"] == table["GLBJMC"].iloc[row]), 1)[0]
        ledger.note("within_a_metre", layer, file, code=code[row], field="geometry", expected=f"{xy[row, 0]:.2f},{xy[row, 1]:.2f}",
                    found=f"{xy[other, 0] + 0.31:.2f},{xy[other, 1] + 0.22:.2f}", note=code[other])  # fmt: skip
        xy[row] = xy[other] + (0.31, 0.22)
        for name in ("SZDYWGBSM", "SZJDDM", "SZJDMC", "SZSQDM", "SZSQMC"):
            table.loc[row, name] = table.loc[other, name]
    for row in ledger.rows_for(layer, every):
        true = table.loc[row, "SZDYWGBSM"]
        wrong = units[(units.index(true) + 1 + int(ledger.random.integers(len(units) - 1))) % len(units)]
        table.loc[row, "SZDYWGBSM"] = wrong
        ledger.note("wrong_grid", layer, file, code=code[row], field="SZDYWGBSM", expected=true, found=wrong)
    for row, place in zip(ledger.rows_for(layer, every), outside, strict=True):
        ledger.note("outside_any_grid", layer, file, code=code[row], field="geometry", expected=f"{xy[row, 0]:.2f},{xy[row, 1]:.2f}",
                    found=f"{place[0]:.2f},{place[1]:.2f}")  # fmt: skip
        xy[row] = place
    gaps = ("ZGBMDM", "ZGBMMC", "SZDYWGBSM", "GLBJZT", "CSRQ", "GLBJMC")
    for k, row in enumerate(ledger.rows_for(layer, every)):
        name = gaps[k % len(gaps)]
        ledger.note("missing_mandatory", layer, file, code=code[row], field=name, expected=table.loc[row, name], found="")
        table.loc[row, name] = None
    for k, row in enumerate(ledger.rows_for(layer, every)):
        wrong = f"{ADMIN}{('01999', '06010', '02088', '07003')[k % 4]}{k + 1:06d}"
        ledger.note("unknown_class", layer, file, code=wrong, field="GLBJBSM", expected=code[row], found=wrong)
        code[row] = wrong
    for row in ledger.rows_for(layer, every):
        wrong = code[row][:8] + code[row][9:]
        ledger.note("bad_code_form", layer, file, code=wrong, field="GLBJBSM", expected=code[row], found=wrong, note="16 digits")
        code[row] = wrong
    table["GLBJBSM"] = code


def plant_terminals(ledger: Ledger, table: pd.DataFrame, xy: np.ndarray) -> None:
    """Terminals that are online and silent, doubled codes, carriers that do not exist."""
    layer, file = "terminals", "terminals.parquet"
    online = np.flatnonzero(table["online"])
    for row in ledger.rows_for(layer, online):
        last = NOW - np.timedelta64(int(ledger.random.integers(9, 120)), "D")
        ledger.note("online_but_silent", layer, file, code=table.loc[row, "code"], field="last_report",
                    expected=str(table.loc[row, "last_report"]), found=str(last))  # fmt: skip
        table.loc[row, "last_report"] = last
    for row in ledger.rows_for(layer, np.arange(len(table))):
        other = ledger.rows_for(layer, np.flatnonzero(table["type_minor"] == table["type_minor"].iloc[row]), 1)[0]
        true, found = table.loc[row, "code"], table.loc[other, "code"]
        ledger.note("duplicate_code", layer, file, code=found, field="code", expected=true, found=found, note=f"{xy[row, 0]:.2f},{xy[row, 1]:.2f}")
        table.loc[row, "code"] = found
    for k, row in enumerate(ledger.rows_for(layer, np.flatnonzero(table["carrier"].notna()))):
        true, wrong = table.loc[row, "carrier"], f"{table.loc[row, 'carrier'][:11]}{990001 + k}"
        ledger.note("unknown_carrier", layer, file, code=table.loc[row, "code"], field="carrier", expected=true, found=wrong)
        table.loc[row, "carrier"] = wrong


def plant_cases(ledger: Ledger, table: pd.DataFrame, placed: np.ndarray) -> None:
    """Deadlines before the report, cases closed before they were reported, cases without a place."""
    layer, file = "cases", "cases.parquet"
    for row in ledger.rows_for(layer, np.flatnonzero(table["deadline"].notna())):
        true, wrong = table.loc[row, "deadline"], table.loc[row, "report_time"] - np.timedelta64(int(ledger.random.integers(2, 90)), "h")
        ledger.note("deadline_before_report", layer, file, code=table.loc[row, "case_no"], field="deadline", expected=true, found=wrong)
        table.loc[row, "deadline"] = wrong
    for row in ledger.rows_for(layer, np.flatnonzero(table["status"] == "已结案")):
        true, wrong = table.loc[row, "close_time"], table.loc[row, "report_time"] - np.timedelta64(int(ledger.random.integers(1, 40)), "h")
        ledger.note("closed_before_report", layer, file, code=table.loc[row, "case_no"], field="close_time", expected=true, found=wrong)
        table.loc[row, "close_time"] = wrong
    for row in ledger.rows_for(layer, np.flatnonzero(table["source"] == "12345热线")):
        ledger.note("no_place", layer, file, code=table.loc[row, "case_no"], field="geometry", expected="a place", found="")
        placed[row] = False


def plant_others(ledger: Ledger, parking: pd.DataFrame, firms: pd.DataFrame) -> None:
    """More free berths than there are, credit codes with a wrong check character."""
    for row in ledger.rows_for("parking", np.arange(len(parking))):
        total, free = int(parking.loc[row, "总泊位"]), int(parking.loc[row, "剩余泊位"])
        wrong = total + int(ledger.random.integers(1, 60))
        ledger.note("free_over_total", "parking", "parking.xlsx", code=parking.loc[row, "编码"], field="剩余泊位", expected=free, found=wrong)
        parking.loc[row, "剩余泊位"] = wrong
    for row in ledger.rows_for("organisations", np.arange(30, len(firms))):
        true = firms.loc[row, "统一社会信用代码"]
        wrong = true[:-1] + ("0" if true[-1] != "0" else "1")
        ledger.note("bad_check_character", "organisations", "organisations.csv", code=wrong, field="统一社会信用代码", expected=true, found=wrong)
        firms.loc[row, "统一社会信用代码"] = wrong
