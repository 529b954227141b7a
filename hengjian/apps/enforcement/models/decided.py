"""What a case and the penalty of a person beside it have in common: notice, hearing, decision, service, payment, publication."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decided(models.Model):
    """Told, heard, decided, served, paid, published: the days and amounts of one decision."""

    fine = models.BigIntegerField(default=0)  # fen
    # notice and hearing
    notice_served_on = models.DateField(null=True)
    statement_until = models.DateField(null=True)
    hearing_until = models.DateField(null=True)
    waived = models.BooleanField(default=False)
    hearing_asked_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    # decision and what follows
    decided_on = models.DateField(null=True)
    decision_no = models.CharField(_("Decision number"), max_length=60, blank=True)
    served_on = models.DateField(null=True)
    pay_by = models.DateField(null=True)
    paid = models.BigIntegerField(default=0)
    paid_on = models.DateField(null=True)
    plan = models.JSONField(default=list)  # day, fen
    surcharge = models.BigIntegerField(default=0)
    published_on = models.DateField(null=True)
    unpublished = models.CharField(max_length=300, blank=True)  # the ground and article, where it is not published

    class Meta:
        abstract = True

    @property
    def shown_publicly(self) -> bool:
        """Is it published, or is it on record why not?"""
        return self.published_on is not None or bool(self.unpublished)

    def may_speak_until(self) -> date | None:
        """The last day on which the party may speak or ask for a hearing."""
        days = [day for day in (self.statement_until, self.hearing_until) if day]
        return max(days) if days else None
