"""What is said of grades, of personal data, and of the record of what leaves the program."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "export_unrecorded": (
        "没有导出：内容为 {grade} 级，必须留出图记录，而记录写不进去（{why}）。请检查程序的状态文件夹后重试。",
        "Nothing was handed out: grade {grade} must be noted in the export record, which cannot be written ({why}).",
    ),
}
