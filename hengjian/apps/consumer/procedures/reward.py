"""举报奖励: what an informant receives when a report has led to a penalty (国市监稽规〔2021〕4号)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.rules.rewards import EXCLUDED, TIERS
from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.procedure import Final, Procedure, State

from .filing import yuan


class RewardClaim(Procedure):
    """举报奖励: proposed by one officer, decided by the head, claimed with the query code, paid."""

    label = _("Reward for a report")
    number_pattern = "{authority}举奖〔{year}〕{serial}号"

    proposed = State(_("Reward proposed"), limit="consumer.reward.decide")
    granted = State(_("Reward granted, to be claimed"), limit="consumer.reward.claim", lapses="forfeit")
    claimed = State(_("Claimed, to be paid"))
    paid = Final(_("Paid"))
    denied = Final(_("No reward"))
    forfeited = Final(_("Not claimed in time"))

    report_number = models.CharField(_("Report"), max_length=60)
    report_id = models.BigIntegerField()
    case_number = models.CharField(_("Decision"), max_length=80)
    fine = models.BigIntegerField(_("Fine"))  # fen
    confiscation = models.BigIntegerField(_("Confiscation"))  # fen
    tier = models.CharField(_("Tier"), max_length=1, choices=TIERS)
    excluded = models.CharField(max_length=16, choices=EXCLUDED, default="none")
    insider = models.BooleanField(default=False)
    reward = models.BigIntegerField(_("Reward"))  # fen
    reckoning = models.CharField(_("How it was reckoned"), max_length=300)
    with_finance = models.BooleanField(default=False)
    finance_opinion = models.CharField(max_length=300, blank=True)
    account = EncryptedTextField(_("Bank account"), blank=True, default="")

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Report of a breach"), self.report_number),
            (_("Decision"), self.case_number),
            (_("Fine"), f"{yuan(self.fine)} 元"),
            (_("Confiscation"), f"{yuan(self.confiscation)} 元"),
            (_("Tier"), dict(TIERS)[self.tier]),
            (_("Reward"), f"{yuan(self.reward)} 元"),
            (_("How it was reckoned"), self.reckoning),
        ]
        return [*rows, (_("Opinion of the finance department"), self.finance_opinion)] if self.finance_opinion else rows
