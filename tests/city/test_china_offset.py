"""GCJ-02 and BD-09 against published pairs, and there and back."""

from __future__ import annotations

import numpy as np
import pytest

from onemap.city import china_offset

#: lat, lon, GCJ-02 lat, lon: the tests of eviltransform.
PAIRS = [
    (31.1774276, 121.5272106, 31.175303984, 121.531541859),
    (22.543847, 113.912316, 22.540796132, 113.917176481),
    (39.911954, 116.377817, 39.913345455, 116.384047225),
]
CENTIMETRE = 1e-7


@pytest.mark.parametrize(("lat", "lon", "gcj_lat", "gcj_lon"), PAIRS, ids=["Shanghai", "Shenzhen", "Beijing"])
def test_published_pairs_within_a_centimetre(lat, lon, gcj_lat, gcj_lon):
    assert china_offset.to_gcj02(lon, lat) == pytest.approx((gcj_lon, gcj_lat), abs=CENTIMETRE)


def test_an_observed_city_within_its_noise_of_a_metre():
    lon, lat = china_offset.to_bd09(114.0164322, 33.0133556)  # Zhumadian, a fixture of gcoord
    assert (lon, lat) == pytest.approx((114.0287781, 33.0176697), abs=1e-5)


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_there_and_back(name):
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(74, 134, 20_000), rng.uniform(18, 53, 20_000)
    there = getattr(china_offset, f"to_{name}")(lon, lat)
    back = getattr(china_offset, f"from_{name}")(*there)
    assert np.abs(back[0] - lon).max() < 1e-9
    assert np.abs(back[1] - lat).max() < 1e-9


def test_outside_the_box_nothing_moves():
    lon, lat = china_offset.to_gcj02([-71.1, 151.2], [42.4, -33.9])
    assert lon.tolist() == [-71.1, 151.2]
    assert lat.tolist() == [42.4, -33.9]
