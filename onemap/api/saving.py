"""Making a project of what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.messages import language
from onemap.model.project import Project, ProjectLayer, ProjectView

if TYPE_CHECKING:
    from onemap.model.definition import LayerDefinition
    from onemap.model.style import Style
    from onemap.session.session import Session


def project_of(session: Session) -> Project:
    """What a project file says of the open map: what a layer file says already is not said again.

    RequestError when rows of a layer are in no file.
    """
    from onemap.io import definitions
    from onemap.session import snapshot

    unsaved = [e.title(language()) for e in session.entries if not e.definition.source.path]
    if unsaved:
        raise RequestError("layers_unsaved", layers=", ".join(unsaved))
    known = definitions.load().definitions
    view = session.views.current
    scale = view.scale_denominator(snapshot.metres_per_unit(session, view)[1])
    return Project(
        title=session.title,
        title_en=session.title_en,
        crs=session.crs,
        view=ProjectView((view.center_x, view.center_y), scale),
        as_of=session.as_of,
        layers=tuple(_project_layer(e.definition, e.visible, known.get(e.id)) for e in session.entries),
    )


def _project_layer(d: LayerDefinition, visible: bool, known: LayerDefinition | None) -> ProjectLayer:  # noqa: FBT001
    if known is None or known.source != d.source:
        on = None if d.filter_on else False
        placed = d.placed or None
        return ProjectLayer(d.id, d.source, d.title, d.group, visible, d.style, d.filter or None, on, placed)
    return ProjectLayer(
        d.id,
        title=None if d.title == known.title else d.title,
        group=None if d.group == known.group else d.group,
        visible=None if visible == known.visible else visible,
        style=_changed(d.style, known.style),
        filter=None if d.filter == known.filter else d.filter,
        filter_on=None if d.filter_on == known.filter_on else d.filter_on,
        placed=None if d.placed == known.placed else d.placed,
    )


def _changed(style: Style, known: Style) -> Style | None:
    return None if style == known else style
