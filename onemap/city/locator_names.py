"""Names of a layer's features, ready to be searched by any part of them, by pinyin and by initials."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from onemap.city import locator_arrow, pinyin

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: Scores of a name by how it answers: the whole, its beginning, any part; as written, as it sounds, by initials.
WHOLE, BEGINNING, PART = 100.0, 80.0, 60.0
_LESS = {"name": 0.0, "pinyin": 12.0, "initials": 18.0}


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name that answers: how ("name", "pinyin", "initials"), how well, and the source rows that bear it."""

    name: str
    how: str
    score: float
    rows: npt.NDArray[np.int64]


@dataclass(eq=False)
class NameIndex:
    """The different names of one column and the rows that bear them.

    ``names`` and ``folded`` (small letters) are Arrow text of length k; rows of name i are
    ``order[starts[i]:starts[i + 1]]``. How names sound is worked out when first asked for.
    """

    names: pa.Array
    folded: pa.Array
    order: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    _sounds: tuple[pa.Array, pa.Array] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> NameIndex:
        """The index of a column; nulls and empty names are left out."""
        coded = pc.utf8_trim_whitespace(locator_arrow.whole(column)).dictionary_encode()
        names, indices = coded.dictionary, locator_arrow.integers(coded.indices)
        empty = np.flatnonzero(locator_arrow.integers(pc.binary_length(names)) == 0)
        indices[np.isin(indices, empty)] = -1
        order = np.argsort(indices, kind="stable")
        starts = np.searchsorted(indices[order], np.arange(len(names) + 1))
        return cls(names, pc.utf8_lower(names), order, starts)

    def find(self, terms: tuple[str, ...], limit: int) -> list[NameHit]:
        """The best names that hold every term (in small letters), at most ``limit``."""
        hits = self._matching(self.folded, terms, "name", limit)
        if len(hits) < limit and pinyin.is_sound(" ".join(terms)) and pinyin.available():
            known = {hit.name for hit in hits}
            sounds = tuple(term.replace("'", "") for term in terms)
            for how, texts in zip(("pinyin", "initials"), self.sounds(), strict=True):
                found = [hit for hit in self._matching(texts, sounds, how, limit) if hit.name not in known]
                known |= {hit.name for hit in found}
                hits += found
        return hits[: 3 * limit]

    def sounds(self) -> tuple[pa.Array, pa.Array]:
        """Pinyin and initials of the names."""
        with self._lock:
            if self._sounds is None:
                full, initials = pinyin.spell(locator_arrow.strings(self.names))
                self._sounds = locator_arrow.texts(full), locator_arrow.texts(initials)
            return self._sounds

    def rows_of(self, number: int) -> npt.NDArray[np.int64]:
        """The rows that bear name ``number``."""
        return self.order[self.starts[number] : self.starts[number + 1]]

    def name_of(self, row: int) -> str:
        """The name of a source row; empty when it has none."""
        (at,) = np.nonzero(self.order == row)
        number = int(np.searchsorted(self.starts, at[0], side="right")) - 1 if len(at) else -1
        return str(self.names[number].as_py()) if number >= 0 else ""

    def _matching(self, texts: pa.Array, terms: tuple[str, ...], how: str, limit: int) -> list[NameHit]:
        if not len(texts) or not terms:
            return []
        at = locator_arrow.integers(pc.find_substring(texts, terms[0]))
        numbers = np.flatnonzero(at >= 0)
        for term in terms[1:]:
            held = pc.find_substring(texts.take(locator_arrow.positions(numbers)), term)
            numbers = numbers[locator_arrow.integers(held) >= 0]
        if how == "initials":
            numbers = numbers[at[numbers] == 0]
        numbers = numbers[self.starts[numbers + 1] > self.starts[numbers]]
        if not len(numbers):
            return []
        lengths = locator_arrow.integers(pc.utf8_length(texts.take(locator_arrow.positions(numbers))))
        scores = np.where(at[numbers] == 0, BEGINNING, PART)
        scores = np.where((at[numbers] == 0) & (lengths == len(terms[0])), WHOLE, scores)
        scores = scores - np.minimum(lengths, 60) * 0.2 - _LESS[how]
        best = numbers[np.lexsort((numbers, -scores))[:limit]]
        told = dict(zip(numbers.tolist(), scores.tolist(), strict=True))
        return [NameHit(self.names[n].as_py(), how, told[n], self.rows_of(n)) for n in best.tolist()]
