"""What a pack for the field (.onemappack) says of itself: `Manifest`, format version 1."""

from __future__ import annotations

import msgspec

FORMAT = "onemap-pack"
VERSION = 1


class PackMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of the pack: its name in it, SHA-256, bytes, and rows where it is a table."""

    name: str
    sha256: str
    size: int
    rows: int | None = None


class PackLayer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A layer that is in the pack.

    ``rows`` are packed of ``of`` that the city has. ``linked`` of them lie outside of the area and belong to something
    in it, ``unplaced`` have no place and name a grid of the area. ``masked`` are columns above the receiver's grade.
    """

    id: str
    title: str
    grade: int
    rows: int
    of: int
    linked: int = 0
    unplaced: int = 0
    masked: tuple[str, ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """A layer that is not in the pack, and why: its grade is above the receiver's, or it could not be read."""

    id: str
    title: str
    grade: int
    why: str


class PackSource(msgspec.Struct, frozen=True):
    """The file that a layer came from, told without its folder: name, bytes, SHA-256."""

    layer: str
    name: str
    size: int
    sha256: str


class PackArea(msgspec.Struct, frozen=True):
    """The cell that was packed."""

    level: str
    code: str
    name: str


class Manifest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is in a pack. ``seal`` is the SHA-256 of all the rest, so that a changed manifest is seen, too."""

    format: str
    version: int
    program: str
    created: str
    serial: str
    area: PackArea
    receiver_grade: int
    crs: str
    title: str
    rule: str
    as_of: str
    grids: tuple[str, ...] = ()
    layers: tuple[PackLayer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    sources: tuple[PackSource, ...] = ()
    members: tuple[PackMember, ...] = ()
    seal: str = ""
