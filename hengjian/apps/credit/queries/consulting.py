"""The one place that every licence, award and draw asks before it decides (信用嵌入市场监管各业务领域)."""

from dataclasses import dataclass

from hengjian.apps.credit.rules.catalogue import Row
from hengjian.kernel.principal import current

from .measures import measures_for
from .risk import grades

# The class of each subject `s` of a statement over whole rosters, where asking one by one would take too long. A draw learns
# of the lists by it, too: an entry on them fixes the class (floors F1 and F3).
CLASSES = "LEFT JOIN credit_riskgrade g ON g.subject_id = s.id"


@dataclass(frozen=True)
class Consulted:
    """What weighs in a decision of this kind on the subject: measures of the cited list, and for officers its class."""

    use: str
    measures: tuple[Row, ...] = ()
    grade: str = ""

    @property
    def against(self) -> tuple[Row, ...]:
        return tuple(m for m in self.measures if m.says("kind") == "restrict")

    @property
    def said(self) -> str:
        """One line for the record of the decision: what weighed, with its articles."""
        return "；".join(f"{m.zh}（{m.article}）" for m in self.against)


def consult(subject_id: int | None, use: str) -> Consulted:
    """What stands today that a decision of this kind must weigh. The class is told to officers and the machine only."""
    if not subject_id:
        return Consulted(use)
    found = tuple(m for m in measures_for(subject_id) if m.says("use") == use)
    knows = current().kind in ("officer", "clock")
    return Consulted(use, found, grades([subject_id]).get(subject_id, "") if knows else "")
