"""Example addresses of rooms whose pages need little or nothing of what the walk has made."""

from hengjian.apps.consumer.tests.told import announced, published_study, told
from hengjian.apps.enforcement.models import Expert
from hengjian.apps.enforcement.procedures import PartySide
from hengjian.kernel.models import Paper
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World


def of_cases(case: int, holder: int) -> dict[str, list[str]]:
    base = f"/cases/{case}/"
    return {
        "enforcement:case": [base, f"{base}?paper=PEN-46", f"{base}?paper=none"],
        "enforcement:cases-of": [f"/cases/of/{holder}/"],
        "enforcement:figures": ["/cases/figures/", "/cases/figures/?year=2026"],
        "enforcement:sheets": [f"{base}papers/"],
        "enforcement:sheet": [f"{base}papers/{sheet}/" for sheet in ("PEN-52", "PEN-13")],
        **of_party(case),
    }


def of_party(case: int) -> dict[str, list[str]]:
    """The side of the case's party, with a paper that was served on it."""
    with acting_as(CLOCKWORK):
        side = PartySide.objects.get(case_id=case)
        paper = Paper.objects.get(proceeding_id=case, data__paper="PEN-37")
    base = f"/party/{side.pk}/"
    return {
        "enforcement:party-case": [base, "/party/999999/"],
        "enforcement:party-act": [f"{base}act/{verb}/" for verb in ("speak", "ask_inspection", "none")],
        "enforcement:party-paper": [f"{base}papers/{paper.pk}.pdf", f"{base}papers/1.pdf"],
        "enforcement:party-evidence": [f"{base}evidence/1/"],
    }


def of_powers() -> dict[str, list[str]]:
    """Causes with and without ranges, a calculation with everything asked, a check of competence."""
    asked = "cause=ads-003&fact=first&fact=merit&fine=1&acted=2026-05-01"
    with acting_as(CLOCKWORK):
        expert = f"/enforcement/experts/{Expert.objects.create(name='样专家', unit='样研究所', items=['LI-101']).pk}/"
    return {
        "enforcement:expert": [expert, "/enforcement/experts/999999/"],
        "enforcement:expert-change": [f"{expert}change/", "/enforcement/experts/999999/change/"],
        "enforcement:causes": [
            f"/enforcement/causes/{q}" for q in ("", "?q=超过保质期&sort=name", "?q=没有", "?as=csv")
        ],
        "enforcement:cause": [
            "/enforcement/causes/food-013/",
            "/enforcement/causes/quality-016/",
            "/enforcement/causes/no/",
        ],
        "enforcement:exemptions": [f"/enforcement/exemptions/{q}" for q in ("", "?kind=light", "?q=没有", "?as=csv")],
        "enforcement:powers": [
            f"/enforcement/powers/{q}" for q in ("", "?cause=food-013&authority=411602002", "?q=没有", "?as=csv")
        ],
        "enforcement:discretion": [
            f"/enforcement/discretion/{q}" for q in ("", f"?{asked}", "?cause=food-013&tier=货值>=1万&base=12000")
        ],
        "enforcement:supervision": ["/enforcement/supervision/", "/enforcement/supervision/?kind=overdue&as=csv"],
        "enforcement:challenges": ["/enforcement/challenges/", "/enforcement/challenges/?as=csv"],
        "enforcement:training": ["/enforcement/training/", "/enforcement/training/?is=owing&as=csv"],
        "enforcement:import": ["/enforcement/import/", "/enforcement/import/?kind=teams"],
    }


def of_signals(world: World, subject: int) -> dict[str, list[str]]:
    """A complaint with another like it, a published study, and what stands around a shop."""
    first, _second = (told(None, f"3月8日在样佳超市花128元买电饭煲漏电{n}") for n in "甲乙")
    pk = published_study(world)
    return {
        "consumer:like": [f"/consumer/like/{first}/", "/consumer/like/999999/"],
        "consumer:test": [f"/tests/{pk}/", "/tests/999999/"],
        "consumer:shop-record": [f"/consumer/of/{subject}/", "/consumer/of/999999/"],
        "consumer:guarantee": ["/guarantee/", "/guarantee/?goods=phone&bought=2026-03-01&price=1999"],
        "consumer:environment": [
            f"/consumer/environment/{q}" for q in ("", "?by=trade", "?by=city&days=90", "?as=csv")
        ],
        "consumer:activity": [f"/education/{announced(world)}/", "/education/999999/"],
        "consumer:education": ["/education/", "/education/?theme=elderly&place=411602&q=没有"],
        "consumer:lane": ["/complaints/lane/", "/complaints/lane/?incident=1&is=open"],
    }
