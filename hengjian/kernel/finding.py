"""The answer of a rule: grounds with their articles. A finding without grounds is clear."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from .law import Citation
from .refusal import Incomplete

Text = str | Promise


@dataclass(frozen=True)
class Ground:
    """One reason: what was found, the article, what to do, and which input it concerns.

    `bars` forbids; otherwise the ground only asks a person to look.
    """

    fact: Text
    article: Text | Citation
    remedy: Text = ""
    field: str = ""
    bars: bool = True


@dataclass(frozen=True)
class Finding:
    """All grounds a rule has found."""

    grounds: tuple[Ground, ...] = field(default=())

    @classmethod
    def of(cls, grounds: Iterable[Ground | None]) -> "Finding":
        return cls(tuple(g for g in grounds if g is not None))

    @property
    def barred(self) -> bool:
        return any(g.bars for g in self.grounds)

    @property
    def clear(self) -> bool:
        return not self.grounds

    def require(self, what: Text) -> None:
        """Refuse with the first barring ground, every ground repeated beside its field."""
        bars = [g for g in self.grounds if g.bars]
        if bars:
            first = bars[0]
            fields = {g.field: f"{g.fact}（{g.article}）" for g in reversed(bars) if g.field}
            raise Incomplete(what, fact=first.fact, article=first.article, remedy=first.remedy, fields=fields)
