"""处罚到人: what is intended and decided against one responsible person, served, paid and published apart from the entity's."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.enforcement.models import CaseParty
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel.personal import EncryptedTextField, mask_name
from hengjian.kernel.procedure import Final, Procedure, State

from .cases import penalty_words


class PersonPenalty(Procedure):
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
    fine = models.BigIntegerField(default=0)  # fen
    ban = models.CharField(max_length=10, blank=True)
    duty = models.CharField(max_length=300, blank=True)
    notice_served_on = models.DateField(null=True)
    statement_until = models.DateField(null=True)
    hearing_until = models.DateField(null=True)
    hearing_asked_on = models.DateField(null=True)
    heard_on = models.DateField(null=True)
    statement = EncryptedTextField(blank=True)
    reply = models.CharField(max_length=2000, blank=True)
    waived = models.BooleanField(default=False)
    electronic = models.BooleanField(default=False)
    decided_on = models.DateField(null=True)
    decision_no = models.CharField(_("Decision number"), max_length=60, blank=True)
    served_on = models.DateField(null=True)
    pay_by = models.DateField(null=True)
    paid = models.BigIntegerField(default=0)
    paid_on = models.DateField(null=True)
    plan = models.JSONField(default=list)  # day, fen
    surcharge = models.BigIntegerField(default=0)
    published_on = models.DateField(null=True)
    unpublished = models.CharField(max_length=300, blank=True)  # the ground and article, where it is not published

    @property
    def kinds(self) -> list[str]:
        """Kinds of penalty that the amounts say."""
        return [kind for kind, there in (("fine", self.fine), ("ban", self.ban)) if there]

    @property
    def words(self) -> list[str]:
        """What is decided, an item a line."""
        return penalty_words(self.kinds, self.fine, 0, "")

    @property
    def shown_publicly(self) -> bool:
        """Is it published, or is it on record why not?"""
        return self.published_on is not None or bool(self.unpublished)

    def may_speak_until(self) -> date | None:
        """The last day on which the person may speak or ask for a hearing."""
        days = [day for day in (self.statement_until, self.hearing_until) if day]
        return max(days) if days else None

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
        rows += [(_("Paid"), f"{yuan(self.paid)} / {yuan(self.fine + self.surcharge)}")] if self.decided_on else []
        rows += [(_("Published on"), self.published_on)] if self.published_on else []
        return [*rows, (_("Not published"), self.unpublished)] if self.unpublished else rows
