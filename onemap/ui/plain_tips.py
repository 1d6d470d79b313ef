"""Tips that hold data: Qt takes what looks like HTML for HTML, and would then show pictures that a value names."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def plain_tip(text: object) -> str:
    """The text (of None an empty one) as a tip that says exactly this."""
    text = "" if text is None else str(text)
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if Qt.mightBeRichText(text) else text
