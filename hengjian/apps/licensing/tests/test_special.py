"""Industrial permits, technical review, exemption, packages, guides."""

from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.licensing import queries
from hengjian.apps.licensing.models import Permit, PermitItem
from hengjian.apps.licensing.procedures import Package, PermitApplication, RecordFiling
from hengjian.apps.licensing.rules.numbers import is_number, permit_number
from hengjian.apps.licensing.tests.builders import (
    check_due,
    do,
    experts,
    machine,
    request,
    the_permit,
)
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Clock, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import World, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(world: World) -> dict[str, Principal]:
    """Officers of the province, where industrial permits and registrations are decided."""
    with acting_as(CLOCKWORK):
        return {
            "handler": officer("ph", "41", Role.HANDLER, name="郑一"),
            "approver": officer("pa", "41", Role.APPROVER, name="郑二"),
        }


# GB/T 17710 MOD 11,10: samples reckoned by hand and by a second program.
@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("SC10444011200238", True),
        ("SC10444011200239", False),
        ("SC10133011000015", True),
        ("SC20133011000072", True),
        ("JY14403000000018", True),
        ("JY23301000001234", True),
        ("JY23301000001235", False),
        ("JY34116020003213", True),
        ("JY44116020003213", False),
        ("QS440112002345", False),
    ],
)
def test_numbers_of_food_permits(number: str, sound: bool) -> None:
    assert is_number(number) is sound


def test_numbers_are_made_as_they_are_checked() -> None:
    assert permit_number("sc", "04", "440112", 23) == "SC10444011200238"
    assert permit_number("jy", "2", "330100", 123) == "JY23301000001234"
    assert permit_number("sc2", "01", "330110", 7) == "SC20133011000072"


def industrial(world: World, subject: Subject, province: dict[str, Principal], *products: str) -> Permit:
    given = request(subject, "LI-029", category="", content="工业产品生产", materials=["application", "promise"])
    row = do(world.enterprise, "industrial_licence.file", **given, products=list(products)).proceeding
    do(province["handler"], "industrial_licence.accept", row.pk)
    return the_permit(do(province["approver"], "industrial_licence.grant", row.pk).act_id)


