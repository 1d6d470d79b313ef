"""What the checks found: columns of like findings, each told in words only when it is looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.city.findings_words import KINDS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.card_values import Words
    from onemap.city.findings_words import Severity

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: ``rows`` of what is about a layer as a whole or about ground that belongs to no row.
NO_ROW = -1
_NO_WORDS: Words = ("", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what is wrong in which row, said in ``message``, where, and what to do.

    ``rows`` are the row itself and, where the finding is about two, (layer, row) of the other in ``other``.
    ``place`` is in the map's CRS, None when it has none. Words are Chinese and English; personal values are masked.
    """

    kind: str
    severity: Severity
    layer: str
    row: int
    code: str
    message: Words
    action: Words
    place: tuple[float, float] | None = None
    other: tuple[str, int] | None = None
    other_code: str = ""
    field: Words = _NO_WORDS

    @property
    def title(self) -> Words:
        """What the kind is called."""
        return KINDS[self.kind].title


@dataclass(frozen=True, slots=True)
class Batch:
    """Findings of one kind about one layer; every array has one entry for each.

    ``rows`` int64, NO_ROW for none; ``codes``, ``found``, ``expected`` and ``other_codes`` texts as they may be shown,
    or None, and ``expected_en`` where English says it otherwise; ``places`` (n, 2) in the map's CRS, NaN for none;
    ``others`` are rows of ``other_layer``. ``found_words`` and ``expected_words`` are said of all where no column says
    it of each. ``shapes`` are the grounds of gaps and overlaps.
    """

    kind: str
    layer: str
    layer_title: Words
    rows: Ints
    codes: pa.Array | None
    places: Floats
    field: Words = _NO_WORDS
    found: pa.Array | None = None
    expected: pa.Array | None = None
    expected_en: pa.Array | None = None
    found_words: Words = _NO_WORDS
    expected_words: Words = _NO_WORDS
    others: Ints | None = None
    other_layer: str = ""
    other_title: Words = _NO_WORDS
    other_codes: pa.Array | None = None
    shapes: npt.NDArray[np.object_] | None = None

    def __len__(self) -> int:
        """How many findings there are."""
        return len(self.rows)

    def at(self, i: int) -> Finding:
        """The i-th finding in words."""
        kind = KINDS[self.kind]
        code, other = _text(self.codes, i), _text(self.other_codes, i)
        found, expected = _text(self.found, i), (_text(self.expected, i), _text(self.expected_en, i))
        said = tuple(
            template.format(
                code=code or f"#{self.rows[i]}", field=self.field[k], found=found or self.found_words[k],
                expected=expected[k] or expected[0] or self.expected_words[k], other=other or self._other_row(i, k),
            )
            for k, template in enumerate(kind.said)
        )  # fmt: skip
        x, y = self.places[i].tolist()
        return Finding(
            self.kind, kind.severity, self.layer, int(self.rows[i]), code, (said[0], said[1]), kind.act,
            (x, y) if np.isfinite(x) and np.isfinite(y) else None,
            None if self.others is None else (self.other_layer or self.layer, int(self.others[i])), other, self.field,
        )  # fmt: skip

    def _other_row(self, i: int, k: int) -> str:
        return "" if self.others is None else f"{self.other_title[k]} #{self.others[i]}".strip()


def _text(column: pa.Array | None, i: int) -> str:
    return "" if column is None else str(column[i].as_py() or "")


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings, in batches; a sequence of `Finding` that makes each when asked."""

    batches: tuple[Batch, ...] = ()
    _starts: Ints = field(default_factory=lambda: np.zeros(1, np.int64))

    @classmethod
    def of(cls, batches: list[Batch]) -> Findings:
        """The batches that hold something: errors first, each kind together."""
        order = {name: (SEVERITIES.index(kind.severity), n) for n, (name, kind) in enumerate(KINDS.items())}
        kept = sorted((b for b in batches if len(b)), key=lambda b: (order[b.kind], b.layer, b.field))
        return cls(tuple(kept), np.cumsum([0, *map(len, kept)], dtype=np.int64))

    def __len__(self) -> int:
        """How many findings there are."""
        return int(self._starts[-1])

    def __getitem__(self, i: int) -> Finding:
        """The i-th finding."""
        if not -len(self) <= i < len(self):
            raise IndexError(i)
        i %= len(self)
        which = int(np.searchsorted(self._starts, i, side="right")) - 1
        return self.batches[which].at(i - int(self._starts[which]))

    def __iter__(self) -> Iterator[Finding]:
        """One after the other."""
        for batch in self.batches:
            for i in range(len(batch)):
                yield batch.at(i)

    def counts(self) -> dict[str, int]:
        """Number of findings by kind, in the order of `KINDS`."""
        found: Counter[str] = Counter()
        for batch in self.batches:
            found[batch.kind] += len(batch)
        return dict(found)

    def by_kind_and_layer(self) -> dict[tuple[str, str], int]:
        """Number of findings by kind and layer id."""
        found: Counter[tuple[str, str]] = Counter()
        for batch in self.batches:
            found[batch.kind, batch.layer] += len(batch)
        return dict(found)

    def column(self, name: str) -> npt.NDArray[Any]:
        """One value of every finding as an array: "batch", "row", "layer", "kind", "severity", "code", "x" or "y"."""
        if not self.batches:
            return np.empty(0, object)
        return np.concatenate([_column(batch, number, name) for number, batch in enumerate(self.batches)])


def _column(batch: Batch, number: int, name: str) -> npt.NDArray[Any]:
    n = len(batch)
    if name == "row":
        return batch.rows
    if name in ("x", "y"):
        return batch.places[:, "xy".index(name)]
    if name == "code" and batch.codes is not None:
        return _objects(batch.codes)
    said = {"batch": number, "layer": batch.layer, "severity": KINDS[batch.kind].severity, "kind": batch.kind}
    return np.full(n, said.get(name, ""), object)


def _objects(column: pa.Array) -> npt.NDArray[np.object_]:
    return np.array([text or "" for text in column.to_pylist()], object)
