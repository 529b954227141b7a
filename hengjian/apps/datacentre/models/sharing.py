"""What became of shared data: files that were made, each use, and what a subject may know of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject

KINDS = [("csv", "CSV"), ("xlsx", "XLSX"), ("parquet", "Parquet"), ("json", "JSON")]
WAYS = [("api", _("By API")), ("file", _("As a file"))]


class SharedFile(models.Model):
    """共享文件: a file made for one recipient. Its rows stand in an order that only this file has."""

    access = Access.SCOPED
    fixed = frozenset({"id", "proceeding", "kind", "rows", "size", "sha256", "order_key", "made_at"})

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="shared_files")
    kind = models.CharField(max_length=8, choices=KINDS)
    rows = models.BigIntegerField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_collation="C", db_index=True)
    order_key = models.CharField(max_length=40, db_collation="C")  # says which order; the secret is the data key
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    file = models.CharField(max_length=80, blank=True)  # empty when its days are over


class ShareUse(models.Model):
    """共享使用记录: one answer of the API or one file that was made or fetched: who, when, for what, how many rows."""

    access = Access.SCOPED
    append_only = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="share_uses")
    at = models.DateTimeField()
    way = models.CharField(max_length=4, choices=WAYS)
    what = models.CharField(max_length=12)  # read, made, fetched
    by = models.CharField(max_length=40, db_collation="C")
    purpose = models.CharField(max_length=500)
    asked = models.JSONField(default=dict)  # the filter
    rows = models.BigIntegerField()
    subject = models.BigIntegerField(null=True)  # where one was asked for

    class Meta:
        indexes = [models.Index(fields=["proceeding", "-at"], name="share_use_latest")]


class SharedLook(models.Model):
    """查阅记录: a body was given data about this one subject. The subject sees it; one line a day, share and subject."""

    access = Access.RESIDENT
    shown_to_subject = append_only = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    share = models.BigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    body = models.CharField(max_length=120)
    resource = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "day", "share"], name="shared_look_once")]
