"""败诉报告 and 出庭应诉报告: reconsideration and court cases of a year, what was lost, who attended."""

from dataclasses import dataclass, field
from typing import Any

from hengjian.apps.enforcement.procedures import CourtCase, Reconsideration
from hengjian.apps.enforcement.procedures.reviews import HEADS, LOST
from hengjian.kernel.principal import Principal


@dataclass
class Year:
    """One way of challenging in one year."""

    label: Any
    all: int = 0
    decided: int = 0
    lost: int = 0
    heard: int = 0
    by_head: int = 0
    absent: int = 0
    rows: list[Any] = field(default_factory=list)

    @property
    def lost_share(self) -> float | None:
        return 100 * self.lost / self.decided if self.decided else None

    @property
    def head_share(self) -> float | None:
        return 100 * self.by_head / self.heard if self.heard else None


def challenged_report(who: Principal, year: int) -> list[Year]:
    """Both ways in a year, with the lost ones and what was learned (two queries)."""
    return [_of(kind, who, year) for kind in (Reconsideration, CourtCase)]


def _of(kind: Any, who: Principal, year: int) -> Year:
    out = Year(kind.label)
    for row in kind.objects.filter(**who.within(), opened_at__year=year).order_by("opened_at"):
        out.all += 1
        out.decided += row.closed_at is not None
        if row.closed_at is not None and row.outcome in LOST:
            out.lost += 1
            out.rows.append(row)
        if row.attended:
            out.heard += 1
            out.by_head += row.attended in HEADS
            out.absent += bool(row.absence)
    return out
