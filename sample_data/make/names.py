"""Invented names of streets, places, companies and people; a person's name always begins with 示例."""

from __future__ import annotations

from itertools import product

_FIRST = "清澄明和安泰永兴嘉瑞云松竹兰梅桂柳枫棠荷玉锦丹翠碧晴朗春华秋月星晨虹霞鹭鹤燕莺溪泉湖岭峰林园桥井塔"
_SECOND = "源平康宁乐丰茂盛景秀芳香韵庭苑台门坊前后东西南北里湾口边影光山水田石"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def street_stems() -> list[str]:
    """Two-character beginnings of street names, no two alike, neighbours in the list not resembling each other."""
    pairs = [a + b for a, b in product(_FIRST, _SECOND) if a != b]
    step = 577
    return [pairs[(k * step) % len(pairs)] for k in range(len(pairs))]


def person(number: int) -> str:
    """Plainly invented name: 示例甲, 示例甲子, 示例甲子乙 and so on."""
    stem = _STEMS[number % 10]
    number //= 10
    if number == 0:
        return f"示例{stem}"
    branch = _BRANCHES[(number - 1) % 12]
    number = (number - 1) // 12
    return (
        f"示例{stem}{branch}"
        + (_STEMS[number % 10] if number else "")
        + ("" if number < 11 else _BRANCHES[number // 11 % 12])
    )


def phone(number: int) -> str:
    """Plainly invented, masked telephone number."""
    return f"000****{number % 10000:04d}"


#: Kind of place: {land use: [(category, word, how many of a hundred)]}.
PLACES = {
    "公共": [
        ("学校", "小学", 20),
        ("学校", "中学", 14),
        ("学校", "幼儿园", 22),
        ("医疗", "社区卫生服务中心", 14),
        ("医疗", "医院", 6),
        ("政务", "便民服务中心", 14),
        ("文化", "文化馆", 10),
    ],
    "商业": [
        ("购物", "百货", 22),
        ("购物", "超市", 24),
        ("酒店", "酒店", 14),
        ("金融", "银行网点", 16),
        ("商务", "大厦", 24),
    ],
    "老城": [
        ("餐饮", "面馆", 22),
        ("餐饮", "火锅店", 12),
        ("餐饮", "茶馆", 16),
        ("购物", "便利店", 26),
        ("生活", "理发店", 12),
        ("文化", "书店", 12),
    ],
    "城中村": [("餐饮", "小吃店", 34), ("购物", "便利店", 36), ("生活", "五金店", 30)],
    "住宅": [("小区", "小区", 60), ("生活", "药店", 24), ("购物", "生鲜店", 16)],
    "高层": [("小区", "花园", 70), ("生活", "洗衣店", 30)],
    "工业": [("企业", "机械厂", 34), ("企业", "电子厂", 34), ("企业", "物流园", 32)],
    "公园": [("公园", "公园", 100)],
}
