"""Opening and saving: dialogs, drops, recent files, the sample city; everything slow in jobs."""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from onemap.errors import OneMapError, OutputError
from onemap.io import project_versions
from onemap.messages.secrecy import redacted
from onemap.model.project import OpenedProject
from onemap.session.runner import Job
from onemap.ui.window_claims import Claims, claimed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onemap.io.project_locks import Claim
    from onemap.model.definition import LayerDefinition
    from onemap.session.content import Content
    from onemap.session.session import Session
    from onemap.ui.window_memory import Memory
    from onemap.ui.window_message import Message

    Found = OpenedProject | list[LayerDefinition] | OneMapError
    Claimed = tuple[Claim, str | None]

SUFFIX, PACK = ".onemap", ".onemappack"
#: Unknown keys of a project that are named.
_NAMED = 8
#: What the dialogs offer; the readers know what they can open by looking at the bytes.
DATA = "*.gpkg *.shp *.geojson *.json *.fgb *.parquet *.geoparquet *.csv *.tsv *.txt *.xlsx *.zip"


def look_into(paths: Iterable[Path], crs: str | None) -> list[tuple[Path, Found]]:
    """What each path holds: a project, layers, or why it cannot be opened. Runs in a worker."""
    from onemap.api.opening import layers_of, project_at

    found: list[tuple[Path, Found]] = []
    for path in paths:
        try:
            found.append((path, project_at(path) or layers_of(path, crs)))
        except OneMapError as error:
            found.append((path, error))
    return found


def with_claims(found: list[tuple[Path, Found]]) -> list[tuple[Path, Found, Claimed]]:
    """What was found, and for projects their locks. Runs in a worker."""
    return [(path, what, claimed(what.path if isinstance(what, OpenedProject) else None)) for path, what in found]


def as_it_is(session: Session) -> Session:
    """The session as it is now, for a worker that only reads."""
    still = copy.copy(session)
    still.entries = [copy.copy(entry) for entry in session.entries]
    still.views = copy.copy(session.views)
    return still


