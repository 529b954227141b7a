"""年度报告、即时信息、责令公示、公示信息抽查 (Interim Regulations on Enterprise Information Publicity)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.rules.reports import INSTANT
from hengjian.kernel.procedure import Final, Procedure, State

LABELS = {
    "phone": _("Contact telephone"),
    "email": _("E-mail"),
    "postcode": _("Postcode"),
    "premises": _("Business premises"),
    "business": _("State of business"),
    "website": _("Website or online shop"),
    "investment": _("Bought shares of others"),
    "capital": _("Subscribed and paid-in capital of shareholders"),
    "transfer": _("Transfer of shares"),
    "guarantee": _("Guarantees for others"),
    "staff": _("Staff"),
    "insured": _("Staff with social insurance"),
    "assets": _("Total assets"),
    "liabilities": _("Total liabilities"),
    "equity": _("Owners' equity"),
    "revenue": _("Revenue"),
    "main_revenue": _("Revenue of the main business"),
    "profit": _("Profit"),
    "net_profit": _("Net profit"),
    "tax": _("Taxes paid"),
}


class AnnualReport(Procedure):
    """年度报告: published on filing; then each department receives its part. A correction is a further report of the year:
    what stood before and what stands now are both shown (art. 12).
    """

    label = _("Annual report")
    number_pattern = "{authority}年报〔{year}〕{serial}号"

    published = State(_("Shown to the public"), limit="credit.report_passed_on")
    passed_on = Final(_("Published, parts passed on"))

    year = models.SmallIntegerField(db_index=True, null=True)
    late = models.BooleanField(default=False)
    corrects = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    open_to_all = models.BooleanField(default=True)  # an individual business may keep its report to itself
    shown: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    content = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["year", "late"], name="annual_report_year")]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Year"), self.year), (_("Filed late"), _("yes") if self.late else _("no"))]
        return rows + [(LABELS[k], v) for k, v in self.content.items() if k in LABELS and v not in (None, "")]


class InstantInformation(Procedure):
    """即时信息: what an enterprise publishes within twenty working days after it happened (art. 10)."""

    label = _("Instant information")
    number_pattern = "{authority}即时〔{year}〕{serial}号"

    published = Final(_("Shown to the public"))

    kind = models.CharField(max_length=20, choices=INSTANT)
    formed_on = models.DateField(null=True)
    content = models.CharField(max_length=1000)
    late = models.BooleanField(default=False)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Kind"), dict(INSTANT).get(self.kind, self.kind)),
            (_("Happened on"), self.formed_on),
            (_("Content"), self.content),
        ]


class PublicityOrder(Procedure):
    """责令履行公示义务: an order to publish within a set time, after which the list follows (Order 68, art. 7)."""

    label = _("Order to publish")
    number_pattern = "{authority}责公〔{year}〕{serial}号"

    ordered = State(_("To be published by the enterprise"), limit="credit.publish_order", lapses="miss", waits=True)
    fulfilled = Final(_("Published as ordered"))
    missed = Final(_("Not published in time"))

    kind = models.CharField(max_length=20, choices=INSTANT)
    what = models.CharField(max_length=500)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Kind"), dict(INSTANT).get(self.kind, self.kind)), (_("What is to be published"), self.what)]


class PublicityCheck(Procedure):
    """公示信息抽查: is what was published true? Officers compare; what is false leads to the list (Order 67; art. 13)."""

    label = _("Spot check of publicity")
    number_pattern = "{authority}公示查〔{year}〕{serial}号"

    comparing = State(_("To be compared"), limit="credit.false_info_check")
    truthful = Final(_("Found true"))
    false_found = Final(_("Found false"))
    not_found = Final(_("Could not be reached"))

    about = models.BigIntegerField(null=True)  # the report or instant information that is checked
    about_number = models.CharField(max_length=60, blank=True)
    origin = models.CharField(max_length=20, default="draw")
    compared: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    finding = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Information checked"), self.about_number or "—")]
        if self.finding:
            rows += [
                (_("Compared"), "、".join(str(LABELS.get(k, k)) for k in self.compared)),
                (_("Finding"), self.finding),
            ]
        return rows
