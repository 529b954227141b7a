"""Under whose name data stand: parties that no number tells, and numbers that are known to mean a subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject


class LinkParty(models.Model):
    """数据当事人: a name and place as sources write them, and whom they mean. Decided once, remembered for every later run."""

    access = Access.SYSTEM
    grants = {"hengjian_party": "", "hengjian_public": ""}

    STATES = [("doubt", _("Being decided")), ("linked", _("Linked")), ("refused", _("Of nobody known here"))]

    print = models.CharField(primary_key=True, max_length=64, db_collation="C")
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="doubt")
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, related_name="+")
    act_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name"], name="link_party_name")]


class LinkNumber(models.Model):
    """号码对照: an old number that a source gave together with the code of the subject."""

    access = Access.SYSTEM
    grants = {"hengjian_party": "", "hengjian_public": ""}

    number = models.CharField(primary_key=True, max_length=30, db_collation="C")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
