"""What the steps of undo are called, in Chinese and English, and which that follow each other are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.model.style import Style
    from onemap.session.entry import LayerEntry
    from onemap.session.history import Words

ORDERED: Words = "调整图层顺序", "Reorder layers"
GROUPED: Words = "图层分组", "Group layers"
DECIDED: Words = "自动确定的样式与坐标系", "Look and CRS chosen by the program"
_OF_LAYERS: dict[str, Words] = {
    "add": ("添加图层", "Add"),
    "remove": ("移除图层", "Remove"),
    "move": ("移动图层", "Move"),
    "show": ("显示", "Show"),
    "hide": ("隐藏", "Hide"),
    "name": ("重命名", "Rename"),
    "layer_crs": ("指定坐标系", "CRS of"),
    "filter": ("筛选", "Filter"),
    "place": ("定位", "Place rows of"),
    "filter_off": ("取消筛选", "No filter on"),
    "time": ("时间列", "Times of"),
    "source": ("改换数据文件", "Other file for"),
}
#: Parts of a style by the fields that changed; the first whose fields cover the change names it.
_OF_STYLE: tuple[tuple[frozenset[str], Words], ...] = (
    (frozenset({"opacity"}), ("不透明度", "Opacity of")),
    (frozenset({"label"}), ("标注", "Labels of")),
    (frozenset({"min_scale", "max_scale"}), ("显示比例", "Scales of")),
    (frozenset({"symbol"}), ("符号", "Symbol of")),
    (frozenset({"kind", "column", "classes", "symbol", "ramp", "other_title"}), ("分类样式", "Classes of")),
)


def of_layers(what: str, entries: Sequence[LayerEntry]) -> Words:
    """A step that concerns layers: one by its name, several by their number."""
    zh, en = _OF_LAYERS[what]
    if len(entries) == 1:
        return f"{zh} {entries[0].title('zh')}", f"{en} {entries[0].title('en')}"
    return f"{zh}（{len(entries)} 个图层）", f"{en} {len(entries)} layers"


def of_style(entry: LayerEntry, style: Style) -> tuple[Words, tuple[object, ...]]:
    """The words for a change of a layer's look, and what of it changed: the same again at once is the same step."""
    old = entry.style
    changed = frozenset(name for name in old.__struct_fields__ if getattr(old, name) != getattr(style, name))
    zh, en = next((words for names, words in _OF_STYLE if changed <= names), ("样式", "Style of"))
    return (f"{zh} {entry.title('zh')}", f"{en} {entry.title('en')}"), _details(old, style, changed)


def map_crs(crs: str) -> Words:
    """The map is shown in another CRS."""
    from onemap.io import crs as crs_room

    name = crs_room.name(crs)
    return f"地图坐标系 {name}", f"CRS of the map {name}"


def selection(count: int) -> Words:
    """Rows were chosen, or none any more."""
    return (f"选择 {count:,} 个要素", f"Select {count:,}") if count else ("清除选择", "Clear selection")


def kept_selection(what: str, name: str) -> Words:
    """A selection is kept under a name, gets another one, or is not kept any more."""
    zh, en = {
        "keep": ("保存选择集", "Keep the selection"), "rename": ("重命名选择集", "Rename the selection"),
        "forget": ("删除选择集", "Forget the selection"),
    }[what]  # fmt: skip
    return f"{zh} {name}", f"{en} {name}"


def notes(more: int) -> Words:
    """Notes were put on the map, taken off it, or written anew."""
    return (
        ("添加标注", "Add a note")
        if more > 0
        else ("删除标注", "Delete notes")
        if more < 0
        else ("修改标注", "Edit a note")
    )


def scene(title: str) -> Words:
    """A scene was shown."""
    return f"显示场景 {title}", f"Show scene {title}"


def scenes(more: int) -> Words:
    """Scenes were kept, thrown away, or changed."""
    if more:
        return ("保存场景或书签", "Keep a scene") if more > 0 else ("删除场景或书签", "Delete scenes")
    return "修改场景或书签", "Edit a scene"


def taken_back(words: Words) -> Words:
    """The words for a step that was taken back."""
    return f"撤销：{words[0]}", f"Undo: {words[1]}"


def _details(old: Style, new: Style, changed: frozenset[str]) -> tuple[object, ...]:
    """Which fields of a look changed, down to the fields of symbols, labels and classes; empty where it is not one."""
    found: list[object] = []
    for name in sorted(changed):
        a, b = getattr(old, name), getattr(new, name)
        if name == "classes":
            if len(a) != len(b):
                return ()
            found += [(name, i, *_fields(x, y)) for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        else:
            found.append((name, *_fields(a, b)))
    return tuple(found)


def _fields(a: object, b: object) -> tuple[object, ...]:
    names: tuple[str, ...] = getattr(a, "__struct_fields__", ())
    if type(a) is not type(b) or not names:
        return ()
    return tuple(
        (name, *_fields(getattr(a, name), getattr(b, name))) for name in names if getattr(a, name) != getattr(b, name)
    )
