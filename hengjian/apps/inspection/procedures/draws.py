"""双随机抽签: rosters and rule locked, values sealed by several parties, revealed, drawn, published (docs/draw.md)."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.apps.inspection.models import PlannedTask
from hengjian.kernel.procedure import Final, Procedure, State

ROLES = {"department": _("Department"), "witness": _("Outside witness"), "public": _("Public value")}


class Draw(Procedure):
    """双随机抽签: subjects and officers drawn from locked rosters by a seed that nobody could choose (国发〔2019〕5号)."""

    label = _("Double-random draw")
    number_pattern = "{authority}抽〔{year}〕{serial}号"

    prepared = State(_("Prepared"))
    sealing = State(_("Values being sealed"), limit="inspection.draw.sealing", lapses="void_unsealed")
    sealed = State(_("All sealed"))
    committed = State(_("Plan published"), limit="inspection.draw.reveal", lapses="void_unrevealed")
    revealed = State(_("All revealed"))
    drawn = State(pgettext_lazy("draw", "Held"))
    dispatched = State(_("Officers sent"))
    closed = Final(_("Closed"))
    void = Final(_("Void"))

    task = models.ForeignKey(PlannedTask, on_delete=models.PROTECT, related_name="held_draws")
    as_of = models.DateField()
    total = models.IntegerField(null=True)  # fixed by hand; empty: by ratios
    skill = models.CharField(max_length=30, blank=True)
    seats = models.JSONField(default=list)  # name, role, holder, source, commitment, value, when each
    weights = models.JSONField(default=dict)
    sizes = models.JSONField(default=dict)
    roots = models.JSONField(default=dict)
    kept_out = models.JSONField(default=dict)  # why and how many stand in the stratum of weight 0
    officers_root = models.CharField(max_length=64, blank=True)
    officers_size = models.IntegerField(default=0)
    places = ArrayField(models.CharField(max_length=12), default=list)
    plan_hash = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    visits_by = models.DateField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Task"), self.task.title),
            (_("Roster as of"), self.as_of.isoformat() if isinstance(self.as_of, date) else self.as_of),
        ]
        if self.sizes:
            rows += [
                (_("Subjects in the roster"), str(sum(self.sizes.values()))),
                (_("Visited not long ago or at the yearly cap, not drawn"), str(self.sizes.get("0", 0))),
                (_("Officers in the roster"), str(self.officers_size)),
            ]
        rows += [(self.role_of(seat), self.standing_of(seat)) for seat in self.seats]
        if self.plan_hash:
            rows.append((_("Hash of the plan"), self.plan_hash))
        if self.outcome:
            rows.append((_("Outcome"), self.outcome))
        return rows

    def role_of(self, seat: dict[str, Any]) -> str:
        """What a seat is called."""
        return str(ROLES[seat["role"]])

    def standing_of(self, seat: dict[str, Any]) -> str:
        """Who holds a seat and how far it is."""
        done: Any = _("revealed") if seat["value"] else _("sealed") if seat["commitment"] else _("not sealed yet")
        if seat["source"]:
            done = (
                _("known") if seat["value"] else _("to be published by the world: %(what)s") % {"what": seat["source"]}
            )
        return f"{seat['name']}（{done}）"
