"""Pixels: compiled kernels for features, QtGui for text, sprites and page furniture; never QtWidgets."""
