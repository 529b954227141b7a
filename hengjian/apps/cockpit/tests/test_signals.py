"""A week that leaves what the weeks before let expect stands first and in the finding; one that does not is quiet."""

import pytest
from django.utils import timezone, translation

from hengjian.apps.cockpit.pages import signals
from hengjian.apps.planning.models import IndicatorFigure
from hengjian.apps.planning.rules import board
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world, signed_in

from .stored import today

RECEIVED, FILED = "consumer.received", "enforcement.cases_filed"


def weeks(id: str, last: int) -> None:
    """Twenty-six weeks of five or six, and then this one."""
    days = board.steps(board.WEEK, today())[: board.setting("expects") + 1]
    with acting_as(CLOCKWORK):
        for n, (since, until) in enumerate(days):
            value = last if n == 0 else 5 + n % 2
            IndicatorFigure.objects.create(
                indicator=id, code="411602", since=since, until=until, value=value, numerator=value, denominator=1,
                kind="week", formula="x", computed_at=timezone.now(),
            )  # fmt: skip


def test_without_anything_unusual_the_finding_says_so() -> None:
    with translation.override("en"):
        assert signals.finding([]) == "Market signals: the last week was as expected"
        assert signals.finding(["Complaints", "Cases"]) == "Market signals: Complaints, Cases left what was expected"


@pytest.mark.django_db
def test_a_week_of_ten_times_as_many_is_told_first() -> None:
    world = make_world()
    weeks(FILED, 5)
    weeks(RECEIVED, 60)
    client = signed_in(world.officer)
    client.cookies["django_language"] = "en"
    page = client.get("/cockpit/").content.decode()
    assert page.index("very unusual") < page.rindex("as expected")  # the last of them is the verdict of the other line
    assert "left what was expected" in page
    assert "5—6" in page
    assert "ck-signals" not in client.get("/cockpit/?wall=1").content.decode()


@pytest.mark.django_db
def test_where_too_few_weeks_are_kept_nothing_is_said() -> None:
    assert "ck-signals" not in signed_in(make_world().officer).get("/cockpit/").content.decode()
