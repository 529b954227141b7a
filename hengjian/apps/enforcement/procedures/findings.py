"""What others find: laboratory reports that are relied on elsewhere, opinions of supervision, guiding cases, captured pages."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Final, Procedure, State


class LabReport(Procedure):
    """检验鉴定结果互认: a report with scope and validity; another authority may rely on it, and that is on record."""

    label = _("Laboratory report")
    number_pattern = "{authority}检报〔{year}〕{serial}号"

    valid = State(_("Valid"))
    withdrawn_report = Final(_("Withdrawn"))

    lab = models.CharField(_("Laboratory"), max_length=120)
    accreditation = models.CharField(_("Accreditation number"), max_length=40)
    scope = models.CharField(_("Scope of the test"), max_length=300)
    sample = models.CharField(_("Sample"), max_length=200)
    result = models.CharField(_("Result"), max_length=1000)
    tested_on = models.DateField(_("Tested on"))
    valid_until = models.DateField(_("Valid until"))
    reliances = models.JSONField(default=list)  # who relied on it, for which matter, when

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Laboratory"), f"{self.lab}　{self.accreditation}"),
            (_("Scope of the test"), self.scope),
            (_("Sample"), self.sample),
            (_("Result"), self.result),
            (_("Tested on"), self.tested_on),
            (_("Valid until"), self.valid_until),
        ]
        return rows + [(_("Relied on by"), f"{r['body']}：{r['matter']}（{r['on']}）") for r in self.reliances]


class SupervisionOpinion(Procedure):
    """执法监督意见: what the supervision view showed, said to the authority, which must answer."""

    label = _("Opinion of supervision")
    number_pattern = "{authority}监督〔{year}〕{serial}号"

    issued = State(_("To be answered"), limit="oversight.answer")
    answered = State(_("Answer to be looked at"), limit="oversight.answer")
    accepted = Final(_("Answer accepted"))

    about = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="+")
    gaps = models.JSONField(default=list)
    what = models.CharField(_("Opinion"), max_length=1500)
    answer = models.CharField(_("Answer"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Matter"), f"{self.about.title} {self.about.number}")]
        rows += [(_("Gap"), gap) for gap in self.gaps]
        rows.append((_("Opinion"), self.what))
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows


class GuidingCase(Procedure):
    """指导案例: a case whose rule others shall follow, shown while a case of that cause is built."""

    label = _("Guiding case")
    number_pattern = "{authority}指导案例〔{year}〕{serial}号"

    drafted = State(_("Draft"))
    in_use = State(_("Published"))
    out_of_use = Final(_("No longer followed"))

    cause = models.CharField(_("Cause of action"), max_length=24, db_index=True)
    happened = models.CharField(_("Facts"), max_length=2000)
    rule = models.CharField(_("Rule"), max_length=1000)
    keywords = models.CharField(_("Keywords"), max_length=120, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Rule"), self.rule), (_("Facts"), self.happened), (_("Keywords"), self.keywords)]


class WebCapture(Procedure):
    """网络取证: a public page as it was, with headers, hash and time, sealed in the log."""

    label = _("Captured page")
    number_pattern = "{authority}网证〔{year}〕{serial}号"

    ordered = State(_("Being captured"))
    captured = Final(_("Captured"))
    failed = Final(_("Could not be captured"))

    about = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(_("Address"), max_length=500)
    why = models.CharField(_("What it shall prove"), max_length=500)
    status = models.SmallIntegerField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    warc = models.CharField(max_length=64, blank=True)
    screenshot = models.CharField(max_length=64, blank=True)
    picture = models.CharField(max_length=300, blank=True)  # how it was made, or why there is none
    addresses = models.CharField(max_length=300, blank=True)
    fault = models.CharField(_("Why it failed"), max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Address"), self.url), (_("What it shall prove"), self.why)]
        for label, value in (
            (_("Answer of the server"), self.status),
            (_("Kind of file"), self.media_type),
            (_("Network address"), self.addresses),
            (_("Hash of the page (SHA-256)"), self.sha256),
            (_("Hash of the WARC file (SHA-256)"), self.warc),
            (_("Hash of the picture (SHA-256)"), self.screenshot),
            (_("How the picture was made, or why there is none"), self.picture),
            (_("Why it failed"), self.fault),
        ):
            rows += [(label, value)] if value else []
        return rows
