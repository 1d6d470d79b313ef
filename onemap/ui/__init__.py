"""Widgets, thin: they ask the session and redraw from it."""
