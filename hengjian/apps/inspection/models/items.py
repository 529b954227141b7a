"""What may be checked at all: the list of inspection items, and what it said before each change."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access

LEVELS = [("province", _("Province")), ("city", _("City")), ("county", _("County"))]
KINDS = [("general", _("General item")), ("key", _("Key item"))]


class InspectionItem(models.Model):
    """随机抽查事项: one item of the published list. What is not on it cannot be checked by chance (国发〔2019〕5号)."""

    access = Access.REFERENCE

    code = models.CharField(_("Code"), max_length=40, primary_key=True)
    category = models.CharField(max_length=30, db_index=True)
    category_name = models.CharField(_("Category"), max_length=40)
    name = models.CharField(_("Item"), max_length=80)
    kind = models.CharField(_("Kind"), max_length=8, choices=KINDS)
    subjects = ArrayField(models.CharField(max_length=12), default=list)
    methods = ArrayField(models.CharField(max_length=8), default=list)
    level = models.CharField(_("Lowest level"), max_length=10, choices=LEVELS)
    ratios = models.JSONField()  # class A to D: percent of its subjects drawn in a year
    safety = models.BooleanField(_("Concerns safety"), default=False)  # stays out of joint draws
    department = models.CharField(_("Competent department"), max_length=60)
    frequency = models.CharField(max_length=60, blank=True)  # value of the law where all subjects are visited in turn
    basis = models.CharField(_("Basis"), max_length=200)
    check_mark = models.CharField(max_length=10)
    edition = models.CharField(max_length=20)
    revision = models.SmallIntegerField(default=0)  # how often it was changed by act; 0 is the packaged list

    class Meta:
        ordering = ["category", "code"]

    def __str__(self) -> str:
        return self.name


def item_names(codes: Iterable[str]) -> str:
    """The items by their names; a code that is on no list stays as it is."""
    codes = list(codes)
    names = dict(InspectionItem.objects.filter(pk__in=codes).values_list("pk", "name"))
    return "、".join(names.get(code, code) for code in codes)


class ItemRevision(models.Model):
    """What an item said until it was changed by act: the list of any day can be told."""

    access = Access.REFERENCE

    item = models.ForeignKey(InspectionItem, on_delete=models.PROTECT, related_name="revisions")
    revision = models.SmallIntegerField()
    said = models.JSONField()
    until = models.DateTimeField()
    act_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "revision"], name="item_revision_once")]
