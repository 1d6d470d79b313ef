"""What happens in the city: kinds of cases with their category, season, hours of the day and time limits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Matter(NamedTuple):
    """A kind of case: five-digit class, how often, category, names of its season and hours, time limit in hours."""

    code: str
    often: float
    category: str
    season: str
    hours: str
    limit: int


#: The six categories; the first three are named by the plans, the others are this city's choice.
CATEGORIES = ("城市管理", "民生服务", "社会治安", "生态环境", "公共安全", "矛盾纠纷")
#: Weights by month, January first.
SEASONS = {
    "flat": (9, 8, 10, 10, 10, 10, 10, 10, 10, 10, 10, 9),
    "summer": (4, 4, 6, 9, 13, 16, 18, 17, 12, 8, 5, 4),
    "winter": (22, 16, 3, 0, 0, 0, 0, 0, 0, 0, 1, 14),
    "autumn": (3, 3, 5, 6, 6, 6, 6, 7, 11, 20, 20, 9),
    "rain": (3, 3, 5, 8, 13, 18, 22, 19, 13, 7, 4, 3),
    "spring": (6, 8, 15, 16, 12, 8, 7, 7, 9, 10, 9, 6),
}
#: Weights by hour of the day.
HOURS = {
    "day": (0, 0, 0, 0, 0, 1, 3, 8, 13, 14, 13, 9, 5, 6, 11, 13, 12, 9, 5, 3, 2, 1, 0, 0),
    "evening": (2, 1, 0, 0, 0, 0, 1, 2, 3, 3, 3, 4, 4, 3, 3, 4, 6, 9, 12, 14, 13, 10, 7, 4),
    "street": (0, 0, 0, 0, 0, 1, 4, 9, 10, 8, 7, 8, 7, 5, 6, 7, 9, 11, 10, 8, 5, 3, 1, 0),
    "any": (2, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 6, 6, 8, 8, 8, 7, 6, 5, 5, 4, 3, 2),
}
MATTERS = (
    Matter("09009", 10, "城市管理", "flat", "street", 4),
    Matter("09010", 7, "城市管理", "flat", "street", 6),
    Matter("09011", 6, "城市管理", "spring", "street", 6),
    Matter("09005", 7, "城市管理", "summer", "evening", 8),
    Matter("09006", 6, "城市管理", "summer", "evening", 8),
    Matter("09001", 5, "城市管理", "summer", "evening", 4),
    Matter("06010", 8, "城市管理", "summer", "day", 8),
    Matter("06011", 4, "城市管理", "flat", "day", 24),
    Matter("06012", 5, "城市管理", "autumn", "day", 8),
    Matter("06018", 2, "城市管理", "autumn", "day", 24),
    Matter("06036", 5, "城市管理", "flat", "day", 24),
    Matter("06007", 2, "城市管理", "spring", "day", 24),
    Matter("06001", 1.5, "城市管理", "flat", "day", 168),
    Matter("07003", 2, "城市管理", "flat", "day", 72),
    Matter("07006", 1.4, "城市管理", "flat", "day", 72),
    Matter("06017", 2, "城市管理", "spring", "day", 24),
    Matter("10001", 1.2, "城市管理", "winter", "any", 4),
    Matter("06042", 5, "民生服务", "summer", "day", 8),
    Matter("06041", 3, "民生服务", "flat", "day", 24),
    Matter("06013", 3.4, "民生服务", "rain", "day", 72),
    Matter("06050", 1.6, "民生服务", "flat", "day", 72),
    Matter("06051", 1.4, "民生服务", "flat", "day", 72),
    Matter("06052", 0.9, "民生服务", "flat", "day", 72),
    Matter("06049", 0.6, "民生服务", "flat", "day", 72),
    Matter("07001", 6, "社会治安", "flat", "day", 12),
    Matter("09003", 1.2, "社会治安", "winter", "street", 6),
    Matter("09008", 0.6, "社会治安", "flat", "evening", 12),
    Matter("07002", 1.5, "社会治安", "spring", "street", 6),
    Matter("09016", 1.2, "社会治安", "flat", "street", 24),
    Matter("06027", 3, "生态环境", "summer", "evening", 24),
    Matter("06028", 4, "生态环境", "summer", "evening", 12),
    Matter("06029", 2.4, "生态环境", "summer", "evening", 6),
    Matter("06025", 2, "生态环境", "rain", "day", 24),
    Matter("06026", 0.7, "生态环境", "rain", "day", 24),
    Matter("08004", 2.6, "生态环境", "spring", "day", 12),
    Matter("06020", 0.8, "生态环境", "autumn", "evening", 4),
    Matter("06030", 1.6, "生态环境", "rain", "any", 24),
    Matter("09012", 3, "公共安全", "flat", "any", 4),
    Matter("10002", 1.6, "公共安全", "rain", "any", 12),
    Matter("08007", 1.4, "公共安全", "flat", "day", 24),
    Matter("08013", 0.4, "公共安全", "flat", "day", 4),
    Matter("06048", 0.5, "公共安全", "rain", "any", 24),
    Matter("08001", 3.4, "矛盾纠纷", "summer", "evening", 12),
    Matter("06040", 2.4, "矛盾纠纷", "flat", "any", 24),
    Matter("06038", 1.2, "矛盾纠纷", "spring", "any", 72),
    Matter("09019", 1.0, "矛盾纠纷", "flat", "any", 12),
)
#: Cases about components: class of the component -> how often, category, season, limit in hours.
BROKEN = {
    "01002": (3, "公共安全", "rain", 12),
    "01003": (2.6, "公共安全", "rain", 12),
    "01004": (4, "民生服务", "rain", 24),
    "01001": (1.4, "公共安全", "flat", 12),
    "01037": (6, "民生服务", "winter", 24),
    "03005": (4, "民生服务", "summer", 24),
    "02010": (1.6, "城市管理", "flat", 72),
    "02014": (1.6, "公共安全", "flat", 4),
    "02017": (1.2, "城市管理", "flat", 72),
    "04002": (3, "生态环境", "rain", 72),
    "04007": (0.8, "民生服务", "flat", 72),
    "02004": (0.7, "民生服务", "flat", 72),
    "01013": (1, "公共安全", "winter", 24),
    "01054": (0.7, "民生服务", "summer", 24),
    "01046": (0.8, "民生服务", "flat", 72),
}
#: Sources with their shares.
SOURCES = {
    "监督员上报": 0.5,
    "视频监控": 0.16,
    "12345热线": 0.17,
    "随手拍": 0.12,
    "领导批示": 0.005,
    "部门批转": 0.03,
    "无人机": 0.015,
}
#: Days off and the days worked instead, 2025-07 to 2026-06, as this invented city keeps them.
HOLIDAYS = (
    "2025-10-01/2025-10-08",
    "2026-01-01/2026-01-03",
    "2026-02-15/2026-02-23",
    "2026-04-04/2026-04-06",
    "2026-05-01/2026-05-05",
    "2026-06-19/2026-06-21",
)


def days() -> np.ndarray:
    """Every day of the year."""
    return np.arange("2025-07-01", "2026-07-01", dtype="datetime64[D]")


def day_weights() -> np.ndarray:
    """How much happens on each day: less at weekends and on holidays, slowly more over the year."""
    d = days()
    weekday = (d.astype(int) + 3) % 7
    weight = np.array([1.08, 1.03, 1.0, 1.0, 1.04, 0.78, 0.62])[weekday] * np.linspace(0.94, 1.07, len(d))
    for span in HOLIDAYS:
        first, last = (np.datetime64(x) for x in span.split("/"))
        weight[(d >= first) & (d <= last)] = 0.45
    return weight


def months() -> np.ndarray:
    """Month of each day, January is 0."""
    return days().astype("datetime64[M]").astype(int) % 12
