"""触发式监管: no visit, or a light one, until a condition that was published beforehand comes true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

CONDITIONS = [
    ("leads", _("Leads about the subject")),
    ("problems", _("Checks that found faults")),
    ("overdue", _("Orders to correct that ran out")),
    ("signals", _("Signals of sensors and cameras")),
]


@dataclass(frozen=True)
class Rule:
    """A rule as the table keeps it: which count, from how many on."""

    key: int
    condition: str
    threshold: int


def fired(rules: Iterable[Rule], counts: Mapping[str, int]) -> list[int]:
    """Keys of the rules whose condition holds."""
    return [rule.key for rule in rules if counts.get(rule.condition, 0) >= rule.threshold]
