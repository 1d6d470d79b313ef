"""What the grade of its contents puts on a sheet that is handed out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of the grade, and the text of the watermark; empty texts put nothing there."""

    line: str = ""
    watermark: str = ""
