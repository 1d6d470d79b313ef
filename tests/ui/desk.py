"""What the tests of the window share: a memory without a file, a renderer that paints one colour, small sessions."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import numpy as np

from onemap.errors import CancelledError
from onemap.model.request import LayerReport, Rendered
from onemap.session.session import Session
from tests.session.cities import cells, definition, lamps


@dataclass
class Memory:
    """The window's memory, kept in memory."""

    language: str | None = "en"
    theme: str = "light"
    folder: str = ""
    in_field: bool = False
    radius_m: float = 0.0
    recent: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)

    def remember(self, paths):
        self.recent = [*map(str, paths), *self.recent]

    def forget_recent(self):
        self.recent = []

    def keep_key(self, name, keys):
        self.keys = {key: value for key, value in {**self.keys, name: keys}.items() if value is not None}

    def place(self, name):
        return self.places.get(name)

    def keep_place(self, name, value):
        self.places[name] = value


class PlainRenderer:
    """Paints every picture in one colour, after ``pause`` seconds in which it can be cancelled."""

    def __init__(self, color=(200, 30, 90), pause=0.0):
        self.color, self.pause = color, pause
        self.requests, self.threads, self.cancelled = [], set(), 0

    def __call__(self, request, *, cancelled=None):
        self.requests.append(request)
        self.threads.add(threading.current_thread())
        end = time.monotonic() + self.pause
        while time.monotonic() < end:
            if cancelled is not None and cancelled():
                self.cancelled += 1
                raise CancelledError
            time.sleep(0.001)
        ratio, view = request.pixel_ratio, request.view
        rgba = np.full((round(view.height_px * ratio), round(view.width_px * ratio), 4), 255, np.uint8)
        rgba[..., :3] = self.color
        reports = tuple(
            LayerReport(layer.id, drawn=layer.prepared.size, thinned=3, unplaced_labels=2) for layer in request.layers
        )
        return Rendered(rgba, view, request.generation, reports, 7.0)


def city(runner=None):
    """A session with unit grids below lamp posts."""
    session = Session() if runner is None else Session(runner=runner)
    session.add(definition("grid", "unit_grid", title="单元网格", title_en="Unit grids"), cells())
    session.add(definition("lamp", "component", title="路灯", title_en="Lamps"), lamps())
    return session
