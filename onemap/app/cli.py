"""The command line: `onemap [MAP]` opens the window, the subcommands need none."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

import onemap
from onemap.app.options import count, filter_help, map_help, numbers, positive, scene_help, size, t, time_help
from onemap.errors import OneMapError
from onemap.messages import language, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Options whose value may begin with a minus sign.
_SIGNED = ("--at", "--extent")
#: Subcommands whose options stand here.
_HERE = ("identify", "locate", "export", "check", "schema")
#: Subcommands with a file of their own: what they do, and the module that has `configure(parser)` and `run(options)`.
_OWN = {
    "allow": (
        ("项目可以读取的其他文件和文件夹", "files and folders that projects may read beyond their own"),
        "onemap.app.allow_command",
    ),
    "card": (("网格卡：这一格的一切", "the grid card: everything of one cell"), "onemap.app.card_command"),
    "exports": (("出图记录：谁、何时、导出了什么", "the record of what was handed out"), "onemap.app.exports_command"),
    "frames": (("按时间逐幅出图", "numbered pictures over time"), "onemap.app.frames_command"),
    "indicators": (
        ("案件与工单的指标，按网格、部门、小类等", "indicators of cases by grid, department, class and so on"),
        "onemap.app.indicators_command",
    ),
    "info": (
        ("文件、文件夹或工程里有什么", "what a file, a folder or a project holds"),
        "onemap.app.info_command",
    ),
    "ledger": (
        ("感知终端与部件台账，数据质量问题，合并台账", "ledgers of terminals and components, data quality, merging"),
        "onemap.app.ledger_command",
    ),
    "nearby": (("身边有什么：最近的几个", "what stands near: the nearest few"), "onemap.app.nearby_command"),
    "numbers": (
        ("一个图层的行按列、区间、时间或网格统计", "the rows of a layer by a column, spans, times or cells"),
        "onemap.app.numbers_command",
    ),
    "statistics": (
        (
            "一列的统计：行数、空值、合计、平均、分位数，可分组",
            "a column in numbers: rows, sum, mean, quartiles",
        ),
        "onemap.app.statistics_command",
    ),
    "pack": (("打包下沉，或校验一个包", "pack an area for the field, or verify a pack"), "onemap.app.pack_command"),
    "project": (
        ("项目文件：丢失的文件、历史版本", "a project file: missing files, versions"),
        "onemap.app.project_command",
    ),
    "query": (("按条件查一个图层的行", "the rows of a layer of which a condition is true"), "onemap.app.query_command"),
    "unlocated": (
        ("没有位置的案件：原因、按地址定位", "cases without a place: why, and where by their address"),
        "onemap.app.unlocated_command",
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code: 0, 1 for a told error, 2 for wrong usage."""
    _speak_utf8()
    arguments = _joined(list(sys.argv[1:] if argv is None else argv))
    options = _parser(arguments).parse_args(arguments)
    try:
        if getattr(options, "allow", None):
            from onemap.io import reach

            reach.allow(options.allow)
        return int(options.run(options))
    except OneMapError as error:
        sys.stderr.write(f"onemap: {error}\n")
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        sys.stderr.write(f"onemap: {sentence('cancelled', {})}\n")
    except Exception as error:  # the last door: a person gets a sentence, the log gets the rest
        import logging

        logging.getLogger(__name__).exception("command line")
        sys.stderr.write(f"onemap: {OneMapError('unexpected', why=f'{type(error).__name__}: {error}')}\n")
    return 1


def _joined(arguments: list[str]) -> list[str]:
    """Values that begin with a minus sign tied to their option, which argparse would take for options."""
    out: list[str] = []
    for argument in arguments:
        if out and out[-1] in _SIGNED:
            out[-1] = f"{out[-1]}={argument}"
        else:
            out.append(argument)
    return out


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    """The parser of the subcommand that is asked for, or of the plain call that opens the window."""
    if arguments and arguments[0] in (*_HERE, *_OWN, "open"):
        return _with_commands(arguments[0])
    parser = argparse.ArgumentParser(
        prog="onemap",
        description=t("城市一张图：打开城市自己的数据。", "OneMap: a desktop map for a city's own data."),
        epilog=t(
            f"子命令：{'、'.join((*_HERE, *_OWN))}；用 onemap 子命令 -h 查看。",
            f"Subcommands: {', '.join((*_HERE, *_OWN))}; see onemap SUBCOMMAND -h.",
        ),
    )
    _opening(parser)
    parser.add_argument("--version", action="version", version=f"onemap {onemap.__version__}")
    parser.add_argument("--about-json", action=_About, nargs=0, help=t("输出版本与环境（JSON）", "versions as JSON"))
    parser.add_argument("--compile", action=_Compile, nargs=0, help=t("预先编译绘图内核", "compile the kernels now"))
    return parser


def _opening(parser: argparse.ArgumentParser) -> None:
    from onemap.app import commands

    parser.add_argument("maps", nargs="*", metavar="MAP", help=map_help())
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    parser.add_argument("--lang", choices=("zh", "en"), help=t("界面语言", "language of the window"))
    _allow(parser)
    parser.set_defaults(run=commands.open_window)


