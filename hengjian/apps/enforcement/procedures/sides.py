"""当事人案卷: what a party does in its case from its own page; and what it asks of the office: to see the file, time to pay."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.principal import current
from hengjian.kernel.procedure import Final, Procedure, State

ASKED = [
    ("inspect", _("Inspection of the file")),
    ("defer", _("Time to pay, or instalments")),
]
# 处罚法 50: what the authority has learned of secrets and privacy stays closed; and who informed it.
WITHHELD = [
    ("state_secret", _("State secret")),
    ("business_secret", _("Business secret of somebody else")),
    ("privacy", _("Privacy of somebody else")),
    ("informant", _("Who informed the authority")),
]


class PartySide(Procedure):
    """The party's side of a case: opened with the first paper that reaches it. The case itself stays the office's file."""

    label = _("Case file of the party")
    number_pattern = "{authority}当事人〔{year}〕{serial}号"

    open_to_party = State(_("Open to the party"))
    # As long as the decision can be brought before a court, the party may still ask to see the file.
    over = State(_("The case is over"), limit="penalty.appeal", lapses="shut_side", waits=True)
    shut = Final(_("Closed"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    penalty_id = models.BigIntegerField(null=True)  # of a responsible person beside the entity
    cause_name = models.CharField(max_length=200)
    query_code = EncryptedTextField(blank=True, default="")

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Case"), self.case_number), (_("Cause of action"), self.cause_name)]
        if self.query_code and current().kind == "officer":
            rows.append((_("Query code, to be handed to the party"), self.query_code))
        return rows


class PartyRequest(Procedure):
    """当事人申请: asked from the party's page, answered by the office in time, with reason."""

    label = _("Request of a party")
    number_pattern = "{authority}当事申〔{year}〕{serial}号"

    asked_for = State(_("To be answered"), limit="penalty.party_request")
    granted = Final(_("Granted"))
    refused = Final(_("Not granted"))

    side_id = models.BigIntegerField(db_index=True)
    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    kind = models.CharField(_("What is asked"), max_length=8, choices=ASKED)
    grounds = models.CharField(_("Grounds"), max_length=2000)
    answer = models.CharField(_("Answer"), max_length=900, blank=True)
    open_until = models.DateField(_("Open until"), null=True)
    withheld = models.JSONField(default=list)  # number of the evidence, ground, reason

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Case"), self.case_number),
            (_("What is asked"), dict(ASKED)[self.kind]),
            (_("Grounds"), self.grounds),
        ]
        rows += [(_("Answer"), self.answer)] if self.answer else []
        rows += [(_("Open until"), self.open_until)] if self.open_until else []
        words = dict(WITHHELD)
        return rows + [(_("Withheld"), f"{w['position']}：{words[w['ground']]} {w['reason']}") for w in self.withheld]
