"""What GDAL does not find out about a Shapefile: the encoding of its text, and whether all of it is there."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import SourceError
from onemap.io import encodings
from onemap.messages import Phrase
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from pathlib import Path

#: Language driver of the dBASE header -> code page; only those that say something.
_LANGUAGE_DRIVERS = {
    0x01: "CP437", 0x02: "CP850", 0x03: "CP1252", 0x13: "CP932", 0x4D: "GB18030", 0x4E: "CP949", 0x4F: "BIG5",
    0x57: "CP1252", 0x78: "BIG5", 0x79: "CP949", 0x7A: "GB18030", 0x7B: "CP932", 0xC8: "CP1250", 0xC9: "CP1251",
}  # fmt: skip
#: Bytes of records that are looked at.
_SAMPLE = 1 << 20


def sibling(path: Path, suffix: str) -> Path | None:
    """The file of the same name with another suffix, in whatever case it is written."""
    for candidate in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
        if candidate.is_file():
            return candidate
    return None


def encoding(path: Path) -> tuple[str, list[Notice]]:
    """The encoding of the text: what the .cpg says where the bytes agree, else what the bytes say, and what to tell."""
    samples, driver = _text(path)
    cpg = sibling(path, ".cpg")
    said = encodings.named(cpg.read_text("ascii", errors="replace")) if cpg is not None else None
    found = encodings.detect(samples, said or _LANGUAGE_DRIVERS.get(driver))
    if found is None:
        return said or "UTF-8", []
    told = [] if found == said else [Notice("notice_encoding", {"encoding": found})]
    return found, told


def _text(path: Path) -> tuple[list[bytes], int]:
    """Names and values of the text columns in the first records, and the language driver."""
    dbf = sibling(path, ".dbf")
    if dbf is None:
        return [], 0
    with dbf.open("rb") as file:
        head = file.read(32)
        if len(head) < 32:
            return [], 0
        header_size, record_size = struct.unpack_from("<HH", head, 8)
        fields = _fields(file.read(max(header_size - 32, 0)))
        records = file.read(_SAMPLE // max(record_size, 1) * record_size)
    samples = [name for name, _, _ in fields]
    for _, start, length in fields:
        if length:
            samples += {records[at : at + length].rstrip(b" \x00") for at in range(start, len(records), record_size)}
    return samples, head[29]


def _fields(descriptors: bytes) -> list[tuple[bytes, int, int]]:
    """Name, place in the record and length of each column; length 0 for columns that are not text."""
    found, place = [], 1
    for at in range(0, len(descriptors) - 31, 32):
        if descriptors[at] == 0x0D:
            break
        name = descriptors[at : at + 11].split(b"\x00")[0]
        kind, length = descriptors[at + 11 : at + 12], descriptors[at + 16]
        found.append((name, place, length if kind == b"C" else 0))
        place += length
    return found


def complete_rows(path: Path) -> int:
    """How many records have both their shape and their attributes in the files; SourceError when a file is missing."""
    shx = sibling(path, ".shx")
    if shx is None:
        raise SourceError("file_damaged", path=str(path), why=Phrase("why_sibling", suffix=".shx"))
    index = np.frombuffer(shx.read_bytes()[100:], ">u4")
    index = index[: len(index) // 2 * 2].reshape(-1, 2).astype(np.int64)
    whole = int(np.count_nonzero((index[:, 0] + index[:, 1]) * 2 + 8 <= path.stat().st_size))
    dbf = sibling(path, ".dbf")
    return whole if dbf is None else min(whole, _dbf_rows(dbf))


def declared_rows(path: Path) -> int:
    """How many records the index and the table say that there are."""
    shx, dbf = sibling(path, ".shx"), sibling(path, ".dbf")
    rows = [0]
    if shx is not None:
        with shx.open("rb") as file:
            head = file.read(28)
        rows.append(max(int(struct.unpack(">I", head[24:])[0]) * 2 - 100, 0) // 8 if len(head) == 28 else 0)
    if dbf is not None:
        with dbf.open("rb") as file:
            head = file.read(8)
        rows.append(int(struct.unpack("<I", head[4:])[0]) if len(head) == 8 else 0)
    return int(max(rows))


def _dbf_rows(dbf: Path) -> int:
    with dbf.open("rb") as file:
        head = file.read(12)
    if len(head) < 12:
        return 0
    header_size, record_size = map(int, struct.unpack_from("<HH", head, 8))
    return max(dbf.stat().st_size - header_size, 0) // max(record_size, 1)
