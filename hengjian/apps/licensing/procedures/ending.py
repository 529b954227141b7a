"""How a permit ends before its time: suspension, annulment, withdrawal, revocation, cancellation."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutPermit

MEASURES = [
    ("annul", _("Annul: granted against the law, or by fraud")),
    ("withdraw", _("Withdraw: the law or the facts have changed")),
    ("revoke", _("Revoke: by a decision on a penalty")),
]
CANCELLATIONS = [
    ("not_renewed", _("Expired and not renewed")),
    ("person_gone", _("The person has died or lost capacity")),
    ("entity_ended", _("The entity has ended")),
    ("undone", _("Annulled, withdrawn or revoked")),
    ("force_majeure", _("Cannot be carried out because of force majeure")),
    ("holder_asks", _("The holder gives it up")),
]


class Suspension(AboutPermit):
    """暂扣: the permit does not hold for a while; the clock or an officer lets it hold again."""

    label = _("Suspension of a permit")
    number_pattern = "{authority}许扣〔{year}〕{serial}号"

    suspended = State(_("Suspended"))
    lifted = Final(_("Holds again"))

    reason = models.CharField(_("Reason"), max_length=500)
    decision = models.CharField(_("Decision it rests on"), max_length=80)
    until_day = models.DateField(_("Until"))

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Reason"), self.reason), (_("Decision it rests on"), self.decision), (_("Until"), self.until_day)]
        return [*super().facts(), *rows]


class PermitMeasure(AboutPermit):
    """撤销、撤回、吊销: the holder is heard, then it is decided (Licensing Law, arts. 8, 36 and 69)."""

    label = _("Measure against a permit")
    number_pattern = "{authority}许撤〔{year}〕{serial}号"

    statement = State(_("Holder may state and ask for a hearing"), limit="licensing.hearing_request", lapses="heard")
    hearing = State(_("Hearing"), limit="licensing.hearing_hold")
    decision = State(_("Decision"), limit="licensing.decision")
    ended = Final(_("Permit ended"))
    dropped = Final(_("Dropped"))

    kind = models.CharField(_("Measure"), max_length=12, choices=MEASURES)
    fraud = models.BooleanField(default=False)
    reason = models.CharField(_("Facts and reason"), max_length=1000)
    said = models.CharField(max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [*super().facts(), (_("Measure"), dict(MEASURES)[self.kind]), (_("Facts and reason"), self.reason)]
        return [*rows, (_("Statement of the holder"), self.said)] if self.said else rows


class PermitCancellation(AboutPermit):
    """注销: the formal end of a permit that no longer holds (Licensing Law, art. 70)."""

    label = _("Cancellation of a permit")
    number_pattern = "{authority}许注〔{year}〕{serial}号"

    asked = State(_("Asked for"), limit="licensing.decision")
    cancelled = Final(_("Cancelled"))
    refused = Final(_("Not cancelled"))

    ground = models.CharField(_("Ground"), max_length=20, choices=CANCELLATIONS)

    def facts(self) -> list[tuple[Any, Any]]:
        return [*super().facts(), (_("Ground"), dict(CANCELLATIONS)[self.ground])]
