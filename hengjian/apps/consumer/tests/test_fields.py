"""Leads from complaints and reports carry their field, so that the team of that type gets them (分类执法)."""

from typing import Any

import pytest

from hengjian.apps.consumer.procedures import Complaint, Report
from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.fields import _table, field_of
from hengjian.apps.consumer.tests.builders import FILED, NAME, PHONE, SAID, complained, do, guest, shop
from hengjian.apps.enforcement.models import EnforcementTeam
from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World


@pytest.mark.parametrize(
    ("breach", "problem", "category", "field"),
    [
        ("food_unlicensed", "", "", "food"),
        ("equipment", "price", "G010101", "equipment"),  # a report says itself what it is about
        ("other", "price", "", "price"),  # … unless it says "other"
        ("", "price", "G010101", "price"),  # the law of prices holds whatever the goods
        ("", "label", "G010101", "food"),
        ("", "label", "G050101", "quality"),
        ("", "qualification", "S010101", "food"),
        ("", "qualification", "S010301", "registration"),
        ("", "contract", "G010101", "consumer"),
        ("", "quality", "G020301", "cosmetics"),
        ("", "other", "G020101", "drugs"),
        ("", "other", "S030101", ""),
        ("", "", "", ""),
    ],
)
def test_the_field_is_told_from_breach_problem_and_goods(breach: str, problem: str, category: str, field: str) -> None:
    assert field_of(breach, problem, category) == field


def test_every_kind_and_problem_that_says_something_has_a_field_that_enforcement_knows() -> None:
    table = _table()
    assert {field for part in table.values() for field in part.values()} <= set(dict(FIELDS))
    assert set(table["breaches"]) == set(categories.breaches()) - {"other"}
    assert set(table["problems"]) | set(table["otherwise"]) == set(categories.problems()) - {"other"}
    assert not set(table["problems"]) & set(table["otherwise"])
    assert set(table["goods"]) <= set(categories.names())


# ---- and they arrive ----


@pytest.fixture
def subject(world: World) -> Subject:
    return shop(world)


@pytest.fixture
def teams(world: World) -> dict[str, Any]:
    with acting_as(CLOCKWORK):
        return {
            kind: EnforcementTeam.objects.create(code="411602", kind=kind, name=f"样{kind}中队")
            for kind in ("order", "safety", "quality")
        }


def lead_of(row: Complaint | Report) -> Lead:
    with acting_as(CLOCKWORK):
        return Lead.objects.select_related("routed_to").get(source_proceeding=row.pk)


@pytest.mark.django_db
def test_the_lead_of_a_complaint_goes_to_the_team_of_its_type(
    world: World, subject: Subject, teams: dict[str, Any]
) -> None:
    row = complained(subject, **FILED | {"problem": "false_ad"})
    do(world.officer, "complaint.note_breach", row.pk, signs="广告称可治愈糖尿病")
    assert (lead_of(row).field, lead_of(row).routed_to) == ("ads", teams["order"])


@pytest.mark.django_db
def test_the_lead_of_a_report_goes_to_the_team_of_its_type(
    world: World, subject: Subject, teams: dict[str, Any]
) -> None:
    given = SAID | {"subject": subject.pk, "breach_kind": "school_food", "named": True, "name": NAME, "phone": PHONE}
    row = do(guest(), "report.report", **given).proceeding
    do(world.officer, "report.to_enforcement", row.pk)
    assert (lead_of(row).field, lead_of(row).routed_to) == ("food", teams["safety"])
