"""`onemap exports`: what was handed out, by whom and when, and whether it is still as it was."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from onemap.app.options import count, t

if TYPE_CHECKING:
    import argparse

    from onemap.io.exports import ExportRecord


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("--limit", type=count, metavar="N", help=t("只列最近几条", "only the last ones"))
    parser.add_argument(
        "--find", default="", metavar="TEXT",
        help=t("只列含有这些词的：编号、日期、人、文件、图层", "only those with these words: day, user, file, layer"),
    )  # fmt: skip
    parser.add_argument(
        "--verify", action="store_true",
        help=t("比对文件的散列值；有改动时退出码为 1", "compare the files' hashes; exit code 1 when one was changed"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """List the record, the latest first."""
    import msgspec

    from onemap.app.commands import print_json, say
    from onemap.io import exports

    held = exports.read()
    latest = exports.matching(held.records, options.find)[::-1][: options.limit]
    found = [exports.found(one) if options.verify else "none" for one in latest]
    if options.json:
        listed = [
            msgspec.to_builtins(_whole(one)) | ({"found": now} if options.verify else {})
            for one, now in zip(latest, found, strict=True)
        ]
        print_json({"path": str(exports.path()), "damaged": held.damaged, "exports": listed})
    else:
        for one, now in zip(latest, found, strict=True):
            say(_line(one, now))
        if not latest:
            nothing = t("没有符合的导出", "no export has these words")
            say(nothing if held.records else t("还没有导出过", "nothing was handed out yet"))
    if held.damaged:
        sys.stderr.write(
            t(f"onemap: 记录里有 {held.damaged} 行读不出来\n", f"onemap: {held.damaged} lines cannot be read\n")
        )
    return 1 if "changed" in found else 0


def _whole(one: ExportRecord) -> dict[str, object]:
    """A record with all its fields, also those that the file leaves out."""
    return {name: getattr(one, name) for name in one.__struct_fields__}


def _line(one: ExportRecord, found: str) -> str:
    from onemap.io.exports_words import FOUND_WORDS, KIND_WORDS, STATE_WORDS

    layers = t("、", ", ").join(f"{layer.title or layer.id} L{layer.grade}" for layer in one.layers)
    state = "" if one.state == "done" else f"  [{t(*STATE_WORDS[one.state])}]"
    now = f"  [{t(*FOUND_WORDS[found])}]" if found != "none" else ""
    kind = t(*KIND_WORDS[one.kind])
    return f"{one.serial}  {one.user}  L{one.grade}  {kind}  {one.file or '-'}{state}{now}  {layers}".rstrip()
