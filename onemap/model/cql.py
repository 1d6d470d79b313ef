"""What a filter says: the parts of an OGC CQL2 expression as frozen values, and as text again.

Two nodes are equal when they say the same, wherever in the text they stood: ``at`` is the place of a node in the text
it was read from and is not compared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Words that are no column names unless quoted.
KEYWORDS = frozenset(
    "AND OR NOT LIKE BETWEEN IN IS NULL TRUE FALSE DIV CASEI ACCENTI DATE TIMESTAMP INTERVAL POINT LINESTRING POLYGON "
    "MULTIPOINT MULTILINESTRING MULTIPOLYGON GEOMETRYCOLLECTION BBOX SRID".split()
)
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
    match node:
        case And() | Or():
            return node.items
        case Not() | Folded() | Negative() | IsNull():
            return (node.value,)
        case Compare() | Arithmetic() | Spatial() | Temporal():
            return (node.left, node.right)
        case Between():
            return (node.value, node.low, node.high)
        case Like():
            return (node.value, node.pattern)
        case In():
            return (node.value, *node.items)
        case Interval():
            return tuple(end for end in (node.first, node.last) if end is not None)
    return ()


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
    match node:
        case And() | Or():
            word = " AND " if isinstance(node, And) else " OR "
            return word.join(_inner(item) for item in node.items)
        case Not():
            return f"NOT {_inner(node.value)}"
        case Compare():
            return f"{_scalar(node.left)} {node.operator} {_scalar(node.right)}"
        case Between():
            return f"{_scalar(node.value)}{_not(node.negated)} BETWEEN {_scalar(node.low)} AND {_scalar(node.high)}"
        case Like():
            return f"{_scalar(node.value)}{_not(node.negated)} LIKE {_scalar(node.pattern)}"
        case In():
            return f"{_scalar(node.value)}{_not(node.negated)} IN ({', '.join(map(_scalar, node.items))})"
        case IsNull():
            return f"{_scalar(node.value)} IS{_not(node.negated)} NULL"
        case Spatial() | Temporal():
            return f"{node.relation}({_plain(node.left)}, {_plain(node.right)})"
    return _plain(node)


def _plain(node: Node) -> str:
    match node:
        case Column():
            return identifier(node.name)
        case Text():
            return quoted(node.value)
        case Number():
            return repr(node.value)
        case Truth():
            return "TRUE" if node.value else "FALSE"
        case Instant():
            return f"{'DATE' if node.day else 'TIMESTAMP'}({quoted(node.value)})"
        case Interval():
            return f"INTERVAL({_end(node.first)}, {_end(node.last)})"
        case Shape():
            return (f"SRID={node.srid};" if node.srid is not None else "") + node.wkt
        case Folded():
            return f"{node.function}({_scalar(node.value)})"
        case Negative():
            return f"-({_scalar(node.value)})"
        case Arithmetic():
            return f"{_operand(node.left)} {node.operator} {_operand(node.right)}"
    return f"({written(node)})"


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


def _scalar(node: Node) -> str:
    return _plain(node)


def _operand(node: Node) -> str:
    negative = isinstance(node, Number) and str(node.value).startswith("-")
    return f"({_plain(node)})" if negative or isinstance(node, (Arithmetic, Negative)) else _plain(node)


def _not(negated: bool) -> str:  # noqa: FBT001 - a field of a node
    return " NOT" if negated else ""


def _end(end: Column | Instant | None) -> str:
    if end is None:
        return "'..'"
    return quoted(end.value) if isinstance(end, Instant) else _plain(end)
