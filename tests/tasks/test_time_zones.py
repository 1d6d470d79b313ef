"""What is stored does not depend on the time zone of the computer, nor on its summer time."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ZONES = ("Asia/Shanghai", "UTC", "America/St_Johns", "Australia/Lord_Howe")
#: Makes a city with times of every kind round the hours that summer time skips and repeats, and stores all it can.
WORK = r"""
import json, re, sys
from pathlib import Path
import geopandas, numpy as np, pandas, shapely
import onemap
from onemap.api import Layer
from onemap.session import records
from onemap.session.rows_out import rows_out, write

folder = Path(sys.argv[1])

def nowhere(text):
    return text.replace(str(folder), "")

texts = ["2026-03-08 02:30", "2026-04-05T01:45:00", "2026/10/4 2:15", "2026-11-01T01:30:00-02:30", "2026-11-01 01:30",
         "2026-06-30T17:20:05Z", "2026年6月30日 下午5:20", "", "1782840005", "2026-04-05T01:45:00+10:30"]
moments = pandas.to_datetime(np.arange(len(texts)) * 5_400_000_000_000 + 1772935200000000000)
frame = geopandas.GeoDataFrame(
    {"code": [f"{n:03d}" for n in range(len(texts))], "report_time": texts, "naive": moments,
     "zoned": moments.tz_localize("UTC").tz_convert("America/St_Johns"), "day": moments.date},
    geometry=shapely.points(np.arange(len(texts)) * 10.0 + 468000, np.full(len(texts), 3483000.0)), crs="EPSG:4544")
source = folder / "events.geojson"
features = [{"type": "Feature", "properties": {"code": c, "report_time": t},
             "geometry": {"type": "Point", "coordinates": [g.x, g.y]}}
            for c, t, g in zip(frame.code, texts, frame.geometry)]
crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4544"}}
source.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
city = onemap.open(source)
city.filter("events", "report_time >= TIMESTAMP('2026-03-01T00:00:00Z')")
city.time("2026-03-08/2026-11-01", hours=(1, 2, 17))
city.keep_scene("summer")
city.select("report_time < TIMESTAMP('2026-07-01T00:00:00Z')", layers=["events"])
entry = city.session.entry("events")
times = entry.ready.times.order
kept = {"selected": entry.selection.tolist(), "start": times.start.tolist(), "slot": times.slot.tolist(),
        "left": np.flatnonzero(entry.ready.kept).tolist()}
(folder / "kept.json").write_text(json.dumps(kept))
content = json.dumps(records.plain(city.session.content))
(folder / "content.json").write_text(nowhere(re.sub(r'"(made|id)": "[^"]*"', "", content)))
city.session.set_time_field("events", None)
city.save(folder / "a.onemap")
(folder / "a.onemap").write_text(re.sub(r'(?m)^(made|id) = .*$', "", (folder / "a.onemap").read_text()))
added = onemap.Map(crs="EPSG:4544")
added.add(frame, title="rows")
entry = added.session.entries[0]
for suffix in (".csv", ".geojson", ".parquet"):
    write(rows_out(entry, np.arange(entry.data.rows), folder / f"rows{suffix}"))
write(rows_out(entry, np.arange(entry.data.rows), folder / "rows.gpkg"))
import pyogrio
(folder / "gpkg.txt").write_text(str(pyogrio.read_arrow(folder / "rows.gpkg")[1].to_pylist()))
(folder / "rows.gpkg").unlink()
print(*sorted(path.name for path in folder.iterdir()))
"""


def stored(folder, zone):
    """A digest of every file that is written in a time zone, by name."""
    folder.mkdir()
    environment = {**os.environ, "TZ": zone, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WORK, str(folder)], check=False, capture_output=True, text=True,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not take its time zone from TZ")
def test_four_time_zones_store_the_same(tmp_path):
    made = {zone: stored(tmp_path / str(number), zone) for number, zone in enumerate(ZONES)}
    assert len(made["UTC"]) >= 8
    for zone in ZONES:
        assert made[zone] == made["UTC"], zone
