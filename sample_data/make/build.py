"""The whole city in order: streets, divisions, ground, houses, what stands and happens there, faults, files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from make import blocks, buildings, cases, components, defects, net, people, places, roads, terminals, wards, write
from make.frame import ADMIN, rng
from make.plan import OUTER

if TYPE_CHECKING:
    import geopandas as gpd

FOLDER = Path(__file__).resolve().parents[1]
MAIN = ("快速路", "主干路", "次干路")
PONDS = ("镜湖", "月湖", "柳湖", "荷塘", "翠湖", "星湖", "枫池", "澄湖")


class City:
    """Everything that is made before a fault is planted; geometry in metres around the origin."""

    def __init__(self) -> None:
        self.net, self.parks, found = net.build()
        self.levels = wards.divide(self.net, found)
        self.blocks = blocks.blocks(self.net, self.parks, found)
        blocks.lay_fields(self.blocks)
        self.ponds = blocks.lakes(self.blocks)
        self.greens = blocks.greens(self.blocks, self.ponds)
        self.paths = blocks.park_paths(self.blocks, self.ponds)
        self.country = blocks.country(self.net)
        self.roads = roads.table(self.net, self.paths)
        self.decks = roads.bridges(self.roads)
        self.houses = buildings.houses(self.blocks)
        places.number_houses(self.houses, self.roads)
        by_part = {u.parts[0]: u for u in self.levels["unit"]}
        self.by_number = [by_part[k] for k in range(len(self.net.grids))]
        self.units = self.levels["unit"]
        self.names = {d.code: d.name for level in ("community", "subdistrict") for d in self.levels[level]}
        self.owners = {self.by_number[k].code: r.code for r in self.levels["responsibility"] for k in r.parts}
        self._describe()

    def _describe(self) -> None:
        """Attributes of the divisions."""
        use = {
            "商业": "商业服务",
            "老城": "居住",
            "城中村": "居住",
            "住宅": "居住",
            "高层": "居住",
            "工业": "工业",
            "公共": "公共服务",
            "公园": "公园绿地",
            "滨水绿地": "水域与绿地",
            "绿地": "公园绿地",
            "广场": "广场",
        }
        area: dict[int, dict[str, float]] = {}
        for b in self.blocks:
            share = area.setdefault(b.grid, {})
            share[use[b.use]] = share.get(use[b.use], 0.0) + b.shape.area
        for k, u in enumerate(self.by_number):
            community = u.code[:12]
            u.name = f"{self.names[community].removesuffix('社区')}{u.code[-3:]}"
            street = f"{self.names[u.code[:9]]}{self.names[community]}"
            largest = max(area[k], key=lambda name, k=k: area[k][name])
            u.extra = {
                "land_use": largest,
                "level": "一级" if net.from_middle(u.shape) < 0.45 else "二级",
                "init_date": "20250701",
                "resp_grid": self.owners[u.code],
                "where": street,
            }


def _base(city: City) -> dict[str, gpd.GeoDataFrame]:
    """Layers of the base map that go into one GeoPackage."""
    use = {
        "老城": "居住",
        "城中村": "居住",
        "住宅": "居住",
        "高层": "居住",
        "商业": "商业",
        "工业": "工业",
        "公共": "公共",
        "广场": "广场",
    }
    land = [{"class": use[b.use], "shape": b.shape} for b in city.blocks if b.use in use]
    land += [{"class": kind, "shape": s} for s, kind in city.country]
    water = [{"name": "澄江", "class": "河流", "shape": reach} for reach in roads.reaches(city.roads)]
    water += [{"name": PONDS[k], "class": "湖泊", "shape": p} for k, p in enumerate(city.ponds)]
    for k, row in enumerate(water):
        row["code"] = f"{ADMIN}W{k + 1:04d}"
    green = [
        {"code": f"{ADMIN}L{k + 1:04d}", "name": "", "class": kind, "area_m2": round(s.area, 1), "shape": s}
        for k, (s, kind, _) in enumerate(city.greens)
    ]
    for name, lawn in _parks(city):
        next(row for row in green if row["shape"] is lawn)["name"] = name
    for k, row in enumerate(land):
        row["code"] = f"{ADMIN}K{k + 1:05d}"
    return {
        "land": write.frame(land),
        "green": write.frame(green),
        "water": write.frame(water),
        "bridge": write.frame(city.decks),
        "road": write.frame([r for r in city.roads if r["class"] in MAIN]),
        "lane": write.frame([r for r in city.roads if r["class"] not in MAIN]),
        "road_area": write.frame(roads.surfaces(city.net.streets)),
        "unit_grid": write.frame(_units(city)),
        "responsibility_grid": write.frame(write.divisions(city.levels["responsibility"])),
    }


def _parks(city: City) -> list[tuple[str, shapely.Polygon]]:
    """The large parks, each with its name: that of its pond, where it has one."""
    spare, lawns = (
        iter(("梅园", "枫林公园", "竹溪公园", "桂苑公园")),
        [s for s, kind, _ in city.greens if kind == "公园绿地"],
    )
    large = sorted(lawns, key=lambda s: -s.area)[: len(city.parks)]
    ponds = [[PONDS[k] for k, p in enumerate(city.ponds) if lawn.distance(p) < 1.0] for lawn in large]
    return [(f"{own[0]}公园" if own else next(spare), lawn) for own, lawn in zip(ponds, large, strict=True)]


def _units(city: City) -> list[dict[str, object]]:
    rows = write.divisions(city.units)
    for row in rows:
        row.pop("where")
    return rows


def _outside() -> np.ndarray:
    """Places just outside the city, far from everything."""
    ring = shapely.Polygon(OUTER).buffer(90).exterior
    run = np.linspace(0, ring.length, defects.EACH, endpoint=False) + rng("outside").uniform(0, 60, defects.EACH)
    return shapely.get_coordinates(shapely.line_interpolate_point(ring, run)).round(2)


def _houses(city: City) -> gpd.GeoDataFrame:
    random = rng("building-years")
    rows = [
        {
            "code": f"{ADMIN}F{k + 1:06d}",
            "use": h["use"],
            "floors": np.int16(h["floors"]),
            "height_m": round(int(h["floors"]) * (4.5 if h["use"] == "工业" else 3.1) + 0.6, 1),
            "address": h["address"],
            "built": np.int16(random.integers(1975, 2024)),
            "shape": h["shape"],
        }
        for k, h in enumerate(city.houses)
    ]
    return write.frame(rows)


def _swapped(city: City) -> pd.DataFrame:
    """A small file whose columns of longitude and latitude are exchanged."""
    houses = [city.houses[k] for k in range(150, 36 * 520, 520)]
    rows = [
        {"编码": f"{ADMIN}S{k + 1:04d}", "名称": "应急取水点", "shape": shapely.point_on_surface(h["shape"])}
        for k, h in enumerate(houses)
    ]
    return write.degrees(write.frame(rows), x="纬度", y="经度")[["编码", "名称", "经度", "纬度"]]


def main() -> None:
    """Make the city and write every file of the sample."""
    city, found = City(), []

    def sheet(layer: str, file: str, key: str, table: pd.DataFrame) -> defects.Sheet:
        return defects.Sheet(layer, file, key, table, found)

    solid = np.array([h["shape"] for h in city.houses] + city.ponds, object)
    made, xy = components.components(city.net, city.blocks, city.by_number, solid, city.decks, city.names)
    ledger, spots = terminals.terminals(made, xy, city.houses, city.by_number, city.net)
    happened, where = cases.cases(made, xy, city.net, city.by_number, city.owners)
    parts, devices, matters = pd.DataFrame(made), pd.DataFrame(ledger), pd.DataFrame(happened)
    lots = write.frame(places.parking(city.blocks, city.net, city.by_number))
    firms = write.frame(people.organisations(city.houses, city.by_number))
    placed, swapped = np.ones(len(matters), bool), _swapped(city)
    used = {*devices["carrier"].dropna(), *matters["component"].dropna()}
    free = np.flatnonzero(~parts["GLBJBSM"].isin(used))
    defects.plant_components(sheet("component", "components.parquet", "GLBJBSM", parts), xy, free, _outside())
    defects.plant_terminals(sheet("terminal", "terminals.parquet", "code", devices))
    defects.plant_cases(sheet("case", "cases.parquet", "case_no", matters), placed)
    defects.plant_parking(sheet("parking", "parking.xlsx", "编码", lots))
    defects.plant_organisations(sheet("organisation", "organisations.csv", "统一社会信用代码", firms))
    defects.plant_swapped(sheet("swapped_axes", "swapped_axes.csv", "编码", swapped))
    write.geopackage(_base(city), FOLDER / "base.gpkg")
    write.parquet(_houses(city), FOLDER / "buildings.parquet")
    write.parquet(write.geographic(write.points(parts, xy)), FOLDER / "components.parquet")
    write.parquet(write.geographic(write.points(devices, spots)), FOLDER / "terminals.parquet")
    write.parquet(write.points(matters, where, placed), FOLDER / "cases.parquet")
    write.parquet(write.frame(people.persons(city.houses, city.by_number)), FOLDER / "persons.parquet")
    write.parquet(write.frame(places.opinions(city.houses, city.by_number)), FOLDER / "opinions.parquet")
    _small(city, lots, firms, swapped)
    write.csv(pd.DataFrame(found, columns=defects.FIELDS), FOLDER / "defects.csv")


def _small(city: City, lots: gpd.GeoDataFrame, firms: gpd.GeoDataFrame, swapped: pd.DataFrame) -> None:
    """The smaller files."""
    for level, name in (("community", "communities"), ("subdistrict", "subdistricts"), ("district", "district")):
        table = write.geographic(write.frame(write.divisions(city.levels[level])))
        table.to_file(FOLDER / f"{name}.geojson", driver="GeoJSON", COORDINATE_PRECISION=10)
    named = write.geographic(
        write.frame(places.places(city.houses, city.blocks, city.by_number, city.names, _parks(city)))
    )
    named.to_file(FOLDER / "places.fgb", driver="FlatGeobuf")
    write.shapefile(write.frame(places.tunnels(city.roads)), FOLDER / "tunnels.shp")
    write.csv(
        write.degrees(write.frame(places.addresses(city.houses, city.by_number, city.names))), FOLDER / "addresses.csv"
    )
    write.csv(write.degrees(firms), FOLDER / "organisations.csv")
    write.csv(write.degrees(write.frame(people.members(city.levels["responsibility"]))), FOLDER / "members.csv")
    write.csv(swapped, FOLDER / "swapped_axes.csv")
    write.workbook(write.degrees(lots), FOLDER / "parking.xlsx", "停车场")
