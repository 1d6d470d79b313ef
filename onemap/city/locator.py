"""One box that finds everything: a text becomes ranked candidates, each saying how the text was understood.

A pure function of a frozen snapshot of the map: layers and commands by title, codes and their beginnings, names of
features, addresses, coordinates. Candidates inside the city come first, then the better answers.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.city import coordinates_text, locator_coded, pinyin, places
from onemap.city.locator_values import WEIGHT, Answer, Candidate, City, Group, Searched, Titled, few
from onemap.messages import Phrase
from onemap.model.extent import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onemap.city.locator_names import NameHit

#: The text may not be longer; nobody types more, and a pasted file is no question.
LONGEST = 200
__all__ = ["Answer", "Candidate", "City", "Searched", "Titled", "locate"]


def locate(text: str, city: City, limit: int = 30) -> Answer:
    """Ranked candidates for a text, at most ``limit``; an empty text has none."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    terms = tuple(plain.casefold().split())
    if not terms:
        return Answer(text, ())
    found = list(_coordinates(text[:LONGEST], city))
    placed_already = any(_inside(one, city).inside for one in found)
    found += [
        *_titled(terms, city.commands, "command", 62.0),
        *_titled(terms, city.layers, "layer", 90.0),
        *(() if placed_already else locator_coded.coded(plain, city)),
        *_named(terms, city, limit),
    ]
    if not any(c.group in {"feature", "place", "coordinate"} for c in found):
        found += _addresses(plain, city, limit)
    placed = _mixed(_unlike(_ranked(_inside(candidate, city) for candidate in found)))
    notes = _notes(terms, city)
    fault = None if found else locator_coded.wrong(plain) or coordinates_text.wrong(plain)
    return Answer(text, tuple(_ranked(placed)[:limit]), notes if fault is None else (*notes, fault))


def _ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those inside the city first, then the better, the shorter."""
    return sorted(candidates, key=lambda c: (not c.inside, -c.score, len(c.title), c.title, c.layer, c.row or 0))


def _mixed(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Every further name of a layer counts less, so that a hundred cells named alike leave room for the street."""
    before: dict[tuple[str, str], int] = {}
    for one in candidates:
        key = one.group, one.layer
        before[key] = before.get(key, -1) + 1
        yield replace(one, score=one.score - 1.5 * before[key]) if one.group in {"feature", "place"} else one


def _notes(terms: tuple[str, ...], city: City) -> tuple[Phrase, ...]:
    sounding = len(terms) > 0 and pinyin.is_sound(" ".join(terms)) and any(one.names for one in city.searched)
    return (Phrase("note_pinyin", command=pinyin.COMMAND),) if sounding and not pinyin.available() else ()


def _titled(
    terms: tuple[str, ...], choices: Iterable[Titled], group: Literal["command", "layer"], best: float
) -> Iterator[Candidate]:
    for choice in choices:
        scores = [score for title in choice.titles if (score := _score(title.casefold(), terms))]
        if scores:
            yield Candidate(group, choice.titles[0], Phrase(f"how_{group}"), best * max(scores), key=choice.key)


def _score(title: str, terms: tuple[str, ...]) -> float:
    """1 for the whole title, less for its beginning and for a part, 0 when a term is not in it."""
    if not all(term in title for term in terms):
        return 0.0
    whole = " ".join(terms)
    return 1.0 if title == whole else 0.9 if title.startswith(whole) else 0.75


def _named(terms: tuple[str, ...], city: City, limit: int) -> Iterator[Candidate]:
    sounding = pinyin.is_sound(" ".join(terms))
    for layer in city.searched:
        for index, group in ((layer.names, "feature"), (layer.classes, "class"), (layer.addresses, "place")):
            # Addresses are many and begin alike: their sound would find everything.
            if index is not None and not (sounding and group == "place"):
                yield from (_of_name(hit, layer, group) for hit in index.find(terms, limit))


def _of_name(hit: NameHit, layer: Searched, group: str) -> Candidate:
    key = {"class": "how_class", "place": "how_address"}.get(group, f"how_{hit.how}")
    how = Phrase(key, layer=layer.title, count=len(hit.rows))
    weight = WEIGHT.get(layer.role, 0.0) - (6.0 if group == "place" else 0.0)
    row = int(hit.rows[0]) if len(hit.rows) == 1 else None
    shown: Group = "place" if group == "place" else "feature"
    return Candidate(
        shown, hit.name, how, hit.score + weight, key=hit.name, layer=layer.id, row=row, extent=layer.box(hit.rows),
        count=len(hit.rows), rows=few(hit.rows),
    )  # fmt: skip


def _addresses(text: str, city: City, limit: int) -> list[Candidate]:
    """What an address may mean that no name holds as it is written: step by step less of it."""
    for variant in places.variants(text)[1:]:
        found = list(_named((variant.casefold(),), city, limit))
        if found:
            how = Phrase("how_part", part=variant)
            return [replace(one, how=how, score=one.score - 20) for one in found]
    return []


def _coordinates(text: str, city: City) -> Iterator[Candidate]:
    if city.crs is None:
        return
    readings = coordinates_text.read(text, city.middle, city.crs)
    for reading in readings:
        corners = reading.box or (reading.x, reading.y, reading.x, reading.y)
        extent = _to_map(corners, reading.crs, city.crs)
        if extent is not None and (reading.crs != city.crs or _near(extent, city.extent)):
            score = 110.0 - 10 * reading.doubt
            x, y = extent.center
            yield Candidate("coordinate", text.strip(), reading.how, score, key=f"{x:.9g},{y:.9g}", extent=extent)


def _near(extent: Extent, city: Extent | None) -> bool:
    """Whether numbers taken as the map's own lie less than a hundred cities away from it."""
    return city is None or city.scaled(100.0).intersects(extent)


def _to_map(box: tuple[float, float, float, float], source: str, target: str) -> Extent | None:
    """A box brought to the map's CRS by its corners; None where PROJ cannot bring it."""
    from onemap.errors import CrsError
    from onemap.io import crs as crs_room

    west, south, east, north = box
    corners = np.array([(west, south), (east, south), (east, north), (west, north)], dtype=np.float64)
    try:
        moved = crs_room.transform(corners, source, target).coords
    except CrsError:
        return None
    return Extent.of_bounds(np.hstack([moved, moved])) if np.isfinite(moved).all() else None


def _inside(candidate: Candidate, city: City) -> Candidate:
    """Whether a candidate lies in the city; what has no place counts as inside, except codes that nothing bears."""
    if candidate.extent is None or city.extent is None:
        return replace(candidate, inside=candidate.group in {"command", "layer"})
    return replace(candidate, inside=city.extent.intersects(candidate.extent))


def _unlike(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Candidates without those that say again what a better one said."""
    seen = set()
    for one in candidates:
        place = None
        if one.group == "coordinate" and one.extent is not None:
            size = max(abs(v) for v in one.extent.as_tuple()) or 1.0
            place = tuple(round(v / size, 9) for v in one.extent.as_tuple())
        same = (one.group, place) if place else (one.group, one.key, one.layer, one.row, one.title)
        if same not in seen:
            seen.add(same)
            yield one
