"""What the night does: issuers are looked at once a day; what the lake is offered; the figures."""

from datetime import date

import pytest
from django.db import connection

from hengjian.apps.consumer.facts import TOLD
from hengjian.apps.consumer.tasks.signals import look_at_issuers
from hengjian.apps.consumer.tests.told import cluster, do, shop
from hengjian.kernel.indicator import Span, indicators
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world

pytestmark = pytest.mark.django_db
YEAR = Span("411602", date(2026, 1, 1), date(2099, 12, 31))


def test_issuers_are_looked_at_and_figured() -> None:
    world = make_world()
    subject = shop(world)
    given = {"subject": subject.pk, "trade": "beauty", "cards": 9, "balance": 100_000, "deposit": 10_000}
    do(world.officer, "prepaid_issuer.register_issuer", **given)
    assert look_at_issuers() == 1
    assert look_at_issuers() == 0
    with acting_as(world.officer):
        figure = indicators()["consumer.issuers_covered"].figure(YEAR)
        assert (figure.value, figure.denominator) == (0, 1)
        assert indicators()["consumer.warnings"].figure(YEAR).value == 0
        assert indicators()["consumer.promises"].figure(YEAR).value == 0
        assert indicators()["consumer.incidents_on_time"].figure(YEAR).value is None
    with acting_as(world.stranger):
        assert indicators()["consumer.issuers_covered"].figure(YEAR).value is None


def test_the_lake_is_offered_a_row_a_complaint_without_its_text() -> None:
    subject = shop(make_world())
    cluster(subject, 3)
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute(TOLD.sql())
        assert len(cursor.description) == len(TOLD.columns)
        rows = cursor.fetchall()
    assert [(row[1], row[7]) for row in rows] == [(subject.pk, "prepaid")] * 3
    assert not any("年卡" in str(value) for row in rows for value in row)
