"""Subjects: whatever a record attaches to."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access

from .authority import User
from .fields import code_field


class Subject(models.Model):
    """监管对象: a market entity, person, product or place under whose name records are kept. The register is public."""

    access = Access.PUBLIC
    placed_by = ("division_code", "office_code")

    kind = models.CharField(max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    code = models.CharField(_("Unified social credit code"), max_length=40, db_collation="C", unique=True, null=True)
    division_code = code_field(db_index=True)
    office_code = code_field(blank=True)
    status = models.CharField(max_length=30, default="registered")
    pinyin = models.CharField(max_length=600, db_collation="C")
    initials = models.CharField(max_length=200, db_collation="C")
    grams = ArrayField(models.CharField(max_length=8))
    facts = models.JSONField(default=dict)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["name"], name="subject_name"),
            models.Index(fields=["pinyin"], name="subject_pinyin"),
            models.Index(fields=["initials"], name="subject_initials"),
            GinIndex(fields=["grams"], name="subject_grams"),
        ]

    def __str__(self) -> str:
        return self.name


class SubjectMember(models.Model):
    """Who may act for a subject in its enterprise space. Read before a scope exists, as it is part of it.

    An operator does everything and manages the others, a filer and an agent file and answer, a reader only reads.
    """

    OPERATOR, FILER, AGENT, READER = "operator", "filer", "agent", "reader"
    access = Access.SYSTEM
    grants = {"hengjian_party": "", "hengjian_public": ""}

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    role = models.CharField(max_length=20, default=OPERATOR)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "user"], name="subject_member_once")]
