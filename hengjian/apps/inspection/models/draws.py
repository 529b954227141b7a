"""What a draw freezes, keeps secret and publishes (docs/draw.md)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.access import Access
from hengjian.kernel.models import Officer, Proceeding, Subject
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedTextField


class DrawSecret(models.Model):
    """The key from which the salts of a draw's rows are derived. Officers in charge only; never a party."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    key = EncryptedTextField()


class DrawRow(models.Model):
    """One subject as it stood in the frozen roster: its stratum, its place, and the leaf it became."""

    access = Access.SCOPED
    internal = True
    fixed = frozenset({"proceeding", "subject", "ident", "stratum", "place", "leaf"})

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="draw_rows")
    ident = models.CharField(max_length=60)
    stratum = models.CharField(max_length=2)
    place = code_field()
    leaf = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "ident"], name="draw_row_once")]


class DrawOfficer(models.Model):
    """One officer as frozen: places, skills, load, and the subjects it must not visit."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    ident = models.CharField(max_length=80)
    places = ArrayField(models.CharField(max_length=12))
    skills = ArrayField(models.CharField(max_length=30))
    load = models.SmallIntegerField()
    barred = ArrayField(models.CharField(max_length=60))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proceeding", "officer"], name="draw_officer_once")]


class OpeningsHandout(models.Model):
    """Who received all openings of a draw and why: a witness, a court, a supervising body."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=100)
    purpose = models.CharField(max_length=300)
    user_id = models.BigIntegerField(null=True)  # where the recipient signs in here
    at = models.DateTimeField()


class PublishedDraw(models.Model):
    """抽签公示: plan, anonymous leaves and outcome of a draw as everybody can download and recompute them."""

    access = Access.PUBLIC
    placed_by = ("code",)
    STATES = [
        ("announced", pgettext_lazy("draw", "Announced")),
        ("drawn", pgettext_lazy("draw", "Held")),
        ("void", _("Void")),
    ]

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    number = models.CharField(_("Number"), max_length=60, unique=True)
    title = models.CharField(_("The draw"), max_length=200)
    code = code_field(db_index=True)
    authority = models.CharField(_("Authority"), max_length=80)
    state = models.CharField(_("State"), max_length=10, choices=STATES, default="announced")
    items = ArrayField(models.CharField(max_length=40))
    partners = ArrayField(models.CharField(max_length=40), default=list)
    plan = models.JSONField()
    plan_hash = models.CharField(max_length=64)
    leaves = models.BinaryField()  # of all strata in the plan's order, 32 bytes each
    result = models.JSONField(null=True)
    announced_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    plan_act = models.BigIntegerField()
    result_act = models.BigIntegerField(null=True)
    void_reason = models.CharField(max_length=500, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-announced_at"]

    def __str__(self) -> str:
        return self.title


class DrawnSubject(models.Model):
    """抽中名单: a subject that was drawn and the officers who will visit it. Its class and its ticket are not told."""

    access = Access.PUBLIC
    placed_by = ("code",)

    draw = models.ForeignKey(PublishedDraw, on_delete=models.PROTECT, related_name="drawn")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="draws")
    ident = models.CharField(max_length=60)
    name = models.CharField(_("Subject"), max_length=200)
    code = code_field(db_index=True)  # of the authority that drew
    place = code_field()
    officers = ArrayField(models.CharField(max_length=80))
    drawn_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "subject"], name="drawn_subject_once")]
        indexes = [models.Index(fields=["subject", "drawn_on"], name="drawn_subject_when")]

    def __str__(self) -> str:
        return self.name
