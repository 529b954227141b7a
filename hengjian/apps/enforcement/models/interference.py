"""插手案件记录 and the firms of a reminder: rows beside a matter."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.personal import EncryptedTextField

WAYS = [
    ("spoken", _("In person")),
    ("phone", _("By telephone")),
    ("written", _("In writing")),
    ("message", _("By message")),
    ("other", _("Otherwise")),
]


class InterferenceRecord(models.Model):
    """插手案件记录: who from outside wanted something of a case. Written once, never changed, read by leaders and supervisors."""

    access = Access.SCOPED
    internal = True
    append_only = True
    read_by = frozenset({"head", "supervisor"})

    # Made here and not by the database: who writes may not read, and so cannot be given back a number.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="interferences")
    person = EncryptedTextField()
    office = EncryptedTextField()
    asked = EncryptedTextField()
    way = models.CharField(max_length=10, choices=WAYS)
    happened_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    act_id = models.BigIntegerField()
    synthetic = models.BooleanField(default=False)


class ReminderRow(models.Model):
    """A firm that a reminder went to, and when it said that it had read it."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="reminder_rows")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
