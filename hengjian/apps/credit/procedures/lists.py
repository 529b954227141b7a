"""经营异常名录与严重违法失信名单: entry, objection, removal; notice, defence, consent, term (Orders 68 and 44)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.rules import catalogue
from hengjian.apps.credit.rules.gate import GRAVITY
from hengjian.kernel.procedure import Final, Procedure, State


class AbnormalListing(Procedure):
    """经营异常名录: entered by the clock or by finding; an individual business is marked instead. Ends by removal."""

    label = _("Entry on the list of abnormal operations")
    number_pattern = "{authority}列异〔{year}〕{serial}号"

    listed = State(_("Listed"))
    objected = State(_("Objection received"), limit="credit.objection_accept")
    verifying = State(_("Objection being verified"), limit="credit.objection_verify")
    removed = Final(_("Removed"))
    cancelled = Final(_("Entered in error, cancelled"))

    cause = models.CharField(max_length=40)
    found = models.CharField(_("What was found"), max_length=500)
    found_on = models.DateField(null=True)
    year = models.SmallIntegerField(null=True)  # of the missing report
    objection = models.CharField(max_length=1000, blank=True)

    @property
    def kind(self) -> str:
        """List, mark or special mark."""
        return catalogue.section("abnormal_causes")[self.cause].says("list")

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Cause"), catalogue.words("abnormal_causes", self.cause)), (_("What was found"), self.found)]
        if self.objection:
            rows.append((_("Objection"), self.objection))
        return rows


class SeriousListing(Procedure):
    """严重违法失信名单及其他失信名单: notice, statement, consent of the authority above, decision, three years."""

    label = _("Entry on the list of serious violations")
    number_pattern = "{authority}列严〔{year}〕{serial}号"

    notified = State(_("Statement and defence"), limit="credit.serious_statement", lapses="hear", waits=True)
    deciding = State(_("To be decided"), limit="credit.serious_decide")
    consent_asked = State(_("Consent of the authority above"), limit="credit.serious_consent")
    consented = State(_("Consent given"), limit="credit.serious_decide")
    listed = State(_("Listed"), limit="credit.serious_term", lapses="end_listing", waits=True)
    lifted = State(_("Removed early"), limit="credit.repair_kept", lapses="close_listing", waits=True)
    ended = Final(_("Term over"))
    dropped = Final(_("Not put on the list"))

    register = models.CharField(max_length=20, default="serious")
    cause = models.CharField(max_length=40)
    found = models.CharField(_("Facts"), max_length=1000)
    penalty = models.BigIntegerField(null=True)  # the recorded penalty it rests on
    penalty_no = models.CharField(max_length=80, blank=True)
    gravity: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    said = models.CharField(max_length=2000, blank=True)

    def limit_in(self, state: State) -> str:
        """Other lists have a term of their own."""
        row = catalogue.section("lists").get(self.register)
        return row.says("term") if row and state.name == "listed" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(GRAVITY)
        rows = [
            (_("Name of the list"), catalogue.words("lists", self.register)),
            (_("Cause"), catalogue.words("serious_causes", self.cause)),
            (_("Facts"), self.found),
            (_("Penalty it rests on"), self.penalty_no),
            (_("Gravity"), "、".join(str(words.get(g, g)) for g in self.gravity)),
        ]
        return [*rows, (_("Statement"), self.said)] if self.said else rows
