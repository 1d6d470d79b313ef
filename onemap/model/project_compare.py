"""What differs between two projects, in words for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onemap.model.project import Project, ProjectLayer

#: Chinese and English.
Words = tuple[str, str]
_OF_MAP: dict[str, Words] = {
    "title": ("标题", "title"),
    "title_en": ("英文标题", "English title"),
    "crs": ("坐标系", "CRS"),
    "view": ("视图", "view"),
    "as_of": ("时刻", "moment"),
    "moment": ("时间段", "span of time"),
    "notes": ("标注", "notes"),
    "selections": ("保存的选择集", "kept selections"),
    "unknown": ("其他键", "other keys"),
}
_OF_LAYER: dict[str, Words] = {
    "source": ("数据文件", "file"),
    "title": ("名称", "name"),
    "title_en": ("英文名称", "English name"),
    "group": ("分组", "group"),
    "group_en": ("英文分组", "English group"),
    "role": ("角色", "role"),
    "visible": ("显示", "shown or hidden"),
    "style": ("样式", "style"),
    "filter": ("筛选", "filter"),
    "filter_on": ("筛选开关", "filter on or off"),
    "fields": ("字段", "fields"),
    "grade": ("分级", "grade"),
    "placed": ("定位的行", "placed rows"),
    "time": ("时间列", "time columns"),
    "unset": ("时间列", "time columns"),
}
_OTHER: Words = ("说明", "remarks")


def compare(before: Project, after: Project, names: Mapping[str, Words] | None = None) -> tuple[Words, ...]:
    """What changed from one project to another, a line each; nothing when they say the same.

    Fingerprints are left out: they follow the files. ``names`` are those of layers that the projects do not name.
    """
    called = {
        **(names or {}),
        **{one.id: (one.title, one.title) for one in (*before.layers, *after.layers) if one.title},
    }

    def name(layer: ProjectLayer) -> Words:
        return called.get(layer.id, (layer.id, layer.id))

    lines = [
        (f"{zh}已更改", f"{en[0].upper()}{en[1:]} changed")
        for name, (zh, en) in _OF_MAP.items()
        if getattr(before, name) != getattr(after, name)
    ]
    old, new = ({layer.id: layer for layer in project.layers} for project in (before, after))
    added = [name(layer) for layer in after.layers if layer.id not in old]
    removed = [name(layer) for layer in before.layers if layer.id not in new]
    lines += [(f"新增图层 {zh}", f"Layer added: {en}") for zh, en in added]
    lines += [(f"移除图层 {zh}", f"Layer removed: {en}") for zh, en in removed]
    both = [layer_id for layer_id in old if layer_id in new]
    lines += [line for layer_id in both for line in _layer(old[layer_id], new[layer_id], name(new[layer_id]))]
    if both != [layer_id for layer_id in new if layer_id in old]:
        lines.append(("图层顺序已更改", "Order of the layers changed"))
    return tuple(lines)


def _layer(before: ProjectLayer, after: ProjectLayer, name: Words) -> list[Words]:
    names = [name for name in before.__struct_fields__ if name not in {"id", "fingerprint"}]
    parts = [_OF_LAYER.get(name, _OTHER) for name in names if getattr(before, name) != getattr(after, name)]
    if not parts:
        return []
    parts = list(dict.fromkeys(parts))
    zh, en = "、".join(part[0] for part in parts), ", ".join(part[1] for part in parts)
    return [(f"{name[0]}：{zh}", f"{name[1]}: {en}")]
