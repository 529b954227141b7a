"""Helping firms grow: the nursery of small and micro firms, and the board on which firms and banks meet."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

from .wallet import RELEASED

LEVELS = [("county", _("County")), ("city", _("City")), ("province", _("Province"))]


def offered(offer: dict[str, Any]) -> str:
    """What a bank offers, in a line."""
    terms = gettext("%(amount)s × 10,000 yuan, %(rate)s %% a year, %(months)s months") % offer
    return f"{terms}；{offer['note']}" if offer["note"] else terms


class NurseryPlace(Procedure):
    """小微企业培育库: a small or micro firm is nurtured at a level, for a term; it rises, grows out of it, or leaves."""

    label = _("Place in the nursery of small firms")
    number_pattern = "{authority}培育〔{year}〕{serial}号"

    proposed = State(_("Proposed"), limit="registry.nursery_decision")
    nurtured = State(_("In the nursery"))
    grown = Final(_("Grown out of it"))
    risen = Final(_("Risen to the next level"))
    left = Final(_("Left the nursery"))
    not_admitted = Final(_("Not admitted"))

    level = models.CharField(_("Level"), max_length=10, choices=LEVELS, default="county")
    field = models.CharField(_("What it is good at"), max_length=100)
    services = ArrayField(models.CharField(max_length=200), default=list)
    # The last day of its term: years ahead, where no holiday is known yet and none matters.
    until = models.DateField(_("Until"), null=True)
    reason = models.CharField(_("Reason"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Level"), dict(LEVELS)[self.level]), (_("What it is good at"), self.field)]
        rows += [(_("Until"), self.until)] if self.until else []
        rows += [(_("Help given"), "；".join(self.services))] if self.services else []
        return [*rows, (_("Reason"), self.reason)] if self.reason else rows


class FinancingNeed(Procedure):
    """融资需求: a firm says what it needs and lets the banks here look at its papers; banks offer, the firm chooses."""

    label = _("Request for financing")
    number_pattern = "{authority}融资〔{year}〕{serial}号"

    asking = State(_("Being put to the banks"))
    open = State(_("Offers awaited"), limit="registry.financing_offers", lapses="end_unmet", waits=True)
    agreed = State(_("Offer chosen"))
    granted = Final(_("Money granted"))
    declined = Final(_("Not granted"))
    unmet = Final(_("Ended without an agreement"))

    amount = models.DecimalField(_("Amount, 10,000 yuan"), max_digits=12, decimal_places=2, default=0)
    months = models.SmallIntegerField(_("Term in months"), default=12)
    purpose = models.CharField(_("Purpose"), max_length=300)
    released = ArrayField(models.CharField(max_length=20), default=list)
    access_code = models.CharField(max_length=24, blank=True, db_collation="C")
    # What each bank offered: its name, amount, rate and term.
    offers = models.JSONField(default=list)
    chosen = models.CharField(_("Chosen bank"), max_length=80, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=300, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Amount, 10,000 yuan"), f"{self.amount:,.2f}"),
            (_("Term in months"), str(self.months)),
            (_("Purpose"), self.purpose),
            (_("What may be seen"), "、".join(str(RELEASED[k]) for k in self.released)),
        ]
        rows += [(o["bank"], offered(o)) for o in self.offers]
        rows += [(_("Chosen bank"), self.chosen)] if self.chosen else []
        return [*rows, (_("Outcome"), self.outcome)] if self.outcome else rows
