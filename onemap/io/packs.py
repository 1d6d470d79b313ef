"""Packs for the field (.onemappack): one ZIP with a list of hashes, written whole, checked before it is used."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import OutputError, SourceError
from onemap.io import definitions, files, packs_zip, reach
from onemap.messages import Phrase
from onemap.model.pack import FORMAT, VERSION, Manifest, PackMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onemap.model.project import OpenedProject

SUFFIX = ".onemappack"
MANIFEST = "manifest.json"
#: Digits of the hash over all that stands before them, at the very end of the file.
_SEAL = 64
_BLOCK = 1 << 20
_LARGEST_MANIFEST = 64 << 20
#: All files of a pack have this date, so that the same content is the same file.
_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What a check found: the manifest where it could be read, the file's SHA-256, and all that is wrong."""

    manifest: Manifest | None
    sha256: str
    faults: tuple[Phrase, ...]


def is_pack(path: Path) -> bool:
    """Whether the name is that of a pack."""
    return path.suffix.lower() == SUFFIX


# --- writing ----------------------------------------------------------------------------------------------------------
def write(path: Path, folder: Path, names: Iterable[tuple[str, int | None]], manifest: Manifest) -> Manifest:
    """Write the files ``names`` (name and rows) of a folder with a list of their hashes; gives the full manifest.

    The pack is written beside ``path``, checked, and moved into place; nothing is left of one that fails.
    """
    members = tuple(_member(folder, name, rows) for name, rows in names)
    listed = sealed(msgspec.structs.replace(manifest, members=members))

    def verify(temporary: Path) -> None:
        if check(temporary).faults:
            raise OutputError("output_failed", path=str(path), why="read back unequal")

    with files.replacing(path, verify) as temporary:
        with zipfile.ZipFile(temporary, "w") as zipped:
            zipped.comment = b"0" * _SEAL
            zipped.writestr(_info(MANIFEST), msgspec.json.format(msgspec.json.encode(listed), indent=1))
            for one in members:
                with (folder / one.name).open("rb") as source, zipped.open(_info(one.name), "w") as target:
                    shutil.copyfileobj(source, target, _BLOCK)
        _seal(temporary)
    return listed


def sealed(manifest: Manifest) -> Manifest:
    """The manifest with the hash of all it says."""
    bare = msgspec.structs.replace(manifest, seal="")
    return msgspec.structs.replace(bare, seal=hashlib.sha256(msgspec.json.encode(bare)).hexdigest())


def _member(folder: Path, name: str, rows: int | None) -> PackMember:
    if not packs_zip.allowed(name):
        raise OutputError("output_failed", path=name, why="name")
    with (folder / name).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return PackMember(name, digest, (folder / name).stat().st_size, rows)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    # Parquet is compressed by itself.
    info.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
    info.external_attr = 0o100644 << 16
    return info


def _seal(path: Path) -> None:
    """Put the hash of everything before it into the comment, the last bytes of a ZIP."""
    digest = _hash_before_seal(path)
    with path.open("rb+") as file:
        file.seek(-_SEAL, os.SEEK_END)
        file.write(digest.encode())


def _hash_before_seal(path: Path) -> str:
    digest, left = hashlib.sha256(), path.stat().st_size - _SEAL
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            digest.update(block)
            left -= len(block)
    return digest.hexdigest()


# --- checking ---------------------------------------------------------------------------------------------------------
def check(path: Path) -> PackCheck:
    """Look at every byte of a pack: its frame, its list, each file's size, hash and rows, and what is not in the list.

    Raises
    ------
    SourceError
        When the file cannot be read, is no pack, or comes from a newer program.
    """
    if not path.is_file():
        raise SourceError("file_missing", path=str(path))
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError as error:
        raise SourceError("file_denied", path=str(path)) from error
    try:
        zipped = packs_zip.opened(path)
    except SourceError as error:
        if "faults" not in error.fields:
            raise
        return PackCheck(None, digest, tuple(error.fields["faults"]))
    with zipped:
        manifest, wrong = _manifest(zipped, path)
        faults = [*wrong]
        if manifest is not None:
            faults += _members(zipped, manifest)
        if not faults and zipped.comment.decode("ascii", "replace") != _hash_before_seal(path):
            faults.append(Phrase("fault_frame"))
    return PackCheck(manifest, digest, tuple(faults))


