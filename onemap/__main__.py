"""``python -m onemap``: the same as the command ``onemap``."""

from __future__ import annotations

import sys

from onemap.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
