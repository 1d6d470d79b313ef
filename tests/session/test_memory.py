"""What is held in memory stays within a bound."""

from __future__ import annotations

from onemap.session import memory
from onemap.session.session import Session
from tests.session.cities import cells, definition, lamps


def test_hidden_layers_are_given_back_largest_first_and_visible_ones_never():
    session = Session()
    small = session.add(definition("small"), lamps(10))
    large = session.add(definition("large"), lamps(5000))
    seen = session.add(definition("seen"), lamps(5000))
    grid = session.add(definition("cells", "unit_grid"), cells())
    session.set_visible(["small", "large", "cells"], visible=False)
    total = sum(map(memory.held, session.entries))
    assert memory.surplus(session.entries, total) == []
    assert memory.surplus(session.entries, total - 1) == [large]
    assert memory.surplus(session.entries, 0) == [large, small]
    assert memory.held(seen) > 0 < memory.held(grid)


def test_a_layer_given_back_is_read_again_when_shown(monkeypatch, tmp_path):
    session = Session()
    entry = session.add(definition("lamps"), lamps())
    monkeypatch.setattr(memory, "BUDGET", 0)
    monkeypatch.setattr(memory.surplus, "__defaults__", (0,))
    session.set_visible(["lamps"], visible=False)
    assert entry.status == "waiting"
    assert memory.held(entry) == 0
