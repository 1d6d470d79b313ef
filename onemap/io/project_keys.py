"""The keys of a project file that this program does not know: set aside when it is read, put back when it is written.

What is set aside is a table with the same tables in it as the file; a list of tables becomes a table by their ``id`` or
``name``, else by their place ("#2").
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.io.checking import Fault
from onemap.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import inspect

Table = dict[str, Any]
#: Keys of the model that no file has.
_OURS = frozenset({"unknown"})
#: A project is data: keys that call for code or hold a secret are not kept.
_CODE = frozenset({
    "python", "script", "scripts", "macro", "macros", "javascript", "js", "eval", "exec", "shell", "command",
    "commands", "plugin", "plugins", "hook", "hooks",
})  # fmt: skip
_SECRET = frozenset({
    "password", "passwd", "passphrase", "secret", "token", "access_token", "api_key", "apikey", "ak", "tk",
    "credentials",
})  # fmt: skip


def split(table: Table, model: type) -> tuple[Table, Table]:
    """The table with the keys that the msgspec struct ``model`` knows, and what is left of it."""
    known, unknown = _split(table, msgspec.inspect.type_info(model))
    return known, unknown or {}


def _split(value: Any, wanted: inspect.Type) -> tuple[Any, Any]:  # noqa: ANN401 - whatever was written
    """What is known of a value, and the unknown rest or None."""
    match wanted:
        case msgspec.inspect.Metadata():
            return _split(value, wanted.type)
        case msgspec.inspect.UnionType():
            kinds = [kind for kind in wanted.types if not isinstance(kind, msgspec.inspect.NoneType)]
            return _split(value, kinds[0])
        case msgspec.inspect.StructType() if isinstance(value, dict):
            return _struct(value, wanted)
        case msgspec.inspect.DictType() if isinstance(value, dict):
            return _apart({name: _split(inner, wanted.value_type) for name, inner in value.items()})
        case msgspec.inspect.VarTupleType() if isinstance(value, list):
            return _list(value, wanted)
        case _:
            return value, None


def _list(value: list[Any], wanted: inspect.VarTupleType) -> tuple[Any, Any]:
    parts = {_name(i, inner): _split(inner, wanted.item_type) for i, inner in enumerate(value)}
    if len(parts) < len(value):  # two with one name: a fault that is told, nothing to be kept
        return value, None
    return [known for known, _ in parts.values()], _apart(parts)[1]


def _struct(value: Table, wanted: inspect.StructType) -> tuple[Table, Table | None]:
    fields = {field.encode_name: field.type for field in wanted.fields if field.encode_name not in _OURS}
    known, rest = _apart({name: _split(inner, fields[name]) for name, inner in value.items() if name in fields})
    rest = {**(rest or {}), **{name: inner for name, inner in value.items() if name not in fields}}
    return known, rest or None


def _apart(parts: dict[str, tuple[Any, Any]]) -> tuple[Table, Table | None]:
    known = {name: one for name, (one, _) in parts.items()}
    rest = {name: one for name, (_, one) in parts.items() if one is not None}
    return known, rest or None


def _name(place: int, value: object) -> str:
    if isinstance(value, dict):
        for key in ("id", "name"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return f"#{place}"


def joined(table: Table, unknown: str) -> Table:
    """The table with what was set aside put back where its place is still there; ``table``'s own keys win."""
    rest = tomllib.loads(unknown) if unknown else {}
    whole: Table = _joined(table, rest)
    return whole


def _joined(value: Any, rest: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, dict) and isinstance(rest, dict):
        own = {name: _joined(inner, rest.get(name)) for name, inner in value.items()}
        return {**own, **{name: inner for name, inner in rest.items() if name not in value and not _placed(name)}}
    if isinstance(value, list | tuple) and isinstance(rest, dict):
        return [_joined(inner, rest.get(_name(i, inner))) for i, inner in enumerate(value)]
    return value


def _placed(name: str) -> bool:
    return name.startswith("#") and name[1:].isdigit()


def dotted(rest: Table, known: object, before: str = "") -> Iterator[str]:
    """The keys that were set aside from the table of which ``known`` is left, dotted; of an unknown table its own."""
    there = dict(known) if isinstance(known, dict) else {_name(i, one): one for i, one in enumerate(_items(known))}
    for name, value in rest.items():
        key = f"{before}.{name}" if before else name
        if isinstance(value, dict) and isinstance(there.get(name), dict | list):
            yield from dotted(value, there[name], key)
        else:
            yield key


def _items(known: object) -> list[Any]:
    return known if isinstance(known, list) else []


def refused(rest: Table, file: str, before: str = "") -> Iterator[Fault]:
    """Keys, at any depth, by which a file would bring code or a secret along."""
    for name, value in rest.items():
        key = f"{before}.{name}" if before else name
        word = name.casefold()
        if word in _CODE or word in _SECRET:
            yield Fault(file, key, "…", Phrase("why_code" if word in _CODE else "why_secret"))
        elif isinstance(value, dict):
            yield from refused(value, file, key)
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                if isinstance(inner, dict):
                    yield from refused(inner, file, f"{key}[{i}]")
