"""Content and its changes as plain values for a journal, and back."""

from __future__ import annotations

from typing import Any

import msgspec

from onemap.messages.secrecy import holds_secret, redacted
from onemap.model.rowset import RowSet
from onemap.session.content import OF_MAP, Content, LayerState

Plain = dict[str, Any]
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Content)}


def plain(value: object) -> Any:  # noqa: ANN401 - texts, numbers, lists and tables
    """A part of content as texts, numbers, lists and tables."""
    if isinstance(value, Content):
        value = msgspec.structs.replace(value, layers=tuple(map(_without_secret, value.layers)))
    elif isinstance(value, LayerState):
        value = _without_secret(value)
    return msgspec.to_builtins(value, enc_hook=_plain_rows)


def _without_secret(state: LayerState) -> LayerState:
    """The layer with no password in the place of its file: nothing is kept rather than a secret."""
    source = state.definition.source
    if not holds_secret(source.path):
        return state
    open_source = msgspec.structs.replace(source, path=redacted(source.path))
    definition = msgspec.structs.replace(state.definition, source=open_source)
    made: LayerState = msgspec.structs.replace(state, definition=definition)
    return made


def content_of(table: Plain) -> Content:
    """The content of a `plain` one; what this program does not know is left out. ValueError where it is wrong."""
    fields = {name: _value(name, table[name]) for name in _TYPES if name in table}
    return Content(**fields)


def difference(before: Content, after: Content) -> Plain:
    """What leads from one content to another: the order of the layers, those that differ, the map's fields."""
    said: Plain = {}
    fields = {n: plain(getattr(after, n)) for n in OF_MAP if getattr(before, n) != getattr(after, n)}
    if fields:
        said["fields"] = fields
    if before.layers is not after.layers:
        old = {state.token: state for state in before.layers}
        differ = [plain(s) for s in after.layers if old.get(s.token) is not s and old.get(s.token) != s]
        if differ:
            said["layers"] = differ
        order = [state.token for state in after.layers]
        if order != [state.token for state in before.layers]:
            said["order"] = order
    return said


def applied(content: Content, said: Plain) -> Content:
    """The content after a `difference`; ValueError where the difference is wrong."""
    states = {state.token: state for state in content.layers}
    changed: tuple[LayerState, ...] = _value("layers", said.get("layers", []))
    states.update((state.token, state) for state in changed)
    try:
        layers = tuple(states[token] for token in said.get("order", states))
    except (KeyError, TypeError) as error:
        message = "an unknown layer"
        raise ValueError(message) from error
    fields = {name: _value(name, value) for name, value in said.get("fields", {}).items() if name in OF_MAP}
    whole: Content = msgspec.structs.replace(content, layers=layers, **fields)
    return whole


def _value(name: str, value: object) -> Any:  # noqa: ANN401 - whatever the field holds
    try:
        return msgspec.convert(value, _TYPES[name], dec_hook=_rows)
    except msgspec.ValidationError as error:
        message = f"{name}: {error}"
        raise ValueError(message) from error


def _plain_rows(value: object) -> object:
    if isinstance(value, RowSet):
        return value.text()
    raise NotImplementedError(type(value).__name__)


def _rows(wanted: type, value: object) -> object:
    if wanted is RowSet and isinstance(value, str):
        return RowSet.from_text(value)
    raise NotImplementedError(wanted)
