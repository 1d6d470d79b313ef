"""`onemap allow`: the files and folders that projects may read beyond their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.app.options import t

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be allowed."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=Path,
        help=t("准许项目读取的文件或文件夹；不写则列出", "files or folders to allow; none: list them"),
    )  # fmt: skip
    parser.add_argument(
        "--forget", action="store_true", help=t("不再准许这些文件或文件夹", "allow these files or folders no longer")
    )
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Allow, forget or list; what is not there is not allowed, because it would be a mistake."""
    from onemap.app.commands import print_json, say
    from onemap.errors import SourceError
    from onemap.io import reach

    if options.forget:
        reach.forget(options.paths)
    else:
        for path in options.paths:
            if not reach.is_remote(str(path)) and not path.expanduser().exists():
                raise SourceError("file_missing", path=str(path))
        reach.allow(options.paths, remember=True)
    found = reach.remembered()
    if options.json:
        print_json({"allowed": found})
        return 0
    for path in found:
        say(path)
    if not found:
        say(t("还没有准许过任何文件或文件夹", "nothing beyond the projects' own folders was allowed yet"))
    return 0
