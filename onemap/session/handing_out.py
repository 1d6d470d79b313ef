"""What a file that leaves the program holds: its layers with their grades, for its record and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from onemap.city.masking import grade_of
from onemap.io.exports import ExportedLayer, new_record
from onemap.session.snapshot import in_scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.io.exports import ExportRecord
    from onemap.messages import Language
    from onemap.model.request import Hit, RenderRequest
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session


def grade(entry: LayerEntry) -> int:
    """The effective grade of a layer of the map, with what its columns tell."""
    return grade_of(entry.definition, () if entry.data is None else entry.data.table.column_names)


def exported(entries: Iterable[LayerEntry], language: Language = "zh") -> tuple[ExportedLayer, ...]:
    """Layers as the export record notes them."""
    return tuple(ExportedLayer(entry.id, entry.title(language), grade(entry)) for entry in entries)


def in_picture(session: Session, request: RenderRequest, language: Language = "zh") -> tuple[ExportedLayer, ...]:
    """The layers of a picture: those that are visible and drawn at its scale, wherever their rows lie."""
    drawn = {layer.id for layer in request.layers if in_scale(layer.style, request.scale)}
    return exported((entry for entry in session.entries if entry.visible and entry.id in drawn), language)


def shown_record(session: Session, hit: Hit, language: Language = "zh") -> ExportRecord:
    """What is noted before personal values of a row are shown in full."""
    entry = session.entry(hit.layer)
    made = new_record("shown", layers=exported([entry], language))
    return msgspec.structs.replace(
        made, crs=session.crs, unmasked=True, note=f"{hit.layer} {hit.code or f'#{hit.row}'}"
    )


def in_card(session: Session, layer_ids: Iterable[str], language: Language = "zh") -> tuple[ExportedLayer, ...]:
    """The layers from which a grid card was made."""
    wanted = set(layer_ids)
    return exported((entry for entry in session.entries if entry.id in wanted), language)
