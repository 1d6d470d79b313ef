"""What a file that leaves the program holds: its layers with their grades, for its record and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.city.masking import grade_of
from onemap.io.exports import ExportedLayer
from onemap.session.snapshot import in_scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onemap.messages import Language
    from onemap.model.request import RenderRequest
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


def in_card(session: Session, layer_ids: Iterable[str], language: Language = "zh") -> tuple[ExportedLayer, ...]:
    """The layers from which a grid card was made."""
    wanted = set(layer_ids)
    return exported((entry for entry in session.entries if entry.id in wanted), language)
