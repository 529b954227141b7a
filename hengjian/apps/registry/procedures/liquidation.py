"""Ordinary deregistration with its liquidation, and creditors' claims in it: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

CAUSES = [
    ("resolution", _("Resolution to dissolve")),
    ("term", _("Term of operation ended")),
    ("revoked", _("Licence revoked, closed or cancelled")),
    ("court", _("Dissolved by a court")),
    ("other", _("Another cause in the articles")),
]
RULINGS = [
    ("bankruptcy", _("Bankruptcy proceedings closed")),
    ("compulsory_liquidation", _("Compulsory liquidation closed")),
]


class Liquidation(Procedure):
    """普通注销: dissolution, liquidation, application, decision (Regulation, arts. 31-32; Company Law, arts. 229-240).

    Individual businesses and branches apply at once; a ruling of a court takes the place of the liquidation report.
    """

    label = _("Ordinary deregistration")
    number_pattern = "{authority}注〔{year}〕{serial}号"

    formation = State(_("Liquidation group to be formed"), limit="registry.liquidation_group_formation", waits=True)
    notifying = State(_("Creditors to be notified and called"), limit="registry.liquidation_announcement", waits=True)
    claims = State(
        _("Claims may be filed"), limit="registry.creditor_claim_unnotified", lapses="close_claims", waits=True
    )
    claims_sole = State(
        _("Claims may be filed (sole proprietorship)"),
        limit="registry.sole_claim_unnotified",
        lapses="close_claims",
        waits=True,
    )
    settling = State(_("Claims settled, report prepared"), waits=True)
    applying = State(_("Application open"), limit="registry.ordinary_deregistration_apply", waits=True)
    examination = State(_("Examination"), limit="registry.registration_decision")
    done = Final(_("Deregistered"))
    refused = Final(_("Not deregistered"))
    withdrawn = Final(_("Given up"))

    route = models.CharField(max_length=12, default="liquidation")
    group = models.CharField(max_length=30)
    cause = models.CharField(_("Cause"), max_length=20, choices=CAUSES, blank=True)
    dissolved_on = models.DateField(_("Dissolved on"), null=True)
    formed_on = models.DateField(_("Liquidation group formed on"), null=True)
    members = models.JSONField(default=list)
    notified = models.JSONField(default=list)
    announced_on = models.DateField(_("Creditors called on"), null=True)
    liquidated_on = models.DateField(_("Liquidation finished on"), null=True)
    report = models.TextField(_("Liquidation report"), blank=True)
    tax_clearance = models.CharField(_("Tax clearance certificate"), max_length=60, blank=True)
    court = models.CharField(_("Court"), max_length=60, blank=True)
    case_number = models.CharField(_("Case number"), max_length=60, blank=True)
    ruled_on = models.DateField(_("Day of the ruling"), null=True)
    lateness = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        causes: dict[str, Any] = dict(CAUSES)
        rows = [
            (_("Cause"), causes.get(self.cause, "")),
            (_("Dissolved on"), self.dissolved_on),
            (_("Court"), self.court),
            (_("Case number"), self.case_number),
            (_("Day of the ruling"), self.ruled_on),
            (_("Liquidation group formed on"), self.formed_on),
            (_("Liquidation group"), "、".join(self.members)),
            (_("Creditors notified"), "；".join(f"{n['name']}（{n['on']}）" for n in self.notified)),
            (_("Creditors called on"), self.announced_on),
            (_("Liquidation finished on"), self.liquidated_on),
            (_("Liquidation report"), self.report),
            (_("Tax clearance certificate"), self.tax_clearance),
        ]
        return [row for row in rows if row[1]] + [(_("Late"), text) for text in self.lateness]


class Claim(Procedure):
    """债权申报: a creditor claims against an entity in liquidation; while it is open nothing is deregistered."""

    label = _("Creditor's claim")
    number_pattern = "{authority}债〔{year}〕{serial}号"

    filed = State(_("Filed"))
    admitted = State(_("Admitted, to be paid"))
    disputed = State(_("Disputed"))
    settled = Final(_("Settled"))
    rejected = Final(_("Not upheld by the court"))
    withdrawn = Final(_("Withdrawn"))

    liquidation = models.ForeignKey(Liquidation, null=True, on_delete=models.PROTECT, related_name="claims_made")
    creditor = models.CharField(_("Creditor"), max_length=100)
    amount = models.DecimalField(_("Amount claimed"), max_digits=18, decimal_places=2)
    ground = models.CharField(_("Ground and evidence"), max_length=1000)
    notified_on = models.DateField(_("Notified on"), null=True)
    last_day = models.DateField(_("Last day to file"), null=True)
    supplementary = models.BooleanField(_("Filed after the term"), default=False)
    ruling = models.CharField(_("Ruling or settlement"), max_length=300, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Creditor"), self.creditor),
            (_("Amount claimed"), f"{self.amount:,.2f}"),
            (_("Ground and evidence"), self.ground),
            (_("Notified on"), self.notified_on),
            (_("Last day to file"), self.last_day),
            (_("Ruling or settlement"), self.ruling),
        ]
        if self.supplementary:
            rows.append((_("Filed after the term"), _("taken as a supplementary claim")))
        return [row for row in rows if row[1]]
