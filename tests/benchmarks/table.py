"""The README's table, made from build/bench.json."""

from pathlib import Path

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
HEAD = "| work | QGIS | OneMap, 1 thread | OneMap, 2 threads | faster | to reach |\n|---|---|---|---|---|---|"
HEAD_OTHER = "| what | measured | to reach |\n|---|---|---|"
#: (part, look) -> what is drawn, how many times faster than QGIS it is to be.
DRAWN = {
    ("buildings", "outlined"): ("{rows} buildings, filled and outlined", 100),
    ("points", "one symbol"): ("{rows} points, one symbol", 500),
    ("points", "12 classes"): ("{rows} points, 12 classes, 2 mm markers", 300),
}
FIRST = {"buildings": ("{rows} buildings (GeoPackage)", 5), "points": ("{rows} points (FlatGeobuf)", 6)}


def put_into(readme: Path, text: str) -> None:
    """Replace what stands between the markers."""
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def markdown(found: dict) -> str:
    """All of it as Markdown; what was not measured is left out."""
    parts = found["parts"]
    rows = [row for key in DRAWN if key[0] in parts for row in _frame_rows(parts[key[0]], key)]
    rows += [_first_row(parts[part], part) for part in FIRST if part in parts]
    other = [*_layer_facts(parts), *_city_facts(parts), *_program_facts(parts)]
    tables = [f"{head}\n" + "\n".join(lines) for head, lines in ((HEAD, rows), (HEAD_OTHER, other)) if lines]
    return "\n\n".join([_where(found), *tables])


def _where(found: dict) -> str:
    m = found["machine"]
    qgis = next((p["qgis"]["version"] for p in found["parts"].values() if p.get("qgis")), None)
    scale = "" if found["scale"] == 1 else f" Data scaled by {found['scale']:g}: no figure to quote."
    packages = ", ".join(f"{name} {number}" for name, number in m["packages"].items())
    beside = f"beside QGIS {qgis}" if qgis else "without QGIS (not installed)"
    return (
        f"{m['processor']}, {m['cores']} cores, {m['memory_gb']:g} GB; Python {m['python']}, {packages}; {beside}; "
        f"commit {m['commit']}, {m['measured'][:10]}, load average {m['load_before']:.1f} at the start.{scale} "
        "Warm frames: kernels compiled, file read, picture drawn anew."
    )


def _frame_rows(part: dict, key: tuple[str, str]) -> list[str]:
    name, goal = DRAWN[key]
    name = name.format(rows=_count(part["ours"]["rows"]))
    ours = part["ours"]["frames"][key[1]]
    peers = part["qgis"]["frames"][key[1]] if part["qgis"] else {}
    rows = []
    for title, place, aim in (("full extent", "full", f"{goal}x"), ("1/20 of the extent", "twentieth", "5 ms")):
        one, two = (ours[f"{place}, {n} threads"]["median_ms"] for n in (1, 2))
        peer = peers[place]["median_ms"] if peers else None
        rows.append(_row(f"{name}, {title}, warm frame", peer, (one, two), aim))
    return rows


def _first_row(part: dict, name: str) -> str:
    title, goal = FIRST[name]
    title = f"first complete picture of {title.format(rows=_count(part['ours']['rows']))}"
    peer = part["qgis"]["first"]["total_ms"] if part["qgis"] else None
    return _row(title, peer, (None, part["ours"]["first"]["total_ms"]), f"{goal}x")


def _row(title: str, peer: float | None, ours: tuple[float | None, float], aim: str) -> str:
    best = min(value for value in ours if value is not None)
    faster = f"{peer / best:.0f}x" if peer and peer / best >= 10 else f"{peer / best:.1f}x" if peer else "-"
    return f"| {title} | {_ms(peer)} | {_ms(ours[0])} | {_ms(ours[1])} | {faster} | {aim} |"


def _layer_facts(parts: dict) -> list[str]:
    facts = []
    for name in ("buildings", "points"):
        if name in parts:
            ours, peer = parts[name]["ours"], parts[name]["qgis"]
            asked = ours["identify"]
            beside = f"; QGIS {_ms(peer['identify']['p50_ms'])} and {_ms(peer['identify']['p99_ms'])}" if peer else ""
            title = f"{_count(ours['rows'])} {name}"
            ask_aim, memory_aim = ("p99 1 ms", "1500 MB") if name == "points" else ("-", "-")
            answered = f"{_ms(asked['p50_ms'])} and {_ms(asked['p99_ms'])}{beside}"
            facts += [
                f"| identify among {title}, p50 and p99 | {answered} | {ask_aim} |",
                f"| first picture of {title} in a fresh process | {_ms(ours['first_of_process']['total_ms'])} | - |",
                f"| the same, file not in memory | {_ms(ours['first_file_on_disk']['total_ms'])} | - |",
                f"| peak memory of opening {title} | {ours['first']['peak_mb']:.0f} MB | {memory_aim} |",
            ]
            facts += _narrowing_facts(title, ours.get("narrowing"))
            facts += _time_facts(title, ours.get("time"))
            facts += _table_facts(title, ours.get("tabled"))
    return facts


