"""`onemap project`: what a project file names and misses, its versions; finding files again, restoring a version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onemap.app.options import count, t

if TYPE_CHECKING:
    import argparse

    from onemap.io.missing import Found, Lost
    from onemap.model.project import OpenedProject, Project


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what may be asked."""
    parser.add_argument("file", metavar="FILE", type=Path, help=t("项目文件 .onemap", "a project file (.onemap)"))
    parser.add_argument(
        "--find", metavar="DIR", type=Path,
        help=t("在文件夹里找回丢失的文件，写入项目", "find missing files under DIR and write their places"),
    )  # fmt: skip
    parser.add_argument(
        "--compare", type=count, metavar="N", help=t("与第 N 个历史版本比较", "compare with the Nth version")
    )
    parser.add_argument(
        "--restore", type=count, metavar="N",
        help=t("恢复第 N 个历史版本（现在的也留作版本）", "restore the Nth version (the present one is kept, too)"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Do what was asked; gives 1 where files are missing."""
    from onemap.io import projects

    path: Path = options.file.expanduser().absolute()
    if options.restore is not None:
        return _restore(path, options.restore)
    if options.compare is not None:
        return _compare(path, options.compare, as_json=options.json)
    opened = projects.load(path)
    found = {} if options.find is None else _find(opened, path, options.find)
    return _tell(path, opened, found, as_json=options.json)


def _version(path: Path, number: int) -> OpenedProject:
    from onemap.errors import RequestError
    from onemap.io import project_versions, projects

    kept = project_versions.versions(path)
    if not 1 <= number <= len(kept):
        raise RequestError("version_unknown", number=number, count=len(kept))
    return projects.load(kept[number - 1].path, of=path)


def _restore(path: Path, number: int) -> int:
    from onemap.app.commands import say

    _save(_version(path, number).project, path)
    say(t(f"已恢复第 {number} 个版本", f"version {number} is restored"))
    return 0


def _save(project: Project, path: Path) -> None:
    """Write a project that no window has open."""
    from onemap.errors import OutputError
    from onemap.io import project_locks, projects

    claim = project_locks.claim(path)
    if claim.other is not None:
        raise OutputError("project_held", path=path.name, who=claim.other.called)
    try:
        projects.save(project, path)
    finally:
        if claim.lock is not None:
            claim.lock.release()


def _compare(path: Path, number: int, *, as_json: bool) -> int:
    from onemap.app.commands import print_json, say
    from onemap.io import projects
    from onemap.model.project_compare import compare

    now = projects.load(path)
    names = {one.id: (one.title or one.id, one.title_en or one.title or one.id) for one in now.definitions}
    lines = [t(*line) for line in compare(_version(path, number).project, now.project, names)]
    if as_json:
        print_json({"path": str(path), "version": number, "changes": lines})
    else:
        say("\n".join(lines) or t("没有不同", "nothing differs"))
    return 0


def _lost(opened: OpenedProject) -> list[Lost]:
    from onemap.io.missing import Lost

    prints = {layer.id: layer.fingerprint for layer in opened.project.layers}
    return [Lost(one, why, prints.get(one)) for one, key, why in opened.failed if key == "file_missing"]


def _find(opened: OpenedProject, path: Path, folder: Path) -> dict[str, Found]:
    """Look for the missing files, and write where they are."""
    import msgspec

    from onemap.api.saving import project_layer
    from onemap.io import missing

    lost = _lost(opened)
    found = {**missing.search(lost, folder.expanduser().absolute()), **missing.nearby(lost, path.parent)}
    if found:
        said = {one.id: one for one in opened.definitions}
        layers = []
        for one in opened.project.layers:
            if one.id in found:
                source = msgspec.structs.replace(said[one.id].source, path=found[one.id].path)
                layers.append(project_layer(msgspec.structs.replace(said[one.id], source=source), None, None))
            else:
                layers.append(one)
        _save(msgspec.structs.replace(opened.project, layers=tuple(layers)), path)
    return found


def _tell(path: Path, opened: OpenedProject, found: dict[str, Found], *, as_json: bool) -> int:
    from onemap.app.commands import print_json, say
    from onemap.io import project_versions

    left = [one for one in _lost(opened) if one.layer not in found]
    kept = project_versions.versions(path)
    if as_json:
        print_json(_as_json(path, opened, found, left, [one.at for one in kept]))
        return 1 if left else 0
    say(t(f"{path.name}：{len(opened.definitions)} 个图层", f"{path.name}: {len(opened.definitions)} layers"))
    for layer, at in found.items():
        how = t("内容相同", "same content") if at.how == "bytes" else t("仅同名", "same name")
        say(t(f"找到 {layer}：{at.path}（{how}）", f"found {layer}: {at.path} ({how})"))
    for one in left:
        say(t(f"丢失 {one.layer}：{one.path}", f"missing {one.layer}: {one.path}"))
    if opened.unknown:
        sys.stderr.write(t("onemap: 不认识的键：", "onemap: unknown keys: ") + ", ".join(opened.unknown) + "\n")
    for number, version in enumerate(kept, 1):
        say(t(f"版本 {number}：{version.at}", f"version {number}: {version.at}"))
    return 1 if left else 0


def _as_json(
    path: Path, opened: OpenedProject, found: dict[str, Found], left: list[Lost], versions: list[str]
) -> dict[str, Any]:
    return {
        "path": str(path),
        "layers": len(opened.definitions),
        "found": {layer: {"path": at.path, "how": at.how} for layer, at in found.items()},
        "missing": {one.layer: one.path for one in left},
        "unknown_keys": list(opened.unknown),
        "versions": versions,
    }
