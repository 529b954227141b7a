"""A name and place that may mean several subjects, or none: an officer decides once."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class LinkageDoubt(Procedure):
    """记于名下判定: candidates side by side with what speaks for each; the decision holds for every later run."""

    label = _("Doubtful match")
    number_pattern = "{authority}数判〔{year}〕{serial}号"

    open = State(_("To be decided"), limit="datacentre.linkage")
    linked = Final(_("Linked"))
    refused = Final(_("Of nobody known here"))

    print = models.CharField(max_length=64, unique=True, db_collation="C")
    party_name = models.CharField(_("Name in the source"), max_length=200)
    party_place = models.CharField(_("Place in the source"), max_length=300, blank=True)
    table_key = models.CharField(max_length=40, db_collation="C")
    supplier = models.CharField(_("Supplied by"), max_length=120)
    candidates = models.JSONField(default=list)  # subject, score, parts
    chosen = models.CharField(_("Decision"), max_length=240, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Name in the source"), self.party_name),
            (_("Place in the source"), self.party_place or "—"),
            (_("Supplied by"), self.supplier),
            (_("Candidates"), "；".join(f"{c['name']} {c['score']}%" for c in self.candidates) or "—"),
        ]
        return [*rows, (_("Decision"), self.chosen)] if self.chosen else rows
