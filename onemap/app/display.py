"""Whether a window can be opened here: Qt ends the process where none can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

#: Platforms of Qt that need a screen of X11 or Wayland.
_NEED_SCREEN = ("", "xcb", "wayland")


def has_display() -> bool:
    """Whether there is a screen that answers, or a platform of Qt that needs none was asked for."""
    asked = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0].removesuffix("-egl")
    if sys.platform in {"win32", "darwin"} or asked not in _NEED_SCREEN:
        return True
    return _has_wayland() or _has_x11()


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", ""), name or "").exists()


def _has_x11() -> bool:
    """Whether the X server that DISPLAY names takes a connection."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
