"""What must have happened before a decision: visit, experts, owed materials (Licensing Law, arts. 34, 38 and 45)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.queries import Bar, bar_ground
from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

from .words import art


@dataclass(frozen=True)
class GrantFacts:
    """What stands between an application and its grant."""

    owed: tuple[str, ...] = ()
    visit_needed: bool = False
    visited: str = ""  # passed, failed or nothing


def grant(facts: GrantFacts, law: LawOn) -> Finding:
    """May the permit be granted?"""
    return Finding.of(
        [
            Ground(
                _("Materials are still to be brought: %(names)s.") % {"names": "、".join(facts.owed)},
                art(law, "business_environment_regulation art. 40"),
                _("Wait for them; after the day they were due the application ends."),
            )
            if facts.owed
            else None,
            Ground(
                _("The premises have not been visited."),
                art(law, "licensing_law art. 34"),
                _("Record an on-site check first."),
            )
            if facts.visit_needed and not facts.visited
            else None,
            Ground(
                _("The on-site check was not passed."),
                art(law, "licensing_law art. 38"),
                _("Refuse with reasons, or visit again after correction."),
            )
            if facts.visited == "failed"
            else None,
        ]
    )


# What a permit is about, by a word of its name: bans from a trade name one of these.
TRADES = {"食": "food", "餐饮": "food", "药": "drugs", "器械": "devices", "化妆品": "cosmetics"}


def trades_of(item: str) -> frozenset[str]:
    """The trades of a permit, as bans of persons name them; every permit also asks for bans from office."""
    return frozenset({"manager", *(trade for word, trade in TRADES.items() if word in item)})


def banned(bars: Iterable[Bar]) -> Finding:
    """Nobody who is banned from the trade stands at the head of a permitted business (e.g. Food Safety Law, art. 135)."""
    return Finding.of(
        bar_ground(bar, bar.article, _("Have another person registered in this office first.")) for bar in bars
    )


def visitors(officers: list[int], law: LawOn) -> Finding:
    """Two or more officers visit (art. 34)."""
    least = law.value("licensing.visitors").amount
    return Finding.of(
        [
            Ground(
                _("At least %(count)d officers must visit.") % {"count": least},
                art(law, "licensing_law art. 34"),
                _("Name another officer."),
                "companion",
            )
            if len(set(officers)) < least
            else None
        ]
    )


@dataclass(frozen=True)
class Reviewer:
    """What is known of an expert who shall review."""

    id: int
    name: str
    items: tuple[str, ...]
    active: bool = True
    recused: bool = False


def panel(chosen: list[Reviewer], item: str, law: LawOn) -> Finding:
    """Enough reviewers, each competent for the item and none who must stand back from the applicant."""
    least = law.value("licensing.reviewers").amount
    article = art(law, "device_registration_measures")
    strangers = "、".join(r.name for r in chosen if item not in r.items or not r.active)
    partial = "、".join(r.name for r in chosen if r.recused)
    return Finding.of(
        [
            Ground(
                _("At least %(count)d reviewers are needed.") % {"count": least},
                article,
                _("Appoint more."),
                "reviewers",
            )
            if len({r.id for r in chosen}) < least
            else None,
            Ground(
                _("Not competent for this item: %(names)s.") % {"names": strangers},
                article,
                _("Choose from the register of experts."),
                "reviewers",
            )
            if strangers
            else None,
            Ground(
                _("Employed by the applicant, or declared to stand back: %(names)s.") % {"names": partial},
                art(law, "licensing_law art. 5"),
                _("They are recused; choose others."),
                "reviewers",
            )
            if partial
            else None,
        ]
    )
