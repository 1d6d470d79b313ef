"""What GDAL and PROJ may do in this program; set before either is loaded."""

from __future__ import annotations

import os

#: Drivers that fetch from a network, run code or read files named inside other files. Names that the GDAL of the
#: pyogrio wheel does not have are left out, because it would warn about each.
_SKIPPED = (
    "OGR_VRT GDALG HTTP WFS OAPIF OGCAPI CSW EEDA Elasticsearch Carto AmigoCloud PLSCENES NGW GPSBabel ADBC LVBAG SXF"
)
_SETTINGS = {
    "GDAL_SKIP": _SKIPPED,
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    # A proxy that nobody answers: a link inside a file cannot make GDAL call out.
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_VRT_ENABLE_RAWRASTERBAND": "NO",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "ALLOW_VIRTUAL_OGR_FROM_TRIGGER_AND_VIEW": "NO",
    "ALLOW_OGR_SQL_FUNCTIONS_FROM_TRIGGER_AND_VIEW": "NO",
    "PROJ_NETWORK": "OFF",
    "SQLITE_BUSY_TIMEOUT": "500",
    "OGR_GEOJSON_MAX_OBJ_SIZE": "200",
    "GDAL_CACHEMAX": "256",
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
}
#: Folders from which GDAL would load code.
_REMOVED = ("GDAL_DRIVER_PATH", "OGR_DRIVER_PATH", "GDAL_PYTHON_DRIVER_PATH")


def prepare_environment() -> None:
    """Set what the user has not set; to be called before pyogrio is imported, and cheap to call again."""
    for name in _REMOVED:
        os.environ.pop(name, None)
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


def core_allowed() -> bool:
    """Whether layers of core data (grade 5) may be read: ``ONEMAP_ALLOW_L5=1`` says so."""
    return os.environ.get("ONEMAP_ALLOW_L5", "") == "1"
