"""Composition root: desktop, command line, settings, log."""
