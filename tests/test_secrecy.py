"""Secrets are known as such wherever they stand, and nothing else is touched."""

import pytest

from onemap.errors import SourceError
from onemap.messages.secrecy import holds_secret, redacted

CANARY = "C4nary-4711"


@pytest.mark.parametrize(
    "text",
    [
        f"PG:host=h dbname=d user=u password={CANARY}", f"PG:host=h password='{CANARY} x' user=u",
        f"postgresql://u:{CANARY}@h:5432/d", f"/work/postgresql:/u:{CANARY}@h/d", f"https://u:{CANARY}@h/x.geojson",
        f"https://h/x?token={CANARY}&y=1", f"https://h/x?y=1&access_token={CANARY}", f"http://t0.h/x?tk={CANARY}",
        f"http://h/?ak={CANARY}", f"https://h/?api_key={CANARY}", f"https://h/?X-Amz-Signature={CANARY}",
        f"/data/lamps?token={CANARY}.geojson", f"Authorization: Bearer {CANARY}", f"authorization: Basic {CANARY}",
        f"Server=h;Uid=u;Pwd={CANARY};", f"PASSWORD = {CANARY}", f"MYSQL:d,user=u,password={CANARY},port=1",
        f"AWS_SECRET_ACCESS_KEY={CANARY}", f"client_secret={CANARY}", f"mongodb://u:{CANARY}@a,b/x",
    ],
)  # fmt: skip
def test_a_secret_is_made_unreadable(text):
    assert holds_secret(text)
    assert CANARY not in redacted(text)
    assert redacted(redacted(text)) == redacted(text)
    for language in ("zh", "en"):
        assert CANARY not in SourceError("file_missing", path=text).sentence(language)


@pytest.mark.parametrize(
    "text",
    [
        "", "/data/城市/路灯.gpkg", "C:\\data\\token\\x.shp", "https://h/x.geojson", "mail@h.cn", "a:b@c", "ak 47",
        "password", "/data/taken=3.csv", "peak=3", "desk=4", "/data/sk.csv", "12:30@3", "//server/share/x@2.csv",
    ],
)  # fmt: skip
def test_what_holds_none_stays_as_it_is(text):
    assert redacted(text) == text
