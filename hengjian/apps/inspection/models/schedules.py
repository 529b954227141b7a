"""Visits of full-coverage schedules: every subject in turn, outside the draw."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field


class ScheduledVisit(models.Model):
    """全覆盖检查安排: one visit that a schedule owes to one subject, and by when."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="scheduled_visits")
    place = code_field()
    turn = models.SmallIntegerField(_("Turn"))
    due_on = models.DateField(_("Due"))
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "subject", "turn"], name="scheduled_visit_once")]