def _manifest(zipped: zipfile.ZipFile, path: Path) -> tuple[Manifest | None, list[Phrase]]:
    try:
        info = zipped.getinfo(MANIFEST)
        raw = zipped.read(info) if info.file_size <= _LARGEST_MANIFEST else b""
        said = msgspec.json.decode(raw)
        found = said.get("version") if isinstance(said, dict) else None
        if isinstance(said, dict) and said.get("format") == FORMAT and isinstance(found, int) and found > VERSION:
            raise SourceError("pack_newer", path=str(path), found=found, known=VERSION)
        manifest = msgspec.convert(said, Manifest)
    except KeyError:
        return None, [Phrase("fault_no_manifest")]
    except (msgspec.MsgspecError, zipfile.BadZipFile, zlib.error, EOFError, OSError, UnicodeDecodeError) as error:
        return None, [Phrase("fault_manifest", why=str(error))]
    if manifest.format != FORMAT:
        return None, [Phrase("fault_manifest", why=f"format {manifest.format}")]
    wrong = [] if sealed(manifest).seal == manifest.seal else [Phrase("fault_seal")]
    return manifest, wrong


def _members(zipped: zipfile.ZipFile, manifest: Manifest) -> Iterator[Phrase]:
    there = {one.filename: one for one in zipped.infolist()}
    for wanted in manifest.members:
        info = there.pop(wanted.name, None)
        yield from [Phrase("fault_missing", name=wanted.name)] if info is None else _member_faults(zipped, info, wanted)
    there.pop(MANIFEST, None)
    for name in there:
        yield Phrase("fault_extra", name=name)


def _member_faults(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, wanted: PackMember) -> Iterator[Phrase]:
    if info.file_size != wanted.size:
        yield Phrase("fault_size", name=wanted.name, wanted=wanted.size, found=info.file_size)
        return
    digest = hashlib.sha256()
    try:
        with zipped.open(info) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        if digest.hexdigest() != wanted.sha256:
            yield Phrase("fault_hash", name=wanted.name)
            return
        rows = _rows(zipped, info) if wanted.rows is not None else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        yield Phrase("fault_unreadable", name=wanted.name, why=str(error))
        return
    if rows != wanted.rows:
        yield Phrase("fault_rows", name=wanted.name, wanted=wanted.rows, found=rows)


def _rows(zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    import pyarrow.parquet as pq

    with zipped.open(info) as file:
        return int(pq.read_metadata(file).num_rows)


# --- opening ----------------------------------------------------------------------------------------------------------
def load(path: Path) -> tuple[OpenedProject, Manifest]:
    """Check a pack, unpack it into a folder of the program's state that its hash names, and open its project.

    The project belongs to no file: what is changed is saved elsewhere. Raises SourceError with all that is wrong.
    """
    from onemap.io import projects

    path = path.expanduser().absolute()
    found = check(path)
    if found.faults or found.manifest is None:
        unsafe = any(one.key in _UNSAFE for one in found.faults)
        key = "pack_unsafe" if unsafe else "pack_damaged"
        raise SourceError(key, path=str(path), faults=found.faults)
    folder = _unpacked(path, found.sha256, found.manifest)
    opened = projects.load(folder / "project.onemap")
    outside = tuple(
        Phrase("fault_outside", layer=one.id)
        for one in opened.definitions
        if any(reach.is_held(path) for path in definitions.named(one.source.path, one.style))
        or not Path(one.source.path).resolve().is_relative_to(folder.resolve())
    )
    if outside:
        raise SourceError("pack_unsafe", path=str(path), faults=outside)
    return msgspec.structs.replace(opened, path=None, home=opened.path), found.manifest


_UNSAFE = frozenset(
    {"fault_name", "fault_twice", "fault_kind", "fault_ratio", "fault_overlap", "fault_many", "fault_large"}
)


def _unpacked(path: Path, digest: str, manifest: Manifest) -> Path:
    """The folder with the files of a checked pack; one that is there already is used when its files are whole."""
    place = files.state_dir() / "packs"
    target = place / digest[:40]
    try:
        if target.is_dir():
            if all(_is_whole(target, one) for one in manifest.members):
                return target
            shutil.rmtree(target)
        place.mkdir(exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".", dir=place))
        try:
            _extract(path, fresh, manifest)
            fresh.replace(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise files.told(error, target) from error
    return target


def _is_whole(folder: Path, one: PackMember) -> bool:
    try:
        with (folder / one.name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == one.sha256
    except OSError:
        return False


def _extract(path: Path, folder: Path, manifest: Manifest) -> None:
    with packs_zip.opened(path) as zipped:
        for one in manifest.members:
            target = folder / one.name
            target.parent.mkdir(exist_ok=True)
            with zipped.open(one.name) as source, target.open("xb") as file:
                shutil.copyfileobj(source, file, _BLOCK)
            if not _is_whole(folder, one):
                raise SourceError("pack_damaged", path=str(path), faults=(Phrase("fault_hash", name=one.name),))
