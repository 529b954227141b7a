"""The public register of normative documents, and what was said about drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.access import Access
from hengjian.kernel.models import Proceeding
from hengjian.kernel.models.fields import code_field

TAKEN = [
    ("taken", pgettext_lazy("comment", "Taken up")),
    ("partly", _("Taken up in part")),
    ("not_taken", pgettext_lazy("comment", "Not taken up")),
]


class NormativeText(models.Model):
    """行政规范性文件: text, number and the days from and until which it is in force, for everybody."""

    access = Access.PUBLIC
    placed_by = ("code",)

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    number = models.CharField(_("Document number"), max_length=80)
    title = models.CharField(_("Title"), max_length=200)
    field = models.CharField(_("Field"), max_length=20)
    text = models.TextField(_("Text"))
    code = code_field(db_index=True)
    authority = models.CharField(_("Authority"), max_length=80)
    issued_on = models.DateField(_("Issued on"))
    since = models.DateField(_("In force from"))
    until = models.DateField(pgettext_lazy("document", "In force until"))
    repealed_on = models.DateField(_("Repealed on"), null=True)
    repeal_reason = models.CharField(_("Reason of the repeal"), max_length=500, blank=True)
    filed_on = models.DateField(_("Date of filing"), null=True)
    filing_number = models.CharField(_("Filing number"), max_length=80, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="document_in_force")
        ]

    def __str__(self) -> str:
        return self.title


class DraftComment(models.Model):
    """公众意见: what somebody without a name said about a draft, and what became of it. Free text is kept masked."""

    access = Access.SCOPED
    internal = True

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="draft_comments")
    text = models.CharField(_("Comment"), max_length=2000)
    said_on = models.DateField(_("Said on"))
    taken = models.CharField(_("What became of it"), max_length=10, choices=TAKEN, blank=True)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    class Meta:
        ordering = ["pk"]
