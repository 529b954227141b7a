"""The store of names: what stands in the register, is reserved, or is blocked until a day."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject
from hengjian.kernel.models.fields import code_field


class NameEntry(models.Model):
    """名称库: a name that others must keep clear of, with its parts and the keys it is found by (Regulation, arts. 2, 17).

    `code` is the authority's; a row without keys is history. An applicant reserves a name at once, hence its rights.
    """

    access = Access.PUBLIC
    placed_by, party_key = ("code",), "reservation"
    grants = {"hengjian_party": "SELECT, INSERT, UPDATE (standing, keys)"}

    name = models.CharField(_("Name"), max_length=200)
    trade_name = models.CharField(_("Trade name"), max_length=80)
    place = code_field(blank=True)
    words = models.CharField(max_length=200, blank=True)
    groups = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=60, blank=True)
    branch = models.CharField(max_length=80, blank=True)
    code = code_field()
    standing = models.CharField(max_length=20, default="registered")
    blocked_until = models.DateField(null=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, related_name="names")
    reservation = models.BigIntegerField(null=True, db_index=True)
    keys = ArrayField(models.BigIntegerField())
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # Without the list of pending entries, which every look-up would have to read through.
            GinIndex(fields=["keys"], name="name_entry_keys", fastupdate=False),
            models.Index(fields=["name", "code"], name="name_entry_name"),
        ]

    def __str__(self) -> str:
        return self.name
