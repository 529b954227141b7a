"""What goes with a firm: who files for it, its seals, party work in small firms."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import ServiceOrganisation
from hengjian.kernel.procedure import Final, Procedure, State

SEALS = [
    ("official", _("Official seal of the firm")),
    ("finance", _("Seal for finance")),
    ("contract", _("Seal for contracts")),
    ("invoice", _("Seal for invoices")),
    ("personal", _("Seal of a person, under the official seal")),
]
PARTY_FORMS = [
    ("own", _("A branch of its own")),
    ("joint", _("A joint branch with others")),
    ("instructor", _("Looked after by an instructor")),
]
SHOWN = [("identity", _("identity shown")), ("duty", _("duty shown")), ("pledge", _("pledge shown"))]


class Mandate(Procedure):
    """委托代办: a firm lets a service organisation of its kind file for it, until a day or until it is taken back."""

    label = _("Mandate to a service organisation")
    number_pattern = "{authority}代办〔{year}〕{serial}号"

    beginning = State(_("To begin"))
    standing = State(_("Mandate in force"))
    ending = State(_("Being ended"))
    over = Final(_("Ended"))

    organisation = models.ForeignKey(ServiceOrganisation, null=True, on_delete=models.PROTECT, related_name="mandates")
    until = models.DateField(_("Until"), null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Service organisation"), self.organisation), (_("Until"), self.until)]


class FirmSeal(Procedure):
    """印章: a seal of the firm, entity or electronic, from issue to its end; every use is entered, a loss is published."""

    label = _("Seal of a firm")
    number_pattern = "{authority}印〔{year}〕{serial}号"

    making = State(_("Being made"))
    in_use = State(_("In use"))
    ending = State(_("Being ended"))
    lost = Final(_("Lost, void"))
    withdrawn = Final(_("Cancelled"))

    kind = models.CharField(_("Kind"), max_length=10, choices=SEALS, default="official")
    electronic = models.BooleanField(_("Electronic"), default=True)
    keeper = models.CharField(_("Keeper"), max_length=60)
    seal_number = models.CharField(_("Number of the seal"), max_length=20, blank=True, db_collation="C")
    # The official seal under which a personal one is given out.
    under = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="sub_seals")
    uses = models.IntegerField(_("Uses"), default=0)
    # How it ends, from the act that ends it until the police are told: lost or withdrawn.
    ends_as = models.CharField(max_length=10, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Kind"), dict(SEALS)[self.kind]),
            (_("Number of the seal"), self.seal_number),
            (_("Keeper"), self.keeper),
            (_("Electronic"), _("yes") if self.electronic else _("no")),
            (_("Uses"), str(self.uses)),
        ]
        return [*rows, (_("Under"), self.under.seal_number)] if self.under else rows


class PartyWork(Procedure):
    """“小个专”党建: how party work reaches a small firm, an individual business or a market, and by which office's station."""

    label = _("Party work in a small firm")
    number_pattern = "{authority}党建〔{year}〕{serial}号"

    covered = State(_("Covered"))
    ended = Final(_("Ended"))

    form = models.CharField(_("Form"), max_length=12, choices=PARTY_FORMS, default="own")
    members = models.SmallIntegerField(_("Party members"), default=0)
    station = models.CharField(_("Service station"), max_length=80, blank=True)
    shown = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(SHOWN)
        rows: list[tuple[Any, Any]] = [
            (_("Form of party work"), dict(PARTY_FORMS)[self.form]),
            (_("Party members"), str(self.members)),
            (_("Service station"), self.station),
        ]
        return [*rows, (_("Three shown"), "、".join(str(words[s]) for s in self.shown))] if self.shown else rows