def _with_commands(asked: str) -> argparse.ArgumentParser:
    from onemap.app import commands

    parser = argparse.ArgumentParser(prog="onemap")
    verbs = parser.add_subparsers(required=True, metavar="SUBCOMMAND")
    _opening(verbs.add_parser("open", help=t("打开窗口", "open the window")))

    identify = verbs.add_parser("identify", help=t("这里有什么", "what stands at a place"))
    identify.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    identify.add_argument("--at", required=True, type=numbers("--at", 2, "X,Y"), metavar="X,Y")
    identify.add_argument("--crs", help=t("X,Y 的坐标系，缺省为地图的", "CRS of X,Y; the map's by default"))
    identify.add_argument(
        "--tolerance",
        type=positive("--tolerance", zero=True),
        default=5.0,
        metavar="METRES",
        help=t("容差", "tolerance"),
    )
    identify.add_argument("--limit", type=count, default=500, metavar="N", help=t("最多列出几条", "hits to list"))
    identify.add_argument("--filter", action="append", metavar="ID=TEXT", help=filter_help())
    identify.add_argument("--json", action="store_true")
    identify.set_defaults(run=commands.identify)
    locate = verbs.add_parser("locate", help=t("这段文字指哪里", "what a text means on the map"))
    locate.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    locate.add_argument(
        "text", metavar="TEXT", help=t("名称、编码、地址或坐标", "a name, a code, an address, coordinates")
    )
    locate.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))
    locate.add_argument("--limit", type=count, default=30, metavar="N", help=t("最多列出几条", "candidates to list"))
    locate.add_argument("--json", action="store_true")
    locate.set_defaults(run=commands.locate)
    for name, (words, module) in _OWN.items():
        own = verbs.add_parser(name, help=t(*words))
        if name == asked:
            command = importlib.import_module(module)
            command.configure(own)
            own.set_defaults(run=command.run)
    _export(verbs.add_parser("export", help=t("出图", "write the map as an image or PDF")))

    check = verbs.add_parser("check", help=t("检查图层文件", "check layer files"))
    check.add_argument(
        "folder", nargs="?", metavar="DIR", help=t("缺省为随程序的 layers/", "the bundled ones if left out")
    )
    check.set_defaults(run=commands.check)
    _allowing(verbs.choices)
    schema = verbs.add_parser("schema", help=t("图层文件的 JSON Schema", "the JSON Schema of layer files"))
    schema.set_defaults(run=commands.schema)
    return parser


def _allowing(verbs: Mapping[str, argparse.ArgumentParser]) -> None:
    """Let every subcommand that opens a map be told what projects may read this time."""
    for name in verbs.keys() - {"allow", "check", "exports", "info", "open", "schema"}:
        _allow(verbs[name])


def _allow(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow", action="append", metavar="PATH",
        help=t("这次准许项目读取的其他文件或文件夹（可重复）", "a file or folder that projects may read this time"),
    )  # fmt: skip


def _export(export: argparse.ArgumentParser) -> None:
    from onemap.app import commands

    export.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    export.add_argument("-o", "--output", required=True, metavar="FILE", help=".png .tif .jpg .webp .pdf")
    export.add_argument("--size", type=size, metavar="WxH", help=t("像素", "pixels"))
    box = "xmin,ymin,xmax,ymax"
    export.add_argument("--extent", type=numbers("--extent", 4, box), metavar=box)
    export.add_argument("--crs", help=t("出图与 --extent 的坐标系", "CRS of the picture and of --extent"))
    export.add_argument("--scene", metavar="NAME", help=scene_help())
    export.add_argument("--time", metavar="SPAN", help=time_help())
    export.add_argument("--filter", action="append", metavar="ID=TEXT", help=filter_help())
    export.add_argument("--dpi", type=positive("--dpi"), default=96.0)
    export.add_argument("--theme", choices=("light", "dark"), default="light")
    export.add_argument("--serial", metavar="TEXT", help=t("流水号，缺省为新的", "serial; a new one by default"))
    export.add_argument("--stamp-time", metavar="TIME", help=t("水印上的时刻", "the moment on the watermark"))
    export.add_argument("--letterbox", action="store_true", help=t("范围之外留白", "leave blank what is outside"))
    for name in ("title", "source", "date", "approval", "grade"):
        export.add_argument(f"--{name}", metavar="TEXT", help=_SHEET[name][language() == "en"])
    for name in ("legend", "scalebar", "north"):
        export.add_argument(f"--{name}", action="store_true", help=_SHEET[name][language() == "en"])
    export.set_defaults(run=commands.export)


_SHEET = {
    "title": ("图名", "title"),
    "source": ("数据来源", "source of the data"),
    "date": ("日期", "date"),
    "approval": ("审图号", "map approval number"),
    "grade": ("密级或使用范围，不得低于数据的级别", "grade line; no lower than the data's grade"),
    "legend": ("图例", "legend"),
    "scalebar": ("比例尺", "scale bar"),
    "north": ("指北针", "north arrow"),
}


class _About(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from onemap.app.about import about_json

        sys.stdout.write(about_json() + "\n")
        parser.exit()


class _Compile(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from onemap.app.compiling import warm_up

        warm_up()
        parser.exit()


def _speak_utf8() -> None:
    """Chinese output on consoles of any code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
