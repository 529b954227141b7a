"""What stands, or stood, under a subject's name: the entries of the credit file."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding, Subject
from hengjian.kernel.models.fields import code_field

KINDS = [
    ("penalty", _("Penalty")),
    ("abnormal", _("List of abnormal operations")),
    ("marked", _("Marked as abnormal (individual business)")),
    ("special", _("Special mark")),
    ("serious", _("List of serious violations")),
    ("list", _("Another list")),
]
# The lists anybody may look through; penalties are found in the public record.
LISTS = ("abnormal", "marked", "special", "serious", "list")


class CreditEntry(models.Model):
    """信用记录: one published fact against a subject, from when, until when by law, and when it ended in fact.

    Ended rows stay for officers and for the risk class; pages of the public show only what stands and is not held back
    as doubtful. Only acts write it.
    """

    access = Access.PUBLIC
    placed_by = ("code",)
    fixed = frozenset({"id", "subject", "kind", "code", "proceeding", "act_id", "since", "synthetic"})

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="credit")
    kind = models.CharField(_("Kind"), max_length=10, choices=KINDS)
    cause = models.CharField(max_length=40)
    title = models.CharField(_("Content"), max_length=200)
    article = models.CharField(_("Article"), max_length=300)
    authority = models.CharField(_("Authority"), max_length=80)
    code = code_field(db_index=True)
    number = models.CharField(_("Number"), max_length=60)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    act_id = models.BigIntegerField()
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True)
    ended_on = models.DateField(_("Ended on"), null=True)
    ended_why = models.CharField(max_length=20, blank=True)  # term, repaired, removed, withdrawn, replaced
    doubtful = models.BooleanField(default=False)  # held back while its truth is checked
    # What the repair asks: the shortest time of publication, whether it is barred, the field of law.
    least = models.CharField(max_length=60, blank=True)
    severe = models.BooleanField(default=False)
    field = models.CharField(max_length=30, blank=True)
    measures = ArrayField(models.CharField(max_length=10), default=list)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "kind"], name="credit_entry_standing", condition=models.Q(ended_on=None)),
            models.Index(fields=["subject", "-since"], name="credit_entry_of_subject"),
            models.Index(fields=["kind", "-since"], name="credit_entry_list", condition=models.Q(ended_on=None)),
        ]

    def __str__(self) -> str:
        return self.title


class ReportRound(models.Model):
    """年报年度: the round of annual reports for one year. It exists where the platform was there during the window: nobody
    is listed for a report that this platform could not have taken.
    """

    access = Access.REFERENCE

    year = models.IntegerField(primary_key=True)
    opened_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    listed = models.IntegerField(default=0)


class PersonBan(models.Model):
    """从业禁止、任职限制: a person who may not manage, register or work in a trade, until when, and by which article."""

    access = Access.RESIDENT
    known_to_officers = True  # a ban holds in the whole country, whoever pronounced it

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    name = models.CharField(max_length=60)
    id_print = models.CharField(max_length=64, db_index=True)
    measure = models.CharField(max_length=10)
    scope = models.CharField(max_length=20)
    article = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True)  # none: for life
    lifted_on = models.DateField(null=True)
