"""The same work in QGIS, by its own parallel renderer; runs under Debian's python3 with python3-qgis. Prints JSON."""

import argparse
import csv
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # type: ignore[import-not-found]
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]

SIZE = QSize(1600, 1000)
SLOW_S = 5.0


def marker(color, size_mm):
    look = {"name": "circle", "color": color, "outline_style": "no", "size": str(size_mm), "size_unit": "MM"}
    return QgsMarkerSymbol.createSimple(look)


def renderer(look, looks):
    if look == "outlined":
        symbol = QgsFillSymbol.createSimple(
            {
                "color": looks["fill"],
                "outline_color": looks["line"],
                "outline_width": str(looks["line_mm"]),
                "outline_width_unit": "MM",
            }
        )
        return QgsSingleSymbolRenderer(symbol)
    if look == "one symbol":
        return QgsSingleSymbolRenderer(marker(looks["kinds"][0], looks["marker_mm"]))
    classes = [
        QgsRendererCategory(kind, marker(color, looks["marker_mm"]), str(kind))
        for kind, color in enumerate(looks["kinds"])
    ]
    return QgsCategorizedSymbolRenderer("kind", classes)


def opened(path):
    layer = QgsVectorLayer(path, "measured", "ogr")
    if not layer.isValid():
        sys.exit("QGIS cannot open " + path)
    simplify = QgsVectorSimplifyMethod()
    simplify.setSimplifyHints(QgsVectorSimplifyMethod.FullSimplification)
    simplify.setThreshold(1)
    layer.setSimplifyMethod(simplify)
    return layer


def frame_s(layer, extent):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(extent)
    settings.setOutputSize(SIZE)
    settings.setDestinationCrs(layer.crs())
    settings.setFlag(QgsMapSettings.Antialiasing, True)
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, True)
    start = time.perf_counter()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.renderedImage().isNull()
    return time.perf_counter() - start


def frames(layer):
    found = {}
    whole = layer.extent()
    for part, share in (("full", 1.0), ("twentieth", 0.05)):
        extent = QgsRectangle.fromCenterAndSize(whole.center(), whole.width() * share, whole.height() * share)
        times = [frame_s(layer, extent)]
        while len(times) < (2 if times[0] > SLOW_S else 4):
            times.append(frame_s(layer, extent))
        warm = times[1:]
        found[part] = {"median_ms": statistics.median(warm) * 1e3, "runs": len(warm)}
    return found


def questions(layer, places, tolerance):
    times, hits = [], 0
    for x, y in places:
        box = QgsRectangle(x - tolerance, y - tolerance, x + tolerance, y + tolerance)
        request = QgsFeatureRequest().setFilterRect(box).setFlags(QgsFeatureRequest.ExactIntersect)
        start = time.perf_counter()
        hits += sum(1 for _ in layer.getFeatures(request))
        times.append((time.perf_counter() - start) * 1e3)
    times.sort()
    middle, worst = times[len(times) // 2], times[int(len(times) * 0.99)]
    return {"p50_ms": middle, "p99_ms": worst, "max_ms": times[-1], "runs": len(times)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("looks", nargs="+")
    parser.add_argument("--json-looks", required=True)
    parser.add_argument("--places")
    options = parser.parse_args()
    looks = json.loads(options.json_looks)
    application = QgsApplication([], False)
    application.initQgis()
    start = time.perf_counter()
    layer = opened(options.path)
    layer.setRenderer(renderer(options.looks[0], looks))
    frame_s(layer, layer.extent())
    found = {"version": Qgis.QGIS_VERSION, "first": {"total_ms": (time.perf_counter() - start) * 1e3}, "frames": {}}
    for look in options.looks:
        layer.setRenderer(renderer(look, looks))
        found["frames"][look] = frames(layer)
    if options.places:
        with Path(options.places).open(newline="", encoding="ascii") as file:
            places = [(float(x), float(y)) for x, y in csv.reader(file)]
        found["identify"] = questions(layer, places, 5.0)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash while it tears its providers down; all is measured by now


if __name__ == "__main__":
    main()
