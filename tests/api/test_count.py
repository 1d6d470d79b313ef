"""Counting by grid from a script, against geopandas."""

import geopandas
import numpy as np
import pytest

from onemap import Map
from onemap.errors import RequestError
from onemap.io.files import sample_dir
from tests.session.cities import cells, definition, lamps


@pytest.fixture
def small():
    made = Map()
    made.session.add(definition("grid", "unit_grid"), cells())
    made.session.add(definition("lamp", "component"), lamps(20))
    return made


def test_a_point_on_a_border_belongs_to_the_smaller_code(small):
    counted = small.count("lamp", by="grid")
    assert counted.to_dict() == {"990101001001001": 10, "990101001001002": 10}
    assert (counted.index.name, counted.name) == ("code", "lamp")


def test_cells_without_codes_are_told(small):
    small.add(geopandas.GeoDataFrame({"a": [1]}, geometry=small.layer("grid").frame.geometry[:1], crs=small.crs))
    with pytest.raises(RequestError, match="code"):
        small.count("lamp", by="layer")


@pytest.mark.skipif(not (sample_dir() / "base.gpkg").exists(), reason="needs the sample city")
def test_the_sample_counts_as_geopandas_joins():
    import onemap

    city = onemap.open(sample_dir() / "sample_city.onemap")
    counted = city.count("opinion", by="unit_grid")
    grids = city.layer("unit_grid").frame
    joined = geopandas.sjoin(city.layer("opinion").frame.to_crs(grids.crs), grids[["code", "geometry"]])
    brute = joined.groupby(joined.index)["code_right"].min().value_counts().reindex(counted.index, fill_value=0)
    assert np.array_equal(counted.to_numpy(), brute.to_numpy())
    assert counted.sum() > 1000
