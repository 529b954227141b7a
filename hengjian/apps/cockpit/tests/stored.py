"""Figures on record: computed by their formula and stored as the night's run stores them."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hengjian.apps.planning.models import IndicatorFigure
from hengjian.apps.planning.queries import board
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.procedure import procedures
from hengjian.kernel.testing import on_record

LEAD = "enforcement.lead"


def today() -> date:
    return timezone.localdate()


def year() -> tuple[date, date]:
    return board.spans(today())["year"]


def stored(id: str, code: str = "411602", days: tuple[date, date] | None = None, at: datetime | None = None) -> Any:
    """The figure of an indicator, read now by its formula and kept."""
    one, (since, until) = indicators()[id], days or year()
    with acting_as(CLOCKWORK):
        figure = one.figure(Span(code, since, until))
        told = board.definition(id)
        assert told is not None
        return IndicatorFigure.objects.create(
            indicator=id, code=code, since=since, until=until, value=figure.value, numerator=figure.numerator,
            denominator=figure.denominator, formula=told.formula, computed_at=at or timezone.now(),
        )  # fmt: skip


def lead(code: str = "411602", **values: Any) -> Any:
    """A lead that came in just now."""
    given = {"source": "tip", "what": "样", "title": "样线索", **values}
    return on_record(procedures()[LEAD], timezone.now(), code=code, **given)
