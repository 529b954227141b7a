"""Leads: verified in time (程序规定 18), sent where they belong, and who gave them is told."""

from typing import Any

import pytest

from hengjian.apps.enforcement.actions.leads import hand_over
from hengjian.apps.enforcement.models import EnforcementTeam
from hengjian.apps.enforcement.procedures import Lead
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.apps.enforcement.rules.teams import kind_of
from hengjian.apps.inspection.models import InspectionItem
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Notice, Party, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.tasks import tell
from hengjian.kernel.testing import World, make_subject, signed_in

from .stage import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(world: World) -> Subject:
    return make_subject("周口市川汇区样禾餐饮店")


def do(who: Principal, verb: str, pk: int | None = None, **given: Any) -> Done:
    with acting_as(who):
        return perform(f"enforcement.lead.{verb}", pk, given, who)


def entered(world: World, subject: Subject) -> Any:
    given = {"subject": subject.pk, "source": "office", "what": "巡查发现超范围经营", "cause": "breach"}
    return do(world.officer, "enter", **given).proceeding


def test_a_lead_is_to_be_verified_within_fifteen_working_days(world: World, subject: Subject) -> None:
    row = entered(world, subject)
    assert row.due == deadline.reckon("enforcement.lead_triage", LawOn(row.law_on), row.opened_at)[1].due


def test_the_head_prolongs_once(world: World, subject: Subject) -> None:
    row = entered(world, subject)
    with pytest.raises(NotAllowed):
        do(world.officer, "extend", row.pk)
    longer = do(world.head, "extend", row.pk).proceeding
    assert longer.due is not None
    assert longer.due > row.due
    with pytest.raises(Conflict):
        do(world.head, "extend", row.pk)


def test_a_lead_opens_a_check_that_names_it(world: World, subject: Subject) -> None:
    row = entered(world, subject)
    officers = [world.officer.officer_id, world.colleague.officer_id]
    with pytest.raises(Incomplete):
        do(world.officer, "send_to_check", row.pk, items=["registration_items-01"], officers=officers[:1])
    done = do(world.officer, "send_to_check", row.pk, items=["registration_items-01"], officers=officers).proceeding
    with acting_as(CLOCKWORK):
        check = SiteCheck.objects.get()
    assert (check.origin, check.source, check.code) == ("lead", row.number, "411602")
    assert done.check_number == check.number  # type: ignore[attr-defined]


def test_the_same_finding_handed_over_twice_is_one_lead(world: World, subject: Subject) -> None:
    given: dict[str, Any] = {"authority": "411602", "number": "川检1号", "cause": "breach"}
    first = hand_over("check", subject.pk, "台账缺失", **given)
    assert hand_over("check", subject.pk, "台账缺失", **given).pk == first.pk
    with acting_as(CLOCKWORK):
        assert Lead.objects.count() == 1


def test_who_reports_is_told_the_outcome_and_unknown_to_the_business(world: World, subject: Subject) -> None:
    given = {"subject": subject.pk, "division": "411602", "what": "后厨使用过期调料，有照片"}
    row = do(world.citizen, "tip_off", **given).proceeding
    with acting_as(CLOCKWORK):
        assert list(Party.objects.filter(proceeding_id=row.pk).values_list("principal", flat=True).distinct()) == [
            f"user:{world.citizen.user_id}"
        ]
    done = do(world.officer, "guide", row.pk, decision="已约谈并指导整改")
    title = f"您的线索{row.number}"
    with acting_as(CLOCKWORK):
        tell(row.pk, done.act_id, [{"to": "reporter", "title": title, "body": ""}])
        assert Notice.objects.filter(user_id=world.citizen.user_id or 0, title=title).exists()
    with acting_as(world.enterprise):
        assert not Lead.objects.exists()


