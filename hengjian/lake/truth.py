"""Generated records whose entities are known: names shortened, mistyped, in other characters of the same sound, moved."""

from __future__ import annotations

import random
from collections.abc import Callable

import pandas as pd
from pypinyin import lazy_pinyin

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉建国文志海林"
TRADE = "禾瑞丰顺达鑫源福安康盛兴隆嘉佳悦惠民德信诚和泰昌荣宏祥裕永润泽汇聚广益恒天地春晨阳星月云"
INDUSTRIES = (
    "餐饮",
    "商贸",
    "食品",
    "建材",
    "服饰",
    "五金",
    "超市",
    "药房",
    "汽修",
    "美容",
    "农业科技",
    "电子商务",
    "物流",
    "家具",
)
FORMS = ("有限公司", "店", "商行", "经营部", "厂", "合伙企业", "专业合作社")
PLACES = ("周口市川汇区", "周口市淮阳区", "沈丘县", "郸城县", "鹿邑县", "项城市", "扶沟县", "西华县")
ROADS = ("七一路", "交通路", "人民路", "建设大道", "中州大道", "八一路", "育新街", "文昌大道", "汉阳路", "庆丰街")
STRANGERS = 0.2  # of the records, so many mean nobody of the register

SAME_SOUND: dict[str, list[str]] = {}
for _character in TRADE + GIVEN + "禾何和河合荷丰风峰锋鑫新欣心馨源园圆缘福富服":
    SAME_SOUND.setdefault(lazy_pinyin(_character)[0], []).append(_character)


def register(count: int, seed: int) -> pd.DataFrame:
    """An invented register with the repetitions a real one has: common trade names, shared addresses."""
    dice = random.Random(seed)
    rows = []
    for n in range(count):
        trade = "".join(dice.choices(TRADE, k=dice.choice((2, 2, 2, 3))))
        name = dice.choice(PLACES) + trade + dice.choice(INDUSTRIES) + dice.choice(FORMS)
        rows.append((f"e{n}", name, _address(dice, name), _person(dice)))
    return pd.DataFrame(rows, columns=["id", "name", "address", "person"])


def _person(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2))))


def _address(dice: random.Random, name: str) -> str:
    place = next((p for p in PLACES if name.startswith(p)), PLACES[0])
    return f"河南省{place}{dice.choice(ROADS)}{dice.randint(1, 300)}号"


def spoilt(entities: pd.DataFrame, count: int, seed: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """Records as they come from others, and which entity each means; strangers mean none."""
    dice = random.Random(seed + 1)
    strangers = register(int(count * STRANGERS), seed + 100_003)
    rows, known = [], {}
    chosen = entities.iloc[dice.sample(range(len(entities)), min(len(entities), count - len(strangers)))]
    for n, row in enumerate(chosen.itertuples()):
        rows.append((f"r{n}", _name(dice, str(row.name)), _place(dice, str(row.address)), _who(dice, str(row.person))))
        known[f"r{n}"] = str(row.id)
    rows += [(f"s{n}", str(r.name), str(r.address), str(r.person)) for n, r in enumerate(strangers.itertuples())]
    return pd.DataFrame(rows, columns=["id", "name", "address", "person"]), known


def _name(dice: random.Random, name: str) -> str:
    """One or two of the things that happen to names on their way."""
    for change in dice.sample(NAMES, dice.choice((0, 1, 1, 2))):
        name = change(dice, name)
    return name


def _without_place(dice: random.Random, name: str) -> str:
    return next((name[len(p) :] for p in PLACES if name.startswith(p)), name)


def _without_form(dice: random.Random, name: str) -> str:
    return next((name[: -len(f)] for f in FORMS if name.endswith(f)), name)


def _same_sound(dice: random.Random, name: str) -> str:
    places = [n for n, c in enumerate(name) if len(SAME_SOUND.get(lazy_pinyin(c)[0], [])) > 1]
    if not places:
        return name
    at = dice.choice(places)
    return name[:at] + dice.choice(SAME_SOUND[lazy_pinyin(name[at])[0]]) + name[at + 1 :]


def _left_out(dice: random.Random, name: str) -> str:
    at = dice.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _swapped(dice: random.Random, name: str) -> str:
    at = dice.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _wide(dice: random.Random, name: str) -> str:
    return f"{name[:4]}（{name[4:6]}）{name[6:]}"


NAMES: list[Callable[[random.Random, str], str]] = [
    _without_place, _without_form, _same_sound, _left_out, _swapped, _wide,
]  # fmt: skip


def _place(dice: random.Random, address: str) -> str:
    kind = dice.random()
    if kind < 0.2:
        return ""
    if kind < 0.4:
        return address.removeprefix("河南省")
    return f"{address}附{dice.randint(1, 9)}号" if kind < 0.5 else address


def _who(dice: random.Random, person: str) -> str:
    return "" if dice.random() < 0.3 else person
