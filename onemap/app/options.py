"""What the subcommands' options share: their words in two languages, and how numbers on the command line are read."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.messages import language

if TYPE_CHECKING:
    from collections.abc import Callable


def t(zh: str, en: str) -> str:
    """The text in the language in use."""
    return zh if language() == "zh" else en


def map_help() -> str:
    """What MAP may be."""
    return t("工程（.onemap）、文件夹或数据文件", "a project (.onemap), a folder, or data files")


def time_help() -> str:
    """What SPAN may be."""
    return t(
        "时间范围：2026-06、2026-06-01/2026-06-30，开口一端写 ..",
        "a span of time: 2026-06, 2026-06-01/2026-06-30, .. for an open end",
    )


def scene_help() -> str:
    """What NAME of a scene may be."""
    return t("先显示项目中的一个场景（标题或标识）", "show a scene of the project first, by its title or id")


def filter_help() -> str:
    """What a filter on the command line may be."""
    return t(
        "筛选一个图层（可重复）：图层标识=CQL2 条件",
        "leave in of a layer only what a CQL2 condition is true of, as ID=TEXT; may be given again",
    )


def numbers(name: str, many: int, form: str) -> Callable[[str], tuple[float, ...]]:
    """Reader of ``many`` numbers with commas between them."""

    def parse(text: str) -> tuple[float, ...]:
        parts = text.replace("，", ",").split(",")
        try:
            values = tuple(float(part) for part in parts)
        except ValueError:
            values = ()
        if len(values) != many:
            raise argparse.ArgumentTypeError(str(RequestError("argument_bad", name=name, value=text, form=form)))
        return values

    return parse


def size(text: str) -> tuple[int, int]:
    """Width and height of a picture in pixels, as in "1600x1000"."""
    width, mark, height = text.lower().replace("×", "x").partition("x")
    if not (mark and width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(str(RequestError("argument_bad", name="--size", value=text, form="1600x1000")))
    return int(width), int(height)


def positive(name: str, *, zero: bool = False) -> Callable[[str], float]:
    """Reader of a number above 0, or from 0 on."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not (0 < value < 1e9 or (zero and value == 0)):
            raise argparse.ArgumentTypeError(str(RequestError("argument_bad", name=name, value=text, form="12.5")))
        return value

    return parse


def count(text: str) -> int:
    """A whole number above 0."""
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(str(RequestError("argument_bad", name="--limit", value=text, form="500")))
    return int(text)
