"""What is said of packs for the field."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "pack_foreign": (
        "“{path}”不是下沉包（.onemappack）。请选择由 onemap pack 生成的文件。",
        "“{path}” is not a pack (.onemappack). Choose a file that onemap pack has written.",
    ),
    "pack_damaged": (
        "下沉包“{path}”不完整或被改动过，没有打开：\n{faults}\n请重新复制或重新打包。",
        "The pack “{path}” is damaged or was changed, and was not opened:\n{faults}\nCopy it again, or pack it again.",
    ),
    "pack_unsafe": (
        "下沉包“{path}”不安全，没有打开：\n{faults}\n请不要使用来历不明的包。",
        "The pack “{path}” is not safe and was not opened:\n{faults}\nUse no pack whose origin you do not know.",
    ),
    "pack_newer": (
        "下沉包“{path}”由更新的程序生成（版本 {found}，本程序能读 {known}）。请升级程序。",
        "The pack “{path}” was made by a newer program (version {found}; this one reads {known}). Update the program.",
    ),
    "pack_grade": (
        "接收方级别须为 1 到 5，不能是“{value}”。",
        "The receiver's grade must be 1 to 5, not “{value}”.",
    ),
    "pack_level": (
        "“{code}”是{found}，不是{wanted}。请核对编码，或换用相应的选项。",
        "“{code}” is of the level {found}, not {wanted}. Check the code, or use the option of that level.",
    ),
    "pack_no_crs": (
        "地图没有坐标系，不能打包。请先为图层指定坐标系。",
        "The map has no CRS and cannot be packed. Give its layers a CRS first.",
    ),
    "pack_suffix": (
        "下沉包须以 .onemappack 结尾，“{path}”不是。",
        "A pack must end in .onemappack; “{path}” does not.",
    ),
    "pack_what": (
        "请给出 MAP、区域（--grid、--community 或 --street）和 -o；或用 --verify FILE 校验一个包。",
        "Give MAP, an area (--grid, --community or --street) and -o; or verify a pack by --verify FILE.",
    ),
    # what is wrong with a pack, one line each
    "fault_cut": ("文件末尾缺失（被截断）", "the end of the file is missing (cut short)"),
    "fault_no_zip": ("不是 ZIP 文件：{why}", "it is no ZIP file: {why}"),
    "fault_no_manifest": ("缺少清单 manifest.json", "the list manifest.json is missing"),
    "fault_manifest": ("清单 manifest.json 读不出来：{why}", "the list manifest.json cannot be read: {why}"),
    "fault_seal": ("清单 manifest.json 被改动过", "the list manifest.json was changed"),
    "fault_missing": ("缺少 {name}", "{name} is missing"),
    "fault_extra": ("多出清单里没有的 {name}", "{name} is not in the list"),
    "fault_size": ("{name} 大小不符：应为 {wanted} 字节，实为 {found}", "{name} has {found} bytes instead of {wanted}"),
    "fault_hash": ("{name} 内容与清单的 SHA-256 不符", "{name} does not have the SHA-256 of the list"),
    "fault_unreadable": ("{name} 读不出来：{why}", "{name} cannot be read: {why}"),
    "fault_rows": ("{name} 有 {found} 行，清单写的是 {wanted} 行", "{name} has {found} rows, the list says {wanted}"),
    "fault_frame": ("各文件完好，但包的外框被改动过", "all files are whole, but bytes between them were changed"),
    "fault_name": ("文件名“{name}”不允许", "the name “{name}” is not allowed"),
    "fault_twice": ("文件名“{name}”出现两次", "the name “{name}” occurs twice"),
    "fault_kind": ("“{name}”不是普通文件", "“{name}” is no plain file"),
    "fault_ratio": ("“{name}”压缩比过大（疑为压缩炸弹）", "“{name}” is packed too tight (a zip bomb?)"),
    "fault_overlap": ("“{name}”与别的文件重叠（疑为压缩炸弹）", "“{name}” overlaps another file (a zip bomb?)"),
    "fault_many": ("文件过多：{found} 个，最多 {most}", "too many files: {found}, at most {most}"),
    "fault_large": ("解开后过大：{found} 字节，最多 {most}", "too large when unpacked: {found} bytes, at most {most}"),
    "fault_outside": ("图层“{layer}”指向包外的文件", "the layer “{layer}” points to a file outside of the pack"),
}
