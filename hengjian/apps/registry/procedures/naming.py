"""Reservation of a declared name and disputes about names: states, limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

KINDS = [
    ("individual_business", _("Individual business")),
    ("company_llc", _("Limited company")),
    ("company_jsc", _("Company limited by shares")),
    ("sole_proprietorship", _("Sole proprietorship")),
    ("partnership_general", _("General partnership")),
    ("partnership_limited", _("Limited partnership")),
    ("cooperative", _("Farmers' cooperative")),
    ("company_branch", _("Branch of a company")),
]
RULING = "registry.name_dispute_ruling"


class NameReservation(Procedure):
    """名称自主申报: a declared name is kept for its applicant until the period ends (Regulation, arts. 16-18)."""

    label = _("Reservation of a name")
    number_pattern = "{authority}名保〔{year}〕{serial}号"

    reserved = State(_("Reserved"), limit="registry.name_retention", lapses="release", waits=True)
    reserved_for_approval = State(
        _("Reserved while approval is sought"),
        limit="registry.name_retention_preapproval",
        lapses="release",
        waits=True,
    )
    used = Final(_("Used"))
    released = Final(_("Released"))
    withdrawn = Final(_("Withdrawn"))

    name = models.CharField(_("Name"), max_length=200)
    trade_name = models.CharField(_("Trade name"), max_length=80)
    kind = models.CharField(_("Kind of enterprise"), max_length=40, choices=KINDS)
    needs_approval = models.BooleanField(_("Needs approval before registration"), default=False)
    holder = models.CharField(max_length=60)
    similar = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Name"), self.name),
            (_("Trade name"), self.trade_name),
            (_("Kind of enterprise"), dict(KINDS).get(self.kind, self.kind)),
        ]
        if self.similar:
            rows.append((_("Similar names shown to the applicant"), "、".join(self.similar)))
        return rows


class NameDispute(Procedure):
    """企业名称争议行政裁决: one enterprise asks the authority of another to rule on its name (Regulation, arts. 21, 23)."""

    label = _("Dispute about a name")
    number_pattern = "{authority}名裁〔{year}〕{serial}号"

    application = State(_("Application examined"), limit="registry.name_dispute_acceptance")
    answer = State(_("Other side may answer"), limit=RULING)
    hearing = State(_("Investigation and mediation"), limit=RULING)
    must_change = State(
        _("Name to be changed"), limit="registry.name_forced_change", lapses="note_abnormal", waits=True
    )
    declined = Final(_("Not accepted"))
    settled = Final(_("Settled by mediation"))
    kept = Final(_("Name kept"))
    changed = Final(_("Name changed"))
    noted = Final(_("Not changed in time, passed on for the list of abnormal operations"))
    withdrawn = Final(_("Withdrawn"))

    claimant = models.CharField(_("Enterprise that asks"), max_length=200)
    claimant_name = models.CharField(_("Its name relied on"), max_length=200)
    disputed_name = models.CharField(_("Disputed name"), max_length=200)
    grounds = models.TextField(_("Grounds"))
    reply = models.TextField(_("Answer"), blank=True)
    ruling = models.TextField(_("Ruling"), blank=True)
    new_name = models.CharField(_("New name"), max_length=200, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Enterprise that asks"), self.claimant),
            (_("Its name relied on"), self.claimant_name),
            (_("Disputed name"), self.disputed_name),
            (_("Grounds"), self.grounds),
        ]
        rows += [(_("Answer"), self.reply)] if self.reply else []
        rows += [(_("Ruling"), self.ruling)] if self.ruling else []
        return rows + ([(_("New name"), self.new_name)] if self.new_name else [])
