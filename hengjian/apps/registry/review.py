"""The name check rule by rule, in the order in which the page shows it. Pure."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Finding
from hengjian.kernel.law import Citation, cite

from .names import ART, Hit, NameParts


@dataclass(frozen=True)
class RuleResult:
    """One rule's verdict: ok, warn or bad, with the reason and the article."""

    state: str
    rule: Any
    reason: Any
    article: Citation


RULES = (
    ("4", _("Characters"), _("Standard Chinese characters throughout.")),
    ("6", _("Structure"), _("Division, trade name, industry and form in order.")),
    ("7", _("Division"), _("Begins with the place of registration.")),
    ("8", _("Trade name"), _("Two characters or more, and neither a division nor an industry word.")),
    ("10", _("Organisation form"), _("A form an individual business may use.")),
    ("11", _("Forbidden and restricted words"), _("None found.")),
)


def review(parts: NameParts, finding: Finding, hits: list[Hit]) -> list[RuleResult]:
    """Every rule with its verdict, then sameness and likeness."""
    results = []
    for number, rule, passed in RULES:
        article = cite(ART.format(number))
        grounds = [g for g in finding.grounds if g.article == article]
        state = "bad" if any(g.bars for g in grounds) else "warn" if grounds else "ok"
        reason = "；".join(f"{g.fact}{g.remedy}" for g in grounds) if grounds else passed
        results.append(RuleResult(state, rule, reason, article))
    same = [h for h in hits if h.same]
    near = [h for h in hits if not h.same]
    results.append(
        RuleResult(
            "bad" if same else "ok",
            _("Same names"),
            "、".join(h.name for h in same) if same else _("No trade name of the same industry is the same here."),
            cite(ART.format("17")),
        )
    )
    results.append(
        RuleResult(
            "warn" if near else "ok",
            _("Similar names"),
            _("%(count)d similar; filing is possible, the risk of infringing is the founder's.") % {"count": len(near)}
            if near
            else _("None found."),
            cite(ART.format("16")),
        )
    )
    return results
