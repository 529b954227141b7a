"""What the machine notes of every new filing: a first guess at what it is about, and the index that finds it told again."""

from typing import Any

from hengjian.apps.consumer.queries import classifying
from hengjian.apps.consumer.rules.categories import leaves, problems
from hengjian.kernel.occasion import Occasion

from . import likeness
from .examining import examiner

KEPT = ("category", "problem", "kind", "urgency", "incident", "basis", "reasons", "confidence")


@examiner
def class_and_index(row: Any, on: Occasion) -> None:
    """Fill category and problem where nobody has said them; an officer may change both. Never an insider's text."""
    said = classifying.guess("。".join(filter(None, (row.goods, row.what))))
    row.guess = {name: getattr(said, name) for name in KEPT}
    if not row.category and said.category in leaves():
        row.category = said.category
    if not row.problem and said.problem in problems():
        row.problem = said.problem
    if not getattr(row, "inside", False):
        likeness.note(
            row.pk, row.subject_id, row.what, row.opened_at, division=row.place_division or row.code,
            channel=row.channel, category=row.category, problem=row.problem, platform=row.platform[:80], amount=row.amount, said=said,
        )  # fmt: skip
