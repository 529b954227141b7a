"""放心消费: commitments to take back without reason, worry-free shops, demonstration units; public, dated, withdrawable."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

PROMISES = [
    ("no_reason_return", _("Returns without reason in the shop")),
    ("worry_free", _("Worry-free consumption")),
    ("other_shop_return", _("Returns in another shop or place")),
    ("demonstration", _("Demonstration unit of consumer protection")),
]


class ConsumerPromise(Procedure):
    """What a business promises beyond the law, or is recognised for; consumers find it by name and place."""

    label = _("Worry-free consumption commitment")
    number_pattern = "{authority}放心〔{year}〕{serial}号"

    offered = State(_("To be decided"), limit="consumer.promise_decision")
    standing = State(_("Standing"), limit="consumer.promise_term", lapses="end_promise", waits=True)
    refused = Final(_("Not recognised"))
    withdrawn = Final(_("Withdrawn"))
    ended = Final(_("Run out"))

    kind = models.CharField(_("Kind"), max_length=20, choices=PROMISES)
    days = models.SmallIntegerField(_("Days within which goods are taken back"), null=True)
    terms = models.CharField(_("What is promised"), max_length=1000)
    broken = models.JSONField(default=list)  # proven breaches: when, what, matter
    published_act = models.BigIntegerField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Kind"), self.get_kind_display()), (_("What is promised"), self.terms)]
        rows += [(_("Days within which goods are taken back"), self.days)] if self.days else []
        return rows + [(_("Breach"), one["what"]) for one in self.broken]
