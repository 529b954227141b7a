"""Who bears the name of a demonstration programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field


class NamedUnit(models.Model):
    """示范单位: who bears the name of a programme, since when, until its next re-check; or why it was taken away."""

    access = Access.PUBLIC
    placed_by = ("code",)
    STATES = [("stands", pgettext_lazy("named unit", "Stands")), ("withdrawn", _("Withdrawn"))]

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    kind = models.CharField(_("Kind"), max_length=30)
    programme = models.CharField(_("Programme"), max_length=200)
    name = models.CharField(_("Name"), max_length=200)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    place = code_field(db_index=True)
    code = code_field()  # the authority that named it
    number = models.CharField(_("Number"), max_length=60)
    score = models.DecimalField(_("Final score"), max_digits=5, decimal_places=2)
    named_on = models.DateField(_("Named on"))
    checked_on = models.DateField(_("Checked again on"), null=True)
    state = models.CharField(_("State"), max_length=10, choices=STATES, default="stands")
    reason = models.CharField(_("Reason"), max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-named_on", "-pk"]

    def __str__(self) -> str:
        return self.name