class Files(QObject):
    """Opens and saves for a window. ``opened`` tells of something new on the map, ``saved`` the project's path."""

    opened = Signal()
    saved = Signal(str)

    def __init__(self, session: Session, memory: Memory, message: Message, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._memory, self._message, self._window = session, memory, message, window
        self.claims = Claims(window)

    # --- opening ------------------------------------------------------------------------------------------------
    def open_paths(self, paths: list[Path], crs: str | None = None) -> None:
        """Open projects, folders and data files, each for itself: what fails is told, the rest goes on."""
        if not paths:
            return
        self._session.start(
            self.tr("Opening %1").replace("%1", redacted(paths[0].name or str(paths[0]))),
            lambda _job: with_claims(look_into(paths, crs)), self._show, self._tell,
        )  # fmt: skip

    def _show(self, found: list[tuple[Path, Found, Claimed]]) -> None:
        kept, errors = [], []
        for path, what, claim in found:
            if isinstance(what, OneMapError):
                errors.append(what)
                continue
            kept.append(path)
            if isinstance(what, OpenedProject):
                self.when_safe(partial(self._open_project, path, what, claim), partial(self.claims.give_up, claim[0]))
            else:
                self._session.add_all(reversed(what))
        self._memory.remember(kept)
        if kept:
            self.opened.emit()
        if errors:
            self._tell(errors[0], more=len(errors) - 1)

    def _open_project(self, path: Path, opened: OpenedProject, claimed: Claimed) -> None:
        (claim, mark), read_only = claimed, False
        if claim.other is not None:
            answer = self.claims.ask(path, claim.other)
            if answer == "cancel":
                return
            read_only = answer == "read"
            opened = opened if read_only else msgspec.structs.replace(opened, path=None)
        self.claims.adopt(claim, mark, read_only=read_only)
        self._session.open_project(opened)
        if path.suffix.lower() == PACK:
            self._message.tell(self.tr("The pack is whole and open: %1").replace("%1", path.name))
        elif opened.unknown:
            said = ", ".join(opened.unknown[:_NAMED]) + ("…" if len(opened.unknown) > _NAMED else "")
            self._message.tell(str(OneMapError("project_unknown", path=path.name, keys=said)))

    def _tell(self, error: OneMapError, more: int = 0) -> None:
        text = str(error)
        if more:
            text += "\n" + self.tr("%1 more could not be opened.").replace("%1", str(more))
        self._message.tell(text, bad=True)

    def ask_files(self) -> None:
        """Let files be chosen: projects and data."""
        kinds = ";;".join([
            self.tr("Projects and data") + f" (*{SUFFIX} *{PACK} {DATA})",
            self.tr("Projects") + f" (*{SUFFIX})", self.tr("Packs for the field") + f" (*{PACK})",
            self.tr("All files") + " (*)",
        ])  # fmt: skip
        self._choose(self.tr("Open"), kinds)

    def ask_data(self) -> None:
        """Let data files be chosen that are added to the map."""
        self._choose(self.tr("Add data"), self.tr("Data") + f" ({DATA});;" + self.tr("All files") + " (*)")

    def _choose(self, title: str, kinds: str) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, title, self._memory.folder, kinds)
        if names:
            self._memory.folder = str(Path(names[0]).parent)
            self.open_paths([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Let a folder be chosen: its project, or all its data."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder"), self._memory.folder)
        if name:
            self._memory.folder = name
            self.open_paths([Path(name)])

    def open_sample(self) -> None:
        """Open the city that the program brings along."""
        from onemap.io import files

        self.open_paths([files.sample_dir() / "sample_city.onemap"])

    def new(self) -> None:
        """Begin an empty project."""
        from onemap.model.project import Project

        def begin() -> None:
            self.claims.release()
            self._session.open_project(OpenedProject(None, Project(), ()))

        self.when_safe(begin)

    def restore(self, opened: OpenedProject) -> None:
        """Show an earlier version of the open project; it is still to be saved."""
        self.when_safe(lambda: self._session.open_project(opened, saved=False))

    def claim_again(self) -> None:
        """Take the lock of a project that came back without being opened, as after a crash."""

        def adopt(found: Claimed) -> None:
            self.claims.adopt(found[0], None, read_only=found[0].other is not None)
            self.opened.emit()

        path = self._session.path
        self._session.runner.submit(Job("", lambda _job: claimed(path), adopt, lambda _error: None))

    # --- saving -------------------------------------------------------------------------------------------------
    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the project where it came from, or ask where."""
        if self._session.path is None:
            self.save_as(then)
        else:
            self._write(Path(self._session.path), then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask where to save the project."""
        start = self._session.path or str(Path(self._memory.folder) / (self.tr("My map") + SUFFIX))
        kinds = self.tr("Projects") + f" (*{SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save project as"), start, kinds)
        if name:
            path = Path(name)
            self._write(path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX), then)

    def _write(self, path: Path, then: Callable[[], None] | None, *, over: bool = False) -> None:
        from onemap.api.saving import project_of
        from onemap.io import projects

        session, still = self._session, as_it_is(self._session)
        what, known = session.content, self.claims.mark if str(path) == session.path and not over else None

        def work(_job: Job) -> Claimed:
            claim, mark = claimed(str(path))
            if claim.other is not None:
                raise OutputError("project_held", path=path.name, who=claim.other.called)
            if known is not None and mark is not None and mark != known:
                raise OutputError("project_changed", path=path.name)
            projects.save(project_of(still, path), path)
            return claim, project_versions.mark(path)

        session.start(
            self.tr("Saving %1").replace("%1", path.name), work,
            lambda claim: self._saved(path, what, claim, then), lambda error: self._not_saved(path, error, then),
        )  # fmt: skip

    def _not_saved(self, path: Path, error: OneMapError, then: Callable[[], None] | None) -> None:
        if error.key != "project_changed":
            self._tell(error)
            return
        answer = self.claims.ask_overwrite(path)
        if answer == "read":
            self._write(path, then, over=True)
        elif answer == "copy":
            self.save_as(then)

    def _saved(self, path: Path, what: Content, claim: Claimed, then: Callable[[], None] | None) -> None:
        self.claims.adopt(*claim)
        self._session.saved(what, str(path))
        self._memory.remember([path])
        self.saved.emit(str(path))
        if then is not None:
            then()

    def when_safe(self, do: Callable[[], None], otherwise: Callable[[], None] = lambda: None) -> None:
        """Do what gives up the open project; changes that are not saved are asked about first."""
        if not (self._session.dirty and self._session.entries):
            do()
            return
        answer = self.ask_about_changes()
        if answer == QMessageBox.StandardButton.Save:
            self.save(do)
        elif answer == QMessageBox.StandardButton.Discard:
            do()
        else:
            otherwise()

    def ask_about_changes(self) -> QMessageBox.StandardButton:
        """Save, discard or cancel."""
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Changes are not saved"))
        box.setText(self.tr("The project has changes that are not saved."))
        box.setInformativeText(self.tr("Save them before going on?"))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        return buttons(box.exec())
