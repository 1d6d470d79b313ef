"""What is said of times and spans of time."""

SENTENCES: dict[str, tuple[str, str]] = {
    "zone_unknown": (
        "没有时区“{zone}”。请用 IANA 名称，例如 Asia/Shanghai、UTC。",
        "There is no time zone {zone}. Use an IANA name such as Asia/Shanghai or UTC.",
    ),
    "time_column_unknown": (
        "图层“{layer}”没有可作时间的列“{column}”。可用的列：{choices}。",
        "Layer {layer} has no column of times {column}. There are: {choices}.",
    ),
    "notice_time": (
        "没有时间列“{column}”，此图层不受时间范围约束。请在图层菜单“时间列…”中改正。",
        "There is no column of times {column}; all of the layer is shown at any time. Mend it in its menu, Time….",
    ),
    "time_unreadable": (
        "读不懂时间范围“{text}”。请写成 2026-06-01 或 2026-06-01/2026-06-30T20:00；开口一端写 ..。",
        "The span of time {text} cannot be read. Write 2026-06-01 or 2026-06-01/2026-06-30T20:00, .. for an open end.",
    ),
    "time_step_wrong": (
        "读不懂步长“{text}”。请写成 数字加 h、d、w、m 或 y，例如 1d、6h。",
        "The step {text} cannot be read. Write a number and h, d, w, m or y, such as 1d or 6h.",
    ),
    "frames_many": (
        "画面超过 {limit} 幅。请缩短时间范围或加大步长。",
        "There are more than {limit} pictures. Choose a shorter span or a longer step.",
    ),
    "time_unseen": (
        "正在显示的图层都没有时间，各幅画面会一模一样。请先显示：{layers}。",
        "None of the layers shown has times, so all pictures would be the same. Show one of these first: {layers}.",
    ),
    "time_none": (
        "所开图层中没有带时间的图层。请在图层菜单“时间列…”中指明时间列。",
        "None of the open layers has times. Name a column of times in the menu of a layer, Time….",
    ),
}
