"""Negative lists and the sizes of firms."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject

NATION = "0"


class NegativeEntry(models.Model):
    """负面清单条目: what is forbidden, or open only with a permit. Market access and foreign investment have one national
    list each: the database refuses an entry of any other authority (严禁各地、各部门自行发布).
    """

    access = Access.REFERENCE

    MARKET, FOREIGN, REGISTRATION = "market_access", "foreign_investment", "registration"
    LISTS = [
        (MARKET, _("Market access")),
        (FOREIGN, _("Foreign investment")),
        (REGISTRATION, _("Names, premises and scopes")),
    ]

    code = models.CharField(max_length=40, primary_key=True)
    list_name = models.CharField(max_length=20, choices=LISTS)
    authority_code = models.CharField(max_length=12, db_collation="C", default=NATION)
    kind = models.CharField(max_length=12)  # forbidden, permit, share, control
    text = models.CharField(max_length=300)
    # Prefixes of GB/T 4754, and words looked for in names or premises.
    industries = ArrayField(models.CharField(max_length=8), default=list)
    words = ArrayField(models.CharField(max_length=20), default=list)
    cite = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)
    check_value = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(list_name="registration") | models.Q(authority_code=NATION),
                name="negative_lists_are_national",
            )
        ]


class FirmSize(models.Model):
    """企业规模: the size class of a firm for a year, as declared and computed; the figures stay in the declaration."""

    access = Access.PUBLIC

    CLASSES = [
        ("micro", _("Micro")),
        ("small", _("Small")),
        ("medium", _("Medium-sized")),
        ("large", _("Large")),
    ]

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="sizes")
    year = models.SmallIntegerField()
    industry = models.CharField(max_length=30)
    size = models.CharField(max_length=10, choices=CLASSES, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "year"], name="firm_size_once")]
