"""`onemap frames`: the map over time as numbered pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.app.options import map_help, numbers, scene_help, size, t, time_help

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    steps = t("，如 6h、1d、2w、1m、1y", ", such as 6h, 1d, 2w, 1m, 1y")
    parser.add_argument("maps", nargs="+", metavar="MAP", help=map_help())
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help=t("存放图片的文件夹", "for the files"))
    parser.add_argument("--scene", metavar="NAME", help=scene_help())
    parser.add_argument("--time", default="../..", metavar="SPAN", help=time_help())
    parser.add_argument("--step", default="1d", metavar="STEP", help=t("步长", "the step") + steps)
    parser.add_argument("--window", metavar="STEP", help=t("每幅的时长", "how long each shows") + steps)
    parser.add_argument("--cumulative", action="store_true", help=t("从头累积", "all from the beginning on"))
    parser.add_argument("--hours", metavar="0-23", help=t("只要这些钟点，如 7-9,17", "only these hours, as 7-9,17"))
    parser.add_argument(
        "--weekdays", metavar="0-6", help=t("只要这些星期（0 为周一）", "only these weekdays, 0 is Monday")
    )
    parser.add_argument("--zone", default="Asia/Shanghai", help=t("时区", "time zone"))
    parser.add_argument("--size", type=size, metavar="WxH", help=t("像素", "pixels"))
    box = "xmin,ymin,xmax,ymax"
    parser.add_argument("--extent", type=numbers("--extent", 4, box), metavar=box)
    parser.add_argument("--crs", help=t("没有写明坐标系的文件所用的坐标系", "CRS of files that do not say theirs"))


def run(options: argparse.Namespace) -> int:
    """Write the pictures and say where."""
    from onemap.app import commands

    opened = commands.open_maps(options.maps, commands.crs_of(options))
    commands.put_scene(opened, options.scene)
    opened.time(
        options.time, hours=_numbers("--hours", options.hours), weekdays=_numbers("--weekdays", options.weekdays),
        zone=options.zone,
    )  # fmt: skip
    if options.extent is not None:
        opened.zoom_to(options.extent)
    written = opened.frames(
        options.output, options.step, window=options.window, cumulative=options.cumulative, size=options.size
    )
    commands.say(f"{len(written)}  {written[0].path} … {written[-1].path.name}")
    return 0


def _numbers(name: str, text: str | None) -> list[int]:
    """Numbers and ranges of them, as in "7-9,17"."""
    from onemap.errors import RequestError

    found: list[int] = []
    for part in [] if text is None else text.replace("，", ",").split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or not (last or first).isdecimal() or int(last or first) > 23:
            raise RequestError("argument_bad", name=name, value=text, form="7-9,17")
        found += range(int(first), int(last or first) + 1)
    return found
