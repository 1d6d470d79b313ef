"""`onemap exports`: what was handed out, by whom and when."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onemap.app.options import count, t

if TYPE_CHECKING:
    import argparse

    from onemap.io.exports import ExportRecord

_STATES = {"begun": ("未完成", "unfinished"), "done": ("完成", "done"), "failed": ("已放弃", "given up")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("--limit", type=count, metavar="N", help=t("只列最近几条", "only the last ones"))
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the record, the latest first."""
    import msgspec

    from onemap.app.commands import print_json, say
    from onemap.io import exports

    held = exports.read()
    latest = held.records[::-1][: options.limit]
    if options.json:
        listed = [_whole(one) for one in latest]
        print_json({"path": str(exports.path()), "damaged": held.damaged, "exports": msgspec.to_builtins(listed)})
        return 0
    for one in latest:
        say(_line(one))
    if not latest:
        say(t("还没有导出过", "nothing was handed out yet"))
    if held.damaged:
        sys.stderr.write(
            t(f"onemap: 记录里有 {held.damaged} 行读不出来\n", f"onemap: {held.damaged} lines cannot be read\n")
        )
    return 0


def _whole(one: ExportRecord) -> dict[str, object]:
    """A record with all its fields, also those that the file leaves out."""
    return {name: getattr(one, name) for name in one.__struct_fields__}


def _line(one: ExportRecord) -> str:
    layers = t("、", ", ").join(f"{layer.title or layer.id} L{layer.grade}" for layer in one.layers)
    state = "" if one.state == "done" else f"  [{t(*_STATES[one.state])}]"
    return f"{one.serial}  {one.user}  L{one.grade}  {one.kind}  {one.file or '-'}{state}  {layers}".rstrip()
