"""Which CRS: asked when a file does not say it, and when somebody wants another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from onemap.errors import CrsError, OneMapError
from onemap.ui import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.window_message import Message


class CrsQuestions(QObject):
    """Tells of layers that could not be opened, and asks for the CRS where that is the reason."""

    def __init__(self, session: Session, message: Message, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._message, self._window = session, message, window
        self._told: set[tuple[str, int]] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_failures)
        session.changes.subscribe(self._changed)

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._soon.start()

    def _tell_failures(self) -> None:
        """One quiet message for all layers that failed and were not told of yet."""
        failed = [e for e in self._session.entries if e.status == "failed" and e.error is not None]
        new = [e for e in failed if (e.id, id(e.error)) not in self._told and not _is_stopped(e.error)]
        self._told = {(e.id, id(e.error)) for e in failed}
        if not new:
            return
        first = new[0]
        text = f"{first.title(language.current())}: {first.error}"
        if len(failed) > 1:
            text += "\n" + many_failed(len(failed))
        asks = isinstance(first.error, CrsError)
        self._message.tell(
            text, bad=True, button=self.tr("Choose the CRS…") if asks else "",
            do=(lambda: self.ask_layer_crs(first.id)) if asks else None,
        )  # fmt: skip

    def ask_layer_crs(self, layer_id: str) -> None:
        """Ask for the CRS of a layer and open it again."""
        entry = self._session.entry(layer_id)
        proposals: Sequence[str] = entry.error.fields.get("choices", ()) if entry.error is not None else ()
        current = entry.data.crs if entry.data is not None else entry.definition.source.crs
        chosen = self._choose(proposals, current)
        if chosen is not None:
            self._session.reload(layer_id, crs=chosen)

    def ask_map_crs(self) -> None:
        """Ask for the CRS of the map."""
        chosen = self._choose((), self._session.crs)
        if chosen is None:
            return
        try:
            self._session.set_crs(chosen)
        except OneMapError as error:
            self._message.tell(str(error), bad=True)

    def _choose(self, proposals: Sequence[str], current: str | None) -> str | None:
        from onemap.ui.crs_dialog import CrsDialog

        dialog = CrsDialog(self._window, list(proposals), current)
        return dialog.chosen if dialog.exec() else None


def many_failed(count: int) -> str:
    """That several layers failed, and where to see why."""
    text = QCoreApplication.translate("CrsQuestions", "%1 layers failed; the tree tells why.")
    return text.replace("%1", str(count))


def _is_stopped(error: OneMapError | None) -> bool:
    return error is not None and error.key == "cancelled"
