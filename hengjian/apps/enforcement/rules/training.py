"""Training owed in a year, and examinations from the question bank."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hengjian.kernel.law import LawOn


@dataclass(frozen=True)
class Owed:
    """What an officer has done of what a year asks: hours for all, days for the grass roots too."""

    hours: int
    needed_hours: int
    days: int
    needed_days: int

    @property
    def met(self) -> bool:
        return self.hours >= self.needed_hours and self.days >= self.needed_days

    @property
    def missing(self) -> tuple[int, int]:
        return max(0, self.needed_hours - self.hours), max(0, self.needed_days - self.days)


def owed(hours: int, days: int, grassroots: bool, law: LawOn) -> Owed:
    """Sixty hours of law for everybody; ten days for officers of townships."""
    needed = law.value("training.grassroots_days").amount if grassroots else 0
    return Owed(hours, law.value("training.hours").amount, days, needed)


def pick(seed: str, keys: Sequence[str], count: int) -> list[str]:
    """Questions of one sitting: the same for the same seed, so that a paper can be made again."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[:count]


def mark(right: Mapping[str, str], answers: Mapping[str, str]) -> int:
    """The share of questions answered as they should be, in percent."""
    if not right:
        return 0
    return round(100 * sum(answers.get(key) == value for key, value in right.items()) / len(right))
