"""The risk class of a subject as it is now, how it came about, who looked, and what other bodies say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Subject, User
from hengjian.kernel.models.fields import code_field


class RiskGrade(models.Model):
    """信用风险分类: class A (low) to D (high) with the score it follows from (国市监信发〔2022〕6号). Not public: officers in
    charge of the place see it, and the subject sees its own. `inputs` are the facts it was reckoned from.
    """

    access = Access.RESIDENT
    shown_to_subject = True
    GRADES = [(g, g) for g in "ABCD"]

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, related_name="risk", primary_key=True)
    grade = models.CharField(_("Risk class"), max_length=1, choices=GRADES, db_index=True)
    score = models.IntegerField(_("Score"))  # hundredths; 0 is best, 10,000 worst
    version = models.CharField(max_length=40)  # of the indicator system
    graded_at = models.DateTimeField()
    coverage = models.SmallIntegerField(default=0)  # weight of the indicators of which something is known, of 100
    inputs = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["grade", "-score"], name="risk_grade_score")]


class RiskChange(models.Model):
    """分类变动: a class that changed, or a score that jumped: when, from, to, by what, and which facts made it so."""

    access = Access.RESIDENT
    shown_to_subject = append_only = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="risk_changes")
    at = models.DateTimeField()
    was = models.CharField(max_length=1)
    grade = models.CharField(max_length=1)
    was_score = models.IntegerField()
    score = models.IntegerField()
    version = models.CharField(max_length=40)
    cause = models.CharField(max_length=40)
    why = models.JSONField(default=list)  # [indicator, before, after, hundredths of a point]
    warning = models.BooleanField(default=False)  # risen, or jumped: shown among the early warnings

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-at"], name="risk_change_of_subject"),
            models.Index(fields=["-at"], name="risk_warning", condition=models.Q(warning=True)),
        ]


class RiskSetAside(models.Model):
    """暂不计入: a fact that a class does not rest on while it is being put right, because an appeal said so."""

    access = Access.RESIDENT
    shown_to_subject = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=4)
    why = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "indicator", "since"], name="risk_set_aside_once")]


class RiskLook(models.Model):
    """查询记录: who looked at a subject's class, for what purpose. The subject sees it; one line a day, person and purpose."""

    access = Access.RESIDENT
    shown_to_subject = append_only = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40, db_collation="C")
    body = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "day", "by", "purpose"], name="risk_look_once")]


class OutsideRating(models.Model):
    """外部评价: what another body says of a subject under its own scheme. A source field of the class; never the class."""

    access = Access.RESIDENT
    shown_to_subject = True

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=30, db_collation="C")
    value = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    given_on = models.DateField()
    valid_until = models.DateField(null=True)
    reference = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=40, db_collation="C")  # the account whose key brought it
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "scheme", "given_on"], name="outside_rating_once")]


class RatingBody(models.Model):
    """评价结果互认单位: a body whose ratings are taken in and that may ask for classes, by the keys of its account."""

    access = Access.REFERENCE

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    schemes = models.JSONField(default=list)  # that it may bring
    division_code = code_field()  # whose subjects it may ask for
    basis = models.CharField(max_length=200)  # the agreement or article

    def __str__(self) -> str:
        return self.name


class RiskVersion(models.Model):
    """指标体系版本: the indicator system in force since a day, as two persons made it. What weighs how much is no secret."""

    access = Access.REFERENCE

    version = models.CharField(max_length=40, primary_key=True)
    since = models.DateField()
    body = models.JSONField()
    act_id = models.BigIntegerField()


class RiskShare(models.Model):
    """区域、行业风险: how many subjects of a division or industry were in each class on a day; written by the batch."""

    access = Access.SYSTEM
    grants = {"hengjian_party": "", "hengjian_public": ""}

    day = models.DateField()
    kind = models.CharField(max_length=10)  # division or industry
    key = models.CharField(max_length=60, db_collation="C")
    division = code_field()  # the county, by which an officer's range narrows industries too
    a = models.IntegerField()
    b = models.IntegerField()
    c = models.IntegerField()
    d = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "kind", "key", "division"], name="risk_share_once")]
