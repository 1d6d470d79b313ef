"""`onemap pack`: an area for the field as one file, and whether such a file is whole."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from onemap.app.options import map_help, t
from onemap.errors import RequestError

if TYPE_CHECKING:
    import argparse

    from onemap.city.card_cells import Level
    from onemap.io.packs import PackCheck

_AREAS = ("grid", "community", "street")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("map", nargs="?", metavar="MAP", help=map_help())
    area = parser.add_mutually_exclusive_group()
    area.add_argument(
        "--grid", metavar="CODE", help=t("单元网格或责任网格的编码", "code of a unit or responsibility grid")
    )
    area.add_argument("--community", metavar="CODE", help=t("社区的编码", "code of a community"))
    area.add_argument("--street", metavar="CODE", help=t("街道的编码", "code of a street"))
    parser.add_argument("-o", "--output", metavar="FILE", help=".onemappack")
    parser.add_argument(
        "--grade",
        type=int,
        default=2,
        metavar="N",
        help=t("接收方级别 1-5，缺省 2：更高的字段脱敏、更高的图层不带", "receiver's grade 1-5, 2 by default"),
    )
    parser.add_argument("--verify", metavar="FILE", help=t("校验一个包", "verify a pack"))
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Write a pack, or check one."""
    if options.verify is not None:
        return _verify(options)
    name = next((one for one in _AREAS if getattr(options, one) is not None), None)
    if options.map is None or options.output is None or name is None:
        raise RequestError("pack_what")
    import msgspec

    from onemap.api.pack_words import told
    from onemap.app.commands import open_maps, print_json, say
    from onemap.messages import language

    city = open_maps([options.map], None)
    # A responsibility grid is a grid, too.
    level = None if name == "grid" else cast("Level", name)
    made = city.pack(options.output, getattr(options, name), level=level, grade=options.grade)
    if options.json:
        print_json(msgspec.to_builtins(made))
    else:
        say(f"{options.output}\n{told(made, language())}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    import msgspec

    from onemap.api.pack_words import told
    from onemap.api.packing import verify
    from onemap.app.commands import print_json, say
    from onemap.messages import language, sentence

    found = verify(options.verify)
    lines = [sentence(one.key, one.fields) for one in found.faults]
    if options.json:
        print_json(_as_dict(found, lines, msgspec.to_builtins(found.manifest)))
    elif not lines and found.manifest is not None:
        say(t("完好", "whole") + f"  sha256 {found.sha256}\n{told(found.manifest, language())}")
    else:
        sys.stderr.write(t("有误：\n", "Wrong:\n") + "".join(f"  {line}\n" for line in lines))
    return 1 if lines else 0


def _as_dict(found: PackCheck, lines: list[str], manifest: object) -> dict[str, object]:
    faults = [{"key": one.key, **one.fields, "text": line} for one, line in zip(found.faults, lines, strict=True)]
    return {"whole": not faults, "sha256": found.sha256, "faults": faults, "manifest": manifest}
