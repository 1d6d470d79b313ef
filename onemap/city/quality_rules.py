"""What the checks of data quality go by: thresholds, mandatory attributes, allowed values, read from data."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import DefinitionError

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "rules.toml"


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """State against last report."""

    silent_hours: float
    silent_periods: float
    alive_periods: float
    alive_minutes: float
    ahead_minutes: float
    in_use: tuple[str, ...]
    not_reporting: tuple[str, ...]
    stale_hours: dict[str, float]
    aim: float


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Places on the map."""

    near_m: float
    near_roles: tuple[str, ...]
    border_m: float
    in_grid_roles: tuple[str, ...]
    outlier_m: float


class CodeColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which kind of code a field of a role holds."""

    role: str
    field: str
    kind: str
    when_most: bool = False


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes that must be unique, and codes that must be well formed."""

    unique_roles: tuple[str, ...]
    columns: tuple[CodeColumn, ...]


class Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two times of one row, the first no later than the second."""

    earlier: str
    later: str
    kind: str = "dates_out_of_order"


class Times(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields that are times, and those that cannot lie in the future."""

    all: tuple[str, ...]
    past: tuple[str, ...]


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field whose codes are those of rows in another layer."""

    role: str
    field: str
    to: str
    kind: str


class Grid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The partition into grids."""

    least_m2: float
    sliver_m: float
    neighbour_m: float
    row_m: float
    row_slack_m: float


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the checks go by; ``required`` and ``choices`` are by role of the layer."""

    report: Report
    places: Places
    codes: Codes
    required: dict[str, tuple[str, ...]]
    choices: dict[str, dict[str, tuple[str, ...]]]
    order: tuple[Order, ...]
    times: Times
    link: tuple[Link, ...]
    grid: Grid


def read(path: Path) -> Rules:
    """The rules of a file; DefinitionError says what is wrong with it."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Rules)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        raise DefinitionError("quality_rules_bad", path=str(path), why=str(error)) from error


@cache
def rules() -> Rules:
    """The rules in use: the user's own file when there is one, else the bundled."""
    from onemap.io import files

    own = files.user_layers_dir().parent / "quality" / _FILE
    return read(own if own.is_file() else files.resource("quality", _FILE))
