"""Where each class of component stands, how far apart, and who answers for it."""

from __future__ import annotations

from typing import NamedTuple

#: Every kind of street; the larger ones.
ALL = ("快速路", "主干路", "次干路", "支路", "小路")
BIG, MID, LOW = ("快速路", "主干路"), ("快速路", "主干路", "次干路"), ("支路", "小路")
TOWN = ("主干路", "次干路", "支路")


class Along(NamedTuple):
    """Along streets: every ``step`` metres; ``at`` is -1 at the right kerb, 1 at the left, more: pavement."""

    code: str
    streets: tuple[str, ...]
    step: float
    at: tuple[float, ...]


class Near(NamedTuple):
    """Within blocks of the given uses: ``per_ha`` on a hectare, close to the edge or anywhere."""

    code: str
    uses: tuple[str, ...]
    per_ha: float
    edge: float | None = None


#: Rare things first: they keep their place when something else comes too close.
ALONG = (
    Along("01077", BIG, 240, (1.25,)),
    Along("02004", ("主干路", "次干路"), 420, (1.3, -1.3)),
    Along("01032", ("主干路", "次干路"), 424, (1.42, -1.42)),
    Along("02023", BIG, 900, (1.2,)),
    Along("01050", TOWN, 260, (1.3,)),
    Along("02010", ALL[:4], 150, (1.22, -1.22)),
    Along("02017", ("快速路",), 34, (0.0,)),
    Along("02018", ("快速路",), 480, (0.1,)),
    Along("01060", MID, 620, (1.5,)),
    Along("01048", ALL[:4], 640, (-1.5,)),
    Along("01027", ALL[:4], 380, (1.5,)),
    Along("01049", ("次干路", "支路"), 1500, (1.5,)),
    Along("02013", TOWN, 800, (-1.3,)),
    Along("02021", MID, 130, (1.12,)),
    Along("02025", TOWN, 230, (1.4,)),
    Along("02026", TOWN, 700, (-1.4,)),
    Along("02034", MID, 300, (1.3,)),
    Along("02035", TOWN, 900, (1.35,)),
    Along("02039", TOWN, 1100, (-1.35,)),
    Along("02041", MID, 1000, (1.3,)),
    Along("02043", LOW, 330, (0.0,)),
    Along("02033", LOW, 800, (1.2,)),
    Along("03008", TOWN, 480, (1.5,)),
    Along("03002", TOWN, 620, (1.3,)),
    Along("01040", ("次干路",), 900, (1.4,)),
    Along("01042", TOWN, 1200, (-1.4,)),
    Along("01045", TOWN, 800, (1.5,)),
    Along("01066", MID, 1500, (1.3,)),
    Along("03016", ("主干路", "次干路"), 420, (-1.4,)),
    Along("03006", BIG, 420, (1.5,)),
    Along("01029", TOWN, 700, (-1.5,)),
    Along("01031", LOW, 420, (1.3,)),
    Along("01030", LOW, 260, (-1.3,)),
    Along("01065", ALL[:4], 900, (1.5,)),
    Along("01013", ALL[:4], 125, (1.2, -1.2)),
    Along("03005", ALL[:4], 105, (1.35, -1.35)),
    Along("03015", ("支路",), 600, (1.4,)),
    Along("01026", ALL[:4], 420, (1.15,)),
    Along("04012", ("快速路",), 260, (1.1,)),
    Along("01037", MID, 33, (1.12, -1.12)),
    Along("01037", LOW, 38, (1.15,)),
    Along("04011", MID, 62, (1.2, -1.2)),
    Along("04002", ("主干路", "次干路"), 16, (1.24, -1.24)),
    Along("04002", ("支路",), 19, (1.26, -1.26)),
    Along("04008", BIG, 170, (1.45,)),
    Along("04005", ("主干路", "次干路"), 260, (1.4, -1.4)),
    Along("01006", MID, 140, (1.1,)),
    Along("01010", MID, 900, (0.2,)),
    Along("01012", MID, 620, (-0.3,)),
    Along("01020", BIG, 900, (0.8,)),
    Along("01008", TOWN, 700, (-0.55,)),
    Along("01019", MID, 420, (0.3,)),
    Along("01005", ALL[:4], 210, (0.62,)),
    Along("01007", ALL[:4], 190, (-0.62,)),
    Along("01009", ALL[:4], 330, (-0.7,)),
    Along("01011", ALL[:4], 210, (0.48,)),
    Along("01001", ALL, 125, (-0.45,)),
    Along("01017", TOWN, 500, (0.7,)),
    Along("01022", TOWN, 1800, (0.3,)),
    Along("01023", LOW, 1500, (0.4,)),
    Along("01002", ALL, 88, (0.22,)),
    Along("01003", ALL, 92, (-0.24,)),
    Along("01004", ALL[:4], 62, (0.93, -0.93)),
)

