"""Versions of code lists that were adopted here, beside those the package carries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access


class CodeListVersion(models.Model):
    """代码集版本: all codes of a list as they hold from a day on. Earlier versions stay, and tell what held on their days."""

    access = Access.REFERENCE

    list = models.CharField(max_length=40, db_collation="C")
    title = models.CharField(_("Title"), max_length=120)
    since = models.DateField(_("In force from"))
    basis = models.CharField(_("Basis"), max_length=300)
    items = models.JSONField()  # code → name
    act_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "since"], name="code_list_version_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.since}"
