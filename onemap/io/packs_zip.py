"""The file of a pack as a ZIP that may come from anywhere: nothing is unpacked before its frame was looked at."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from typing import TYPE_CHECKING

from onemap.errors import SourceError
from onemap.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Files that a pack may hold, no two of them different in case only.
NAMES = re.compile(
    r"manifest\.json|project\.onemap|(?:phases|calendar|indicators)\.toml|"
    r"data/[^/]+\.parquet|layers/[^/]+\.toml|cards/[^/]+\.(?:json|html)|symbols/[^/]+\.svg"
)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|\.\.|/\.|[. ](?:/|$)')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 180
#: Limits: files, bytes when unpacked, and how many times larger than packed, for what is larger than a megabyte.
MOST_FILES, MOST_BYTES, MOST_RATIO, _LARGE = 20_000, 16 << 30, 200, 1 << 20
_ENCRYPTED = 0x1
#: A local header has 30 bytes before its name.
_LOCAL = 30


def opened(path: Path) -> zipfile.ZipFile:
    """The ZIP, its frame looked at.

    Raises
    ------
    SourceError
        When it is none, is cut short, or holds what no pack holds (traversal, bombs, links, doubled names).
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        key = "file_denied" if isinstance(error, PermissionError) else "file_missing"
        raise SourceError(key, path=str(path)) from error
    try:
        zipped = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if head != b"PK\x03\x04":
            raise SourceError("pack_foreign", path=str(path)) from error
        why = Phrase("fault_cut") if "not a zip" in str(error) else Phrase("fault_no_zip", why=str(error))
        raise SourceError("pack_damaged", path=str(path), faults=(why,)) from error
    wrong = tuple(_unsafe(zipped))
    if wrong:
        zipped.close()
        raise SourceError("pack_unsafe", path=str(path), faults=wrong)
    return zipped


def _unsafe(zipped: zipfile.ZipFile) -> Iterator[Phrase]:
    members = zipped.infolist()
    if len(members) > MOST_FILES:
        yield Phrase("fault_many", found=len(members), most=MOST_FILES)
        return
    seen: set[str] = set()
    for one in members:
        if not allowed(one.filename):
            yield Phrase("fault_name", name=one.filename)
        elif one.filename.casefold() in seen:
            yield Phrase("fault_twice", name=one.filename)
        seen.add(one.filename.casefold())
        yield from _unsafe_member(one)
    total = sum(one.file_size for one in members)
    if total > MOST_BYTES:
        yield Phrase("fault_large", found=total, most=MOST_BYTES)
    yield from _overlapping(members)


def allowed(name: str) -> bool:
    """Whether a pack may hold a file of this name: relative, plain, in one of its own folders."""
    return (
        NAMES.fullmatch(name) is not None
        and len(name) <= _LONGEST_NAME
        and _FORBIDDEN.search(name) is None
        and unicodedata.normalize("NFC", name) == name
        and not any(_RESERVED.fullmatch(part) for part in name.split("/"))
    )


def _unsafe_member(one: zipfile.ZipInfo) -> Iterator[Phrase]:
    mode = one.external_attr >> 16
    plain = one.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} and not one.flag_bits & _ENCRYPTED
    if not plain or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)):
        yield Phrase("fault_kind", name=one.filename)
    if one.file_size > _LARGE and one.file_size > MOST_RATIO * max(one.compress_size, 1):
        yield Phrase("fault_ratio", name=one.filename)


def _overlapping(members: list[zipfile.ZipInfo]) -> Iterator[Phrase]:
    end = 0
    for one in sorted(members, key=lambda member: member.header_offset):
        if one.header_offset < end:
            yield Phrase("fault_overlap", name=one.filename)
        end = one.header_offset + _LOCAL + len(one.filename) + one.compress_size
