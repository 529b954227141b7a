"""信用修复: one application for all lists and penalties of a subject (国市监信规〔2021〕3号; NDRC Order 36)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel.procedure import Final, Procedure, State


class CreditRepair(Procedure):
    """One application, one promise, a decision for each entry; afterwards the promise is watched for a year."""

    label = _("Credit repair")
    number_pattern = "{authority}信修〔{year}〕{serial}号"

    applied = State(_("Application received"), limit="credit.repair_accept")
    checking = State(_("Being checked"), limit="credit.repair_decide")
    restored = State(_("Repaired, promise watched"), limit="credit.repair_watch", lapses="settle", waits=True)
    refused = Final(_("Refused"))
    revoked = Final(_("Repair revoked"))
    settled = Final(_("Time of the promise over"))
    taken_back = Final(_("Application withdrawn"))

    # Numbers of the entries; what was decided on each: {"12": ["granted", "reason"]}.
    items: "models.Field[Any, Any]" = ArrayField(models.BigIntegerField(), default=list)
    decisions = models.JSONField(default=dict)
    shorter = models.BooleanField(default=False)  # an entry of the list of abnormal operations is still undecided
    explanation = models.CharField(max_length=2000)
    checked = models.CharField(max_length=1000, blank=True)
    barred_until = models.DateField(null=True)

    def limit_in(self, state: State) -> str:
        """Removal from the list of abnormal operations has five working days, the rest fifteen."""
        return "credit.abnormal_removal" if state.name == "checking" and self.shorter else state.limit

    @property
    def granted(self) -> list[int]:
        """The entries that were taken back."""
        return [pk for pk in self.items if self.decisions.get(str(pk), [""])[0] == "granted"]

    @property
    def open_entries(self) -> list[int]:
        """The entries that are not decided yet."""
        return [pk for pk in self.items if str(pk) not in self.decisions]

    def facts(self) -> list[tuple[Any, Any]]:
        words = {"granted": _("granted"), "refused": _("refused")}
        rows: list[tuple[Any, Any]] = []
        for entry in CreditEntry.objects.filter(pk__in=self.items).order_by("pk"):
            decided = self.decisions.get(str(entry.pk), [""])[0]
            rows.append((entry.get_kind_display(), f"{entry.title}（{words.get(decided, _('not decided yet'))}）"))
        rows.append((_("Explanation and proof"), self.explanation))
        return [*rows, (_("What was checked"), self.checked)] if self.checked else rows
