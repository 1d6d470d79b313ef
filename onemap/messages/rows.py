"""What is said of rows that are written, and of what a format cannot hold."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "rows_differ": (
        "写入“{path}”后复核不一致（{why}），已放弃；原来的文件没有改动。请换一种格式再导出。",
        "“{path}” reads back differently ({why}) and was dropped; an old file is untouched. Use another format.",
    ),
    "rows_too_many": (
        "共 {count} 行，XLSX 工作表最多 {limit} 行（另有一行表头）。请导出为 CSV 或 GeoParquet，或先筛选。",
        "There are {count} rows; an XLSX sheet holds {limit} below its header. Export CSV or GeoParquet, or filter.",
    ),
    "rows_too_wide": (
        "共 {count} 列，XLSX 工作表最多 {limit} 列。请导出为 CSV 或 GeoParquet。",
        "There are {count} columns, and an XLSX sheet holds {limit}. Export CSV or GeoParquet.",
    ),
    "rows_long_text": (
        "“{column}”列第 {row} 行的文字超过 XLSX 单元格上限 {limit} 字。请导出为 CSV 或 GeoParquet。",
        "“{column}” in row {row} is longer than the {limit} signs of an XLSX cell. Export CSV or GeoParquet.",
    ),
    "rows_no_crs": (
        "图层没有坐标系，不能换算成 GeoJSON 要求的经纬度。请先为图层指定坐标系，或导出为 GeoPackage。",
        "The layer has no CRS, and GeoJSON asks for degrees. Set the layer's CRS, or export a GeoPackage.",
    ),
    "rows_outside": (
        "有 {count} 行的坐标换算不成经纬度。请检查图层的坐标系，或导出为 GeoPackage。",
        "{count} rows cannot be brought to degrees. Check the layer's CRS, or export a GeoPackage.",
    ),
    "across_outside": (
        "“{layer}”有 {count} 行的坐标换算不到 {crs}。请检查该图层的坐标系，或分图层导出。",
        "{count} rows of “{layer}” cannot be brought to {crs}. Check the layer's CRS, or export each layer by itself.",
    ),
    "rows_degrees": (
        "GeoJSON 按 RFC 7946 以经纬度写出：{crs}。",
        "GeoJSON is written in degrees, as RFC 7946 says: {crs}.",
    ),
    "rows_crs": (
        "{columns} 列的坐标系是 {crs}，文件本身不能注明。",
        "The columns {columns} are in {crs}, which the file itself cannot say.",
    ),
    "rows_nested": (
        "列表和结构写成 JSON 文字：{columns}。",
        "Lists and structures are written as JSON text: {columns}.",
    ),
    "rows_bytes": ("二进制值写成十六进制文字：{columns}。", "Bytes are written as hexadecimal digits: {columns}."),
    "rows_durations": (
        "时长写成数字加单位的文字：{columns}。",
        "Durations are written as text with their unit: {columns}.",
    ),
    "rows_nul": (
        "去掉了文字中的空字符（代码 0）：{columns}。",
        "Signs of code 0 were taken out of the text: {columns}.",
    ),
    "rows_infinite": ("无穷大写成空值：{columns}。", "Infinite numbers are written as empty: {columns}."),
    "rows_long_numbers": (
        "位数过长的整数写成文字，以免丢位：{columns}。",
        "Whole numbers with too many digits are written as text, so that none is lost: {columns}.",
    ),
    "rows_milliseconds": ("时间写到毫秒：{columns}。", "Times are written to the millisecond: {columns}."),
    "rows_renamed": (
        "只有大小写不同的列名加了序号：{columns}。",
        "Columns whose names differ in capitals alone got a number: {columns}.",
    ),
}
