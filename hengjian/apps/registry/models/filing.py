"""Who must confirm a filing, and by what a person's identity is known."""

from django.db import models

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, User


class Confirmation(models.Model):
    """实名确认: a person who signs an application, and how that person's identity was confirmed (Regulation, art. 16)."""

    access = Access.SCOPED

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="confirmations")
    role = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    id_print = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(null=True)
    how = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proceeding", "role", "name", "id_print"], name="confirmation_once")
        ]


class IdentityResult(models.Model):
    """实名认证结果: that a user is the person with this number, as found here or by another region's identity service."""

    access = Access.PERSONAL
    grants = {"hengjian_party": "SELECT"}

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    id_print = models.CharField(max_length=64, db_index=True)
    region = models.CharField(max_length=12)
    service = models.CharField(max_length=80)
    checked_at = models.DateTimeField()
    assertion = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assertion"], condition=~models.Q(assertion=""), name="identity_assertion_once"
            )
        ]
