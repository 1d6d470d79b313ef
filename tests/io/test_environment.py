"""GDAL as it runs here: no driver that reaches out, nothing said on the terminal, nobody called."""

import http.server
import json
import subprocess
import sys
import threading

import pytest

from onemap.errors import SourceError
from onemap.io import environment, ogr, readers

LOAD = "from onemap.io import ogr; print(*ogr.gdal().list_drivers())"


def test_loading_gdal_says_nothing_and_leaves_dangerous_drivers_out():
    done = subprocess.run([sys.executable, "-W", "always", "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    drivers = set(done.stdout.replace("ESRI ", "ESRI_").split())
    assert {"GPKG", "GeoJSON", "FlatGeobuf", "ESRI_Shapefile", "TopoJSON"} <= drivers
    assert not drivers & {"OGR_VRT", "GDALG", "HTTP", "WFS", "OAPIF", "CSW", "Elasticsearch", "ADBC", "LVBAG"}


def test_what_the_user_has_set_stays(monkeypatch):
    monkeypatch.setenv("SQLITE_BUSY_TIMEOUT", "7")
    monkeypatch.setenv("GDAL_DRIVER_PATH", "/somewhere")
    environment.prepare_environment()
    assert environment.os.environ["SQLITE_BUSY_TIMEOUT"] == "7"
    assert "GDAL_DRIVER_PATH" not in environment.os.environ


@pytest.fixture
def listener():
    """A server on this machine and the paths that were asked of it."""
    asked = []

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_link_in_a_file_is_not_followed(tmp_path, listener):
    address, asked = listener
    linked = {"type": "link", "properties": {"href": f"{address}/crs", "type": "ogcwkt"}}
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    table = {"type": "FeatureCollection", "crs": linked, "features": [point]}
    (tmp_path / "a.geojson").write_text(json.dumps(table), encoding="utf-8")
    try:
        readers.read(tmp_path / "a.geojson")
    except SourceError as error:
        assert error.key in {"file_damaged", "file_foreign"}  # noqa: PT017 - either is right
    with pytest.raises(SourceError):
        readers.read(f"/vsicurl/{address}/a.geojson")
    assert asked == []


def test_gdal_is_loaded_once():
    assert ogr.gdal() is ogr.gdal()
