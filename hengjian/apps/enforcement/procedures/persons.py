"""处罚到人: what is intended and decided against one responsible person, served, paid and published apart from the entity's."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.queries import bans_known
from hengjian.apps.enforcement.models import CaseParty, Decided
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel.personal import EncryptedTextField, mask_name
from hengjian.kernel.procedure import Final, Procedure, State

from .cases import penalty_words


class PersonPenalty(Decided, Procedure):
    """责任人员处罚: told with the notice of its case, decided with its decision, then on a way of its own."""

    label = _("Penalty of a person")
    number_pattern = "{authority}市监责〔{year}〕{serial}号"

    told = State(_("Told what is intended"))  # the clock of its case runs
    decided = State(_("Decided, to be served"), limit="penalty.delivery")
    by_notice = State(
        _("Served by public notice"), limit="penalty.public_notice", lapses="deem_person_served", waits=True
    )
    performing = State(_("To be performed"), limit="penalty.payment", lapses="person_late", waits=True)
    deferred = State(_("Payment deferred or in instalments"))
    unpaid = State(_("Not performed in time"))
    performed = State(_("Performed, to be published"), limit="credit.penalty_publish")
    finished = State(_("Performed and published"))  # a decision may still fall years later (fall_with_case)
    dropped = Final(_("Not pursued"))
    annulled = Final(_("Decision set aside"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    who = models.ForeignKey(CaseParty, on_delete=models.PROTECT, related_name="penalties")
    ban = models.CharField(max_length=10, blank=True)
    duty = models.CharField(max_length=300, blank=True)
    statement = EncryptedTextField(blank=True)
    reply = models.CharField(max_length=2000, blank=True)
    electronic = models.BooleanField(default=False)

    @property
    def kinds(self) -> list[str]:
        """Kinds of penalty that the amounts say."""
        return [kind for kind, there in (("fine", self.fine), ("ban", self.ban)) if there]

    @property
    def words(self) -> list[str]:
        """What is decided, an item a line; a ban says from what and how long."""
        banned = [f"限制从业：{dict(bans_known()).get(self.ban, self.ban)}"] if self.ban else []
        return banned + penalty_words([kind for kind in self.kinds if kind != "ban"], self.fine, 0, "")

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Case"), self.case_number),
            (_("Person"), f"{mask_name(self.who.name)}（{self.who.get_role_display()}）"),
            (_("What this person did or left undone"), self.duty),
            (_("Penalty"), "；".join(self.words)),
        ]
        rows += [(_("Statement until"), self.statement_until)] if self.statement_until else []
        rows += [(_("Decision number"), self.decision_no)] if self.decision_no else []
        rows += [(_("Pay by"), self.pay_by)] if self.pay_by and self.fine else []
        rows += (
            [(_("Paid so far"), f"{yuan(self.paid)} / {yuan(self.fine + self.surcharge)}")] if self.decided_on else []
        )
        rows += [(_("Published on"), self.published_on)] if self.published_on else []
        return [*rows, (_("Not published"), self.unpublished)] if self.unpublished else rows
