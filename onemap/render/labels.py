"""Labels of a picture: which are shown, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onemap.render import held, label_features
from onemap.render.application import ensure_gui_application
from onemap.render.label_kernels import place_greedily, warm_up
from onemap.render.label_lines import along_lines, middles
from onemap.render.label_places import Offer, beside_points, inside_areas
from onemap.render.label_stamp import Label, Labels
from onemap.render.label_text import TextStyle
from onemap.render.palette import rgba as color_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from onemap.model.request import DrawnLayer, RenderRequest
    from onemap.model.style import LabelStyle
    from onemap.render.label_features import Candidates

_MM_PER_POINT = 25.4 / 72


def labels_of(request: RenderRequest) -> Labels:
    """The labels' places: those of the window's last picture where nothing that has labels changed, as in a film."""
    kept = held.CURRENT.get()
    if kept is None:
        return place_labels(request)
    key = held.sheet_key(request), *(held.layer_key(layer) for layer, _ in _wanting(request))
    if kept.labels is None or kept.labels_key != key:
        kept.labels, kept.labels_key = place_labels(request), key
    return kept.labels


def place_labels(request: RenderRequest, taken: npt.NDArray[np.float64] | None = None) -> Labels:
    """Places of all labels: higher priority first, then upper layers, then bigger features, then page order.

    A label lies in the picture as a whole and touches neither another one nor the boxes ``taken`` (n, 4), logical
    pixels. The same request always gives the same places.
    """
    wanting = _wanting(request)
    if not wanting:
        return Labels()
    ensure_gui_application()
    warm_up()
    offers: list[Offered] = []
    counts: dict[str, tuple[int, int]] = {}
    for layer, label in reversed(wanting):
        style = _text_style(label, request)
        found = label_features.candidates(layer, label, request)
        counts[layer.id] = (0, counts.get(layer.id, (0, 0))[1] + found.left_out)
        offers += [Offered(layer, style, offer) for offer in _offers(layer, found, style, request)]
    offers = [offered for offered in offers if offered.offer.texts or offered.offer.asked]
    placed = _placed(offers, request, np.empty((0, 4)) if taken is None else taken)
    for number, offered in enumerate(offers):
        done = [name for owner, name, _ in placed if owner == number]
        before = counts[offered.layer.id]
        counts[offered.layer.id] = (before[0] + len(done), before[1] + _without(offered.offer, done))
    return Labels(tuple(label for _, _, label in placed), counts)


def _wanting(request: RenderRequest) -> list[tuple[DrawnLayer, LabelStyle]]:
    """The layers that are labelled in a picture, and how."""
    return [(layer, label) for layer in request.layers if (label := _label_of(layer, request)) is not None]


class Offered(NamedTuple):
    """An offer with the layer it is of and the style it is set in."""

    layer: DrawnLayer
    style: TextStyle
    offer: Offer


def _without(offer: Offer, done: list[str]) -> int:
    """Features left without a label; a name that stands on a line serves all the pieces that bear it."""
    if offer.apart <= 0.0:
        return len(offer.asked) - len(done)
    named = set(done)
    return sum(text not in named for text in offer.asked)


def _label_of(layer: DrawnLayer, request: RenderRequest) -> LabelStyle | None:
    """How a layer is labelled in this picture, None where it is not."""
    style = layer.style
    label = style.label
    if label is None or not label.visible or layer.labels is None or not layer.prepared.size:
        return None
    shown = _in_scale(style.min_scale, style.max_scale, request) and _in_scale(
        label.min_scale, label.max_scale, request
    )
    return label if shown else None


def _in_scale(farthest: float | None, closest: float | None, request: RenderRequest) -> bool:
    return (farthest is None or request.scale <= farthest) and (closest is None or request.scale >= closest)


def _text_style(style: LabelStyle, request: RenderRequest) -> TextStyle:
    return TextStyle(
        style.size_pt * _MM_PER_POINT / request.mm_per_px,
        color_of(style.color, request.palette),
        color_of(style.halo, request.palette),
        style.halo_mm / request.mm_per_px,
        style.bold,
        style.italic,
        style.spacing,
    )


def _offers(layer: DrawnLayer, found: Candidates, style: TextStyle, request: RenderRequest) -> Iterator[Offer]:
    """Offers of the layer's features, one for each way of placing that occurs."""
    prepared = layer.prepared
    placing = np.array(["point"] * len(found.texts))
    if prepared.feature_offsets is not None and prepared.ring_kind is not None:
        kinds = prepared.ring_kind[prepared.feature_offsets[found.positions]]
        placing = np.array(["point", "line", "area", "area"])[kinds]
    wish = layer.style.label.placement if layer.style.label else "auto"
    for way in ("area", "line", "point"):
        rows = np.flatnonzero(placing == way)
        if len(rows):
            named = [(found.texts[i], found.names[i]) for i in rows.tolist()]
            positions = found.positions[rows]
            yield _offer(layer, (way, wish), (positions, named), style, request)


