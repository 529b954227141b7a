"""What the room offers to the lake, against complaints and reports that were really filed; nobody is named in it."""

from decimal import Decimal

import pytest
from django.db import connection

from hengjian.apps.consumer.facts import COMPLAINTS, REPORTS
from hengjian.apps.consumer.tests.builders import NAME, PHONE, SAID, complained, do, guest, shop
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world
from hengjian.lake.offer import Dataset

pytestmark = pytest.mark.django_db


def rows(dataset: Dataset) -> list[dict[str, object]]:
    with acting_as(CLOCKWORK), connection.cursor() as cursor:
        cursor.execute(dataset.sql())
        assert [c.name for c in cursor.description] == [c.name for c in dataset.columns]
        return [dict(zip([c.name for c in dataset.columns], row, strict=True)) for row in cursor.fetchall()]


def test_a_row_a_complaint_without_who_complained() -> None:
    subject = shop(make_world())
    complained(subject)
    [row] = rows(COMPLAINTS)
    assert (row["subject"], row["state"], row["amount"], row["breach"]) == (
        subject.pk,
        "received",
        Decimal("1299.00"),
        False,
    )
    assert not {NAME, PHONE} & set(map(str, row.values()))


def test_a_row_a_report_without_who_reported() -> None:
    subject = shop(make_world())
    do(guest(), "report.report", **SAID | {"subject": subject.pk, "named": True, "name": NAME, "phone": PHONE})
    [row] = rows(REPORTS)
    assert (row["state"], row["result"]) == ("received", "")
    assert not {NAME, PHONE} & set(map(str, row.values()))
