"""A project is data: whatever a colleague's file says, nothing of it is run and nothing else is read."""

import pytest
import tomli_w

import onemap
from onemap.errors import OneMapError
from onemap.messages.secrecy import holds_secret
from tests import poison

MARK = "onemap_was_here"
PAYLOADS = [
    f"__import__('os').system('touch {MARK}')", f"${{touch {MARK}}}", f"$(touch {MARK})", f"`touch {MARK}`",
    f"; touch {MARK}", f"| touch {MARK}", "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    f"=cmd|'/c touch {MARK}'!A1", f"@pd.io.common.os.system('touch {MARK}')", f"eval(open('{MARK}', 'w'))",
    f"%(touch {MARK})s", f"!!python/object/apply:os.system ['touch {MARK}']", "'; DROP TABLE gpkg_contents; --",
    f"<script>require('fs').writeFileSync('{MARK}', '')</script>", "lambda: 0", "javascript:alert(1)",
    f"/vsistdin/{MARK}", "/vsicurl/http://127.0.0.1:9/x.gpkg", "PG:host=127.0.0.1 port=9 dbname=x password=y",
    "<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
]  # fmt: skip
PLACES = ("title", "filter", "column", "label", "path", "layer", "crs", "time", "note", "marker")


def layer_with(place, payload, number):
    """A layer that says the payload in one place."""
    layer = {"id": f"a{number}", "source": {"path": "one_row.geojson"}, "style": {"symbol": {"fill": "#aabbcc"}}}
    match place:
        case "title" | "filter" | "note":
            layer[place] = payload
        case "column":
            layer["style"] |= {"kind": "categories", "column": payload, "classes": [{"symbol": {}, "values": ["1"]}]}
        case "label":
            layer["style"]["label"] = {"column": payload}
        case "path" | "layer" | "crs":
            layer["source"][place] = payload
        case "time":
            layer["time"] = {"start": payload}
        case "marker":
            layer["style"]["symbol"]["marker"] = payload
    return layer


@pytest.mark.parametrize("place", PLACES)
def test_nothing_that_a_project_says_is_run(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    poison.one_row(tmp_path)
    # A project with a password in a path is refused as a whole, and would keep the other paths from being tried.
    tried = [payload for payload in PAYLOADS if place != "path" or not holds_secret(payload)]
    layers = [layer_with(place, payload, number) for number, payload in enumerate(tried)]
    (tmp_path / "a.onemap").write_text(tomli_w.dumps({"schema": 2, "layers": layers}), encoding="utf-8")
    try:
        city = onemap.open(tmp_path / "a.onemap")
    except OneMapError:
        assert place in {"filter", "marker"}
    else:
        assert place not in {"path", "layer", "crs"} or len(city.failed) == len(tried)
        city.save(tmp_path / "b.onemap")
    assert not list(tmp_path.rglob(MARK))
