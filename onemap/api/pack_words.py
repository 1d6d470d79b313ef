"""What is in a pack, in lines for people: as the command line prints them and the window shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from onemap.city.card_cells import Level
    from onemap.messages import Language
    from onemap.model.pack import LeftOut, Manifest


def told(manifest: Manifest, language: Language) -> str:
    """What is in a pack, in lines."""
    from onemap.city.card_cells import LEVEL_WORDS

    en, area = language == "en", manifest.area
    size = sum(one.size for one in manifest.members)
    word = LEVEL_WORDS[cast("Level", area.level)][en]
    serial, grade, grids, files = manifest.serial, manifest.receiver_grade, len(manifest.grids), len(manifest.members)
    facts = (
        f"  序号 {serial}，接收方级别 {grade}，单元网格 {grids} 个，文件 {files} 个，{size:,} 字节",
        f"  serial {serial}, receiver's grade {grade}, {grids} unit grids, {files} files, {size:,} bytes",
    )
    lines = [f"{word}  {area.code}  {area.name}".rstrip(), facts[en]]
    for one in manifest.layers:
        masked = ("  脱敏：", "  masked: ")[en] + ", ".join(one.masked) if one.masked else ""
        lines.append(f"  {one.rows:>9,} / {one.of:,}  {one.title or one.id}{masked}")
    lines += [f"  {'-':>9}  {one.title or one.id}  {_why(one)[en]}" for one in manifest.left_out]
    return "\n".join(lines)


def _why(one: LeftOut) -> tuple[str, str]:
    return (f"{one.grade} 级，未带", f"grade {one.grade}, left out") if one.why == "grade" else ("读不出", "unread")
