"""The colours of the palette in people's words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

#: The names of resources/palettes/*.toml and what they are the colours of.
NAMES: dict[str, object] = {
    "background": QT_TRANSLATE_NOOP("ColorNames", "Window ground"),
    "panel": QT_TRANSLATE_NOOP("ColorNames", "Panel"),
    "hairline": QT_TRANSLATE_NOOP("ColorNames", "Hairline"),
    "text": QT_TRANSLATE_NOOP("ColorNames", "Text"),
    "muted": QT_TRANSLATE_NOOP("ColorNames", "Muted text"),
    "accent": QT_TRANSLATE_NOOP("ColorNames", "Accent"),
    "accent_fill": QT_TRANSLATE_NOOP("ColorNames", "Accent fill"),
    "selection": QT_TRANSLATE_NOOP("ColorNames", "Selection"),
    "selection_fill": QT_TRANSLATE_NOOP("ColorNames", "Selection fill"),
    "good": QT_TRANSLATE_NOOP("ColorNames", "Good"),
    "attention": QT_TRANSLATE_NOOP("ColorNames", "Attention"),
    "bad": QT_TRANSLATE_NOOP("ColorNames", "Bad"),
    "unit_grid": QT_TRANSLATE_NOOP("ColorNames", "Unit grid"),
    "responsibility": QT_TRANSLATE_NOOP("ColorNames", "Responsibility grid"),
    "division": QT_TRANSLATE_NOOP("ColorNames", "Division"),
    "land": QT_TRANSLATE_NOOP("ColorNames", "Ground"),
    "block": QT_TRANSLATE_NOOP("ColorNames", "Block"),
    "commerce": QT_TRANSLATE_NOOP("ColorNames", "Commercial land"),
    "public": QT_TRANSLATE_NOOP("ColorNames", "Public land"),
    "industry": QT_TRANSLATE_NOOP("ColorNames", "Industrial land"),
    "plaza": QT_TRANSLATE_NOOP("ColorNames", "Square"),
    "farm": QT_TRANSLATE_NOOP("ColorNames", "Farmland"),
    "wood": QT_TRANSLATE_NOOP("ColorNames", "Wood"),
    "water": QT_TRANSLATE_NOOP("ColorNames", "Water"),
    "water_line": QT_TRANSLATE_NOOP("ColorNames", "Shore"),
    "water_text": QT_TRANSLATE_NOOP("ColorNames", "Name of water"),
    "green": QT_TRANSLATE_NOOP("ColorNames", "Green"),
    "green_line": QT_TRANSLATE_NOOP("ColorNames", "Edge of green"),
    "green_text": QT_TRANSLATE_NOOP("ColorNames", "Name of green"),
    "building": QT_TRANSLATE_NOOP("ColorNames", "Building"),
    "building_line": QT_TRANSLATE_NOOP("ColorNames", "Outline of buildings"),
    "building_commerce": QT_TRANSLATE_NOOP("ColorNames", "Commercial building"),
    "building_public": QT_TRANSLATE_NOOP("ColorNames", "Public building"),
    "building_industry": QT_TRANSLATE_NOOP("ColorNames", "Industrial building"),
    "sport": QT_TRANSLATE_NOOP("ColorNames", "Sports ground"),
    "sport_line": QT_TRANSLATE_NOOP("ColorNames", "Line of sports grounds"),
    "road_minor": QT_TRANSLATE_NOOP("ColorNames", "Minor road"),
    "road_main": QT_TRANSLATE_NOOP("ColorNames", "Main road"),
    "road_express": QT_TRANSLATE_NOOP("ColorNames", "Expressway"),
    "road_casing": QT_TRANSLATE_NOOP("ColorNames", "Edge of main roads"),
    "road_minor_casing": QT_TRANSLATE_NOOP("ColorNames", "Edge of minor roads"),
    "kerb": QT_TRANSLATE_NOOP("ColorNames", "Kerb"),
    "path": QT_TRANSLATE_NOOP("ColorNames", "Path"),
    "bridge": QT_TRANSLATE_NOOP("ColorNames", "Bridge"),
    "bridge_line": QT_TRANSLATE_NOOP("ColorNames", "Edge of bridges"),
    "tunnel": QT_TRANSLATE_NOOP("ColorNames", "Utility tunnel"),
    "pipe": QT_TRANSLATE_NOOP("ColorNames", "Pipe"),
    "terminal": QT_TRANSLATE_NOOP("ColorNames", "Sensing terminal"),
    "parking": QT_TRANSLATE_NOOP("ColorNames", "Car park"),
    "place": QT_TRANSLATE_NOOP("ColorNames", "Place"),
    "person": QT_TRANSLATE_NOOP("ColorNames", "Person"),
    "organisation": QT_TRANSLATE_NOOP("ColorNames", "Organisation"),
    "opinion": QT_TRANSLATE_NOOP("ColorNames", "Opinion"),
    "component_01": QT_TRANSLATE_NOOP("ColorNames", "Public utilities"),
    "component_02": QT_TRANSLATE_NOOP("ColorNames", "Traffic facilities"),
    "component_03": QT_TRANSLATE_NOOP("ColorNames", "Sanitation facilities"),
    "component_04": QT_TRANSLATE_NOOP("ColorNames", "Parks and trees"),
    "component_05": QT_TRANSLATE_NOOP("ColorNames", "Other components"),
    "marker_line": QT_TRANSLATE_NOOP("ColorNames", "Outline of markers"),
}


def color_words(color: str) -> str:
    """How a colour is named: "#RRGGBB" as it is, "@name" by what it is the colour of."""
    name = color.removeprefix("@")
    return QCoreApplication.translate("ColorNames", str(NAMES[name])) if name in NAMES else name