def test_industrial_no_test_before_the_issue_and_a_visit_within_thirty_days_after(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    permit = industrial(world, subject, province, "cement")
    listed = {m.key for m in queries.materials_of(permit.item)}
    assert not listed & {"test", "report", "type_test"}
    row = check_due(permit, "issue")
    assert row.due_limit == "licensing.post_check_industrial"


def test_industrial_one_certificate_holds_all_products_of_a_firm(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    first = industrial(world, subject, province, "cement")
    second = industrial(world, subject, province, "rebar", "cement")
    assert second.number == first.number
    assert second.products == ["cement", "rebar"]
    assert the_permit(first.act_id).state == "replaced"


@pytest.mark.parametrize("products", [[], ["bicycle"]])
def test_industrial_other_products_need_no_permit(world: World, subject: Subject, products: list[str]) -> None:
    given = request(subject, "LI-029", category="", materials=["application", "promise"], products=products)
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "industrial_licence.file", **given)
    assert "products" in refused.value.fields


def dossier(world: World, subject: Subject, province: dict[str, Principal]) -> Any:
    materials = ["application", "risk", "technical", "test", "label", "system"]
    given = request(subject, "LI-101", category="", content="一次性使用无菌敷料", materials=materials)
    row = do(world.enterprise, "technical_review.file", **given, matter="registration").proceeding
    return do(province["handler"], "technical_review.accept", row.pk).proceeding


def appointed(world: World, subject: Subject, province: dict[str, Principal]) -> Any:
    row = dossier(world, subject, province)
    keys = experts("LI-101")
    return do(province["handler"], "technical_review.appoint", row.pk, reviewers=keys).proceeding


def test_reviewers_are_enough_competent_and_not_the_applicants_own(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    row = dossier(world, subject, province)
    for keys in (experts("LI-101", 2), experts("LI-022"), experts("LI-101", unit=subject.name)):
        with pytest.raises(Incomplete) as refused:
            do(province["handler"], "technical_review.appoint", row.pk, reviewers=keys)
        assert "reviewers" in refused.value.fields


def test_where_a_lot_was_drawn_those_drawn_review_and_nobody_else(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    row = dossier(world, subject, province)
    keys = experts("LI-101", 4)
    given = {"item": "LI-101", "purpose": "review", "about": row.number, "question": "安全有效性", "wanted": 3}
    with acting_as(province["handler"]) as who:
        panel = perform("enforcement.expert_panel.call_experts", None, given, who).proceeding
    with acting_as(CLOCKWORK):
        seal("sha256")
    with acting_as(province["handler"]) as who:
        drawn = perform("enforcement.expert_panel.draw_experts", panel.pk, {}, who).proceeding.drawn  # type: ignore[attr-defined]
    [other] = set(keys) - set(drawn)
    with pytest.raises(Incomplete) as refused:
        do(province["handler"], "technical_review.appoint", row.pk, reviewers=[other, *drawn[:2]])
    assert "reviewers" in refused.value.fields
    row = do(province["handler"], "technical_review.appoint", row.pk).proceeding
    assert {str(pk) for pk in row.reviewers} == set(drawn)  # type: ignore[attr-defined]


def test_questions_stop_the_time_of_the_review_and_are_put_once(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    row = appointed(world, subject, province)
    before = row.due
    row = do(province["handler"], "technical_review.put_questions", row.pk, question="补充稳定性数据").proceeding
    assert (row.state, row.due) == ("questions", None)
    assert (
        row.answer_by == deadline.reckon("licensing.dossier_answer", LawOn(timezone.localdate()), timezone.now())[1].due
    )
    row = do(world.enterprise, "technical_review.answer", row.pk, answer="已补充十二个月数据").proceeding
    assert row.due >= before
    with acting_as(CLOCKWORK):
        assert len(Clock.objects.get(proceeding=row, ended_at=None).stops) == 1
    with pytest.raises(Conflict):
        do(province["handler"], "technical_review.put_questions", row.pk, question="再补充一次")


def test_questions_not_answered_in_a_year_end_it(
    world: World, subject: Subject, province: dict[str, Principal]
) -> None:
    row = appointed(world, subject, province)
    do(province["handler"], "technical_review.put_questions", row.pk, question="补充稳定性数据")
    assert machine("technical_review.not_answered", row.pk).proceeding.state == "refused"


@pytest.mark.parametrize(("votes", "granted"), [((True, True, False), True), ((True, False, False), False)])
def test_a_majority_of_the_reviewers_decides_who_closed_the_review_does_not(
    world: World, subject: Subject, province: dict[str, Principal], votes: tuple[bool, ...], granted: bool
) -> None:
    row = appointed(world, subject, province)
    with pytest.raises(Conflict):
        do(province["handler"], "technical_review.close_review", row.pk)
    for reviewer, agreed in zip(row.reviewers, votes, strict=True):
        given = {"reviewer": str(reviewer), "agreed": agreed, "opinion": "资料完整，结论明确"}
        do(province["handler"], "technical_review.give_opinion", row.pk, **given)
    do(province["handler"], "technical_review.close_review", row.pk)
    if granted:
        assert do(province["approver"], "technical_review.grant", row.pk).proceeding.state == "granted"
    else:
        with pytest.raises(Conflict):
            do(province["approver"], "technical_review.grant", row.pk)


def test_exemption_from_compulsory_certification_and_the_check_of_use(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        approver = officer("ca", "4116", Role.APPROVER, name="许二")
    given = request(
        subject,
        "LI-103",
        category="",
        content="进口电源适配器",
        materials=["application", "contract", "use", "promise"],
    )
    row = do(
        world.enterprise, "certification_exemption.ask_exemption", **given, ground="research", quantity=20
    ).proceeding
    permit = the_permit(do(approver, "certification_exemption.exempt", row.pk).act_id)
    assert check_due(permit, "use").due_limit == "licensing.exemption_check"


def test_exemption_only_on_the_grounds_of_the_rules(world: World, subject: Subject) -> None:
    given = request(subject, "LI-103", category="", materials=["application", "contract", "use", "promise"])
    with pytest.raises(Incomplete) as refused:
        do(world.enterprise, "certification_exemption.ask_exemption", **given, ground="cheap", quantity=1)
    assert set(refused.value.fields) == {"ground"}


def packaged(world: World, subject: Subject, event: str = "supermarket") -> Any:
    given = {"subject": subject.pk, "event": event, "content": "预包装食品销售", "premises": "七一路8号", "category": "1",
             "materials": ["application", "layout", "systems", "health", "form", "quality"], "promise": False}  # fmt: skip
    return do(world.enterprise, "package.file", **given).proceeding


def part(row: Any, subject: Subject, item: str, name: str, materials: list[str], category: str = "") -> Any:
    given = request(subject, item, category=category, materials=materials)
    return machine(name, **given, package=row.pk, promise=False).proceeding


def test_one_form_several_matters_one_delivery(world: World, subject: Subject) -> None:
    """Licensing Law, arts. 26 and 42 para. 2; a supermarket ends in one comprehensive permit."""
    row = packaged(world, subject)
    assert set(row.parts) == {"LI-003", "LI-004", "LI-016"}
    assert row.due_limit == "licensing.joint_decision"
    food = part(
        row, subject, "LI-003", "permit_application.file_part", ["application", "layout", "systems", "health"], "1"
    )
    filing = part(row, subject, "LI-004", "record_filing.file_record_part", ["application", "form"], "1")
    machine("record_filing.record", filing.pk)
    assert food.package == filing.package == row.pk
    with acting_as(world.enterprise):
        assert PermitApplication.objects.filter(pk=food.pk).exists()
        assert RecordFiling.objects.filter(pk=filing.pk).exists()
    for code, result in (("LI-003", "refused"), ("LI-004", "granted")):
        assert machine("package.note_part", row.pk, part=code, result=result).proceeding.state == "running"
    done = machine("package.note_part", row.pk, part="LI-016", result="refused")
    assert done.proceeding.state == "delivered"
    whole = the_permit(done.act_id)
    with acting_as(CLOCKWORK):
        held = Permit.objects.get(item_id="LI-004")
    assert whole.parts == [held.number]
    assert (whole.item_id, whole.state) == ("LI-104", "valid")


def test_a_package_in_which_nothing_was_granted_says_so(world: World, subject: Subject) -> None:
    row = packaged(world, subject, "bakery")
    for code in row.parts:
        done = machine("package.note_part", row.pk, part=code, result="refused")
    assert done.proceeding.state == "failed"


def test_a_package_refuses_at_once_what_a_part_would_refuse(world: World, subject: Subject) -> None:
    with acting_as(CLOCKWORK):
        PermitItem.objects.get(pk="LI-004").guides.update(withdrawn_at=timezone.now())
    with pytest.raises(Incomplete):
        packaged(world, subject)
    with acting_as(CLOCKWORK):
        assert not Package.objects.exists()


def test_a_guide_is_published_by_another_than_who_drafted_it(world: World) -> None:
    given = {"item": "LI-006", "place": "七一路服务大厅", "phone": "0394-12345", "fee": "不收费", "promised": 5}
    row = do(world.colleague, "guide_publication.draft", **given).proceeding
    with pytest.raises(NotAllowed):
        do(world.colleague, "guide_publication.publish", row.pk)
    do(world.head, "guide_publication.publish", row.pk)
    with acting_as(world.nobody):
        guide = queries.guide_of(PermitItem.objects.get(pk="LI-006"), "411602")
    assert guide is not None
    assert (guide.place, guide.promised) == ("七一路服务大厅", 5)


def test_a_promise_is_not_longer_than_the_law(world: World) -> None:
    given = {"item": "LI-003", "place": "七一路服务大厅", "phone": "0394-12345", "promised": 11}
    with pytest.raises(Incomplete) as refused:
        do(world.officer, "guide_publication.draft", **given)
    assert "promised" in refused.value.fields
