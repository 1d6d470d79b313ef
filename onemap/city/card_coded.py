"""Classes of components that only their codes tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from onemap.city import codes_columns, dictionaries, masking
from onemap.city.card_frame import by_text
from onemap.city.checks_codes import edition

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.city.card_values import Number
    from onemap.city.roles import CityLayer

    Ints = npt.NDArray[np.int64]

_SAID = ("编码的", "of the code: ")
_COLUMNS = {"category": ("大类", "major class"), "class": ("小类", "class")}


def by_code(layer: CityLayer, role: str, rows: Ints, key: str) -> tuple[Number, ...]:
    """One number for each class ("class") or major class ("category") by the dictionary of the layer's edition.

    Empty without a column of codes, where it is masked, or when none of the codes has a class.
    """
    if not layer.has("code") or masking.is_masked(layer.definition, layer.columns["code"]):
        return ()
    texts = layer.values("code", rows).cast(pa.large_string())
    checked = codes_columns.check(texts, "component", edition(texts, "component"))
    names = codes_columns.class_names(checked) if role == "class" else _majors(checked)
    if names.null_count == len(names):
        return ()
    return by_text(layer, rows, names.to_pylist(), key, _COLUMNS[role], _SAID)


def _majors(checked: codes_columns.Checked) -> pa.Array:
    """The name of the major class of each code by the dictionary of its edition; null where there is none."""
    names = pa.nulls(len(checked.column), pa.large_string())
    shelf = dictionaries.shelf()
    for number, layout in enumerate(checked.layouts):
        if layout.classed:
            coded = pc.utf8_slice_codeunits(checked.column, *layout.span("major")).dictionary_encode()
            known = [None if code is None else shelf.major("component", code, layout.standard_ref)
                     for code in coded.dictionary.to_pylist()]  # fmt: skip
            mask = pa.array((checked.layout == number) & checked.good)
            names = pc.if_else(mask, pa.array(known, pa.large_string()).take(coded.indices), names)
    return names
