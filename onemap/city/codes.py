"""The codes of a city, one at a time: parse, explain, build. Columns of them are read by `onemap.city.codes_columns`.

Unit grids (15 digits; 14 and 16 accepted), components (17 by GB/T 47678.5-2026; 16 by the editions before), matters
(11; 10 before), monitoring (18), divisions (2, 4, 6, 9, 12) and organisations (18 with a check character). Codes are
text. BeiDou grid location codes are `onemap.city.beidou`'s.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.city import admin, codes_meaning, credit, dictionaries
from onemap.city.codes_layouts import KINDS, CodeKind, Layout, alphabet, layouts_of
from onemap.errors import CodeError
from onemap.messages import Phrase, language, sentence

if TYPE_CHECKING:
    from onemap.city.codes_meaning import Part

__all__ = ["KINDS", "Code", "CodeKind", "build", "explain", "parse", "readings", "tidy"]


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read: its layout, its parts in order, and what is doubtful about it."""

    text: str
    layout: Layout
    parts: tuple[Part, ...]
    doubts: tuple[Phrase, ...] = ()

    @property
    def kind(self) -> CodeKind:
        """What the code names."""
        return self.layout.kind

    @property
    def standard_ref(self) -> str:
        """The standard whose layout was used."""
        return self.layout.standard_ref

    def part(self, name: str) -> str:
        """The characters of a part; empty when the layout has none such."""
        start, stop = self.layout.span(name)
        return self.text[start:stop]

    @property
    def division(self) -> str:
        """The six or fewer digits of the administrative division at its beginning; empty for organisations."""
        if self.kind == "credit":
            return ""
        return self.text[:6]


def tidy(text: str) -> str:
    """A code as people paste it, made plain: full-width characters, blanks and letters' case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def parse(text: str, kind: CodeKind | None = None, standard_ref: str | None = None) -> Code:
    """The likeliest reading of a code, of a kind or of any.

    CodeError says which character is wrong, which length was expected, or that the check character does not fit.
    """
    found = readings(text, kind, standard_ref)
    if found:
        return found[0]
    raise _fault(tidy(text), kind, standard_ref)


def readings(text: str, kind: CodeKind | None = None, standard_ref: str | None = None) -> tuple[Code, ...]:
    """All readings of a code, the likeliest first; empty when it is none of the kind."""
    code = tidy(text)
    found = [_read(code, layout) for layout in layouts_of(kind, standard_ref) if _fits(code, layout)]
    return tuple(sorted(found, key=_doubtfulness))


def explain(code: Code, in_language: str | None = None) -> tuple[tuple[str, str, str], ...]:
    """What each part of a code is: (what it is called, its characters, what they say)."""
    chosen = in_language or language()
    return tuple((sentence(f"part_{p.name}", {}, chosen), p.text, p.told(chosen)) for p in code.parts)


def build(kind: CodeKind, standard_ref: str | None = None, **parts: str | int) -> str:
    """The code of its parts: ``build("unit_grid", division="990101", street=1, community=2, sequence=3)``.

    Numbers get zeros in front; the check character of an organisation is worked out. CodeError for a part that is
    missing, unknown, too long, or not digits.
    """
    names = set(parts) - {"check"}
    layouts = [one for one in layouts_of(kind, standard_ref) if {name for name, _ in one.parts} - {"check"} == names]
    if not layouts:
        raise no_such_parts(kind, standard_ref, tuple(parts))
    # Of several, that whose lengths the texts have; numbers fit the first.
    layout = next((one for one in layouts if _has_lengths(one, parts)), layouts[0])
    text = "".join(_written(name, length, parts) for name, length in layout.parts if name != "check")
    return text + credit.check_character(text) if kind == "credit" else text


def _has_lengths(layout: Layout, parts: dict[str, str | int]) -> bool:
    return all(len(value) == length for name, length in layout.parts if isinstance(value := parts.get(name), str))


def no_such_parts(kind: CodeKind, standard_ref: str | None, parts: tuple[str, ...]) -> CodeError:
    """The error that no layout of a kind has these parts, with those of its first layout."""
    wanted = tuple(name for name, _ in (layouts_of(kind, standard_ref) or layouts_of(kind))[0].parts)
    return CodeError("code_parts", kind=Phrase(f"code_{kind}"), parts=parts, wanted=wanted)


def _written(name: str, length: int, parts: dict[str, str | int]) -> str:
    text = str(parts[name]).upper().zfill(length)
    letters = credit.ALPHABET if name in {"department", "class", "registered", "organisation"} else "0123456789"
    if len(text) != length or any(character not in letters for character in text):
        raise CodeError("code_part", part=Phrase(f"part_{name}"), value=str(parts[name]), length=length)
    return text


def _fits(code: str, layout: Layout) -> bool:
    if len(code) != layout.length or any(character not in alphabet(layout.kind) for character in code):
        return False
    if layout.kind == "credit":
        return credit.check_character(code[:17]) == code[17]
    if layout.standard_ref == "statistics":
        return code[12:] in admin.register().urban_rural
    return True


def _read(code: str, layout: Layout) -> Code:
    return Code(code, layout, codes_meaning.parts_of(code, layout), codes_meaning.doubts_of(code, layout))


_RANK = {"certain": 0, "likely": 1, "inferred": 2, "uncertain": 3}


def _doubtfulness(code: Code) -> tuple[int, int, int]:
    """Readings with a check character or a known class come first, then those without doubts, then the surer ones."""
    proven = code.kind == "credit"
    doubts = sum(3 if doubt.key == "doubt_class" else 1 for doubt in code.doubts)
    return 0 if proven else 1, doubts, _RANK[code.layout.certainty]


def _fault(code: str, kind: CodeKind | None, standard_ref: str | None) -> CodeError:
    if kind is None and len(code) == credit.LENGTH and not code.isdigit() and set(code) <= set(credit.ALPHABET):
        kind = "credit"  # the only one with letters
    letters = alphabet(kind)
    layouts = layouts_of(kind, standard_ref)
    lengths = tuple(str(length) for length in sorted({layout.length for layout in layouts}))
    for place, character in enumerate(code, 1):
        if character not in letters and place <= max((layout.length for layout in layouts), default=0):
            return CodeError("code_character", code=code, place=place, character=character)
    if str(len(code)) not in lengths:
        return CodeError("code_length", code=code, length=len(code), wanted=lengths)
    wanted = credit.check_character(code[:17]) if kind == "credit" else "?"
    return CodeError("code_check", code=code, place=len(code), character=code[-1], wanted=wanted)


def class_of(code: Code) -> dictionaries.Meaning | None:
    """The class of a component or matter by the dictionary of its edition; None when it is in none."""
    return codes_meaning.class_of(code.text, code.layout)
