"""A grid card as a sheet to print or to hand on: PDF, PNG or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.io.files import replacing
from onemap.render import page_files
from onemap.render.card_paint import HEIGHT, WIDTH, paint_pages

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from onemap.city.card_values import Card
    from onemap.messages import Language
    from onemap.model.marking import Mark
    from onemap.render.page_files import Paint

    Picture = npt.NDArray[np.uint8]


def write(
    card: Card, path: Path, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> None:
    """Write a card by the path's suffix; ``picture`` (h, w, 4) is the map around the cell, ``mark`` its grade's.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    from onemap.render.card_html import html

    suffix = path.suffix.lower()
    if suffix == ".html":
        data = html(card, language, project, picture, mark).encode()
    elif suffix == ".png":
        data = png(card, language, project, picture, mark)
    else:
        data = pdf(card, language, project, picture, mark)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def pdf(
    card: Card, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> bytes:
    """The card as a PDF of A4 pages; its text can be searched and copied as it was written."""
    return page_files.pdf(_painting(card, language, project, picture, mark), (WIDTH, HEIGHT), card.code)


def png(
    card: Card, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> bytes:
    """The card as one PNG, its pages below each other."""
    return page_files.png(_painting(card, language, project, picture, mark), (WIDTH, HEIGHT))


def _painting(card: Card, language: Language, project: str, picture: Picture | None, mark: Mark | None) -> Paint:
    return lambda painter, turn, said: paint_pages(painter, card, language, project, picture, turn, said, mark)
