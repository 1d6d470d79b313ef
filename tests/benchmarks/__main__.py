"""Measure what the README promises: ``python -m tests.benchmarks [--only points]``.

Writes build/bench.json, and with the whole data (BENCH_SCALE=1, all parts) the README's table.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tests.benchmarks import data, table
from tests.benchmarks.clock import STATE, child, forget, remember
from tests.benchmarks.looks import FILL, KINDS, LINE, LINE_MM, MARKER_MM

RESULT = data.ROOT / "build" / "bench.json"
QGIS_PYTHON = "/usr/bin/python3"
QGIS_SCRIPT = str(Path(__file__).with_name("qgis_peer.py"))
WARM_RUNS = 3
IMPORT_RUNS = 7
#: Scale of the data that is drawn before the clock starts.
TINY = 0.001


def machine() -> dict:
    """What was measured on."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    packages = ("PySide6-Essentials", "numba", "pyogrio", "numpy", "rtree")
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=data.ROOT, capture_output=True, text=True, check=False)
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 1e6, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "commit": commit.stdout.strip(),
        "measured": datetime.now(UTC).isoformat(timespec="minutes"),
        "load_before": os.getloadavg()[0],
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def compile_kernels() -> None:
    """Run everything once on a tiny city: compiled code is then in the state folder, as after ``make run``."""
    tiny = data.make(TINY)
    for path in STATE.glob("*"):
        if path.name != "kernels":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    child("layer", tiny.buildings, "outlined", "--places", tiny.places)
    child("layer", tiny.points, "one symbol", "12 classes", "--places", tiny.places)


def layer(path: Path, tiny: Path, looks: list[str], places: Path) -> dict:
    """First pictures, then everything else in one more process.

    "first" is taken in a program that runs, as QGIS's is after its own start; "first_of_process" includes the loading
    of libraries and kernels; "first_file_on_disk" does too, with a file that the system has not in memory.
    """
    forget(path)
    cold = child("layer", path, looks[0], "--first-only")
    remember(path)
    fresh = [child("layer", path, looks[0], "--first-only")["first"] for _ in range(WARM_RUNS)]
    running = [child("layer", path, looks[0], "--first-only", "--after", tiny)["first"] for _ in range(WARM_RUNS)]
    whole = child("layer", path, *looks, "--places", places)
    return {**whole, "first_file_on_disk": cold["first"], "first_of_process": medians(fresh), "first": medians(running)}


def medians(runs: list[dict]) -> dict:
    """The median of every figure."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def qgis(path: Path, looks: list[str], places: Path) -> dict | None:
    """The same in QGIS; None where it is not installed."""
    there = subprocess.run([QGIS_PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0
    if not there:
        return None
    listed = places.with_suffix(".csv")
    np.savetxt(listed, np.load(places)[:500], delimiter=",", fmt="%.3f")
    colors = json.dumps({"fill": FILL, "line": LINE, "line_mm": LINE_MM, "kinds": KINDS, "marker_mm": MARKER_MM})
    return child(QGIS_SCRIPT, path, *looks, "--json-looks", colors, "--places", listed, python=QGIS_PYTHON)


def buildings(city: data.City) -> dict:
    """1 M outlined polygons from a GeoPackage."""
    looks = ["outlined"]
    ours = layer(city.buildings, data.make(TINY).buildings, looks, city.places)
    return {"ours": ours, "qgis": qgis(city.buildings, looks, city.places)}


def points(city: data.City) -> dict:
    """20 M points from a FlatGeobuf, in one symbol and in 12 classes."""
    looks = ["one symbol", "12 classes"]
    ours = layer(city.points, data.make(TINY).points, looks, city.places)
    return {"ours": ours, "qgis": qgis(city.points, looks, city.places)}


def imports(_city: data.City) -> dict:
    """``import onemap`` in a fresh interpreter."""
    script = "import time; t = time.perf_counter(); import onemap; print((time.perf_counter() - t) * 1e3)"
    runs = [
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)
        for _ in range(IMPORT_RUNS)
    ]
    return {"median_ms": statistics.median(runs), "max_ms": max(runs), "runs": len(runs)}


def window(city: data.City) -> dict:
    """Start of the program, and the window's thread while 1 M buildings load."""
    child("window", "start", data.ROOT / "sample_data" / "sample_city.onemap")
    starts = [child("window", "start", data.ROOT / "sample_data" / "sample_city.onemap") for _ in range(WARM_RUNS)]
    return {
        "start": medians(starts),
        "buildings": child("window", "load", city.buildings),
        "points": child("window", "load", city.points),
    }


def city(made: data.City) -> dict:
    """Counting, cards and codes."""
    return child("city", made.points)


PARTS = {"import": imports, "buildings": buildings, "points": points, "city": city, "window": window}


def main() -> None:
    """Measure the parts asked for, keep what earlier runs of the same scale found of the others."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="measure this part; may be given again")
    chosen = parser.parse_args().only or list(PARTS)
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    found = {"scale": scale, "machine": machine(), "parts": {}}
    if RESULT.exists() and len(chosen) < len(PARTS):
        before = json.loads(RESULT.read_text(encoding="utf-8"))
        if before["scale"] == scale:
            found["parts"] = before["parts"]
    print("making the data and compiling", flush=True)
    files = data.make(scale)
    compile_kernels()
    for name in chosen:
        start = time.perf_counter()
        print(f"measuring {name} ...", end=" ", flush=True)
        found["parts"][name] = PARTS[name](files)
        print(f"{time.perf_counter() - start:.0f} s", flush=True)
        RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    text = table.markdown(found)
    print(f"\n{text}\n\nAll numbers: {RESULT.relative_to(data.ROOT)}")
    if scale == 1 and set(found["parts"]) == set(PARTS):
        table.put_into(data.ROOT / "README.md", text)


if __name__ == "__main__":
    main()
