"""行政强制措施与先行登记保存: each on a clock of its own beside the case (行政强制法 25, 行政处罚法 56)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

KINDS = [
    ("hold", _("Evidence hold")),
    ("seal", _("Sealing")),
    ("seize", _("Seizure")),
]


class CaseMeasure(Procedure):
    """先行登记保存、查封、扣押: imposed, prolonged once, released; what runs out is released by the clock."""

    label = _("Compulsory measure")
    number_pattern = "{authority}强制案〔{year}〕{serial}号"

    on_spot = State(_("Taken on the spot, to be approved"), limit="penalty.on_spot_report", lapses="run_out")
    in_force = State(_("In force"), limit="penalty.seizure", lapses="run_out")
    released = Final(_("Released"))
    replaced = Final(_("Turned into another measure"))

    case_id = models.BigIntegerField(db_index=True)
    case_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=KINDS)
    goods = models.JSONField(default=list)  # name, spec, batch, quantity, unit
    place = models.CharField(max_length=200)
    keeper = models.CharField(max_length=120)
    reason = models.CharField(max_length=900)
    imposed_at = models.DateTimeField()
    ended = models.CharField(max_length=900, blank=True)

    def limit_in(self, state: State) -> str:
        """Evidence is held seven working days; goods are sealed or seized thirty days."""
        return "penalty.evidence_hold" if self.kind == "hold" and state.name == "in_force" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Case"), self.case_number),
            (_("Compulsory measure"), dict(KINDS)[self.kind]),
            (_("Goods"), "；".join(goods_words(self.goods))),
            (_("Place"), self.place),
            (_("Kept by"), self.keeper),
            (_("Reason"), self.reason),
        ]
        return [*rows, (_("How it ended"), self.ended)] if self.ended else rows


def goods_words(goods: list[dict[str, str]]) -> list[str]:
    """The list of goods as lines: name, specification, batch, how many."""
    return [
        " ".join(part for part in (g["name"], g["spec"], g["batch"], f"{g['quantity']}{g['unit']}") if part)
        for g in goods
    ]
