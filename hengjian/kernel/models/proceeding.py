"""Proceedings and what hangs on them: clocks, parties, shares, countersignatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import WRITE, Access

from .authority import Officer
from .fields import code_field
from .subject import Subject


class Proceeding(models.Model):
    """办件: one running legal procedure about one subject in one authority."""

    access = Access.BASE
    fixed = frozenset({"id", "procedure", "number", "code", "law_on", "synthetic"})  # hengjian_transfer moves

    procedure = models.CharField(max_length=60, db_collation="C")
    number = models.CharField(_("Number"), max_length=60, blank=True)
    title = models.CharField(_("Matter"), max_length=200)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="proceedings")
    subject_name = models.CharField(max_length=200, blank=True)
    code = code_field()
    state = models.CharField(max_length=40, db_collation="C")
    law_on = models.DateField()
    opened_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    due_limit = models.CharField(max_length=80, blank=True)
    near_at = models.DateTimeField(null=True)
    stopped_since = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=200, blank=True)
    held = models.CharField(max_length=20, blank=True)  # why an ordinary act must wait: supplement or countersign
    handler = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="handled")
    handler_name = models.CharField(max_length=60, blank=True)
    supervised = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    version = models.IntegerField(default=1)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="proceeding_number_once")]
        indexes = [
            models.Index(fields=["code", "due"], name="proceeding_open_code", condition=models.Q(closed_at=None)),
            models.Index(fields=["due", "code"], name="proceeding_open_due", condition=models.Q(closed_at=None)),
            models.Index(fields=["handler", "due"], name="proceeding_open_mine", condition=models.Q(closed_at=None)),
            models.Index(fields=["code", "-opened_at"], name="proceeding_opened"),
            models.Index(
                fields=["code", "due"],
                name="proceeding_supervised",
                condition=models.Q(closed_at=None, supervised=True),
            ),
            models.Index(fields=["number"], name="proceeding_number"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class Party(models.Model):
    """A principal that takes part in a proceeding, and as what."""

    access = Access.PARTY

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="parties")
    principal = models.CharField(max_length=40, db_collation="C", db_index=True)
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "principal", "role"], name="party_once")]


class Share(models.Model):
    """A proceeding shown to an authority outside its line: transfer, assistance, designated jurisdiction."""

    access = Access.SCOPED
    internal = before_scope = True  # what is shared with an officer is part of the officer's scope
    grants = {"hengjian_officer": "SELECT, INSERT", "hengjian_party": ""}

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="shares")
    authority_code = code_field(db_index=True)
    until = models.DateField(null=True)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "authority_code"], name="share_once")]


class Recusal(models.Model):
    """回避: an officer who must not act in a proceeding."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="recusals")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "officer"], name="recusal_once")]


class Clock(models.Model):
    """A time limit running on a proceeding, with the intervals in which it stood still."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="clocks")
    limit = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stops = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["due"], name="clock_running", condition=models.Q(ended_at=None))]


class CounterSign(models.Model):
    """会签: one signer's opinion on a proceeding."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="countersigns")
    signer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="countersigns")
    question = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    opinion = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["signer"], name="countersign_waiting", condition=models.Q(at=None))]


class NumberSeries(models.Model):
    """The last serial given out for a kind of document of one authority in one year; gapless."""

    access = Access.SYSTEM
    grants = {"hengjian_officer": WRITE, "hengjian_party": WRITE, "hengjian_public": ""}

    code = code_field()
    series = models.CharField(max_length=80)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "series", "year"], name="series_once")]
