"""The looks that are drawn; `qgis_peer.py` draws the same ones, with the same colours and millimetres."""

from onemap.model.style import LegendClass, Style, Symbol

FILL, LINE, LINE_MM, MARKER_MM = "#d9c7a8", "#5a4a3a", 0.26, 2.0
KINDS = (
    "#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#66a61e", "#e6ab02",
    "#a6761d", "#666666", "#1f78b4", "#b2df8a", "#fb9a99", "#cab2d6",
)  # fmt: skip


def _marker(color: str) -> Symbol:
    return Symbol(fill=color, marker="circle", size_mm=MARKER_MM)


LOOKS = {
    "outlined": Style(symbol=Symbol(fill=FILL, line=LINE, width_mm=LINE_MM)),
    "one symbol": Style(symbol=_marker(KINDS[0])),
    "12 classes": Style(
        kind="categories",
        column="kind",
        classes=tuple(LegendClass(_marker(color), values=(str(kind),)) for kind, color in enumerate(KINDS)),
    ),
}
