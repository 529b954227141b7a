"""行业协会商会: who belongs to it, its conventions, and what it tells the bureau about its trade (行业自律)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

MATTERS = [
    ("breach", _("A member broke the convention or its commitment")),
    ("risk", _("A risk in the trade")),
    ("proposal", _("A proposal")),
]


class TradeAssociation(Procedure):
    """行业自律: an association on record, with the list of its members and its conventions, both public."""

    label = _("Trade association")
    number_pattern = "{authority}协会〔{year}〕{serial}号"

    active = State(_("On record"))
    ended = Final(_("Taken off the record"))

    trade = models.CharField(_("Trade"), max_length=80)
    members = models.JSONField(default=list)  # [{subject, name, code}]
    conventions = models.JSONField(default=list)  # [{title, content, since}]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Trade"), self.trade), (_("Members"), str(len(self.members)))]
        rows += [(_("Member"), f"{one['name']}　{one['code']}") for one in self.members[:50]]
        return rows + [(_("Convention"), f"{one['title']}（{one['since']}）") for one in self.conventions]


class AssociationFeedback(Procedure):
    """行业反馈: what an association tells the bureau, answered by a clock; a breach may become a lead."""

    label = _("Feedback of an association")
    number_pattern = "{authority}协反〔{year}〕{serial}号"

    received = State(_("To be answered"), limit="credit.association_answer")
    answered = Final(_("Answered"))
    followed = Final(_("Answered, pursued as a lead"))

    matter = models.CharField(_("What it is about"), max_length=10, choices=MATTERS)
    member = models.BigIntegerField(null=True)
    member_name = models.CharField(_("Member"), max_length=200, blank=True)
    said = models.CharField(_("What the association says"), max_length=1000)
    answer = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What it is about"), self.get_matter_display())]  # type: ignore[attr-defined]
        rows += [(_("Member"), self.member_name)] if self.member_name else []
        rows.append((_("What the association says"), self.said))
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
