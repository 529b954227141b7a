"""Who enforces: experts who are asked, training, the question bank, examinations, teams by type of enforcement."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.kernel.access import Access
from hengjian.kernel.models import Officer
from hengjian.kernel.models.fields import code_field

TEAM_KINDS = [("order", _("Market order")), ("safety", _("Safety")), ("quality", _("Quality and rights"))]


class Expert(models.Model):
    """专家库: the one register of who may be asked: what they know, permits they can judge, whom they must not judge."""

    access = Access.REFERENCE

    name = models.CharField(_("Name"), max_length=60)
    unit = models.CharField(_("Employer"), max_length=120)
    title = models.CharField(_("Professional title"), max_length=60, blank=True)
    fields = ArrayField(models.CharField(max_length=20, choices=FIELDS), default=list)
    items = ArrayField(models.CharField(max_length=12), default=list)  # of the list of permits, for technical reviews
    recused_from = ArrayField(models.CharField(max_length=120), default=list)  # names of bodies and businesses
    active = models.BooleanField(_("Active"), default=True)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class TrainingRecord(models.Model):
    """培训记录: hours of law or days of the grass roots that an officer has attended."""

    access = Access.REFERENCE
    placed_by = ("code",)

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="trainings")
    code = code_field(db_index=True)  # of the officer's authority
    subject_of = models.CharField(_("Training"), max_length=120)
    hours = models.SmallIntegerField(_("Hours"), default=0)
    days = models.SmallIntegerField(_("Days"), default=0)
    held_on = models.DateField(_("Date"))
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "subject_of", "held_on"], name="training_once"),
            models.CheckConstraint(condition=models.Q(hours__gte=0, days__gte=0), name="training_not_negative"),
        ]


class ExamQuestion(models.Model):
    """题库: a question with its choices, the right one, and the article it is taken from."""

    access = Access.REFERENCE

    key = models.CharField(max_length=20, primary_key=True)
    text = models.CharField(_("Question"), max_length=500)
    options = models.JSONField()  # letter → words
    right = models.CharField(max_length=1)
    basis = models.CharField(_("Basis"), max_length=120)
    active = models.BooleanField(default=True)


class ExamResult(models.Model):
    """考试成绩: what an officer answered, and the share that was right."""

    access = Access.REFERENCE
    owned_by = "officer_id"

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="exams")
    code = code_field(db_index=True)
    sat_at = models.DateTimeField()
    questions = ArrayField(models.CharField(max_length=20))
    answers = models.JSONField(default=dict)
    score = models.SmallIntegerField(_("Mark of the examination"))
    passed = models.BooleanField(_("Passed"))
    synthetic = models.BooleanField(default=False)


class EnforcementTeam(models.Model):
    """执法队伍: officers of an authority for a type of enforcement; matters of its fields go to them."""

    access = Access.REFERENCE
    placed_by = ("code",)

    name = models.CharField(_("Team"), max_length=80)
    code = code_field(db_index=True)
    kind = models.CharField(_("Type of enforcement"), max_length=10, choices=TEAM_KINDS)
    officers = models.ManyToManyField(Officer, related_name="teams", through="TeamMember")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "name"], name="team_once")]


class TeamMember(models.Model):
    """An officer of a team."""

    access = Access.REFERENCE

    team = models.ForeignKey(EnforcementTeam, on_delete=models.CASCADE)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "officer"], name="team_member_once")]


class Routed(models.Model):
    """A matter that is given to a team of its type; to none where the authority has no such team."""

    routed_to = models.ForeignKey(
        EnforcementTeam, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Team")
    )

    class Meta:
        abstract = True
