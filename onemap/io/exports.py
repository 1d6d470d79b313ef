"""The export record: who handed out what, when; one line of JSON for each step, only ever added to.

Every file with data of the city that leaves the program is written inside of `exporting`, which notes it before a byte
is written and again, with size and hash, when it is there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import hashlib
import logging
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from onemap.errors import OneMapError, OutputError
from onemap.io import files
from onemap.io.exports_words import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onemap.model.definition import LayerDefinition

#: What may leave the program; "shown" and "read" note that personal data were shown on the screen or read unmasked.
Kind = Literal["picture", "card", "table", "pack", "ledger", "indicators", "shown", "read"]
#: How far it came: noted before writing, written, or given up.
State = Literal["begun", "done", "failed"]
#: What became of a file since: as it was written, changed, gone; "none" where there is nothing to compare.
Found = Literal["same", "changed", "gone", "none"]
#: From this grade on nothing is handed out that cannot be noted.
STRICT_FROM = 3
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_log = logging.getLogger(__name__)


class ExportedLayer(msgspec.Struct, frozen=True):
    """A layer that a file holds, with its effective grade."""

    id: str
    title: str = ""
    grade: int = 1

    @classmethod
    def of(cls, definition: LayerDefinition) -> ExportedLayer:
        """The layer of a definition."""
        return cls(definition.id, definition.title or definition.title_en, definition.effective_grade)


class ExportRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One export. ``time`` is local with its offset from UTC; ``extent`` is (xmin, ymin, xmax, ymax) in ``crs``.

    ``grade`` is the highest of the layers'; ``sha256`` and ``size`` (bytes) are those of the written file; ``marked``
    tells that a watermark with ``serial`` is on it, ``unmasked`` that it holds personal data as they are.
    """

    serial: str
    time: str
    user: str
    kind: Kind
    file: str = ""
    layers: tuple[ExportedLayer, ...] = ()
    grade: int = 1
    extent: tuple[float, float, float, float] | None = None
    crs: str | None = None
    state: State = "begun"
    sha256: str = ""
    size: int = 0
    marked: bool = False
    unmasked: bool = False
    note: str = ""


class Records(msgspec.Struct, frozen=True):
    """What the record holds, the oldest export first, and how many lines of it cannot be read."""

    records: tuple[ExportRecord, ...]
    damaged: int = 0


def new_record(
    kind: Kind,
    path: str | os.PathLike[str] = "",
    layers: Iterable[LayerDefinition | ExportedLayer] = (),
    *,
    serial: str | None = None,
    when: dt.datetime | None = None,
) -> ExportRecord:
    """A record with its serial, time and user; the caller adds extent and CRS with `msgspec.structs.replace`."""
    when = when or dt.datetime.now().astimezone()
    known = tuple(one if isinstance(one, ExportedLayer) else ExportedLayer.of(one) for one in layers)
    return ExportRecord(
        serial or new_serial(when), when.isoformat(timespec="seconds"), user_name(), kind,
        os.path.abspath(path) if os.fspath(path) else "",  # noqa: PTH100 - links stay as they were named
        known, max((one.grade for one in known), default=1),
    )  # fmt: skip


def new_serial(when: dt.datetime) -> str:
    """A serial that is short enough to be read from paper: day, time, and four letters that are drawn by lot."""
    return f"{when:%Y%m%d-%H%M%S}-{''.join(secrets.choice(_LETTERS) for _ in range(4))}"


def user_name() -> str:
    """Who is at work, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "?"


@contextlib.contextmanager
def exporting(record: ExportRecord) -> Iterator[ExportRecord]:
    """Write the record's file inside of this; it is noted before, and after with its size and hash.

    When the block raises, that is noted too. From grade `STRICT_FROM` on, what cannot be noted is not written: the
    error comes before the block runs, or the file that was there before is put back.

    Raises
    ------
    OutputError
        When the record cannot be written and the grade asks for it.
    """
    _note(record)
    written = Path(record.file)
    with _way_back(record) as put_back:
        try:
            yield record
        except BaseException:
            with contextlib.suppress(OneMapError):
                _note(msgspec.structs.replace(record, state="failed"))
            raise
        try:
            _note(msgspec.structs.replace(record, state="done", sha256=hash_of(written), size=_size(written)))
        except OutputError:
            with contextlib.suppress(OSError):
                put_back()
            raise


@contextlib.contextmanager
def _way_back(record: ExportRecord) -> Iterator[Callable[[], None]]:
    """A way back to what is in the file's place, where a file that cannot be noted is to be taken back."""
    if record.grade < STRICT_FROM and not record.unmasked:
        yield lambda: None
        return
    target = Path(record.file)
    try:
        aside = contextlib.ExitStack()
        put_back = aside.enter_context(files.way_back(target))
    except OSError as error:
        raise files.told(error, target) from error
    with aside:
        yield put_back


def note(record: ExportRecord) -> None:
    """Note at once what is done without a file, such as that personal data were shown."""
    _note(msgspec.structs.replace(record, state="done"))


def path() -> Path:
    """Where the record stands."""
    return files.state_dir() / "exports.jsonl"


def read() -> Records:
    """All exports, each as its last line tells it; lines that cannot be read are counted and stop nothing."""
    try:
        lines = path().read_bytes().splitlines()
    except FileNotFoundError:
        return Records(())
    except OSError as error:
        raise files.told(error, path()) from error
    found: dict[str, ExportRecord] = {}
    damaged = 0
    decoder = msgspec.json.Decoder(ExportRecord)
    for line in filter(bytes.strip, lines):
        try:
            one = decoder.decode(line)
        except msgspec.DecodeError:
            damaged += 1
        else:
            found[one.serial] = one
    return Records(tuple(found.values()), damaged)


def found(record: ExportRecord) -> Found:
    """What became of the file of an export, told by its hash; reads the whole file."""
    if not record.sha256:
        return "none"
    written = Path(record.file)
    if not written.is_file():
        return "gone"
    if _size(written) != record.size:
        return "changed"
    return "same" if hash_of(written) == record.sha256 else "changed"


def matching(records: Iterable[ExportRecord], text: str) -> tuple[ExportRecord, ...]:
    """The exports in which every word of a text occurs: serial, user, file, layer, note, hash; case is ignored."""
    words = text.casefold().split()
    return tuple(one for one in records if all(word in _said(one) for word in words))


def _said(record: ExportRecord) -> str:
    layers = " ".join(f"{layer.id} {layer.title} L{layer.grade}" for layer in record.layers)
    kind = " ".join(KIND_WORDS[record.kind])
    told = (record.serial, record.time, record.user, kind, record.file, layers, record.note, record.sha256)
    return " ".join(told).casefold()


def _note(record: ExportRecord) -> None:
    """Add a line and bring it to the disk."""
    try:
        _append(msgspec.json.encode(record))
    except (OSError, OutputError) as error:
        if record.grade >= STRICT_FROM or record.unmasked:
            why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            raise OutputError("export_unrecorded", grade=record.grade, why=why) from error
        _log.warning("the export %s is not in the record: %s", record.serial, error)


def _append(line: bytes) -> None:
    with path().open("ab+") as file:
        # A line that was torn by a crash ends where the next begins.
        if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
            line = b"\n" + line
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _ends_with_newline(handle: int, length: int) -> bool:
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(length - 1)
        return file.read(1) == b"\n"


def hash_of(written: Path) -> str:
    """The SHA-256 of a file, empty when it cannot be read."""
    try:
        with written.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _size(written: Path) -> int:
    try:
        return written.stat().st_size
    except OSError:
        return 0
