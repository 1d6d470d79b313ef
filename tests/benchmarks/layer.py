"""One layer, measured in one process: first picture, memory, frames, questions. Prints JSON."""

import argparse
import dataclasses
import json
import time
from pathlib import Path

import numpy as np

import onemap
from onemap.model.extent import Extent
from onemap.model.moment import Moment
from onemap.model.request import When
from onemap.query.instants import slots_of
from onemap.query.moments import order_of
from onemap.render.draw import render
from onemap.session import chart_items, charting, snapshot, statistics, tabling
from tests.benchmarks.clock import peak_mb, percentiles_ms, repeated_ms, timed_ms
from tests.benchmarks.data import CRS
from tests.benchmarks.looks import LOOKS

SIZE = (1600, 1000)
PARTS = {"full": 1.0, "twentieth": 0.05}
TOLERANCE_M = 5.0
#: Layers of fewer rows are no film.
FILM_FROM = 10_000
#: Filters of the columns that the data have.
CONDITIONS = ("kind = 3 AND status <> 1", "kind IN (2, 5, 7)", "cls = 3 AND floors > 20", "cls IN (2, 5, 7)")


def first_picture(path: Path, look: str) -> tuple[onemap.Map, dict]:
    """Open the file and draw it whole."""
    shown = onemap.Map(crs=CRS)
    add_ms = timed_ms(lambda: shown.add(path, style=LOOKS[look]))
    render_ms = timed_ms(lambda: shown.render(size=SIZE, extent=shown.extent))
    return shown, {"total_ms": add_ms + render_ms, "add_ms": add_ms, "render_ms": render_ms, "peak_mb": peak_mb()}


def frames(shown: onemap.Map) -> dict:
    """Warm frames of every part, with one and with two threads; each is moved by a pixel, so none is drawn twice."""
    whole = shown.extent
    found = {}
    for part, share in PARTS.items():
        view = shown.view(SIZE, whole.scaled(share))
        for threads in (1, 2):

            def draw(nth: int, view=view, threads=threads) -> None:
                box = moved(view.extent, nth % 5 * view.resolution)
                shown.render(size=SIZE, extent=box, threads=threads)

            draw(0)
            found[f"{part}, {threads} threads"] = repeated_ms(draw)
    return found


def moved(extent: Extent, dx: float) -> Extent:
    """The extent, ``dx`` farther east."""
    return Extent(extent.xmin + dx, extent.ymin, extent.xmax + dx, extent.ymax)


def questions(shown: onemap.Map, places: np.ndarray) -> dict:
    """What is within 5 m of places that lie close to a feature."""
    for x, y in places[:50]:
        shown.identify(x, y, tolerance_m=TOLERANCE_M)
    times, hits = [], 0
    for x, y in places:
        times.append(timed_ms(lambda x=x, y=y: shown.identify(x, y, tolerance_m=TOLERANCE_M)))
    for x, y in places[:100]:
        hits += len(shown.identify(x, y, tolerance_m=TOLERANCE_M).hits)
    return {**percentiles_ms(times), "hits_per_place": hits / len(places[:100])}


def narrowing(shown: onemap.Map) -> dict:
    """A filter, a condition, boxes of all and of a twentieth, and the picture of all that is selected."""
    layer, whole = shown.layers[0], shown.extent
    texts = [text for text in CONDITIONS if text.split()[0] in layer.columns] * 2

    def marked(_nth: int) -> None:
        request = snapshot.selected(shown.session, shown.view(SIZE, whole))
        render(request, threads=2)

    found = {
        "filter": repeated_ms(lambda nth: shown.filter(layer, texts[nth % 2])),
        "filter off": repeated_ms(lambda nth: shown.filter(layer, texts[0], on=nth % 2 == 1)),
    }
    shown.filter(layer)
    found["condition"] = repeated_ms(lambda nth: shown.select(texts[nth % 2], layers=[layer]))
    found["box, twentieth"] = repeated_ms(lambda _nth: shown.select(whole.scaled(0.05)))
    found["box, all"] = repeated_ms(lambda _nth: shown.select(whole))
    found["selected"] = int(shown.session.selection.count)
    found["marks"] = repeated_ms(marked)
    shown.session.selection.clear()
    return found