def _narrowing_facts(title: str, narrowing: dict | None) -> list[str]:
    """Filters and selections; figures of before they were measured have none."""
    if narrowing is None:
        return []
    ms = {key: _ms(value["median_ms"]) for key, value in narrowing.items() if key != "selected"}
    boxes = f"{ms['box, twentieth']} and {ms['box, all']}"
    return [
        f"| a filter of {title}, taken and switched off | {ms['filter']} and {ms['filter off']} | 100 ms at 1 M |",
        f"| selecting among {title} by a condition | {ms['condition']} | - |",
        f"| selecting among {title} by a box of 1/20 and of all | {boxes} | - |",
        f"| the marks of all {title}, selected, full extent | {ms['marks']} | as the frame |",
    ]


def _time_facts(title: str, film: dict | None) -> list[str]:
    """Frames of a film; figures of before it was measured have none."""
    if film is None:
        return []
    ms = {key: _ms(value["median_ms"]) for key, value in film.items()}
    long = f"{ms['half year']} and {ms['cumulative']}"
    return [
        f"| a frame of {title} as events of a year, windows of a day | {ms['day']} | 50 ms (20 a second) |",
        f"| the same, windows of half a year, and cumulative | {long} | 200 ms (5 a second) |",
    ]


def _table_facts(title: str, tabled: dict | None) -> list[str]:
    """Table and charts; figures of before they were measured have none."""
    if tabled is None:
        return []
    ms = {key: _ms(value["median_ms"]) for key, value in tabled.items()}
    more = []
    if "brush" in ms:
        more = [
            f"| a brush over a chart of {title}: filter, map, chart | {ms['brush']} | 50 ms at 1 M, 300 ms at 20 M |",
            f"| all statistics of a column of {title} | {ms['statistics']} | - |",
        ]
    sorts, charts = f"{ms['sort first']} and {ms['sort last']}", f"{ms['chart']} and {ms['chart again']}"
    return [
        f"| the table of {title}, sorted by its first and its last column | {sorts} | - |",
        f"| a column of {title} in numbers | {ms['summary']} | - |",
        f"| a chart of {title}, first and again | {charts} | again 50 ms at 1 M, 300 ms at 20 M |",
        *more,
    ]


def _city_facts(parts: dict) -> list[str]:
    if "city" not in parts:
        return []
    found = parts["city"]
    few, cells = _count(found["joined_points"]), f"{found['cells']:,}"
    return [
        f"| {_count(found['points'])} points counted in {cells} cells | {_ms(found['count_ms'])} | 1 s |",
        f"| {few} of them | {_ms(found['count_joined_ms'])}; geopandas.sjoin {_ms(found['sjoin_ms'])} | - |",
        f"| grid card of a street with {_count(found['things'])} things | {_ms(found['card_ms'])} | 150 ms |",
        f"| {_count(found['codes'])} BeiDou codes written | {_ms(found['encode_ms'])} | seconds |",
        f"| {_count(found['codes'])} BeiDou codes read | {_ms(found['decode_ms'])} | seconds |",
    ]


def _program_facts(parts: dict) -> list[str]:
    facts = []
    if "import" in parts:
        facts.append(f"| import onemap | {_ms(parts['import']['median_ms'])} | 200 ms |")
    if "window" in parts:
        start = parts["window"]["start"]
        facts += [
            f"| start to window | {_ms(start['window_ms'])} | 1.5 s |",
            f"| start to the sample city drawn | {_ms(start['drawn_ms'])} | 3 s |",
        ]
        for name in ("buildings", "points"):
            load = parts["window"][name]
            facts += [
                f"| {name} opened in the window: first pixels | {_ms(load['first_pixels_ms'])} | 300 ms |",
                f"| {name} opened in the window: longest gap of its thread | {_ms(load['gap_max_ms'])} | 50 ms |",
                f"| {name}: painting a frame while dragging, p95 | {_ms(load['pan_p95_ms'])} | 8 ms |",
                f"| {name}: from Esc to the end of loading | {_ms(load['stop_ms'])} | 100 ms |",
            ]
    return facts


def _count(rows: int) -> str:
    return f"{rows / 1e6:g} M" if rows >= 1_000_000 else f"{rows:,}"


def _ms(value: float | None) -> str:
    if value is None:
        return "-"
    if value >= 1000:
        return f"{value / 1000:.2f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.2g} ms" if value < 10 else f"{value:.1f} ms"
