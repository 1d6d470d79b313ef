"""Bytes to model and back: readers, encodings, CRS, layer files, project files, writers."""
