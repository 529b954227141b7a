"""What the public sees of how complaints are handled: figures of an authority, overdue ones among them."""

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.models.fields import code_field


class ComplaintFigure(models.Model):
    """投诉办理情况: counts of one authority on one day, written by the calendar; an overdue matter is no secret."""

    access = Access.PUBLIC
    placed_by = ("code",)

    code = code_field()
    day = models.DateField()
    received = models.IntegerField()  # in the twelve months before
    accepted_on_time = models.IntegerField()
    closed = models.IntegerField()
    settled = models.IntegerField()
    open = models.IntegerField()
    overdue = models.IntegerField()
    stars = models.IntegerField()  # sum of the ratings
    rated = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "day"], name="complaint_figure_once")]
