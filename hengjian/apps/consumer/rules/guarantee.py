"""三包: what a buyer of faulty goods may ask for on a day, with the article and until when; and what use costs.

Pure: goods and rules come from the catalogue, days of general law from the law of the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from hengjian.kernel import catalogues
from hengjian.kernel.law import LawOn

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Goods:
    """Goods with their terms in months, and which provisions they fall under."""

    id: str
    zh: str
    en: str
    rule: str
    whole_months: int
    parts_months: int
    parts_zh: str
    wear_permille: Decimal
    basis: str
    check: str


@dataclass(frozen=True)
class FaultFacts:
    """What happened: bought and complained on which day, repairs of the same fault, days in repair, waiting for parts."""

    bought: date
    on: date
    repairs: int = 0
    repair_days: int = 0
    parts_wait_days: int = 0
    main_part: bool = False
    safety: bool = False
    km: int = 0
    price: Decimal | None = None
    misuse: bool = False
    bought_online: bool = False


@dataclass(frozen=True)
class Right:
    """What may be asked for: return, exchange, repair; with the reason, the article and the last day of it."""

    kind: str
    why: str
    article: str
    until: date | None = None


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = catalogues.tree("guarantees.yaml")
    return found


@cache
def goods() -> dict[str, Goods]:
    """Goods by key."""
    part = _file()["goods"]
    rows = [dict(zip(part["cols"], row, strict=True)) for row in part["rows"]]
    return {r["id"]: Goods(**r | {"wear_permille": Decimal(str(r["wear_permille"]))}) for r in rows}


def goods_named(text: str) -> str:
    """The key of the goods that a complaint calls by name; empty where none is meant surely."""
    names = {g.zh: g.id for g in goods().values()} | _file()["words"]
    found = [name for name in names if name in text]
    return str(names[max(found, key=len)]) if found else ""


@cache
def _rules() -> dict[str, dict[str, Any]]:
    part = _file()["rules"]
    return {row[0]: dict(zip(part["cols"], row, strict=True)) for row in part["rows"]}


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where there is none such."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    for number in range(day.day, 27, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    return date(year, month, day.day)


def rights(of: Goods, facts: FaultFacts, law: LawOn) -> list[Right]:
    """Every right that holds, the widest first. Nothing where the buyer's own misuse made the fault."""
    if facts.misuse:
        return []
    found = list(_by_rule(of, facts, law))
    order = {"return": 0, "exchange": 1, "repair": 2, "proof": 3}
    return sorted(found, key=lambda right: order[right.kind])


def _by_rule(of: Goods, facts: FaultFacts, law: LawOn) -> Iterator[Right]:
    if facts.bought_online:
        days = law.limit("consumer.no_reason_return")
        if (last := facts.bought + timedelta(days=days.amount)) >= facts.on:
            yield Right("return", f"网络等方式购买，收货之日起{days.amount}日内无需说明理由", days.cite.official, last)
    if of.rule == "none":
        days = law.limit("consumer.return_without_rule")
        if (last := facts.bought + timedelta(days=days.amount)) >= facts.on:
            yield Right("return", f"没有国家规定和约定，收货之日起{days.amount}日内", days.cite.official, last)
    elif of.rule == "car":
        yield from _car(facts, law)
    else:
        yield from _goods(of, facts, law)
    proof = law.limit("consumer.burden_of_proof")
    if of.rule != "none" and (last := months_after(facts.bought, proof.amount)) >= facts.on:
        yield Right("proof", f"购买之日起{proof.amount}个月内发现瑕疵，由经营者承担举证责任", proof.cite.official, last)


def _goods(of: Goods, facts: FaultFacts, law: LawOn) -> Iterator[Right]:
    rule = _rules()[of.rule]
    cite = {key: law.cite(text).official for key, text in rule["basis"].items()}
    age = (facts.on - facts.bought).days
    term = months_after(facts.bought, of.parts_months if facts.main_part else of.whole_months)
    if age <= rule["return_days"]:
        last = facts.bought + timedelta(days=rule["return_days"])
        yield Right("return", f"售出之日起{rule['return_days']}日内发生性能故障", cite["return"], last)
    if age <= rule["exchange_days"]:
        last = facts.bought + timedelta(days=rule["exchange_days"])
        yield Right("exchange", f"售出之日起{rule['exchange_days']}日内发生性能故障", cite["exchange"], last)
    if facts.on > term:
        return
    if facts.repairs >= rule["repairs"]:
        yield Right("exchange", f"三包有效期内修理{facts.repairs}次仍不能正常使用", cite["repairs"], term)
    if facts.parts_wait_days > rule["parts_wait_days"]:
        yield Right("exchange", f"因缺零配件送修超过{rule['parts_wait_days']}日未修好", cite["waiting"], term)
    elif facts.repair_days > rule["repair_days"]:
        yield Right("exchange", f"因修理者原因修理超过{rule['repair_days']}日", cite["waiting"], term)
    yield Right("repair", f"{of.parts_zh if facts.main_part else '整机'}三包有效期内免费修理", cite["repair"], term)


def _car(facts: FaultFacts, law: LawOn) -> Iterator[Right]:
    rule = _file()["car"]
    cite = {key: law.cite(text).official for key, text in rule["basis"].items()}
    whole = goods()["car"]
    age, early = (facts.on - facts.bought).days, facts.bought + timedelta(days=rule["early_days"])
    if age <= rule["early_days"] and facts.main_part:
        yield Right("return", f"交付之日起{rule['early_days']}日内主要零部件出现质量问题", cite["early"], early)
        yield Right("exchange", f"交付之日起{rule['early_days']}日内主要零部件出现质量问题", cite["early"], early)
    term = months_after(facts.bought, whole.whole_months)
    if facts.on <= term and facts.km <= rule["right_km"]:
        for why in _car_grounds(facts, rule):
            yield Right("return", why, cite["rights"], term)
            yield Right("exchange", why, cite["rights"], term)
    repair = months_after(facts.bought, whole.parts_months)
    if facts.on <= repair and facts.km <= rule["repair_km"]:
        yield Right("repair", "包修期内免费修理", cite["repair"], repair)


def _car_grounds(facts: FaultFacts, rule: dict[str, Any]) -> Iterator[str]:
    if facts.safety and facts.repairs >= rule["safety_repairs"]:
        yield f"严重安全性能故障累计修理{facts.repairs}次仍未排除"
    if facts.main_part and facts.repairs >= rule["same_part_repairs"]:
        yield f"同一主要零部件累计更换{facts.repairs}次仍不能正常使用"
    if facts.repair_days > rule["total_repair_days"]:
        yield f"累计修理时间超过{rule['total_repair_days']}日"
    if facts.repairs > rule["same_fault_repairs"]:
        yield f"同一质量问题累计修理超过{rule['same_fault_repairs']}次"


def use_cost(of: Goods, facts: FaultFacts) -> Decimal | None:
    """What the seller may keep for use when the buyer would rather return than exchange; nothing within the first days."""
    if facts.price is None or of.rule == "none":
        return None
    if of.rule == "car":
        rule = _file()["car"]
        part = Decimal(facts.km) / 1000 * rule["use_permille_per_1000_km"] / 1000
    else:
        if (facts.on - facts.bought).days <= _rules()[of.rule]["return_days"]:
            return Decimal(0)
        used = max(0, (facts.on - facts.bought).days - facts.repair_days)
        part = of.wear_permille / 1000 * used
    return min(facts.price, facts.price * part).quantize(CENT, ROUND_HALF_UP)
