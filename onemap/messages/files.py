"""What is said of files that are read."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "file_missing": (
        "找不到文件“{path}”。请检查路径，或把文件放回原处。",
        "There is no file “{path}”. Check the path, or put the file back.",
    ),
    "file_beyond": (
        "项目要读它文件夹之外的“{path}”，还没有人准许。请在图层的右键菜单里选“准许读取”，或运行 onemap allow 文件夹。",
        "The project names “{path}” outside of its folder. Allow it in the layer's menu, or run: onemap allow FOLDER",
    ),
    "file_empty": (
        "文件“{path}”是空的（0 字节）。请重新导出或复制一份完整的文件。",
        "The file “{path}” is empty (0 bytes). Export or copy it again.",
    ),
    "file_foreign": (
        "“{path}”不是能识别的空间数据（{why}）。可打开的格式：{formats}。",
        "“{path}” is not spatial data known here ({why}). Formats that open: {formats}.",
    ),
    "file_damaged": (
        "文件“{path}”已损坏或不完整：{why}。请重新导出或复制一份。",
        "The file “{path}” is damaged or cut short: {why}. Export or copy it again.",
    ),
    "file_locked": (
        "文件“{path}”正被别的程序占用。请关闭占用它的程序后重试。",
        "The file “{path}” is locked by another program. Close that program and try again.",
    ),
    "file_denied": (
        "没有读取“{path}”的权限。请向管理员申请，或复制到有权限的文件夹。",
        "No permission to read “{path}”. Ask for it, or copy the file to a folder of yours.",
    ),
    "layer_missing": (
        "“{path}”里没有图层“{layer}”。可选的图层：{choices}。",
        "“{path}” has no layer “{layer}”. It has: {choices}.",
    ),
    "no_layers": (
        "“{path}”里没有任何图层或数据文件。请选择含有空间数据的文件或文件夹。",
        "“{path}” holds no layers or data files. Choose a file or a folder with spatial data.",
    ),
    "columns_missing": (
        "“{path}”里找不到坐标列（需要“{wanted}”）。现有的列：{choices}。请用 x=、y= 指明。",
        "“{path}” has no coordinate columns (looked for {wanted}). Columns: {choices}. Name them with x= and y=.",
    ),
    "encoding_unknown": (
        "不认识编码“{encoding}”（文件“{path}”）。可用如 UTF-8、GB18030、Big5。",
        "The encoding “{encoding}” is not known (file “{path}”). Use one such as UTF-8, GB18030, Big5.",
    ),
    "encoding_wrong": (
        "文件“{path}”不能按 {encoding} 读取。请换一种编码，或不指定编码，由程序判断。",
        "“{path}” cannot be read as {encoding}. Choose another encoding, or none to let the program find it.",
    ),
    "crs_missing": (
        "“{path}”没有写明坐标系。可能是：{proposals}。请选择一个（命令行用 --crs）。",
        "“{path}” does not say its CRS. It may be: {proposals}. Choose one (--crs on the command line).",
    ),
    "crs_missing_unguessed": (
        "“{path}”没有写明坐标系，坐标也看不出是哪一个。请向数据的提供者问明，再指定它（命令行用 --crs）。",
        "“{path}” does not say its CRS, and its coordinates do not tell. Ask who made it, then name the CRS (--crs).",
    ),
    "crs_unknown": (
        "不认识坐标系“{crs}”。请用 EPSG 代码，如 EPSG:4490。",
        "The CRS “{crs}” is not known. Give an EPSG code, such as EPSG:4490.",
    ),
    "crs_unfit": (
        "坐标系“{crs}”不能用来画地图（{kind}）。请用平面或经纬度坐标系的 EPSG 代码，如 EPSG:4490。",
        "A map cannot be drawn in the CRS “{crs}” ({kind}). Give an EPSG code such as EPSG:4490.",
    ),
    "crs_unreachable": (
        "无法把坐标从“{source}”换算到“{target}”。请为图层或地图另选坐标系。",
        "Coordinates cannot be brought from “{source}” to “{target}”. Choose another CRS for the layer or the map.",
    ),
    "crs_ballpark": (
        "“{source}”到“{target}”只有粗略换算（PROJ：ballpark），位置可能偏差几十米。需要精确位置时请提供转换参数。",
        (
            "PROJ knows only a ballpark operation from “{source}” to “{target}”: positions may be tens of metres off. "
            "Supply transformation parameters where that matters."
        ),
    ),
    "extra_missing": (
        "读写 {what} 需要另装组件。请运行：{command}",
        "{what} needs an optional package. Run: {command}",
    ),
    "folder_missing": (
        "没有文件夹“{path}”。请检查路径。",
        "There is no folder “{path}”. Check the path.",
    ),
    "why_unknown_content": ("内容不属于任何已知格式", "its content is of no known format"),
    "why_not_json": ("内容不是 JSON", "its content is not JSON"),
    "why_pointer": ("它只指向别的文件或网址", "it only points to other files or addresses"),
    "why_archive": ("它是压缩包，请先解压", "it is an archive; unpack it first"),
    "why_database": ("是数据库，但不是 GeoPackage", "it is a database but no GeoPackage"),
    "why_folder": ("它是文件夹", "it is a folder"),
    "why_device": ("它是管道或设备，不是文件", "it is a pipe or a device, not a file"),
    "why_head": ("文件开头不是 {format} 的格式", "it does not begin as {format} does"),
    "why_rows": ("应有 {expected} 行，只读到 {got} 行", "{got} of {expected} rows could be read"),
    "why_driver": ("读取程序报告：{text}", "the reader says: {text}"),
    "why_no_features": ("里面没有地理要素", "it holds no geographic features"),
    "why_cut": ("文件在开头就断了", "it breaks off near its beginning"),
    "why_geo_metadata": ("GeoParquet 的 geo 元数据有错误", "its “geo” metadata are wrong"),
    "why_binary": ("内容不是文字", "its content is no text"),
    "why_sheet": ("工作表里没有表头", "the sheet has no header"),
    "why_bomb": ("解压后大得不合理", "it would unpack to an unreasonable size"),
    "why_packed": (
        "坐标是打包成文字的 ECharts 地图，请换用标准 GeoJSON",
        "a map of ECharts whose coordinates are packed into text; use plain GeoJSON",
    ),
    "notice_turned": ("按数值判断，“{x}”是北坐标，“{y}”是东坐标", "by their values “{x}” is north and “{y}” east"),
    "notice_swapped": (
        "“{x}”和“{y}”看来写反了，请用 x=、y= 对调",
        "“{x}” and “{y}” look swapped; exchange them with x= and y=",
    ),
    "notice_range": ("{count} 行的经纬度超出范围，未绘出", "{count} rows have degrees out of range and are not drawn"),
    "notice_skipped": ("{count} 行的列数不对，已跳过", "{count} rows have a wrong number of columns and were left out"),
    "notice_unended": ("最后一行没有换行，文件可能不完整", "the last line does not end; the file may be cut short"),
    "notice_wal": (
        "文件夹只读，最近尚未合并的修改看不到",
        "the folder is read-only: latest changes, not merged yet, are not seen",
    ),
    "notice_text": (
        "列“{column}”里有不能识别的文字，以 � 代替",
        "column “{column}” holds bytes that are no text, shown as �",
    ),
    "why_sibling": ("缺少同名的 {suffix} 文件", "the {suffix} file of the same name is missing"),
    "notice_null": ("{count} 行没有几何", "{count} rows have no geometry"),
    "notice_empty": ("{count} 行几何为空", "{count} rows have an empty geometry"),
    "notice_invalid": (
        "{count} 行几何无效（坐标不是有限数，或类型未知），未绘出",
        "{count} rows have an invalid geometry (a coordinate that is not finite, or an unknown type) and are not drawn",
    ),
    "notice_encoding": ("按 {encoding} 读取文字", "text was read as {encoding}"),
    "notice_column": (
        "样式所用的字段“{column}”不存在",
        "there is no column “{column}”, which the style uses",
    ),
    "notice_short": ("应有 {expected} 行，只读到 {got} 行", "{got} of {expected} rows could be read"),
    "notice_far": (
        "{count} 行的坐标大得不可能在地图上，未绘出",
        "{count} rows have coordinates too large for any map and are not drawn",
    ),
    "notice_outside": (
        "{count} 行不在坐标系的适用范围内，未绘出",
        "{count} rows lie outside the CRS's area of use and are not drawn",
    ),
}
