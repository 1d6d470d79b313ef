"""The ledger: one table over all layers of terminals, one over all components, and what is wrong with the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import checks_codes, checks_places, checks_values, grid_partition
from onemap.city.findings import Findings
from onemap.city.ledger_columns import LEDGER_ROLES
from onemap.city.ledger_table import Coverage, Tally, coverage, report_spans, tallies, unified
from onemap.errors import CancelledError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.checks_places import Ground
    from onemap.city.findings import Batch
    from onemap.city.ledger_columns import LedgerRole
    from onemap.city.quality_rules import Rules
    from onemap.city.sheets import Sheet


@dataclass(frozen=True)
class LedgerRequest:
    """What a ledger is made from. ``crs`` is the map's, ``scale`` metres per map unit along x and y in its middle.

    ``chosen`` are the ids of the layers whose findings are wanted, empty for all; the others still say what exists.
    """

    sheets: tuple[Sheet, ...]
    crs: str | None
    scale: tuple[float, float]
    as_of: dt.datetime
    rules: Rules
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The tables by role, their tallies and coverage, and the findings of all layers.

    ``tables`` have one row for each row of each layer of the role and the columns of `ledger_table.COLUMNS`, personal
    values masked; ``titles`` name the layers by id. ``spans`` are `ledger_table.report_spans` and ``places`` (n, 2) the
    places of the same rows in the map's CRS, NaN for none.
    """

    as_of: dt.datetime
    crs: str | None
    tables: dict[LedgerRole, pa.Table]
    tallies: dict[LedgerRole, tuple[Tally, ...]]
    coverage: Coverage
    findings: Findings
    titles: dict[str, tuple[str, str]]
    places: dict[LedgerRole, npt.NDArray[np.float64]] = field(default_factory=dict)
    spans: dict[LedgerRole, npt.NDArray[np.int8]] = field(default_factory=dict)


@dataclass
class _Progress:
    total: int
    told: Callable[[int, int], None] | None
    cancelled: Callable[[], bool] | None
    done: int = 0

    def step(self) -> None:
        """One piece is done; stop when somebody asks."""
        self.done += 1
        if self.told is not None:
            self.told(self.done, self.total)
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


def make_ledger(
    request: LedgerRequest,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Ledger:
    """The ledger and all findings at a moment; CancelledError when ``cancelled`` says so."""
    moment = np.datetime64(request.as_of, "ms")
    sheets = request.sheets
    progress = _Progress(len(sheets) + 4, on_progress, cancelled)
    ground = checks_places.ground(sheets, request.crs, request.scale)
    progress.step()
    batches: list[Batch] = []
    grids: dict[str, pa.Array] = {}
    for sheet in sheets:
        grids[sheet.id] = ground.grids(sheet.places)
        batches += _of_sheet(sheet, grids[sheet.id], ground, request.rules, moment)
        progress.step()
    batches += checks_codes.doubled(sheets, request.rules) + checks_values.linked(sheets, request.rules)
    batches += checks_values.placed(sheets)
    progress.step()
    batches += checks_places.close_by(sheets, ground, request.rules)
    progress.step()
    batches += grid_partition.check(sheets, request.rules.grid, request.scale)
    progress.step()
    if request.chosen:
        batches = [batch for batch in batches if batch.layer in request.chosen]
    return _ledger(request, grids, Findings.of(batches), moment)


def _of_sheet(
    sheet: Sheet, grids: pa.Array, ground: Ground, rules: Rules, moment: np.datetime64
) -> list[Batch]:  # fmt: skip
    return [
        *checks_codes.formed(sheet, rules),
        *checks_codes.divided(sheet, grids),
        *checks_values.missing(sheet, rules),
        *checks_values.allowed(sheet, rules),
        *checks_values.timed(sheet, rules, moment),
        *checks_values.reporting(sheet, rules, moment),
        *checks_values.figures(sheet, rules, moment),
        *checks_places.gridded(sheet, ground, rules, grids),
        *checks_places.strayed(sheet, ground, rules),
    ]


def _ledger(
    request: LedgerRequest, grids: dict[str, pa.Array], findings: Findings, moment: np.datetime64
) -> Ledger:  # fmt: skip
    own = {role: _with_role(request.sheets, role, request.chosen) for role in LEDGER_ROLES}
    return Ledger(
        request.as_of, request.crs,
        {role: unified(sheets, grids) for role, sheets in own.items()},
        {role: tallies(sheets, moment) for role, sheets in own.items()},
        coverage(request.sheets, request.rules, moment, request.scale),
        findings,
        {sheet.id: sheet.layer.title for sheet in request.sheets},
        places={
            role: np.concatenate([np.empty((0, 2)), *[sheet.places for sheet in sheets]])
            for role, sheets in own.items()
        },
        spans={role: report_spans(sheets, moment) for role, sheets in own.items()},
    )  # fmt: skip


def _with_role(sheets: Sequence[Sheet], role: str, chosen: tuple[str, ...]) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.role == role and (not chosen or sheet.id in chosen)]
