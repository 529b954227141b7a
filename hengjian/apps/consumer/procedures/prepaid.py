"""预付式消费: who issues prepaid cards, under which department, how much is owed, and early signs that it fails."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

# Which department answers for prepaid cards of a trade (单用途商业预付卡管理办法 and divisions of labour of the plans).
TRADES = [
    ("retail", _("Retail, catering, lodging, household services")),
    ("fitness", _("Fitness and sports")),
    ("training", _("Training outside school")),
    ("beauty", _("Beauty, hair, bath")),
    ("culture", _("Culture, tourism, entertainment")),
    ("transport", _("Cars and transport")),
    ("childcare", _("Child care and early education")),
    ("other", _("Other trade")),
]
DEPARTMENTS = {
    "retail": "商务部门",
    "fitness": "体育部门",
    "training": "教育部门",
    "beauty": "商务部门",
    "culture": "文化和旅游部门",
    "transport": "交通运输部门",
    "childcare": "卫生健康部门",
    "other": "市场监督管理部门",
}


class PrepaidIssuer(Procedure):
    """发卡经营者登记与风险处置 (消保法实施条例 22; 单用途商业预付卡管理办法)."""

    label = _("Issuer of prepaid cards")
    number_pattern = "{authority}预付〔{year}〕{serial}号"

    registered = State(_("On the register"))
    alerted = State(_("Early signs to be decided"), limit="consumer.prepaid_answer")
    restrained = State(_("No new cards, joint handling"))
    closing = State(_("Closing announced"), limit="consumer.prepaid_closing_notice", waits=True, lapses="end_closing")
    settled = Final(_("Closed, cards settled"))
    failed = Final(_("Failed, joint incident"))

    trade = models.CharField(_("Trade"), max_length=12, choices=TRADES)
    department = models.CharField(_("Competent department"), max_length=40)
    cards = models.IntegerField(_("Cards outstanding"))
    balance = models.BigIntegerField(_("Balance owed, in fen"))
    deposit = models.BigIntegerField(_("Deposit or guarantee, in fen"), default=0)
    bank = models.CharField(_("Deposit held at"), max_length=80, blank=True)
    signs = models.JSONField(default=list)
    decision = models.CharField(_("Decision"), max_length=1000, blank=True)

    @property
    def cover(self) -> int | None:
        """Deposit as a share of what is owed, in per cent."""
        return round(100 * self.deposit / self.balance) if self.balance else None

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Trade"), self.get_trade_display()),
            (_("Competent department"), self.department),
            (_("Cards outstanding"), self.cards),
            (_("Balance owed, in yuan"), f"{self.balance / 100:,.2f}"),
            (_("Deposit or guarantee, in yuan"), f"{self.deposit / 100:,.2f}"),
        ]
        rows += [(_("Early sign"), one) for one in self.signs]
        return [*rows, (_("Decision"), self.decision)] if self.decision else rows
