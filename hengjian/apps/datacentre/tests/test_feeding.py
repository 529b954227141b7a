"""What other rooms do with what came in: ratings are taken as if a body had sent them, records are compared with their source."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hengjian.apps.credit.models import CreditEntry, OutsideRating, RatingBody
from hengjian.apps.credit.procedures import RecordCheck
from hengjian.apps.credit.tests.builders import listed
from hengjian.apps.datacentre.tests.supplied import adopted, progress, ran
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db
NAME = "周口市川汇区样穗餐饮店"
RATED: list[dict[str, Any]] = [
    {"source": "信用代码", "element": "uscc", "key": True},
    {"source": "方案", "element": "rating_scheme", "key": True},
    {"source": "等级", "element": "rating_value"},
    {"source": "日期", "element": "rating_date"},
]
DECIDED: list[dict[str, Any]] = [
    {"source": "文号", "element": "penalty_doc_no", "key": True},
    {"source": "信用代码", "element": "uscc"},
    {"source": "日期", "element": "penalty_date"},
]


def with_code(name: str, serial: int) -> Any:
    subject = make_subject(name)
    with acting_as(CLOCKWORK):
        type(subject).objects.filter(pk=subject.pk).update(code=credit_code("411602", serial))
        subject.refresh_from_db()
    return subject


def test_ratings_that_come_as_a_file_are_kept_as_those_a_body_sends(world: World) -> None:
    """评价结果互认: under the agreement with that body, only schemes it may give, only of known subjects."""
    subject = with_code(NAME, 7)
    with acting_as(CLOCKWORK):
        RatingBody.objects.create(
            user_id=world.citizen.user_id, name="川汇区税务局", schemes=["tax"], division_code="411602", basis="协议"
        )
    adopted(world, supplier="川汇区税务局", feeds="ratings", newest_by="", columns=RATED)
    unknown = credit_code("411602", 8)
    run = ran(
        world,
        f"信用代码,方案,等级,日期\n{subject.code},tax,A,2026-04-30\n{subject.code},court,1,2026-04-30\n{unknown},tax,B,2026-04-30\n",
    )
    with acting_as(CLOCKWORK):
        kept = OutsideRating.objects.get()
    assert (kept.subject_id, kept.scheme, kept.value, kept.source) == (subject.pk, "tax", "A", "川汇区税务局")
    assert (run.counts["ratings"], run.counts["ratings_refused"]) == (1, 1)


def test_without_an_agreement_no_rating_is_taken(world: World) -> None:
    subject = with_code(NAME, 7)
    adopted(world, supplier="无协议单位", feeds="ratings", newest_by="", columns=RATED)
    run = ran(world, f"信用代码,方案,等级,日期\n{subject.code},tax,A,2026-04-30\n")
    assert (run.counts["ratings"], run.counts["ratings_refused"]) == (0, 1)


def test_a_record_that_differs_from_its_source_is_held_back_and_checked(world: World) -> None:
    """信用记录核查: the difference opens a check with its clock; what agrees is left alone, and once is enough."""
    listed(with_code(NAME, 7))
    with acting_as(CLOCKWORK):
        CreditEntry.objects.filter(ended_on=None).update(number="川汇市监列异〔2026〕1号")
        entry = CreditEntry.objects.get(ended_on=None)
        subject = entry.subject
    adopted(world, feeds="credit", newest_by="", columns=DECIDED)
    line = "文号,信用代码,日期\n{},{},{}\n"
    same = ran(world, line.format(entry.number, subject.code, entry.since.isoformat()))
    assert progress(same).faults == {}
    assert (same.counts["compared"], same.counts["different"]) == (1, 0)
    other = ran(world, line.format(entry.number, subject.code, date(2020, 1, 1).isoformat()))
    assert other.counts["different"] == 1
    with acting_as(CLOCKWORK):
        check = RecordCheck.objects.get()
        entry.refresh_from_db()
    assert (check.state, check.supplier, entry.doubtful) == ("checking", "样农业农村局", True)
    assert check.due is not None
    assert "2020-01-01" in check.said
    ran(world, line.format(entry.number, subject.code, date(2020, 1, 2).isoformat()))
    with acting_as(CLOCKWORK):
        assert RecordCheck.objects.count() == 1
