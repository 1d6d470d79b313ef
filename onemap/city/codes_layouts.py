"""How the codes of a city are cut into parts, by kind and edition; the first of a kind is the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.city import admin, credit, dictionaries, monitoring

if TYPE_CHECKING:
    from onemap.city.dictionaries import Certainty

CodeKind = Literal["unit_grid", "component", "matter", "monitoring", "admin", "credit"]
PartName = Literal[
    "province", "prefecture", "county", "division", "street", "community", "major", "middle", "minor", "sequence",
    "urban_rural", "rest", "department", "class", "registered", "organisation", "check",
]  # fmt: skip

DIGITS = "0123456789"
#: Province, prefecture and county of six digits.
_SIX: tuple[tuple[PartName, int], ...] = (("province", 2), ("prefecture", 2), ("county", 2))


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a code and their lengths; ``classed`` says that major and minor stand in a dictionary."""

    kind: CodeKind
    standard_ref: str
    parts: tuple[tuple[PartName, int], ...]
    certainty: Certainty = "certain"
    classed: bool = False

    @property
    def length(self) -> int:
        """Number of characters."""
        return sum(length for _, length in self.parts)

    def span(self, name: str) -> tuple[int, int]:
        """Where a part begins and ends; (0, 0) when there is none such."""
        at = 0
        for part, length in self.parts:
            if part == name:
                return at, at + length
            at += length
        return 0, 0


def _classed(
    kind: Literal["component", "matter"], ref: str, minor: int, sequence: int, certainty: Certainty = "likely"
) -> Layout:
    parts: tuple[tuple[PartName, int], ...] = (("division", 6), ("major", 2), ("minor", minor))
    if sequence:
        parts = (*parts, ("sequence", sequence))
    return Layout(kind, ref, parts, certainty, classed=True)


def _grid(ref: str, sequence: int, certainty: Certainty = "certain") -> Layout:
    parts: tuple[tuple[PartName, int], ...] = (("division", 6), ("street", 3), ("community", 3), ("sequence", sequence))
    return Layout("unit_grid", ref, parts, certainty)


def _monitoring(split: tuple[int, ...]) -> Layout:
    names: tuple[PartName, ...] = ("division", "major", "middle", "minor", "sequence")
    return Layout("monitoring", monitoring.STANDARD, tuple(zip(names, split, strict=True)), "uncertain")


_DRAFT = "GB/T 30428.2 (draft)"
_STATISTICS = (("street", 3), ("community", 3), ("urban_rural", 3))
LAYOUTS: tuple[Layout, ...] = (
    _grid("GB/T 47678.3-2026", 3),
    _grid("CJ/T 213-2005", 2, "likely"),
    _grid("16-digit local schema", 4, "uncertain"),
    _classed("component", dictionaries.COMPONENT_2026, 3, 6),
    _classed("component", dictionaries.COMPONENT_2013, 2, 6, "certain"),
    _classed("component", dictionaries.COMPONENT_2007, 2, 6, "certain"),
    Layout("component", _DRAFT, (("division", 6), ("major", 2), ("minor", 3), ("sequence", 5)), "uncertain"),
    Layout("component", "Sichuan well covers (2022)", (("division", 6), ("rest", 13)), "uncertain"),
    _classed("matter", dictionaries.MATTER_2026, 3, 0),
    _classed("matter", dictionaries.COMPONENT_2013, 2, 0, "certain"),
    *(_monitoring(split) for split in monitoring.SPLITS),
    Layout("admin", admin.STANDARD, _SIX),
    Layout("admin", admin.STANDARD, _SIX[:1]),
    Layout("admin", admin.STANDARD, _SIX[:2]),
    Layout("admin", "GB/T 47678.5-2026", (*_SIX, ("street", 3)), "likely"),
    Layout("admin", "GB/T 47678.5-2026", (*_SIX, ("street", 3), ("community", 3)), "likely"),
    Layout("admin", "statistics", (*_SIX, *_STATISTICS), "uncertain"),  # type: ignore[arg-type]
    Layout(
        "credit", credit.STANDARD,
        (("department", 1), ("class", 1), ("registered", 6), ("organisation", 9), ("check", 1)),
    ),
)  # fmt: skip
KINDS: tuple[CodeKind, ...] = ("unit_grid", "component", "matter", "monitoring", "admin", "credit")


def layouts_of(kind: CodeKind | None = None, standard_ref: str | None = None) -> tuple[Layout, ...]:
    """The layouts of a kind, or of all, in an edition or in any."""
    return tuple(
        layout for layout in LAYOUTS if kind in {None, layout.kind} and standard_ref in {None, layout.standard_ref}
    )


def alphabet(kind: CodeKind | None) -> str:
    """The characters a kind of code is written in."""
    return credit.ALPHABET if kind == "credit" else DIGITS
