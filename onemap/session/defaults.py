"""The look of a layer that nobody styled: quiet, distinct, fit for its geometry."""

from __future__ import annotations

from onemap.model.style import Style, Symbol

#: Qualitative colours that colour-blind readers can tell apart (Okabe and Ito 2008, without black and yellow).
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")


def default_style(kinds: tuple[str, ...], nth: int) -> Style:
    """Single symbol for the kinds of geometry present; ``nth`` walks through the colours."""
    color = COLORS[nth % len(COLORS)]
    if "polygon" in kinds:
        return Style(symbol=Symbol(fill=color + "59", line=color, width_mm=0.2))
    if "line" in kinds:
        return Style(symbol=Symbol(line=color, width_mm=0.4))
    return Style(symbol=Symbol(fill=color, line="#FFFFFF", width_mm=0.15, size_mm=2.0))
