"""Jobs under way: a strip in the status line with progress and a way to stop, and a list of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QWidget

from onemap.ui import icons, language, text_size

if TYPE_CHECKING:
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.session.session import Session

#: How often progress is looked at, ms; jobs that end sooner are never shown.
LOOK = 120


def progress_text(job: Job) -> str:
    """The job's name and how far it is."""
    if job.rows_total:
        return f"{job.title}  {100 * min(job.rows_done / job.rows_total, 1):.0f}%"
    return f"{job.title}  {language.number(job.rows_done)}" if job.rows_done else job.title


class JobsStrip(QWidget):
    """The names and progress of what is under way; hidden while nothing is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text, self.bar, self.stop = QToolButton(self), QProgressBar(self), QToolButton(self)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        self.stop.clicked.connect(lambda _on: session.cancel())
        self.text.clicked.connect(self._list)
        session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        self.text.setProperty("role", "status")
        self.bar.setFixedWidth(text_size.px(96))
        self.bar.setTextVisible(False)
        icons.bind(self.stop, "close")
        self.stop.setFixedSize(text_size.square(22))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.text, self.bar, self.stop):
            row.addWidget(widget)

    def retranslate(self) -> None:
        """Say what the parts are."""
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop.setToolTip(self.tr("Stop all jobs (Esc)"))
        self.stop.setAccessibleName(self.tr("Stop all jobs"))
        self.text.setToolTip(self.tr("Jobs under way; click for a list"))

    def _changed(self, change: Change) -> None:
        if change.touches("jobs"):
            if self._session.jobs and not self._timer.isActive():
                self._timer.start()
            elif not self._session.jobs:
                self._timer.stop()
                self.hide()

    def _look(self) -> None:
        jobs = list(self._session.jobs.values())
        if not jobs:
            return
        others = len(jobs) - 1 + self._session.opening.queued
        more = self.tr("  and %1 more").replace("%1", language.number(others)) if others else ""
        self.text.setText(progress_text(jobs[0]) + more)
        known = [job for job in jobs if job.rows_total]
        self.bar.setRange(0, 100 if known else 0)
        if known:
            total = sum(job.rows_total or 0 for job in known)
            self.bar.setValue(int(100 * min(sum(job.rows_done for job in known) / total, 1)))
        self.show()

    def _list(self) -> None:
        """A menu of all jobs; choosing one stops it."""
        menu = QMenu(self)
        for job in list(self._session.jobs.values())[:30]:
            text = self.tr("Stop: %1").replace("%1", progress_text(job)).replace("&", "&&")
            menu.addAction(text, job.cancel)
        top = self.text.mapToGlobal(self.text.rect().topLeft())
        menu.popup(top - QPoint(0, menu.sizeHint().height()))
