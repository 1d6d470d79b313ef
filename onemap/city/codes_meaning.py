"""What the parts of a code say, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.city import admin, credit, dictionaries
from onemap.messages import Phrase

if TYPE_CHECKING:
    from onemap.city.codes_layouts import Layout, PartName
    from onemap.city.dictionaries import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a code: its name, its characters, and what they say in Chinese and in English (empty: nothing)."""

    name: PartName
    text: str
    meaning: str = ""
    meaning_en: str = ""

    def told(self, in_language: str) -> str:
        """What it says in a language."""
        return self.meaning_en if in_language == "en" and self.meaning_en else self.meaning


def class_of(code: str, layout: Layout) -> dictionaries.Meaning | None:
    """The class of a component's or matter's code; None when the edition's dictionary lacks it."""
    if not layout.classed:
        return None
    start, stop = layout.span("major")[0], layout.span("minor")[1]
    kind: Kind = "component" if layout.kind == "component" else "matter"
    return dictionaries.shelf().meaning(kind, code[start:stop], layout.standard_ref)


def parts_of(code: str, layout: Layout) -> tuple[Part, ...]:
    """The parts of a code with what is known about them."""
    parts, at = [], 0
    for name, length in layout.parts:
        text = code[at : at + length]
        parts.append(Part(name, text, *_meaning(name, code, layout)))
        at += length
    return tuple(parts)


def _meaning(name: PartName, code: str, layout: Layout) -> tuple[str, str]:
    upto = code[: layout.span(name)[1]]
    match name:
        case "division" | "province":
            words = admin.province(code) or "", ""
        case "street" | "community":
            words = admin.unit_word(upto, "zh"), admin.unit_word(upto, "en")
        case "urban_rural":
            words = admin.register().urban_rural.get(code[12:15], ""), ""
        case "major" | "minor" if layout.classed:
            words = _class_word(name, code, layout), ""
        case "department":
            words = credit.register().departments.get(code[0], ""), ""
        case "class":
            words = credit.register().classes.get(upto, ""), ""
        case _:
            words = "", ""
    return words


def _class_word(name: str, code: str, layout: Layout) -> str:
    found = class_of(code, layout)
    if name == "minor":
        return "" if found is None else found.name
    kind: Kind = "component" if layout.kind == "component" else "matter"
    start, stop = layout.span("major")
    return dictionaries.shelf().major(kind, code[start:stop], layout.standard_ref) or ""


def doubts_of(code: str, layout: Layout) -> tuple[Phrase, ...]:
    """What is doubtful about a code that has the right length and characters."""
    found: list[Phrase] = []
    if layout.kind == "credit":
        return () if credit.body_fits(code) else (Phrase("doubt_organisation", wanted=_body(code)),)
    if admin.province(code) is None:
        found.append(Phrase("doubt_province", digits=code[:2]))
    if layout.classed:
        found += _class_doubts(code, layout)
    if layout.kind == "monitoring":
        found.append(Phrase("doubt_split"))
    elif layout.certainty == "uncertain":
        found.append(Phrase("doubt_layout", standard=layout.standard_ref))
    start, stop = layout.span("sequence")
    if stop and not code[start:stop].strip("0"):
        found.append(Phrase("doubt_sequence"))
    return tuple(found)


def _body(code: str) -> str:
    return credit.body_check_character(code[8:16])


def _class_doubts(code: str, layout: Layout) -> list[Phrase]:
    start, stop = layout.span("major")[0], layout.span("minor")[1]
    found = class_of(code, layout)
    if found is None:
        return [Phrase("doubt_class", digits=code[start:stop], standard=layout.standard_ref)]
    if found.certainty == "inferred":
        return [Phrase("doubt_inferred", name=found.name)]
    return []
