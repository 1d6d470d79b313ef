"""Showing a project, or a content that was kept, instead of all that is open."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from onemap.errors import OneMapError
from onemap.model.selection import said_selection
from onemap.session import content
from onemap.session.entry import LayerEntry
from onemap.session.restoring import revived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onemap.model.project import OpenedProject
    from onemap.session.content import Content
    from onemap.session.session import Session


def show_project(session: Session, opened: OpenedProject, *, saved: bool) -> None:
    """Show a project; ``saved=False`` where its file says another."""
    project = opened.project
    failed = {layer_id: OneMapError(key, path=why) for layer_id, key, why in opened.failed}
    with _anew(session, opened.path):
        session.crs, session.as_of, session.home = project.crs, project.as_of, opened.home
        session.title, session.title_en, session.moment = project.title, project.title_en, project.moment
        session.notes, session.scenes, session.unknown = project.notes, project.scenes, project.unknown
        session.selections = tuple(said_selection(one.name, one.rows) for one in project.selections)
        prints = {one.id: one.fingerprint for one in project.layers}
        session.entries += [LayerEntry(one, visible=one.visible) for one in opened.definitions]
        for entry in session.entries:
            entry.error, entry.fingerprint = failed.get(entry.id), prints.get(entry.id)
            entry.status = "failed" if entry.error is not None else "waiting"
        if project.view is not None and project.crs is not None:
            session.views.wish(project.view.center, project.view.scale)
        if saved:
            session.editing.all_saved()
        else:
            session.editing.never_saved()


def show_content(session: Session, wanted: Content, path: str | None) -> None:
    """Show a content that was kept, as by a journal; it is still to be saved."""
    with _anew(session, path):
        for name in content.OF_MAP:
            setattr(session, name, getattr(wanted, name))
        session.entries += [revived(state) for state in wanted.layers]
        session.editing.never_saved()


@contextlib.contextmanager
def _anew(session: Session, path: str | None) -> Iterator[None]:
    """Put something else in the place of all that is open, without a way back."""
    with session.changes.gathered():
        session.take_off(list(session.entries))
        session.path, session.home = path, None
        session.views.clear()
        session.history.clear()
        session.editing.forget_decided()
        yield
        if session.recorder is not None:
            session.recorder.begin()
        session.changes.tell("project", "layers", "crs", "view", "notes", "selections", "scenes", "moment", "time")
    session.opening.seen(list(session.entries))
