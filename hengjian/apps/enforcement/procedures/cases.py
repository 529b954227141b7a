"""行政处罚案件: from the filing to the archive, by the provisions of 2021 (市场监督管理行政处罚程序规定)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.queries import PENALTY_FIELDS, PENALTY_KINDS
from hengjian.apps.enforcement.models import Decided, Routed
from hengjian.apps.enforcement.rules.discretion import LABELS
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.procedure import Final, Procedure, State

RESULTS = [
    ("penalty", _("Penalty")),
    ("no_penalty", _("No penalty: minor and corrected")),
    ("not_proved", _("No penalty: the breach is not proved")),
    ("transfer", _("Transfer: a crime is suspected")),
]
PARTY_KINDS = [("organisation", _("Organisation")), ("person", _("Person or individual business"))]
BANDS = list(LABELS.items())
DECIDING = ("investigation", "concluded", "reviewed", "noticed", "hearing", "heard")


class Case(Decided, Routed, Procedure):
    """行政处罚案件: simple procedure decided on the spot, ordinary procedure within ninety days of its filing."""

    label = _("Penalty case")
    number_pattern = "{authority}市监案〔{year}〕{serial}号"

    proposed = State(_("Filing proposed"), limit="enforcement.lead_triage")
    investigation = State(_("Under investigation"), limit="penalty.decision")
    concluded = State(_("Investigated, to be reviewed"), limit="penalty.decision")
    reviewed = State(_("Reviewed"), limit="penalty.decision")
    noticed = State(_("Notice given"), limit="penalty.decision")
    hearing = State(_("Hearing"), limit="penalty.decision")
    heard = State(_("Heard"), limit="penalty.decision")
    decided = State(_("Decided, to be served"), limit="penalty.delivery")
    by_notice = State(_("Served by public notice"), limit="penalty.public_notice", lapses="deem_served", waits=True)
    performing = State(_("To be performed"), limit="penalty.payment", lapses="run_over", waits=True)
    deferred = State(_("Payment deferred or in instalments"))
    unpaid = State(_("Not performed in time"), limit="penalty.urge_after")
    urged = State(_("Urged"), limit="penalty.urge_wait", waits=True)
    in_court = State(_("Before the court for enforcement"))
    performed = State(_("Performed"), limit="penalty.closing")
    closed = State(_("Closed"), limit="penalty.archive")
    archived = State(_("Archived"))  # closed, but a decision may still fall years later (set_aside)
    not_filed = Final(_("Not filed"))
    handed_over = Final(_("Handed over"))
    annulled = Final(_("Decision set aside"))

    # where it came from and whom it is about
    simple = models.BooleanField(_("Simple procedure"), default=False)
    lead_id = models.BigIntegerField(null=True, db_index=True)
    lead_number = models.CharField(max_length=80, blank=True)
    party_name = models.CharField(_("Party to the case"), max_length=200)
    party_kind = models.CharField(max_length=12, choices=PARTY_KINDS, default="organisation")
    party_number = EncryptedTextField(blank=True)
    party_address = EncryptedTextField(blank=True)
    electronic = models.BooleanField(default=False)  # consents to electronic service
    electronic_at = EncryptedTextField(blank=True)
    # the cause in law
    field = models.CharField(_("Field of law"), max_length=30, choices=PENALTY_FIELDS, default="other")
    cause = models.CharField(_("Cause of action"), max_length=40, blank=True)
    cause_name = models.CharField(max_length=200)
    violated = models.CharField(max_length=300)
    punished_by = models.CharField(max_length=300, blank=True)
    happened_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    found_on = models.DateField(null=True)
    safety = models.BooleanField(default=False)
    # the investigation
    team = models.JSONField(default=list)  # officer, name, certificate of each
    filed_on = models.DateField(null=True)
    term = models.CharField(max_length=40, default="penalty.decision")
    found = models.TextField(_("Facts established"), blank=True)
    nature = models.TextField(blank=True)
    tier = models.CharField(max_length=60, blank=True)  # of the cause in the catalogue
    base = models.BigIntegerField(null=True)  # fen; what a multiple is taken of
    circumstances: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)
    band = models.CharField(max_length=10, choices=BANDS, blank=True)
    discretion = models.TextField(blank=True)
    departure = models.TextField(blank=True)  # why the fine lies outside the band
    result = models.CharField(_("Outcome of the case"), max_length=10, choices=RESULTS, blank=True)
    kinds: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    confiscation = models.BigIntegerField(default=0)  # fen
    duties = models.CharField(max_length=900, blank=True)  # what else is ordered
    testing = models.BooleanField(default=False)
    # review, notice, hearing
    complex = models.BooleanField(default=False)
    public_interest = models.BooleanField(default=False)
    reviewed_on = models.DateField(null=True)
    review = models.TextField(blank=True)
    discussed_on = models.DateField(null=True)
    discussion = models.TextField(blank=True)
    notice_kinds: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=20), default=list)
    notice_fine = models.BigIntegerField(default=0)
    notice_confiscation = models.BigIntegerField(default=0)
    statement = models.TextField(blank=True)
    hearing_at = models.DateTimeField(null=True)
    hearing_place = models.CharField(max_length=200, blank=True)
    host_id = models.BigIntegerField(null=True)
    host = models.CharField(max_length=60, blank=True)
    # decision and what follows
    reply = models.TextField(blank=True)
    urged_on = models.DateField(null=True)
    record_id = models.BigIntegerField(null=True)  # the penalty in the credit room
    damages = models.JSONField(default=list)  # ground, price, loss, the most that may be claimed, article
    closed_on = models.DateField(null=True)
    closing = models.CharField(max_length=900, blank=True)

    def limit_in(self, state: State) -> str:
        """One limit runs from the filing to the decision, whatever the stage; the head may have prolonged it."""
        return self.term if state.name in DECIDING else state.limit

    @property
    def officers(self) -> list[int]:
        """Ids of those who investigate."""
        return [one["officer"] for one in self.team]

    @property
    def money(self) -> int:
        """Fine and confiscation together, in fen."""
        return self.fine + self.confiscation

    @property
    def penalty_words(self) -> list[str]:
        """What is decided, an item a line."""
        return penalty_words(self.kinds, self.fine, self.confiscation, self.duties)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Procedure"), _("Simple procedure") if self.simple else _("Ordinary procedure")),
            (_("Party to the case"), self.party_name),
            (_("Cause of action"), self.cause_name),
            (_("Article violated"), self.violated),
        ]
        rows += [(_("Lead"), self.lead_number)] if self.lead_number else []
        rows += (
            [(_("Officers of the case"), "、".join(f"{o['name']} {o['certificate']}" for o in self.team))]
            if self.team
            else []
        )
        rows += [(_("Facts established"), self.found)] if self.found else []
        rows += [(_("Outcome of the case"), dict(RESULTS)[self.result])] if self.result else []
        rows += [(_("Penalty"), "；".join(self.penalty_words))] if self.kinds else []
        rows += [(_("Statement until"), self.statement_until)] if self.statement_until else []
        rows += [(_("Hearing"), self.hearing_at)] if self.hearing_at else []
        rows += [(_("Decision number"), self.decision_no)] if self.decision_no else []
        rows += [(_("Pay by"), self.pay_by)] if self.pay_by and self.money else []
        rows += (
            [(_("Paid so far"), f"{yuan(self.paid)} / {yuan(self.money)}")] if self.money and self.decided_on else []
        )
        rows += [(_("Punitive damages, at most"), f"{yuan(d['most'])}　{d['article']}") for d in self.damages]
        rows += [(_("Published on"), self.published_on)] if self.published_on else []
        return [*rows, (_("Not published"), self.unpublished)] if self.unpublished else rows


ZH = {
    "warning": "警告",
    "criticism": "通报批评",
    "suspension": "暂扣许可证件",
    "downgrade": "降低资质等级",
    "revocation": "吊销许可证件",
    "restriction": "限制开展生产经营活动",
    "stop_production": "责令停产停业",
    "closure": "责令关闭",
    "ban": "限制从业",
}


def penalty_words(kinds: list[str], fine: int, confiscation: int, duties: str) -> list[str]:
    """Kinds and amounts as the papers print them."""
    rows = [ZH[key] for key, _label in PENALTY_KINDS if key in kinds and key in ZH]
    rows += [f"没收违法所得、非法财物，计人民币{yuan(confiscation)}元"] if confiscation else []
    rows += ["没收非法财物（见清单）"] if "confiscation" in kinds and not confiscation else []
    rows += [f"罚款人民币{yuan(fine)}元"] if fine else []
    return [*rows, duties] if duties else rows