NEAR = (
    Near("04006", ("广场",), 2.0),
    Near("04010", ("广场", "公园"), 0.18),
    Near("01038", ("广场",), 14.0),
    Near("01053", ("商业",), 0.5),
    Near("03001", ("公园", "滨水绿地", "商业", "城中村"), 0.22, 6.0),
    Near("03004", ("住宅", "城中村", "老城"), 0.3, 5.0),
    Near("03014", ("老城", "城中村", "公园"), 0.18, 5.0),
    Near("01054", ("住宅", "高层", "商业"), 1.3, 5.0),
    Near("01075", ("住宅", "高层", "城中村"), 0.9, 4.0),
    Near("01046", ("住宅", "高层", "公园", "绿地"), 1.0),
    Near("01018", ("住宅", "高层", "公共", "老城", "城中村"), 1.5),
    Near("01059", ("住宅", "高层"), 0.7, 4.0),
    Near("01051", ("住宅", "高层", "公共"), 0.3, 3.0),
    Near("01062", ("工业", "商业", "公园"), 0.25),
    Near("05003", ("工业",), 0.12),
    Near("02001", ("商业", "住宅", "公共"), 0.4),
    Near("01076", ("高层", "商业"), 0.8),
    Near("03010", ("公园", "工业"), 0.1),
    Near("03009", ("公园",), 0.12),
    Near("05009", ("老城",), 0.09),
    Near("04001", ("老城", "公园"), 0.28),
    Near("02038", ("老城", "城中村", "住宅", "商业", "公共"), 2.6, 0.9),
    Near("03007", ("商业", "老城"), 2.4, 0.7),
    Near("04007", ("公园", "滨水绿地", "广场", "绿地"), 4.0),
    Near("01039", ("滨水绿地", "广场"), 6.0),
    Near("04009", ("公园", "绿地", "滨水绿地"), 1.2),
    Near("01014", ("公园", "绿地", "滨水绿地"), 2.4),
    Near("04003", ("公园", "绿地", "滨水绿地", "住宅", "高层"), 9.0),
    Near("01025", ("公园",), 0.8),
    Near("02040", ("公园",), 0.7),
    Near("01052", ("公园", "滨水绿地"), 0.35),
    Near("05002", ("老城",), 0.12),
)

#: By class or major class: supervising body, owner, keeper (keys of `make.people.BODIES`).
KEEPERS = {
    "01": ("city", "road", "road"),
    "02": ("traffic", "traffic", "road"),
    "03": ("city", "health", "clean"),
    "04": ("green", "green", "garden"),
    "05": ("housing", "housing", "road"),
    "01001": ("water", "supply", "supply"),
    "01002": ("water", "drain", "drain"),
    "01003": ("water", "drain", "drain"),
    "01004": ("water", "drain", "drain"),
    "01005": ("city", "power", "power"),
    "01006": ("city", "lamp", "lamp"),
    "01007": ("city", "telecom", "telecom"),
    "01009": ("city", "telecom", "telecom"),
    "01011": ("housing", "gas", "gas"),
    "01013": ("fire", "fire", "supply"),
    "01037": ("city", "lamp", "lamp"),
    "01048": ("city", "power", "power"),
    "01050": ("police", "police", "sense"),
    "01077": ("city", "lamp", "lamp"),
    "02014": ("police", "police", "road"),
    "02010": ("police", "police", "road"),
    "02004": ("traffic", "bus", "bus"),
    "02001": ("traffic", "park", "park"),
    "05009": ("culture", "culture", "garden"),
    "01070": ("water", "water", "water"),
    "01073": ("water", "drain", "drain"),
    "01067": ("water", "water", "sense"),
}
