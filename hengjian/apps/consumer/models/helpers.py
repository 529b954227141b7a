"""Who was asked to help in a mediation, what they were asked, what they said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding

KINDS = [("expert", _("Expert")), ("lawyer", _("Lawyer")), ("volunteer", _("Volunteer")), ("mediator", _("Mediator"))]


class HelperTask(models.Model):
    """协助调解: one helper asked in one complaint. Both sides read it: nobody helps behind a party's back."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="helper_tasks")
    helper = models.ForeignKey("consumer.HelperAppointment", on_delete=models.PROTECT, related_name="tasks")
    name = models.CharField(_("Name"), max_length=60)
    kind = models.CharField(_("Kind of helper"), max_length=10, choices=KINDS)
    unit = models.CharField(_("Employer"), max_length=120)
    question = models.CharField(_("What the helper is asked"), max_length=500)
    asked_at = models.DateTimeField()
    account = models.BigIntegerField(null=True)  # user of the helper, who does not see the register
    doubt = models.CharField(_("Objection"), max_length=500, blank=True)
    doubt_by = models.CharField(max_length=12, blank=True)
    opinion = models.CharField(_("Opinion"), max_length=2000, blank=True)
    opinion_at = models.DateTimeField(null=True)
    released = models.CharField(_("Why no longer asked"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceeding", "helper"], name="helper_asked_once"),
        ]

    @property
    def told(self) -> str:
        """Where it stands, in one line."""
        return self.opinion or self.released or str(_("opinion awaited"))
