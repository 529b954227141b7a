"""Changes of registered items: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.rules.items import Items, changed
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedJSONField
from hengjian.kernel.procedure import Final, Procedure, State

from .showing import compared


class Altering(models.Model):
    """What every change has: the items before and after, who is named anew, when it was decided, what is doubted."""

    before = models.JSONField()
    items = models.JSONField()
    # Role, name, number and input of everybody who is named anew.
    people: Any = EncryptedJSONField(_("Persons named"), default=list)
    decided_on = models.DateField(_("Day of the decision"), null=True)
    doubts = models.JSONField(default=list)
    filed = models.JSONField(default=dict)

    class Meta:
        abstract = True

    @property
    def proposed(self) -> Items:
        """What would stand in the register."""
        return Items.model_validate(self.items)

    @property
    def standing(self) -> Items:
        """What stood there when the change was applied for."""
        return Items.model_validate(self.before)

    def facts(self) -> list[tuple[Any, Any]]:
        before, after = self.standing, self.proposed
        rows: list[tuple[Any, Any]] = [
            (label, f"{old or _('none')} → {new or _('none')}")
            for label, old, new in compared(before, after, changed(before, after))
        ]
        return [*rows, (_("Day of the decision"), self.decided_on)] if self.decided_on else rows


class Change(Altering, Procedure):
    """变更登记: registered items change (Regulation, arts. 24-28; Rules, arts. 31-38)."""

    label = _("Change of registration")
    number_pattern = "{authority}变〔{year}〕{serial}号"

    signing = State(_("Identity confirmation"), waits=True)
    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))


class CapitalReduction(Altering, Procedure):
    """减资: a company lowers its capital after telling its creditors (Company Law, arts. 224-225; Rules, art. 36)."""

    label = _("Reduction of capital")
    number_pattern = "{authority}减〔{year}〕{serial}号"

    announcement = State(
        _("Announcement to creditors"), limit="registry.capital_reduction_notice", lapses="end_announcement", waits=True
    )
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    # A reduction that only covers losses: announced, but creditors have no claim to be paid or secured (art. 225).
    covers_losses = models.BooleanField(default=False)
    notified_on = models.DateField(_("Day on which creditors were notified"), null=True)
    # Creditors who asked to be paid or secured, and what became of it.
    demands = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = super().facts()
        open_ = sum(not d["answer"] for d in self.demands)
        if self.demands:
            counts = {"all": len(self.demands), "open": open_}
            rows.append((_("Demands of creditors"), _("%(all)d, of which %(open)d not settled") % counts))
        return rows


class Reorganisation(Procedure):
    """合并、分立: companies become one, or one becomes several, after an announcement (Company Law, ch. 11; Rules, art. 21)."""

    label = _("Merger or division")
    number_pattern = "{authority}合分〔{year}〕{serial}号"

    announcement = State(
        _("Announcement to creditors"), limit="registry.merger_division_notice", lapses="end_announcement", waits=True
    )
    review = State(_("Review by an officer"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    kind = models.CharField(max_length=20)
    before = models.JSONField()
    items = models.JSONField()
    # Codes of the companies that are dissolved, and items of those that are founded.
    dissolved = models.JSONField(default=list)
    founded = models.JSONField(default=list)
    demands = models.JSONField(default=list)
    decided_on = models.DateField(_("Day of the decision"), null=True)

    @property
    def proposed(self) -> Items:
        """What the continuing company would be."""
        return Items.model_validate(self.items)

    @property
    def standing(self) -> Items:
        """What it was when the matter was opened."""
        return Items.model_validate(self.before)

    def facts(self) -> list[tuple[Any, Any]]:
        before, after = self.standing, self.proposed
        rows: list[tuple[Any, Any]] = [
            (label, f"{old or _('none')} → {new or _('none')}")
            for label, old, new in compared(before, after, changed(before, after))
        ]
        if self.dissolved:
            rows.append((_("Dissolved by it"), "；".join(f"{d['name']} {d['code']}" for d in self.dissolved)))
        if self.founded:
            rows.append((_("Founded by it"), "；".join(i["name"] for i in self.founded)))
        return rows


class Relocation(Altering, Procedure):
    """迁移登记: an entity moves to the place of another authority, which takes over its file (Regulation, art. 27)."""

    label = _("Relocation to another authority")
    number_pattern = "{authority}迁〔{year}〕{serial}号"

    handover = State(_("Handing over of the file"), limit="registry.file_handover", lapses="hand_over_by_time")
    entry = State(_("Registration by the new authority"), limit="registry.registration_decision")
    entering = State(_("Entry in the register"), limit="registry.registration_decision")
    approved = Final(_("Registered"))
    kept = Final(_("Stays, on a legal ground"))
    refused = Final(_("Not registered"))
    withdrawn = Final(_("Withdrawn"))

    goes_to = code_field()
    # The legal ground on which the former authority keeps the file, or that it was silent.
    ground = models.CharField(max_length=30, blank=True)
