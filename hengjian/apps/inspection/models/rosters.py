"""Rosters: officers enrolled for draws, recusals they have declared, tags of subjects."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Officer, Subject
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedTextField


class Inspector(models.Model):
    """执法检查人员名录库: an officer who may be drawn, for which places, with what expertise, for how many visits."""

    access = Access.REFERENCE
    placed_by = ("code",)

    officer = models.OneToOneField(Officer, on_delete=models.PROTECT, primary_key=True, related_name="inspector")
    code = code_field(db_index=True)  # of the officer's authority
    places = ArrayField(models.CharField(max_length=12), default=list)  # prefixes of division codes
    skills = ArrayField(models.CharField(max_length=30), default=list)
    load = models.SmallIntegerField(_("Visits at most"))
    active = models.BooleanField(_("Active"), default=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.officer)


class RecusalFact(models.Model):
    """回避事实: why an officer is not sent to a subject. The relation is a personal matter; the draw knows only that it is."""

    access = Access.RESIDENT

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="recusal_facts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="recusal_facts")
    relation = EncryptedTextField()
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "officer"], name="recusal_fact_once")]


class SubjectTag(models.Model):
    """对象标签: what a subject of the roster also is (a school canteen, a class III device dealer), by import or hand."""

    access = Access.RESIDENT

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(_("Tag"), max_length=40, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=60)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "tag"], name="subject_tag_once")]
