"""A grid card as one HTML file that needs nothing else: every number says how it was counted."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from onemap.city.card_cells import LEVEL_WORDS
from onemap.city.card_lines import groups, head_lines
from onemap.model.marking import Mark
from onemap.render.card_sections import color_of, value_text
from onemap.render.palette import rgba

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.city.card_values import Card, Number, Section
    from onemap.messages import Language

_STYLE = """
:root{color-scheme:light}*{box-sizing:border-box}
body{font:14px/1.5 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;
color:#20242a;background:#fbfaf8;margin:0;padding:32px;font-variant-numeric:tabular-nums}
main{max-width:980px;margin:auto;background:#fff;border:1px solid #e4e1db;border-radius:9px;padding:32px}
header{display:flex;gap:32px;justify-content:space-between}header img{width:390px;border-radius:6px}
h1{font-size:30px;margin:0}h2{font-size:15px;border-bottom:1px solid #e4e1db;margin:0 0 6px;padding-bottom:4px}
h3{font-size:13px;margin:16px 0 4px}p,dt,.note{color:#646c78;margin:0}dl{display:grid;grid-template-columns:90px 1fr;
margin:12px 0}dd{margin:0}.tabs{display:grid;grid-template-columns:repeat(6,1fr);gap:10px;margin:24px 0}
.tabs div,.tiles td{border:1px solid #e4e1db;border-radius:7px;padding:8px;text-align:center}.tabs b{font-size:20px}
.tab{background:#fbfaf8;border:1px solid #e4e1db;border-left:4px solid #1e6ce6;border-radius:4px;padding:4px 12px;
margin:0 0 12px;display:flex;justify-content:space-between;font-size:17px;break-after:avoid}
.tabs a{color:inherit;text-decoration:none}
.parts{columns:2;column-gap:32px}section{break-inside:avoid;margin:0 0 22px}table{width:100%;border-collapse:collapse}
td{padding:2px 0}td.n{text-align:right;padding-left:8px;white-space:nowrap}td.b{width:34%;padding-left:10px}
.bar{height:8px;border-radius:4px;background:#f5f3ee}.bar i{display:block;height:8px;border-radius:4px}
.note{font-size:12px}footer{font-size:12px;color:#646c78;margin-top:16px}
@media print{body{padding:0;background:#fff}main{border:0}}
"""


def html(
    card: Card, language: Language, project: str, picture: npt.NDArray[np.uint8] | None = None,
    mark: Mark | None = None,
) -> str:  # fmt: skip
    """The page; all text from data is escaped."""
    words = Mark() if mark is None else mark
    en = language == "en"
    lines = "".join(f"<dt>{escape(key)}</dt><dd>{escape(text)}</dd>" for key, text in head_lines(card, en=en))
    tabs = "".join(
        f'<div title="{escape(t.count.how.sentence(language))}"><a href="#{escape(t.title[en], quote=True)}">'
        f"<b>{t.count.value:,.0f}</b><br>{escape(t.title[en])}</a></div>"
        for t in card.tabs
    )
    parts = "".join(_group(*one, language) for one in groups(card, en=en))
    level = LEVEL_WORDS[card.level][en]
    left_out = ", ".join(f"{one.part[en]} ({one.role})" for one in card.missing)
    missing = f"<p>{'Left out' if en else '未列出'}: {escape(left_out)}</p>" if left_out else ""
    title = "Grid card" if en else "网格卡"
    return (
        f'<!doctype html><html lang="{"en" if en else "zh-CN"}"><meta charset="utf-8">'
        f"<title>{title} {escape(card.code)}</title><style>{_STYLE}</style><main><header><div>"
        f"<p>{title} · {level}</p><h1>{escape(card.code)}</h1><p>{escape(card.name)}</p><dl>{lines}</dl></div>"
        f'{_image(picture)}</header><div class="tabs">{tabs}</div>{parts}'
        f"<footer>{missing}{escape(project)}<p><b>{escape(words.line)}</b></p></footer></main>"
        f"{_watermark(words.watermark)}</html>"
    )


def _watermark(text: str) -> str:
    """The watermark over all of the page, on the screen and on every printed sheet."""
    if not text:
        return ""
    said = escape(text, quote=True)
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="430" height="250"><text x="10" y="235" fill="#20242a" '
        f'fill-opacity=".13" font-size="16" font-family="sans-serif" transform="rotate(-30 10 235)">{said}</text></svg>'
    )
    image = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
    return f'<div style="position:fixed;inset:0;pointer-events:none;background:url({image})"></div>'


def _image(picture: npt.NDArray[np.uint8] | None) -> str:
    from onemap.io.png import encode

    if picture is None:
        return ""
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(encode(picture)).decode()}">'


def _group(title: str, count: Number | None, sections: tuple[Section, ...], language: Language) -> str:
    """A tab: its name, its count and its sections."""
    number = "" if count is None else f'<span title="{escape(count.how.sentence(language))}">{count.value:,.0f}</span>'
    head = f'<h2 class="tab" id="{escape(title, quote=True)}"><span>{escape(title)}</span>{number}</h2>'
    return f'{head}<div class="parts">{"".join(_section(one, language) for one in sections)}</div>'


def _section(section: Section, language: Language) -> str:
    en = language == "en"
    most = max((n.of if section.kind == "gauge" else n.value) or 1.0 for n in section.numbers)
    rows = "".join(_row(number, most, language) for number in section.numbers)
    note = f'<p class="note">{escape(section.note[en])}</p>' if section.note[en] else ""
    return f"<section><h2>{escape(section.title[en])}</h2><table>{rows}</table>{note}</section>"


def _row(number: Number, most: float, language: Language) -> str:
    en = language == "en"
    red, green, blue, _ = rgba(color_of(number), "light")
    share = 100 * number.value / most if most else 0.0
    words = number.text[en] if number.text else value_text(number, en=en)
    if number.text and number.of is not None:
        words = f"{number.value:,.0f} · {words}"
    bar = f'<div class="bar"><i style="width:{share:.1f}%;background:rgb({red},{green},{blue})"></i></div>'
    return (
        f'<tr title="{escape(number.how.sentence(language))}"><td>{escape(number.title[en])}</td>'
        f'<td class="n">{escape(words)}</td><td class="b">{bar}</td></tr>'
    )
