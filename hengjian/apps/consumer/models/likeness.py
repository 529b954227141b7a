"""The index of tellings: what every complaint is found and compared by, and the few facts that figures count."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hengjian.kernel.access import WRITE, Access
from hengjian.kernel.models import Subject
from hengjian.kernel.models.fields import code_field


class ToldMatter(models.Model):
    """One registered complaint, report or enquiry as hashes of its text and facts; no text, no name, no telephone.

    It carries no policy of its own, so that an index over arrays can serve it: whoever looks up sees only what the
    policy of the proceedings lets through, because every read joins them (`queries.likeness`, `queries.signals`).
    """

    access = Access.SYSTEM
    grants = {"hengjian_officer": WRITE, "hengjian_party": "", "hengjian_public": ""}

    proceeding_id = models.BigIntegerField(primary_key=True)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = code_field()
    division = code_field(blank=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=24, db_collation="C", blank=True)
    category = models.CharField(max_length=8, db_collation="C", blank=True)
    problem = models.CharField(max_length=24, db_collation="C", blank=True)
    platform = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField(null=True)  # fen
    urgency = models.CharField(max_length=8, blank=True)
    keys = ArrayField(models.IntegerField())
    pieces = models.BinaryField()
    facts = models.JSONField(default=dict)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="told_keys", fastupdate=False),
            models.Index(fields=["subject", "-at"], name="told_of_subject"),
            models.Index(fields=["at", "code"], name="told_at"),
        ]


class PieceCounts(models.Model):
    """How often pieces of text occur, in buckets: what makes a piece rare. Counted anew each night."""

    access = Access.SYSTEM
    grants = {"hengjian_officer": WRITE, "hengjian_party": "", "hengjian_public": ""}

    id = models.SmallIntegerField(primary_key=True)
    counts = models.BinaryField()
    tellings = models.IntegerField()
    counted_at = models.DateTimeField()