@pytest.mark.parametrize(
    ("verb", "given", "state"),
    [
        ("file_case", {"cause": "breach", "decision": "证据初步充分"}, "case_due"),
        ("guide", {"decision": "已约谈指导"}, "guided"),
        ("pass_on", {"receiver": "城市管理局", "decision": "属其职责"}, "passed_on"),
        ("dismiss", {"ground": "minor", "decision": "轻微并及时改正"}, "dismissed"),
    ],
)
def test_every_outcome_has_its_reason(
    world: World, subject: Subject, verb: str, given: dict[str, Any], state: str
) -> None:
    row = entered(world, subject)
    with pytest.raises(Incomplete):
        do(world.colleague, verb, row.pk, **(given | {"decision": ""}))
    assert do(world.colleague, verb, row.pk, **given).proceeding.state == state


def test_a_handler_does_not_dismiss_alone(world: World, subject: Subject) -> None:
    with pytest.raises(NotAllowed):
        do(world.officer, "dismiss", entered(world, subject).pk, ground="no_breach", decision="未见违法")


def team(world: World, kind: str, *officers: Principal) -> EnforcementTeam:
    with acting_as(CLOCKWORK):
        made = EnforcementTeam.objects.create(code="411602", name=f"{kind}中队", kind=kind)
        made.officers.set([who.officer_id for who in officers])
    return made


@pytest.mark.parametrize(
    ("field", "items", "cause", "kind"),
    [
        ("food", [], "", "safety"),
        ("ads", ["catering-01"], "", "order"),
        ("", ["catering-01", "catering-02", "ads-01"], "", "safety"),
        ("", ["metrology-03"], "no_annual_report", "quality"),
        ("", [], "no_annual_report", "order"),
        ("", [], "breach", ""),
    ],
)
def test_the_type_of_team_follows_field_then_items_then_cause(
    field: str, items: list[str], cause: str, kind: str
) -> None:
    assert kind_of(field, items, cause) == kind


def test_every_field_and_every_item_of_the_list_has_a_type_of_team(world: World) -> None:
    with acting_as(CLOCKWORK):
        categories = {c for c in InspectionItem.objects.values_list("category", flat=True) if c != "other"}
    assert [f for f, _label in FIELDS if not kind_of(f)] == []
    assert [c for c in categories if not kind_of(items=[f"{c}-01"])] == []


def test_a_lead_goes_to_the_team_of_its_type_whose_officers_are_told(world: World, subject: Subject) -> None:
    safety, order = team(world, "safety", world.colleague), team(world, "order", world.officer)
    given = {"subject": subject.pk, "source": "office", "what": "使用过期食品原料", "field": "food"}
    row = do(world.officer, "enter", **given).proceeding
    assert row.routed_to == safety
    assert f"officer:{world.colleague.officer_id}" in [to for to, title in told(row.pk) if "safety中队" in title]
    with pytest.raises(Incomplete):
        do(world.officer, "give_to_team", row.pk, team=str(safety.pk), reason="本来就是")
    assert (
        do(world.head, "give_to_team", row.pk, team=str(order.pk), reason="涉及虚假宣传").proceeding.routed_to == order
    )
    assert text_of(world.officer, "/enforcement/leads/?team=mine").count(row.title) == 1
    assert row.title not in text_of(world.colleague, "/enforcement/leads/?team=mine")
    assert "order中队" in text_of(world.officer, "/enforcement/teams/")


def test_of_two_teams_of_a_type_the_one_with_less_to_do_gets_the_next(world: World, subject: Subject) -> None:
    teams = [team(world, "safety"), team(world, "safety2")]
    with acting_as(CLOCKWORK):
        EnforcementTeam.objects.update(kind="safety")
    given = {"subject": subject.pk, "source": "office", "what": "使用过期食品原料", "field": "food"}
    got = [do(world.officer, "enter", **given).proceeding.routed_to for _n in range(4)]
    assert got == [*teams, *teams]


def text_of(who: Principal, address: str) -> str:
    return signed_in(who).get(address).content.decode()
