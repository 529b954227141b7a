"""Appeals against a risk class, and changes of the indicator system."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

CLASS = "class"
ASKED = [(CLASS, _("The class as a whole")), ("fact", _("A fact it rests on"))]


class RiskAppeal(Procedure):
    """风险分类异议: a subject objects to its risk class, or to a fact it rests on (国市监信发〔2022〕6号)."""

    label = _("Appeal against a risk class")
    number_pattern = "{authority}信异〔{year}〕{serial}号"

    received = State(_("Under review"), limit="credit.risk_appeal")
    set_aside = Final(_("Fact set aside"))
    regraded = Final(_("Reckoned anew"))
    dismissed = Final(_("Class stands"))

    asked = models.CharField(_("About"), max_length=10, choices=ASKED)
    indicator = models.CharField(_("Fact"), max_length=4, blank=True)
    reason = models.CharField(_("Reason"), max_length=1000)
    grade_then = models.CharField(_("Class when it was filed"), max_length=1, blank=True)
    score_then = models.IntegerField(null=True)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("About"), dict(ASKED)[self.asked]),
            (_("Fact"), self.indicator),
            (_("Reason"), self.reason),
            (_("Class when it was filed"), self.grade_then),
            (_("Answer"), self.answer),
        ]
        return [row for row in rows if row[1]]


class RiskRevision(Procedure):
    """指标体系修订: one administrator proposes other weights, bands or class bounds, another one puts them in force."""

    label = _("Revision of the risk indicators")
    number_pattern = "{authority}指标〔{year}〕{serial}号"

    proposed = State(_("Proposed"))
    in_force = Final(_("In force"))
    dropped = Final(_("Dropped"))

    lines = models.TextField(_("Changes"))
    reason = models.CharField(_("Reason"), max_length=500)
    base = models.CharField(_("Changes the version"), max_length=40)
    effect = models.CharField(_("Effect on today's subjects"), max_length=300, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Changes the version"), self.base),
            (_("Changes"), self.lines),
            (_("Effect on today's subjects"), self.effect),
            (_("Reason"), self.reason),
        ]
        return [row for row in rows if row[1]]
