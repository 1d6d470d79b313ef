"""All faults of a table (as TOML gives it) against a typed model, where the typed model itself would tell the first."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.messages import Phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msgspec import inspect


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: ``key`` is dotted, ``nearest`` a valid name that looks like what was written."""

    file: str
    key: str
    value: object
    why: Phrase
    nearest: str | None = None

    def phrase(self) -> Phrase:
        """The line that tells it."""
        if not self.key:
            return Phrase("fault_of_file", file=self.file, why=self.why)
        nearest = Phrase("fault_nearest", name=self.nearest) if self.nearest else ""
        return Phrase("fault", file=self.file, key=self.key, value=_shown(self.value), why=self.why, nearest=nearest)

    def __str__(self) -> str:
        line = self.phrase()
        return sentence(line.key, line.fields)


def faults(table: object, model: type, file: str) -> list[Fault]:
    """Every place where ``table`` is not what the msgspec struct ``model`` takes."""
    return list(_Walk(file).of(table, msgspec.inspect.type_info(model), ""))


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that looks most like the word, or None when none does."""
    found = difflib.get_close_matches(word, list(choices), 1)
    return found[0] if found else None


def _shown(value: object) -> str:
    if value is None:
        return "—"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@dataclass(frozen=True, slots=True)
class _Walk:
    """The walk through one file's table, key by key along the model."""

    file: str

    def of(self, value: object, wanted: inspect.Type, key: str) -> Iterator[Fault]:
        """Faults of one value and of what is in it."""
        match wanted:
            case msgspec.inspect.Metadata():
                yield from self.of(value, wanted.type, key)
            case msgspec.inspect.UnionType():
                kept = [kind for kind in wanted.types if not isinstance(kind, msgspec.inspect.NoneType)]
                yield from self.of(value, kept[0], key)
            case msgspec.inspect.StructType():
                yield from self._struct(value, wanted, key)
            case msgspec.inspect.DictType():
                yield from self._dict(value, wanted, key)
            case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
                yield from self._items(value, wanted, key)
            case msgspec.inspect.TupleType():
                yield from self._places(value, wanted, key)
            case _:
                yield from self._plain(value, wanted, key)

    def _struct(self, value: object, wanted: inspect.StructType, key: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield self._wrong(value, key, "type_table")
            return
        known = {field.encode_name: field for field in wanted.fields}
        for name, inner in value.items():
            if name in known:
                yield from self.of(inner, known[name].type, _dotted(key, name))
            else:
                yield Fault(self.file, _dotted(key, name), inner, Phrase("why_key_unknown"), nearest(name, known))
        for name, field in known.items():
            if field.required and name not in value:
                yield Fault(self.file, _dotted(key, name), None, Phrase("why_key_missing"))

    def _dict(self, value: object, wanted: inspect.DictType, key: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield self._wrong(value, key, "type_table")
            return
        for name, inner in value.items():
            yield from self.of(inner, wanted.value_type, _dotted(key, name))

    def _items(self, value: object, wanted: inspect.VarTupleType | inspect.ListType, key: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield self._wrong(value, key, "type_list")
            return
        for i, inner in enumerate(value):
            yield from self.of(inner, wanted.item_type, f"{key}[{i}]")

    def _places(self, value: object, wanted: inspect.TupleType, key: str) -> Iterator[Fault]:
        if not isinstance(value, list) or len(value) != len(wanted.item_types):
            yield self._wrong(value, key, "type_list")
            return
        for i, (inner, kind) in enumerate(zip(value, wanted.item_types, strict=True)):
            yield from self.of(inner, kind, f"{key}[{i}]")

    def _plain(self, value: object, wanted: inspect.Type, key: str) -> Iterator[Fault]:
        match wanted:
            case msgspec.inspect.LiteralType():
                if value not in wanted.values:
                    yield self._not_among(value, key, [str(choice) for choice in wanted.values])
            case msgspec.inspect.StrType():
                if not isinstance(value, str):
                    yield self._wrong(value, key, "type_text")
            case msgspec.inspect.BoolType():
                if not isinstance(value, bool):
                    yield self._wrong(value, key, "type_truth")
            case msgspec.inspect.IntType():
                yield from self._number(value, wanted, key, whole=True)
            case msgspec.inspect.FloatType():
                yield from self._number(value, wanted, key, whole=False)

    def _number(
        self, value: object, wanted: inspect.IntType | inspect.FloatType, key: str, *, whole: bool
    ) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            yield self._wrong(value, key, "type_integer" if whole else "type_number")
            return
        low, high = wanted.ge, wanted.le
        if (low is not None and value < low) or (high is not None and value > high):
            yield Fault(self.file, key, value, Phrase("why_range", low=low, high=high))

    def _not_among(self, value: object, key: str, choices: list[str]) -> Fault:
        why = Phrase("why_choice", choices=", ".join(choices))
        return Fault(self.file, key, value, why, nearest(str(value), choices))

    def _wrong(self, value: Any, key: str, wanted: str) -> Fault:  # noqa: ANN401 - whatever was written
        return Fault(self.file, key, value, Phrase("why_type", wanted=Phrase(wanted)))


def _dotted(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
