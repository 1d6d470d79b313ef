"""Finding in what is open: the owner takes a snapshot of the session, the worker makes and keeps the indexes."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import locator, masking
from onemap.city.locator_values import Answer, City, Searched, Titled
from onemap.model.definition import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.messages import Language
    from onemap.model.definition import FieldRole
    from onemap.model.extent import Extent
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session

#: Fields by which a hidden layer is worth opening to be searched.
_WORTH = frozenset({"name", "address", "code"})
#: Layers of this grade are not searched; neither are layers of persons, nor any masked column.
_PRIVATE = SENSITIVE


@dataclass(frozen=True, slots=True)
class AskedLayer:
    """A layer as it is asked: its rows, and the columns of names, addresses and codes, where it has them."""

    id: str
    title: str
    role: str
    ready: Ready
    name: str | None
    address: str | None
    code: str | None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FindRequest:
    """A text and what it may mean, frozen; ``commands`` are keys and titles given by the caller."""

    text: str
    layers: tuple[AskedLayer, ...]
    titles: tuple[Titled, ...]
    commands: tuple[Titled, ...]
    crs: str | None
    extent: Extent | None
    limit: int = 30


@dataclass(eq=False)
class Finder:
    """Answers requests in any thread, and keeps the indexes of the layers that were asked last."""

    _kept: dict[str, tuple[Ready, Searched]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, request: FindRequest, cancelled: Callable[[], bool] | None = None) -> Answer:
        """Ranked candidates; CancelledError when ``cancelled`` says so between two layers."""
        from onemap.errors import CancelledError

        searched = self._all(request, cancelled)
        if cancelled is not None and cancelled():
            raise CancelledError
        city = City(
            request.titles, request.commands, searched, request.crs, request.extent,
            _middle(request.extent, request.crs),
        )  # fmt: skip
        return locator.locate(request.text, city, request.limit)

    def prepare(self, request: FindRequest, cancelled: Callable[[], bool] | None = None) -> None:
        """Make the indexes of a request before anybody waits for them, how names sound included."""
        from onemap.city import pinyin

        indexes = [one for layer in self._all(request, cancelled) for one in (layer.names, layer.classes)]
        for index in indexes if pinyin.available() else ():
            if index is not None and not (cancelled is not None and cancelled()):
                index.sounds()

    def _all(self, request: FindRequest, cancelled: Callable[[], bool] | None) -> tuple[Searched, ...]:
        from onemap.errors import CancelledError

        searched = []
        with self._lock:
            self._forget({layer.id for layer in request.layers})
            for layer in request.layers:
                if cancelled is not None and cancelled():
                    raise CancelledError
                searched.append(self._searched(layer))
        return tuple(searched)

    def _forget(self, ids: set[str]) -> None:
        for gone in self._kept.keys() - ids:
            del self._kept[gone]

    def _searched(self, layer: AskedLayer) -> Searched:
        kept = self._kept.get(layer.id)
        if kept is not None and kept[0] is layer.ready and kept[1].title == layer.title:
            return kept[1]
        same = kept is not None and kept[0].data is layer.ready.data and kept[0].filtered is layer.ready.filtered
        made = _index(layer, kept[1] if kept is not None and same else None)
        self._kept[layer.id] = layer.ready, made
        return made


def question(
    session: Session, text: str, *, commands: Iterable[Titled] = (), language: Language = "zh", limit: int = 30
) -> FindRequest:
    """What is open now, frozen; layers that are not read yet are found by their title only."""
    entries = [entry for entry in session.entries if entry.status != "failed"]
    both = {
        entry.id: tuple(dict.fromkeys((entry.title(language), entry.title("zh"), entry.title("en"))))
        for entry in entries
    }
    return FindRequest(
        text, tuple(_asked(entry, both[entry.id][0]) for entry in entries if _can_ask(entry, session.crs)),
        tuple(Titled(layer, titles) for layer, titles in both.items()), tuple(commands), session.crs, session.extent,
        limit,
    )  # fmt: skip


def open_all(session: Session) -> None:
    """Open hidden layers whose layer files declare names, addresses or codes, so that they are found, too."""
    for entry in list(session.entries):
        if (
            entry.status == "waiting"
            and not _private(entry)
            and any(f.role in _WORTH for f in entry.definition.fields.values())
        ):
            session.ensure_open(entry.id)


def _can_ask(entry: LayerEntry, crs: str | None) -> bool:
    return entry.ready is not None and entry.ready.crs == crs and not _private(entry)


def _private(entry: LayerEntry) -> bool:
    return entry.definition.role == "person" or entry.definition.grade >= _PRIVATE


def _asked(entry: LayerEntry, title: str) -> AskedLayer:
    ready = entry.ready
    if ready is None:
        raise AssertionError(entry.id)
    columns = {c for c in ready.data.table.column_names if not masking.is_masked(entry.definition, c)}
    roles: tuple[FieldRole, ...] = ("name", "address", "code", "class")
    name, address, code, kind = (column if (column := entry.column_with(one)) in columns else None for one in roles)
    role = entry.definition.role
    # Addresses are a gazetteer's; what lies "near" one in other layers is no place to go to.
    wanted = address if role in {"place", "organisation", "building", "parking", "land", "other"} else None
    return AskedLayer(entry.id, title, role, ready, name, wanted, code, None if kind == name else kind)


def _index(layer: AskedLayer, old: Searched | None) -> Searched:
    """The index of the rows that filters leave in; ``old`` texts are taken over when only the map's CRS changed."""
    from onemap.city.locator_codes import CodeIndex
    from onemap.city.locator_names import NameIndex

    table, prepared = layer.ready.data.table, layer.ready.prepared
    places = np.full(layer.ready.data.rows, -1, dtype=np.int32)
    places[prepared.rows] = np.arange(len(prepared.rows), dtype=np.int32)
    if old is not None:
        return Searched(
            layer.id, layer.title, layer.role, prepared, places, old.names, old.addresses, old.classes, old.codes
        )
    names, addresses, classes = (
        NameIndex.of(_left_in(table.column(one), layer.ready.filtered))
        if one is not None and _is_text(table.column(one))
        else None
        for one in (layer.name, layer.address, layer.kind)
    )
    codes = (
        CodeIndex.of(_left_in(table.column(layer.code), layer.ready.filtered))
        if layer.code is not None and _is_code(table.column(layer.code))
        else None
    )
    return Searched(layer.id, layer.title, layer.role, prepared, places, names, addresses, classes, codes)


def _left_in(column: pa.ChunkedArray, kept: npt.NDArray[np.bool_] | None) -> pa.ChunkedArray:
    """The column with nothing in the rows that filters leave out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if kept is None:
        return column
    return pc.if_else(pa.array(kept), column, pa.scalar(None, column.type))


def _is_text(column: pa.ChunkedArray) -> bool:
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_code(column: pa.ChunkedArray) -> bool:
    import pyarrow as pa

    return _is_text(column) or bool(pa.types.is_integer(column.type))


def _middle(extent: Extent | None, crs: str | None) -> tuple[float, float] | None:
    """Longitude and latitude of the city's middle; None without a CRS."""
    if extent is None or crs is None:
        return None
    from onemap.io import crs as crs_room

    return crs_room.lonlat(crs, *extent.center)
