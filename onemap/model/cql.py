"""What a filter says: the parts of an OGC CQL2 expression as frozen values, and as text again.

Two nodes are equal when they say the same, wherever in the text they stood: ``at`` is the place of a node in the text
it was read from and is not compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Words that are no column names unless quoted.
KEYWORDS = frozenset({
    "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV", "CASEI", "ACCENTI", "DATE",
    "TIMESTAMP", "INTERVAL", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON",
    "GEOMETRYCOLLECTION", "BBOX", "SRID",
})  # fmt: skip
#: Relations in space, as `onemap.query.select` names them.
SPATIAL = {
    "S_INTERSECTS": "intersects", "S_EQUALS": "equals", "S_DISJOINT": "disjoint", "S_TOUCHES": "touches",
    "S_WITHIN": "within", "S_OVERLAPS": "overlaps", "S_CROSSES": "crosses", "S_CONTAINS": "contains",
}  # fmt: skip
#: Relations in time.
TEMPORAL = (
    "T_AFTER", "T_BEFORE", "T_CONTAINS", "T_DISJOINT", "T_DURING", "T_EQUALS", "T_FINISHEDBY", "T_FINISHES",
    "T_INTERSECTS", "T_MEETS", "T_METBY", "T_OVERLAPPEDBY", "T_OVERLAPS", "T_STARTEDBY", "T_STARTS",
)  # fmt: skip
#: Names under which the geometry of a layer may be asked when no column has them.
GEOMETRY_NAMES = ("geometry", "geom", "the_geom", "shape", "wkb_geometry", "几何")
_PLAIN = re.compile(r"[^\W\d][\w.]*\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """The value that a row has in a column."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A text."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, whole or not."""

    value: float
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Instant:
    """A day ("2026-06-30") or a moment ("2026-06-30T17:20:00", with "Z" in UTC, without in local time)."""

    value: str
    day: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Interval:
    """From one time to another, both counted in; None is an open end."""

    first: Column | Instant | None
    last: Column | Instant | None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry as WKT; ``srid`` is the EPSG code of its coordinates, None for those of the layer's source."""

    wkt: str
    srid: int | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its case (CASEI) or its accents (ACCENTI)."""

    function: str
    value: Scalar
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left operator right``, one of + - * / % div ^."""

    operator: str
    left: Scalar
    right: Scalar
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """The number with the other sign."""

    value: Scalar
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """``left operator right``, one of = <> < <= > >=."""

    operator: str
    left: Scalar
    right: Scalar
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """Whether a value lies between two others, both counted in."""

    value: Scalar
    low: Scalar
    high: Scalar
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Like:
    r"""Whether a text is as a pattern: % is anything, _ one sign, \ takes the next sign as it is."""

    value: Scalar
    pattern: Scalar
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """Whether a value is one of a list."""

    value: Scalar
    items: tuple[Scalar, ...]
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class IsNull:
    """Whether there is no value."""

    value: Scalar
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Spatial:
    """A relation in space (a key of `SPATIAL`) between the layer's geometry and a shape, in either order."""

    relation: str
    left: Column | Shape
    right: Column | Shape
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Temporal:
    """A relation in time (one of `TEMPORAL`)."""

    relation: str
    left: Column | Instant | Interval
    right: Column | Instant | Interval
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    value: Condition
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more conditions."""

    items: tuple[Condition, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of two or more conditions."""

    items: tuple[Condition, ...]
    at: int = field(default=0, compare=False)


Scalar: TypeAlias = Column | Text | Number | Truth | Instant | Folded | Arithmetic | Negative
Condition: TypeAlias = Compare | Between | Like | In | IsNull | Spatial | Temporal | Not | And | Or | Truth
Node: TypeAlias = Scalar | Condition | Interval | Shape


def children(node: Node) -> tuple[Node, ...]:
    """The nodes that a node is made of, in the order of the text."""
    found: list[Node] = []
    for name in _PARTS.get(type(node), ()):
        part = getattr(node, name)
        found += part if isinstance(part, tuple) else [] if part is None else [part]
    return tuple(found)


_PARTS: dict[type, tuple[str, ...]] = {
    And: ("items",), Or: ("items",), Not: ("value",), Folded: ("value",), Negative: ("value",), IsNull: ("value",),
    Compare: ("left", "right"), Arithmetic: ("left", "right"), Spatial: ("left", "right"), Temporal: ("left", "right"),
    Between: ("value", "low", "high"), Like: ("value", "pattern"), In: ("value", "items"), Interval: ("first", "last"),
}  # fmt: skip


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(children(one))


def columns(node: Node) -> tuple[Column, ...]:
    """Every mention of a column, in the order of the text, the layer's geometry in `Spatial` left out."""
    places = {id(side) for one in walk(node) if isinstance(one, Spatial) for side in (one.left, one.right)}
    return tuple(one for one in walk(node) if isinstance(one, Column) and id(one) not in places)


def written(node: Node) -> str:
    """The node as CQL2 text; reading it gives an equal node."""
    return _WRITTEN[type(node)](node)


_WRITTEN: dict[type, Callable[[Any], str]] = {
    And: lambda node: " AND ".join(map(_inner, node.items)),
    Or: lambda node: " OR ".join(map(_inner, node.items)),
    Not: lambda node: f"NOT {_inner(node.value)}",
    Compare: lambda node: f"{written(node.left)} {node.operator} {written(node.right)}",
    Between: lambda node: f"{_said(node)} BETWEEN {written(node.low)} AND {written(node.high)}",
    Like: lambda node: f"{_said(node)} LIKE {written(node.pattern)}",
    In: lambda node: f"{_said(node)} IN ({', '.join(map(written, node.items))})",
    IsNull: lambda node: f"{written(node.value)} IS{' NOT' if node.negated else ''} NULL",
    Spatial: lambda node: f"{node.relation}({written(node.left)}, {written(node.right)})",
    Temporal: lambda node: f"{node.relation}({written(node.left)}, {written(node.right)})",
    Column: lambda node: identifier(node.name),
    Text: lambda node: quoted(node.value),
    Number: lambda node: repr(node.value),
    Truth: lambda node: "TRUE" if node.value else "FALSE",
    Instant: lambda node: f"{'DATE' if node.day else 'TIMESTAMP'}({quoted(node.value)})",
    Interval: lambda node: f"INTERVAL({_end(node.first)}, {_end(node.last)})",
    Shape: lambda node: (f"SRID={node.srid};" if node.srid is not None else "") + node.wkt,
    Folded: lambda node: f"{node.function}({written(node.value)})",
    Negative: lambda node: f"-({written(node.value)})",
    Arithmetic: lambda node: f"{_operand(node.left)} {node.operator} {_operand(node.right)}",
}


def identifier(name: str) -> str:
    """A column's name as it stands in a filter, in double quotes where it must."""
    if _PLAIN.match(name) and name.upper() not in KEYWORDS and name.isprintable():
        return name
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as it stands in a filter."""
    return "'" + text.replace("'", "''") + "'"


def _inner(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, (And, Or, Not)) else written(node)


def _operand(node: Node) -> str:
    negative = isinstance(node, Number) and str(node.value).startswith("-")
    return f"({written(node)})" if negative or isinstance(node, (Arithmetic, Negative)) else written(node)


def _said(node: Between | Like | In) -> str:
    return written(node.value) + (" NOT" if node.negated else "")


def _end(end: Column | Instant | None) -> str:
    if end is None:
        return "'..'"
    return quoted(end.value) if isinstance(end, Instant) else written(end)