def over_time(shown: onemap.Map) -> dict:
    """A film of a year's events at full extent: a day, half a year and all from the beginning, a step each frame."""
    session, day = shown.session, 86_400_000
    entry = session.entries[0]
    rows = entry.ready.data.rows
    start = np.random.default_rng(5).integers(0, 365 * day, rows)
    began = time.perf_counter()
    order = order_of(entry.ready.prepared.rows, start, None, slots_of(start), "UTC")
    found = {"times": {"median_ms": (time.perf_counter() - began) * 1000}}
    base = snapshot.picture(session, shown.view(SIZE, shown.extent))
    for name, length in (("day", 1), ("half year", 182), ("cumulative", 0)):

        def draw(nth: int, length=length) -> None:
            first = nth % 180
            moment = Moment(first * day, (first + length) * day) if length else Moment(0, (180 + first) * day)
            layer = dataclasses.replace(base.layers[0], when=When(order, moment))
            render(dataclasses.replace(base, layers=(layer,)), threads=2)

        found[name] = repeated_ms(draw)
    return found


def tabled(shown: onemap.Map) -> dict:
    """The table sorted by its first and its last column, a column in numbers, a chart at first and again, a brush."""
    layer = shown.layers[0]
    session, names = shown.session, layer.columns

    def asked(*names: str) -> tabling.TableQuestion:
        return tabling.question(session, layer.id, "all", tuple(map(tabling.Key, names)))

    def charted(held: charting.Held | None = None) -> charting.ChartAnswer:
        choice = charting.Choice("values", names[-1])
        return charting.answer(charting.question(session, asked(), choice, held=held))

    found = {f"sort {end}": repeated_ms(lambda _nth, name=name: tabling.rows_of(asked(name)))
             for end, name in (("first", names[0]), ("last", names[-1]))}  # fmt: skip
    found["summary"] = repeated_ms(lambda _nth: tabling.summary(asked(), names[-1]))
    found["chart"] = repeated_ms(lambda _nth: charted())
    first = charted()
    found["chart again"] = repeated_ms(lambda _nth: charted(first.held))
    whole, before = shown.extent, session.entries[0].ready

    def brushed(nth: int) -> None:
        shown.filter(layer, chart_items.condition(first, nth % 3, nth % 3 + 2))
        shown.render(size=SIZE, extent=whole)
        asked_again = charting.question(session, asked(), first.question.choice, base="", held=first.held)
        charting.answer(dataclasses.replace(asked_again, before=before))

    found["brush"] = repeated_ms(brushed)
    shown.filter(layer)
    told = charting.question(session, asked(), charting.Choice(of=names[-1]))
    found["statistics"] = repeated_ms(lambda _nth: statistics.answer(told))
    return found


def main() -> None:
    """Measure what the arguments name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("looks", nargs="+", choices=list(LOOKS))
    parser.add_argument("--first-only", action="store_true")
    parser.add_argument("--after", type=Path, help="draw this small file before the clock starts")
    parser.add_argument("--places", type=Path)
    options = parser.parse_args()
    if options.after:
        first_picture(options.after, options.looks[0])
    shown, first = first_picture(options.path, options.looks[0])
    found = {"first": first, "rows": shown.layers[0].rows, "frames": {}}
    if not options.first_only:
        for look in options.looks:
            shown.layers[0].style = LOOKS[look]
            found["frames"][look] = frames(shown)
        if options.places:
            found["identify"] = questions(shown, np.load(options.places))
        found["narrowing"] = narrowing(shown)
        if shown.layers[0].rows >= FILM_FROM:
            found["time"] = over_time(shown)
        found["tabled"] = tabled(shown)
        found["peak_mb"] = peak_mb()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
