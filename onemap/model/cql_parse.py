"""From a filter's text to its meaning: OGC CQL2-text, read by recursive descent, never run.

Beyond the standard: != for <>, the signs of a Chinese keyboard, and "SRID=4548;" before WKT. Not read: array
predicates and functions of one's own.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re

from onemap.errors import RequestError
from onemap.messages import Phrase
from onemap.model import cql
from onemap.model.cql_tokens import Token, tokens, wrong

#: So deep may conditions stand in each other.
DEEPEST = 50
_COMPARE = ("=", "<>", "<", "<=", ">", ">=")
_WKT = (
    "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "BBOX",
)  # fmt: skip
_ARRAYS = ("A_EQUALS", "A_CONTAINS", "A_CONTAINEDBY", "A_OVERLAPS")
_FUNCTIONS = (*cql.SPATIAL, *cql.TEMPORAL, "CASEI", "ACCENTI", "DATE", "TIMESTAMP", "INTERVAL")
_CONDITIONS = (
    cql.Compare, cql.Between, cql.Like, cql.In, cql.IsNull, cql.Spatial, cql.Temporal, cql.Not, cql.And, cql.Or,
    cql.Truth,
)  # fmt: skip
_SCALARS = (
    cql.Column, cql.Text, cql.Number, cql.Truth, cql.Instant, cql.Folded, cql.Arithmetic, cql.Negative,
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse(text: str) -> cql.Condition:
    """The condition that a text states.

    Raises
    ------
    RequestError
        With a caret under the place (field ``at``), what was expected there and what was found.
    """
    reader = _Reader(text)
    condition = reader.whole()
    if _depth(condition) > DEEPEST:
        raise RequestError("filter_deep", limit=DEEPEST)
    return condition


def _depth(node: cql.Node) -> int:
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in cql.children(one)]
    return deepest


class _Reader:
    """The text, its tokens, and how far it is read."""

    def __init__(self, text: str) -> None:
        self._text, self._tokens, self._place, self._deep = text, tokens(text), 0, 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._tokens[self._place]
        self._place += token.kind != "end"
        return token

    def _took(self, *words: str) -> bool:
        """Whether one of the words or signs stood next; it is then behind."""
        if not self._next.says(*words):
            return False
        self._place += 1
        return True

    def _must(self, word: str) -> None:
        if not self._took(word):
            raise self._expected(word)

    def _expected(self, what: str | Phrase) -> RequestError:
        found = self._next
        shown = Phrase("filter_end") if found.kind == "end" else self._text[found.at : found.end]
        return wrong(self._text, found.at, Phrase("filter_expected", what=what, found=shown))

    def _wrong(self, at: int, key: str, **fields: object) -> RequestError:
        return wrong(self._text, at, Phrase(key, **fields))

    # --- conditions -------------------------------------------------------------------------------------------------
    def whole(self) -> cql.Condition:
        """The condition up to the end of the text."""
        if self._next.kind == "end":
            raise self._wrong(0, "filter_nothing")
        condition = self._condition(self._or())
        if self._next.kind != "end":
            raise self._behind()
        return condition

    def _behind(self) -> RequestError:
        """Tell what stands behind a whole condition and belongs to nothing."""
        token = self._next
        if token.says("=") and self._tokens[self._place - 1].says("="):
            return self._wrong(token.at, "filter_double_equals")
        return self._expected(_LINK)

    def _or(self) -> cql.Node:
        self._deep += 1
        if self._deep > DEEPEST:
            raise RequestError("filter_deep", limit=DEEPEST)
        at, first = self._next.at, self._and()
        items = [first]
        while self._took("OR"):
            items[0] = self._condition(items[0])
            items.append(self._condition(self._and()))
        self._deep -= 1
        return first if len(items) == 1 else cql.Or(tuple(map(self._condition, items)), at)

    def _and(self) -> cql.Node:
        at, first = self._next.at, self._not()
        items = [first]
        while self._took("AND"):
            items[0] = self._condition(items[0])
            items.append(self._condition(self._not()))
        return first if len(items) == 1 else cql.And(tuple(map(self._condition, items)), at)

    def _not(self) -> cql.Node:
        ats = []
        while self._next.says("NOT"):
            ats.append(self._take().at)
        node = self._predicate()
        for at in reversed(ats):
            node = cql.Not(self._condition(node), at)
        return node

    def _predicate(self) -> cql.Node:
        token = self._next
        if token.kind == "word" and token.value.upper() in (*cql.SPATIAL, *cql.TEMPORAL):
            return self._related(self._take())
        left = self._sum()
        if self._next.says(*_COMPARE):
            operator = self._take()
            if operator.value == "=" and self._next.says("="):
                raise self._wrong(self._next.at, "filter_double_equals")
            return cql.Compare(operator.value, self._scalar(left), self._scalar(self._sum()), token.at)
        negated = self._next.says("NOT")
        if negated and self._tokens[self._place + 1].says("BETWEEN", "LIKE", "IN"):
            self._take()
        return self._tested(left, negated=negated, at=token.at)

    def _tested(self, left: cql.Node, *, negated: bool, at: int) -> cql.Node:
        """What is said of a value by a word behind it."""
        if self._took("BETWEEN"):
            low = self._scalar(self._sum())
            self._must("AND")
            return cql.Between(self._scalar(left), low, self._scalar(self._sum()), negated, at)
        if self._took("LIKE"):
            return cql.Like(self._scalar(left), self._scalar(self._sum()), negated, at)
        if self._took("IN"):
            self._must("(")
            items = [self._scalar(self._sum())]
            while self._took(","):
                items.append(self._scalar(self._sum()))
            self._must(")")
            return cql.In(self._scalar(left), tuple(items), negated, at)
        if self._took("IS"):
            negated = self._took("NOT")
            self._must("NULL")
            return cql.IsNull(self._scalar(left), negated, at)
        return left

    def _condition(self, node: cql.Node) -> cql.Condition:
        if isinstance(node, _CONDITIONS):
            return node
        if isinstance(node, cql.Column) and self._next.kind in ("word", "text", "number", "quoted"):
            raise self._expected(_TEST)
        raise self._wrong(node.at, "filter_no_condition")

    def _scalar(self, node: cql.Node) -> cql.Scalar:
        if isinstance(node, _SCALARS):
            return node
        raise self._wrong(node.at, "filter_no_value")

    # --- values -----------------------------------------------------------------------------------------------------
    def _sum(self) -> cql.Node:
        at, left = self._next.at, self._product()
        while self._next.says("+", "-"):
            operator = self._take().value
            left = cql.Arithmetic(operator, self._scalar(left), self._scalar(self._product()), at)
        return left

    def _product(self) -> cql.Node:
        at, left = self._next.at, self._signed()
        while self._next.says("*", "/", "%", "DIV"):
            operator = self._take().value.lower()
            left = cql.Arithmetic(operator, self._scalar(left), self._scalar(self._signed()), at)
        return left

    def _signed(self) -> cql.Node:
        ats = []
        while self._next.says("-"):
            ats.append(self._take().at)
        number = self._next
        if ats and number.kind == "number" and not self._tokens[self._place + 1].says("^"):
            self._take()
            node: cql.Node = cql.Number(-self._number(number), ats.pop())
        else:
            node = self._power()
        for at in reversed(ats):
            node = cql.Negative(self._scalar(node), at)
        return node

    def _power(self) -> cql.Node:
        at, base = self._next.at, self._primary()
        if not self._took("^"):
            return base
        self._deep += 1
        if self._deep > DEEPEST:
            raise RequestError("filter_deep", limit=DEEPEST)
        power = cql.Arithmetic("^", self._scalar(base), self._scalar(self._signed()), at)
        self._deep -= 1
        return power

    def _primary(self) -> cql.Node:
        token = self._next
        if token.says("("):
            self._take()
            inner = self._or()
            self._must(")")
            return inner
        if token.kind == "text":
            return cql.Text(self._take().value, token.at)
        if token.kind == "number":
            return cql.Number(self._number(self._take()), token.at)
        if token.kind == "quoted":
            return cql.Column(self._take().value, token.at)
        if token.kind == "word":
            return self._named()
        raise self._expected(_VALUE)

    def _named(self) -> cql.Node:
        """What begins with a word: a truth, a time, a function, or a column."""
        token = self._take()
        word = token.value.upper()
        if word in ("TRUE", "FALSE"):
            return cql.Truth(word == "TRUE", token.at)
        if self._next.says("("):
            return self._called(token, word)
        if word in cql.KEYWORDS:
            self._place -= 1
            raise self._expected(_VALUE)
        return cql.Column(token.value, token.at)

    def _called(self, token: Token, word: str) -> cql.Node:
        if word in ("CASEI", "ACCENTI"):
            self._take()
            self._deep += 1
            if self._deep > DEEPEST:
                raise RequestError("filter_deep", limit=DEEPEST)
            value = self._scalar(self._sum())
            self._deep -= 1
            self._must(")")
            return cql.Folded(word, value, token.at)
        if word in ("DATE", "TIMESTAMP"):
            return self._instant(token)
        if word in _ARRAYS:
            raise self._wrong(token.at, "filter_arrays", name=word)
        if word in (*cql.SPATIAL, *cql.TEMPORAL):
            raise self._wrong(token.at, "filter_no_value")
        near = difflib.get_close_matches(word, _FUNCTIONS, 1)
        raise self._wrong(
            token.at, "filter_function", name=token.value, choices=near[0] if near else ", ".join(_FUNCTIONS)
        )

    def _number(self, token: Token) -> float:
        text = token.value
        if text.isdecimal():
            if len(text) > 1 and text.startswith("0"):
                raise self._wrong(token.at, "filter_leading_zero", value=text)
            if len(text) > _LONGEST_NUMBER:
                raise self._wrong(token.at, "filter_number", value=text[:_LONGEST_NUMBER] + "…")
            return int(text)
        value = float(text)
        if not math.isfinite(value):
            raise self._wrong(token.at, "filter_number", value=text)
        return value

    # --- space and time ---------------------------------------------------------------------------------------------
    def _related(self, token: Token) -> cql.Node:
        word = token.value.upper()
        self._must("(")
        if word in cql.SPATIAL:
            left = self._place_of()
            self._must(",")
            right = self._place_of()
            self._must(")")
            return cql.Spatial(word, left, right, token.at)
        begin = self._time()
        self._must(",")
        end = self._time()
        self._must(")")
        return cql.Temporal(word, begin, end, token.at)

    def _time(self) -> cql.Column | cql.Instant | cql.Interval:
        token = self._take()
        if token.says("INTERVAL"):
            self._must("(")
            first = self._end_of_interval()
            self._must(",")
            last = self._end_of_interval()
            self._must(")")
            return cql.Interval(first, last, token.at)
        if token.says("DATE", "TIMESTAMP") and self._next.says("("):
            return self._instant(token)
        return self._column(token, _TIME)

    def _end_of_interval(self) -> cql.Column | cql.Instant | None:
        token = self._take()
        if token.kind == "text":
            if token.value == "..":
                return None
            day = _DAY.fullmatch(token.value) is not None
            return self._checked(cql.Instant(token.value, day, token.at))
        if token.says("DATE", "TIMESTAMP") and self._next.says("("):
            return self._instant(token)
        return self._column(token, _TIME)

    def _column(self, token: Token, wanted: str | Phrase) -> cql.Column:
        if token.kind == "quoted" or (token.kind == "word" and token.value.upper() not in cql.KEYWORDS):
            return cql.Column(token.value, token.at)
        self._place -= token.kind != "end"
        raise self._expected(wanted)

    def _instant(self, token: Token) -> cql.Instant:
        self._must("(")
        said = self._take()
        if said.kind != "text":
            self._place -= said.kind != "end"
            raise self._expected("'2026-06-30'")
        self._must(")")
        return self._checked(cql.Instant(said.value, token.value.upper() == "DATE", said.at))

    def _checked(self, instant: cql.Instant) -> cql.Instant:
        form = "2026-06-30" if instant.day else "2026-06-30T17:20:00"
        fits = not instant.day or _DAY.fullmatch(instant.value) is not None
        try:
            dt.datetime.fromisoformat(instant.value)
        except ValueError:
            fits = False
        if not fits:
            raise self._wrong(instant.at, "filter_time", value=instant.value, form=form)
        return instant

    def _place_of(self) -> cql.Column | cql.Shape:
        token = self._take()
        srid = None
        if token.says("SRID"):
            self._must("=")
            number = self._take()
            if number.kind != "number" or not number.value.isdecimal() or len(number.value) > _LONGEST_SRID:
                raise self._wrong(number.at, "filter_srid")
            srid = int(number.value)
            self._must(";")
            token = self._take()
            if not token.says(*_WKT):
                raise self._wrong(token.at, "filter_shape")
        if token.says(*_WKT):
            return self._shape(token, srid)
        return self._column(token, _PLACE)

    def _shape(self, token: Token, srid: int | None) -> cql.Shape:
        """A geometry from its first word to its last bracket."""
        deep, parts = 0, [token.value.upper()]
        self._took("Z", "M", "ZM")
        if self._took("EMPTY"):
            raise self._wrong(token.at, "filter_shape")
        while True:
            piece = self._take()
            if piece.kind == "end":
                self._place = len(self._tokens) - 1
                raise self._expected(")")
            parts.append(piece.value if piece.value in "(,)-" or piece.kind == "number" else f" {piece.value} ")
            deep += piece.says("(") - piece.says(")")
            if deep > _DEEPEST_WKT or (deep <= 0 and not piece.says(")")):
                raise self._wrong(piece.at, "filter_shape")
            if deep == 0:
                break
        return cql.Shape(self._readable(_spaced(parts), token), srid, token.at)

    def _readable(self, wkt: str, token: Token) -> str:
        """The WKT in one form, checked; a BBOX as the polygon it means."""
        import shapely

        if wkt.startswith("BBOX"):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:[eE][+-]?\d+)?", wkt[4:])]
            half = len(numbers) // 2
            if len(numbers) not in (4, 6) or numbers[0] > numbers[half] or numbers[1] > numbers[half + 1]:
                raise self._wrong(token.at, "filter_bbox")
            wkt = str(shapely.to_wkt(shapely.box(numbers[0], numbers[1], numbers[half], numbers[half + 1]), -1))
        try:
            made = shapely.from_wkt(wkt)
        except (shapely.errors.GEOSException, ValueError) as error:
            raise self._wrong(token.at, "filter_wkt", why=str(error)[:200]) from error
        if made.is_empty or not all(map(math.isfinite, made.bounds)):
            raise self._wrong(token.at, "filter_shape")
        return str(shapely.to_wkt(shapely.force_2d(made), rounding_precision=-1))


def _spaced(parts: list[str]) -> str:
    """The pieces of WKT with a blank between two numbers, and none behind a minus."""
    out = ""
    for part in parts:
        if out and (out[-1].isalnum() or out[-1] == ".") and part[0] not in "(,)":
            out += " "
        out += part
    return out


_LONGEST_NUMBER, _LONGEST_SRID, _DEEPEST_WKT = 30, 6, 12
_TEST = "=, <>, <, >, LIKE, IN, BETWEEN, IS NULL"
_VALUE, _TIME, _LINK = Phrase("filter_a_value"), Phrase("filter_a_time"), Phrase("filter_a_link")
_PLACE = "geometry, POINT(…), POLYGON((…)), BBOX(xmin, ymin, xmax, ymax)"
