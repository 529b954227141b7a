"""How much an informant is rewarded with (国市监稽规〔2021〕4号): by tier, with a floor, a cap and those who are excluded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

TIERS = [
    ("1", _("Tier 1: detailed facts and direct evidence, fully match, especially major violation or suspected crime")),
    ("2", _("Tier 2: facts and direct evidence, fully match")),
    ("3", _("Tier 3: basic facts and related evidence, mostly match")),
]
EXCLUDED = [
    ("none", _("None of these")),
    ("staff", _("Staff of an authority, or whoever has a duty to report")),
    ("infringed", _("The infringed party or its agent")),
    ("violator", _("The violator, without being an insider who reports")),
    ("paid", _("Paid by others to report")),
    ("not_natural", _("Not a natural person")),
]


@dataclass(frozen=True)
class RewardFacts:
    """What the rule looks at; money in whole yuan."""

    tier: int
    fine: Decimal
    confiscation: Decimal
    excluded: str = "none"
    insider: bool = False
    major: bool = True


@dataclass(frozen=True)
class Reward:
    """The amount in yuan, how it was reckoned, and whether the finance department takes part."""

    amount: Decimal
    reckoned: Decimal
    floor: Decimal
    cap: Decimal
    with_finance: bool


def _of(law: LawOn, id: str, tier: int) -> Decimal:
    amounts: Any = law.value(id).amount
    return Decimal(int(amounts[tier - 1]))


def reward(facts: RewardFacts, law: LawOn) -> Reward:
    """A share of what was fined and confiscated, never less than the tier's floor, never more than the cap."""
    share, floor = _of(law, "consumer.reward.share", facts.tier), _of(law, "consumer.reward.floor", facts.tier)
    most = Decimal(int(str(law.value("consumer.reward.cap").amount)))
    finance = Decimal(int(str(law.value("consumer.reward.with_finance").amount)))
    part = ((facts.fine + facts.confiscation) * share / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    amount = min(max(part, floor), most)
    return Reward(amount, part, floor, most, amount >= finance)


def entitled(facts: RewardFacts, law: LawOn) -> Finding:
    """May this informant be rewarded at all?"""
    article = law.cite("report_reward")
    barred = facts.excluded not in ("none", "") and not (facts.excluded == "violator" and facts.insider)
    words = dict(EXCLUDED)
    return Finding.of(
        [
            Ground(words[facts.excluded], article, _("Refuse the reward and say why."), "excluded") if barred else None,
            None
            if facts.major
            else Ground(
                _("Only reports of major violations are rewarded."),
                article,
                _("Thank the informant in writing."),
                "major",
            ),
        ]
    )
