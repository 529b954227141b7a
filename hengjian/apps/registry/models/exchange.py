"""What the registry sends to other authorities and partners, and the parts of an opening that they do."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.personal import EncryptedJSONField


class Dispatch(models.Model):
    """推送任务: one message to a partner, kept until its receipt is here. An outbox: written with the act, sent after it.

    `key` is the partner's idempotency key; `due` the day by which an answer is owed, if one is. Officers in charge of
    the entity's place see it; a party sees its sub-matters, not the payload.
    """

    access = Access.RESIDENT

    WAITING, SENT, ANSWERED, DEAD = "waiting", "sent", "answered", "dead"
    STATES = [
        (WAITING, _("To be sent")),
        (SENT, _("Sent, receipt awaited")),
        (ANSWERED, _("Receipt given")),
        (DEAD, _("Given up; send again")),
    ]

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="dispatches")
    # A plain number: what is told of the register hangs on a version, not on a proceeding.
    matter_id = models.BigIntegerField(null=True)
    partner = models.CharField(max_length=30)
    department = models.CharField(max_length=60)
    # Where the partner takes it, if not at the exchange that all others are reached through.
    address = models.URLField(blank=True)
    topic = models.CharField(max_length=40)
    key = models.CharField(max_length=80, unique=True, db_collation="C")
    payload: "models.Field[Any, Any]" = EncryptedJSONField()
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    attempts = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    receipt = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["made_at"], name="dispatch_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["state", "-made_at"], name="dispatch_state"),
            models.Index(fields=["subject", "-made_at"], name="dispatch_of_subject"),
        ]


class ExchangeMark(models.Model):
    """How far the versions of the register have been told to others: from `first`, all before it being older than the exchange."""

    access = Access.SYSTEM
    grants = {"hengjian_party": "", "hengjian_public": ""}

    stream = models.CharField(max_length=30, primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()


class SubMatter(models.Model):
    """分项事项: one part of an opening, done by a partner: seal, tax, insurance, provident fund, bank."""

    access = Access.SCOPED

    WAITING, SENT, DONE, REFUSED, LEFT_OUT = "waiting", "sent", "done", "refused", "left_out"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="sub_matters")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default=WAITING)
    attempt = models.SmallIntegerField(default=1)
    sent_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "kind"], name="sub_matter_once")]
