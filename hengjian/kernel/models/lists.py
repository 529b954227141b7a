"""What a list leaves to the worker: large exports, and one act on many rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.personal import EncryptedJSONField

from .authority import User


class Work(models.TextChoices):
    """How far a piece of such work is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")


class Export(models.Model):
    """导出: a list too long for one answer, made into a file under the scope of who asked for it."""

    access = Access.PERSONAL

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    page = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    query = models.CharField(max_length=1000, blank=True)
    kind = models.CharField(max_length=8)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=Work.choices, default=Work.WAITING)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    file = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-asked_at"], name="export_of_user")]


class ActBatch(models.Model):
    """批量办理: one act on several proceedings, done one by one in the name of who sent it.

    `rows` holds for each what it was when it was chosen (id, version, name) and, once tried, what became of it.
    """

    access = Access.PERSONAL

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="act_batches")
    key = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    given = EncryptedJSONField(default=dict)
    language = models.CharField(max_length=10)
    back = models.CharField(max_length=1000)
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=Work.choices, default=Work.WAITING)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="batch_once")]
