"""Labels along lines: pieces of one name are joined, cut to the picture, and labelled again at a distance."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.render import label_text
from onemap.render.label_kernels import letters_along
from onemap.render.label_places import Offer
from onemap.render.label_stamp import Run

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.render.label_features import Shapes
    from onemap.render.label_text import TextStyle

    Floats = npt.NDArray[np.float64]

#: A letter may turn so far against the one before.
_MAX_TURN = math.radians(32)
#: The same name comes again along a line after so many millimetres.
_REPEAT_MM = 80.0
#: How far a label may slide from the middle of its stretch, as a share of the stretch.
_SLIDES = np.array([0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32])
#: Most pieces of lines that are looked at in one layer.
_MOST_CHAINS = 4_000


@dataclass(frozen=True, slots=True)
class Chain:
    """A line in the picture: its name, vertices, and the length up to each vertex."""

    text: str
    xy: Floats
    along: Floats


def along_lines(texts: list[str], shapes: Shapes, size: tuple[int, int], style: TextStyle, mm_per_px: float) -> Offer:
    """Labels on lines, repeated along long ones; a line shorter than its name gets none."""
    repeat = _REPEAT_MM / mm_per_px
    labels: list[tuple[str, float]] = []
    spans: list[tuple[int, int]] = []
    places: list[tuple[str, Floats]] = []
    for chain in _chains(texts, shapes, size, style):
        widths = label_text.advances(chain.text, style.bold) * style.size
        starts = _starts(chain, float(widths.sum()) + style.spacing * style.size * (len(widths) - 1), repeat)
        letters, fits = _letters(chain, starts.ravel(), widths, style)
        for row in range(len(starts)):
            chosen = [k for k in range(row * len(_SLIDES), (row + 1) * len(_SLIDES)) if fits[k]]
            if chosen:
                labels.append((chain.text, -math.floor(math.log2(chain.along[-1]))))
                spans.append((len(places), len(places) + len(chosen)))
                places += [(chain.text, letters[k]) for k in chosen]
    return replace(_offer(labels, spans, places, style), asked=texts, apart=0.6 * repeat)


def middles(shapes: Shapes) -> Floats:
    """Place in the middle of the first run of vertices of each feature (n, 2), for labels that do not follow it."""
    out = np.empty((len(shapes.feature_offsets) - 1, 2))
    for number, ring in enumerate(shapes.feature_offsets[:-1].tolist()):
        xy = shapes.xy[shapes.ring_offsets[ring] : shapes.ring_offsets[ring + 1]]
        along = _lengths(xy)
        out[number] = [np.interp(along[-1] / 2, along, xy[:, axis]) for axis in (0, 1)]
    return out


def _chains(texts: list[str], shapes: Shapes, size: tuple[int, int], style: TextStyle) -> list[Chain]:
    """Visible parts of the lines long enough for their names, those of one name joined, the longest first."""
    import shapely

    names = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    counts = np.diff(shapes.ring_offsets)
    long_enough = counts >= 2
    rings_of_feature = np.diff(shapes.feature_offsets)
    name = np.repeat(np.array([names[text] for text in texts], np.int64), rings_of_feature)[long_enough]
    if not len(name):
        return []
    vertex_kept = np.repeat(long_enough, counts)
    line_of = np.repeat(np.arange(len(name)), counts[long_enough])
    lines = np.asarray(shapely.linestrings(shapes.xy[vertex_kept], indices=line_of))
    order = np.argsort(name, kind="stable")
    joined = shapely.line_merge(shapely.multilinestrings(lines[order], indices=name[order]))
    parts, owner = shapely.get_parts(shapely.clip_by_rect(joined, 0.0, 0.0, *map(float, size)), return_index=True)
    lengths = shapely.length(parts)
    longest = np.argsort(-lengths, kind="stable")[:_MOST_CHAINS]
    labels = list(names)
    chains = []
    for k in longest.tolist():
        text = labels[owner[k]]
        if lengths[k] >= label_text.width(text, style.bold, style.spacing) * style.size:
            xy = shapely.get_coordinates(parts[k])
            chains.append(Chain(text, xy, _lengths(xy)))
    return chains


def _lengths(xy: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])


def _starts(chain: Chain, width: float, repeat: float) -> Floats:
    """Where along the chain texts of ``width`` may start: a row for each label, its candidates in columns."""
    length = float(chain.along[-1])
    if length < width:
        return np.empty((0, len(_SLIDES)))
    count = max(1, int(length / max(repeat, 3 * width)))
    stretch = length / count
    middle = (np.arange(count) + 0.5) * stretch
    slide = np.clip(_SLIDES * stretch, -(stretch - width) / 2, (stretch - width) / 2)
    starts: Floats = np.clip(middle[:, None] + slide - width / 2, 0.0, length - width)
    return starts


def _letters(chain: Chain, starts: Floats, widths: Floats, style: TextStyle) -> tuple[Floats, npt.NDArray[np.uint8]]:
    letters = np.empty((len(starts), len(widths), 3))
    fits = np.zeros(len(starts), np.uint8)
    letters_along(
        chain.xy, chain.along, np.ascontiguousarray(starts), widths, style.spacing * style.size, style.size,
        label_text.is_square(chain.text), _MAX_TURN, letters, fits,
    )  # fmt: skip
    return letters, fits


def _offer(
    labels: list[tuple[str, float]],
    spans: list[tuple[int, int]],
    places: list[tuple[str, Floats]],
    style: TextStyle,
) -> Offer:
    boxes = [_boxes(text, letters, style) for text, letters in places]
    boxes_of = np.concatenate([[0], np.cumsum([len(each) for each in boxes])]).astype(np.int64)

    def runs(_label: int, candidate: int) -> tuple[Run, ...]:
        text, letters = places[candidate]
        return tuple(Run(c, *at) for c, at in zip(label_text.clusters(text), letters.tolist(), strict=True))

    return Offer(
        [text for text, _ in labels],
        [text for text, _ in labels],
        np.array([rank for _, rank in labels], np.float64),
        np.array(spans, np.int64).reshape(-1, 2),
        np.array([letters[len(letters) // 2, :2] for _, letters in places], np.float64).reshape(-1, 2),
        boxes_of,
        np.concatenate([np.empty((0, 4)), *boxes]),
        runs,
        [],
    )


def _boxes(text: str, letters: Floats, style: TextStyle) -> Floats:
    """Upright boxes around turned letters."""
    width = label_text.advances(text, style.bold) * style.size / 2
    height = style.size * 0.5
    cos, sin = np.cos(letters[:, 2]), np.sin(letters[:, 2])
    x = letters[:, 0] + cos * width + sin * 0.36 * style.size
    y = letters[:, 1] + sin * width - cos * 0.36 * style.size
    across = np.abs(cos) * width + np.abs(sin) * height + style.halo_width
    down = np.abs(sin) * width + np.abs(cos) * height + style.halo_width
    return np.stack([x - across, y - down, x + across, y + down], axis=1)