def _offer(
    layer: DrawnLayer,
    way: tuple[str, str],
    features: tuple[npt.NDArray[np.int64], list[tuple[str, str]]],
    style: TextStyle,
    request: RenderRequest,
) -> Offer:
    """Offer of features that are of one kind; ``way`` is what suits the kind and what the style wishes."""
    suits, wish = way
    positions, named = features
    texts = [text for text, _ in named]
    found = label_features.shapes(layer.prepared, positions, request)
    size = (request.view.width_px, request.view.height_px)
    if suits != "point" and (wish == "line" or (suits == "line" and wish == "auto")):
        return along_lines(texts, found, size, style, request.mm_per_px)
    if suits == "area":
        return inside_areas(named, found, size, style, request.mm_per_px)
    anchors = middles(found) if suits == "line" else found.xy[found.ring_offsets[found.feature_offsets[:-1]]]
    if suits == "line" or wish == "area":
        return beside_points(texts, anchors, np.zeros(len(texts)), style, over=True)
    return beside_points(texts, anchors, label_features.marker_radius(layer, positions, request), style)


def _placed(
    offers: list[Offered], request: RenderRequest, taken: npt.NDArray[np.float64]
) -> list[tuple[int, str, Label]]:
    """Labels that found a place in the order of their placing, each with the number of its offer and its name."""
    if not offers:
        return []
    order = _order(offers)
    spans, boxes_of, boxes, at = _joined([offer for _, _, offer in offers])
    groups, apart = _groups(offers)
    size = float(request.view.width_px), float(request.view.height_px)
    # What is taken goes first, as a label that always finds its place.
    chosen = np.empty(len(order) + 1, np.int64)
    place_greedily(
        np.vstack([[[len(at), len(at) + 1]], spans[order]]),
        np.append(boxes_of, len(boxes) + len(taken)),
        np.vstack([boxes, np.clip(taken, 0.0, [*size, *size])]),
        np.append(-1, groups[order]),
        np.append(0.0, apart[order]),
        np.vstack([at, [[0.0, 0.0]]]),
        *size,
        chosen,
    )
    sizes = [len(offer.texts) for _, _, offer in offers]
    first_label = np.concatenate([[0], np.cumsum(sizes)])
    first_candidate = np.concatenate([[0], np.cumsum([len(offer.at) for _, _, offer in offers])])
    owner = np.repeat(np.arange(len(offers)), sizes)
    placed = []
    for number, candidate in zip(order.tolist(), chosen[1:].tolist(), strict=True):
        if candidate >= 0:
            layer, style, offer = offers[owner[number]]
            label = int(number - first_label[owner[number]])
            runs = offer.runs(label, int(candidate - first_candidate[owner[number]]))
            made = Label(layer.id, offer.texts[label], style, runs)
            placed.append((int(owner[number]), offer.names[label], made))
    return placed


def _order(offers: list[Offered]) -> npt.NDArray[np.int64]:
    """Numbers of all labels in the order of placing."""
    priorities = [layer.style.label.priority if layer.style.label else 0.0 for layer, _, _ in offers]
    sizes = [len(offer.texts) for _, _, offer in offers]
    layers = list(dict.fromkeys(layer.id for layer, _, _ in offers))
    priority = np.repeat(np.array(priorities), sizes)
    layer_number = np.repeat([layers.index(layer.id) for layer, _, _ in offers], sizes)
    ranks = np.concatenate([offer.ranks for _, _, offer in offers])
    return np.lexsort((ranks, layer_number, -priority)).astype(np.int64)


def _joined(offers: list[Offer]) -> tuple[npt.NDArray[np.int64], ...]:
    """Spans, box offsets, boxes and places of all offers, renumbered into one sequence."""
    spans, boxes_of = [], [np.zeros(1, np.int64)]
    candidates = boxes = 0
    for offer in offers:
        spans.append(offer.spans + candidates)
        boxes_of.append(offer.boxes_of[1:] + boxes)
        candidates += len(offer.at)
        boxes += len(offer.boxes)
    return (
        np.concatenate(spans),
        np.concatenate(boxes_of),
        np.concatenate([offer.boxes for offer in offers]),
        np.concatenate([offer.at for offer in offers]),
    )


def _groups(offers: list[Offered]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Number of each label's group (-1 for none) and the distance that its group keeps."""
    numbers: dict[tuple[str, str], int] = {}
    groups: list[int] = []
    for layer, _, offer in offers:
        for name in offer.names:
            group = numbers.setdefault((layer.id, name), len(numbers)) if offer.apart > 0.0 else -1
            groups.append(group)
    apart = np.repeat([offer.apart for _, _, offer in offers], [len(offer.texts) for _, _, offer in offers])
    return np.array(groups, np.int64), apart.astype(np.float64)
