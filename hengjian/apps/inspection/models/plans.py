"""Tasks of published plans: what will be inspected, when and in what share. Drafts stay with their plan."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding
from hengjian.kernel.models.fields import code_field


class PlannedTask(models.Model):
    """抽查任务: one line of a published annual plan. What is not planned here is not drawn."""

    access = Access.PUBLIC
    placed_by = ("code",)
    WAYS = [("random", _("From the whole roster")), ("directed", _("Directed at a field"))]

    plan = models.ForeignKey(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    plan_number = models.CharField(max_length=60)
    code = code_field(db_index=True)
    year = models.SmallIntegerField(_("Year"))
    position = models.SmallIntegerField()
    title = models.CharField(_("Task"), max_length=120)
    items = ArrayField(models.CharField(max_length=40))
    partners = ArrayField(models.CharField(max_length=40), default=list)  # other departments of a joint task
    way = models.CharField(_("Way"), max_length=10, choices=WAYS)
    word = models.CharField(max_length=40, blank=True)  # of the business scope, where directed at a field
    share = models.SmallIntegerField(null=True)  # percent to draw; empty: the ratios of the items
    since_month = models.SmallIntegerField()
    until_month = models.SmallIntegerField()
    cap = models.SmallIntegerField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="planned_task_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def joint(self) -> bool:
        return bool(self.partners)
