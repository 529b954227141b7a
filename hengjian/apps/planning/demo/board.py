"""The headlines are computed at once, so that the cockpit of a fresh demo shows numbers; the night does the rest."""

from collections.abc import Iterator

from django.utils import timezone

from hengjian.apps.planning.actions.board import refresh
from hengjian.apps.planning.queries.board import headlines


def load(entities: int, seed: int) -> Iterator[str]:
    """Figures of the headlines for every authority, by span, week and month."""
    stored = refresh(None, timezone.now(), headlines())
    yield f"驾驶舱{len(headlines())}项要点指标的{stored}个数"
