"""行政规范性文件: draft, comments, legality review, fairness review, decision, number, filing, evaluation, repeal."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State

KINDS = [("lasting", _("Lasting")), ("trial", _("On trial or interim"))]
VERDICTS = [("lawful", _("Lawful")), ("amend", _("To be amended")), ("unlawful", _("Not lawful"))]
FAIRNESS = [
    ("clear", _("Does not restrict competition")),
    ("exception", _("Restricts competition, but an exception applies")),
    ("barred", _("Restricts competition")),
]


class NormativeDocument(Procedure):
    """规范性文件: one document from draft to repeal (国办发〔2018〕37号、115号; 公平竞争审查条例)."""

    label = _("Normative document")
    number_pattern = "{authority}规〔{year}〕{serial}号"

    drafted = State(pgettext_lazy("document", "Draft"))
    commenting = State(_("Open to comments"), limit="planning.document.comments", lapses="end_comments", waits=True)
    considering = State(_("Comments to be answered"), limit="planning.document.after_comments")
    reviewing = State(_("Legality review"), limit="planning.document.legality")
    fairness = State(_("Fair competition review"), limit="planning.document.fairness")
    deciding = State(_("Collective decision"), limit="planning.document.decision")
    filing = State(_("Issued, to be filed"), limit="planning.document.filing")
    in_force = State(pgettext_lazy("document", "In force"))
    evaluating = State(_("To be evaluated"), limit="planning.document.evaluation")
    repealed = Final(_("Repealed"))
    lapsed = Final(_("No longer in force"))
    dropped = Final(pgettext_lazy("document", "Dropped"))

    kind = models.CharField(_("Kind"), max_length=8, choices=KINDS)
    field = models.CharField(_("Field"), max_length=20)
    text = models.TextField(_("Text"))
    ground = models.CharField(_("Why it is needed, and its basis"), max_length=2000)
    touches_business = models.BooleanField(_("It touches what businesses do"), default=True)
    verdict = models.CharField(_("Legality review"), max_length=10, choices=VERDICTS, blank=True)
    verdict_reason = models.CharField(max_length=1500, blank=True)
    fairness_verdict = models.CharField(_("Fair competition review"), max_length=10, choices=FAIRNESS, blank=True)
    fairness_reason = models.CharField(max_length=1500, blank=True)
    fairness_until = models.DateField(_("The exception ends on"), null=True)
    meeting = models.CharField(_("Meeting that decided"), max_length=200, blank=True)
    document_number = models.CharField(_("Document number"), max_length=80, blank=True)
    issued_on = models.DateField(_("Issued on"), null=True)
    since = models.DateField(_("In force from"), null=True)
    until = models.DateField(pgettext_lazy("document", "In force until"), null=True)
    filed_on = models.DateField(_("Date of filing"), null=True)
    filed_late = models.BooleanField(_("Filed late"), null=True)
    filing_number = models.CharField(_("Filing number"), max_length=80, blank=True)
    evaluation = models.CharField(_("Evaluation"), max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Kind"), self.get_kind_display()),
            (_("Why it is needed, and its basis"), self.ground),
            (_("It touches what businesses do"), _("yes") if self.touches_business else _("no")),
        ]
        rows += [(_("Legality review"), f"{self.get_verdict_display()}　{self.verdict_reason}")] if self.verdict else []
        if self.fairness_verdict:
            rows.append(
                (_("Fair competition review"), f"{self.get_fairness_verdict_display()}　{self.fairness_reason}")
            )
        rows += [(_("Meeting that decided"), self.meeting)] if self.meeting else []
        if self.issued_on:
            rows += [
                (_("Document number"), self.document_number),
                (_("Issued on"), self.issued_on),
                (_("Days in force"), f"{self.since} — {self.until}"),
            ]
        rows += [(_("Date of filing"), f"{self.filed_on}　{self.filing_number}")] if self.filed_on else []
        rows += [(_("Evaluation"), self.evaluation)] if self.evaluation else []
        return [*rows, (_("Text"), self.text)]
