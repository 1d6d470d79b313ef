"""What is said of grades, of personal data, and of the record of what leaves the program."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "export_unrecorded": (
        "没有导出：内容为 {grade} 级，必须留出图记录，而记录写不进去（{why}）。请检查程序的状态文件夹后重试。",
        "Nothing was handed out: grade {grade} must be noted in the export record, which cannot be written ({why}).",
    ),
    "grade_too_low": (
        "“{said}”低于图上内容的级别：{layers}为 {grade}。请改写，或隐藏这些图层。",
        "“{said}” is below the grade of what is on the map: {layers} is {grade}. Change it, or hide these layers.",
    ),
    "approval_bad": (
        "“{value}”不是审图号。请写成这样，或留空：{forms}。",
        "“{value}” is no map approval number. Write it like one of these, or leave it empty: {forms}.",
    ),
    "layer_too_secret": (
        "没有读入“{layer}”：它是 5 级（核心数据），缺省不读入。确有授权时，设环境变量 ONEMAP_ALLOW_L5=1 再打开。",
        "“{layer}” was not read: it is of grade 5 (core data). Where allowed, set ONEMAP_ALLOW_L5=1 and open it again.",
    ),
}
