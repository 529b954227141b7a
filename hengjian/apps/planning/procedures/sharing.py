"""Targets handed down: one act gives every county its share; each county confirms or objects, and the upper place decides."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.planning.models import Plan
from hengjian.apps.planning.rules.sharing import EQUAL, HAND, WEIGHT
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.procedure import Final, Procedure, State

WAYS = [(EQUAL, _("In equal shares")), (WEIGHT, _("By weight")), (HAND, _("By hand"))]


class TargetCascade(Procedure):
    """指标分解下达: the targets of a plan divided among the places below."""

    label = _("Targets handed down")
    number_pattern = "{authority}分解〔{year}〕{serial}号"

    handed = State(_("Handed down"))
    settled = Final(_("Taken over by all"))

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(_("Way"), max_length=6, choices=WAYS)
    lines = models.JSONField(default=list)  # target, its name, and the share of each place
    places = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Plan"), self.plan.title),
            (_("Way"), self.get_way_display()),
            (_("Indicators"), str(len(self.lines))),
            (_("Places"), str(len(self.places))),
        ]


class TargetAssignment(Procedure):
    """下达指标确认: what one place was given, until it has confirmed, or its objection is decided."""

    label = _("Targets to confirm")
    number_pattern = "{authority}指标〔{year}〕{serial}号"

    assigned = State(_("To be confirmed"), limit="planning.cascade_answer")
    objected = State(_("Objection raised"), limit="planning.cascade_decision")
    confirmed = Final(_("Confirmed"))
    imposed = Final(_("Decided"))

    cascade_id = models.BigIntegerField(db_index=True)
    upper = code_field()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField(default=list)
    proposals = models.JSONField(default=dict)
    objection = models.CharField(_("Objection"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Plan"), self.plan.title)]
        rows += [(line["name"], f"{line['value']} {line['unit']}") for line in self.lines]
        if self.objection:
            names = {line["ref"]: line["name"] for line in self.lines}
            rows.append((_("Objection"), self.objection))
            rows += [(f"{names.get(t, t)}：", str(v)) for t, v in self.proposals.items()]
        return rows
