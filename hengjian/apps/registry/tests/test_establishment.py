"""设立登记 end to end at the level of acts."""

import pytest

from hengjian.apps.registry.actions.naming import enter_name
from hengjian.apps.registry.models import MarketEntity
from hengjian.apps.registry.procedures import Deregistration, Establishment
from hengjian.apps.registry.tests.builders import NAME, examined, filed, filing, leaving
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, Clock, Disclosure, Paper, PaperRecord, Party, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.testing import World, again, make_subject

pytestmark = pytest.mark.django_db


def test_a_clear_filing_is_registered_by_the_rules_alone(world: World) -> None:
    done = filed(world.enterprise)
    row = examined(done).proceeding
    assert (row.state, row.on_time) == ("approved", True)
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(name=NAME)
        assert subject.code is not None
        assert subject.code.startswith("92411602MAH")
        assert MarketEntity.objects.get(pk=subject.pk).trade_name == "样禾"
        paper = Paper.objects.get(proceeding_id=row.pk)
        assert PaperRecord.objects.get(pk=paper.verify_code).subject_id == subject.pk
        assert Disclosure.objects.get(subject=subject).kind == "registration"
        assert set(Party.objects.filter(proceeding_id=row.pk).values_list("principal", flat=True)) == {
            f"user:{world.enterprise.user_id}",
            f"subject:{subject.pk}",
        }
        assert seal("sha256") is not None
    assert subject.pk in again(world.enterprise).subjects


def test_the_limit_is_three_working_days_and_runs_on_through_the_review(world: World) -> None:
    make_subject("周口市川汇区样和餐饮店")
    done = filed(world.enterprise)
    with acting_as(CLOCKWORK):
        before = Clock.objects.get(proceeding_id=done.proceeding.pk)
        enter_name("周口市川汇区样和餐饮店", "411602", subject=Subject.objects.get(name="周口市川汇区样和餐饮店"))
    row = examined(done).proceeding
    assert row.state == "review"
    assert "样和" in row.doubts[0]["fact"]
    with acting_as(CLOCKWORK):
        after = Clock.objects.get(proceeding_id=row.pk)
    assert (after.pk, after.due, after.ended_at) == (before.pk, before.due, None)
    assert row.due == before.due


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "周口市川汇区样禾ABC店"}, "name"),
        ({"name": "样禾餐饮店"}, "name"),
        ({"name": "周口市川汇区禾餐饮店"}, "name"),
        ({"id_number": "110101199003070717"}, "id_number"),
        ({"scope": "HJX"}, "scope"),
        ({"promise": False}, "promise"),
        ({"phone": "12"}, "phone"),
        ({"division": "411699"}, "division"),
    ],
)
def test_a_bad_filing_names_the_field_and_leaves_nothing_behind(
    world: World, values: dict[str, object], field: str
) -> None:
    with acting_as(world.enterprise), pytest.raises(Incomplete) as refused:
        perform("registry.establishment.file", None, filing(**values), world.enterprise)
    assert field in refused.value.fields
    with acting_as(CLOCKWORK):
        assert not Act.objects.exists()
        assert not Establishment.objects.exists()


def in_review(world: World) -> Establishment:
    done = filed(world.enterprise)
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=done.proceeding.pk).update(state="review")
        row: Establishment = Establishment.objects.get(pk=done.proceeding.pk)
    return row


def test_an_officer_registers_and_a_second_one_is_told(world: World) -> None:
    row = in_review(world)
    with acting_as(world.officer):
        perform("registry.establishment.approve", row.pk, {}, world.officer, version=row.version)
    with acting_as(world.colleague), pytest.raises(Conflict) as refused:
        perform("registry.establishment.approve", row.pk, {}, world.colleague, version=row.version)
    assert "Somebody else" in refused.value.fact or "他人" in refused.value.fact
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(name="registry.establishment.approve").count() == 1


def test_the_same_key_is_answered_and_not_done_again(world: World) -> None:
    row = in_review(world)
    with acting_as(world.officer):
        first = perform("registry.establishment.approve", row.pk, {}, world.officer, key="k1")
        second = perform("registry.establishment.approve", row.pk, {}, world.officer, key="k1")
    assert (second.act_id, second.replayed) == (first.act_id, True)
    with acting_as(CLOCKWORK):
        assert Subject.objects.filter(name=NAME).count() == 1


def test_nobody_beyond_the_authority_and_the_applicant_sees_or_touches_it(world: World) -> None:
    row = in_review(world)
    for who in (world.stranger, world.citizen, world.nobody):
        with acting_as(who), pytest.raises(NotFound):
            perform("registry.establishment.refuse", row.pk, {"reason": "不符合规定"}, who)
    with acting_as(world.enterprise), pytest.raises(NotAllowed):
        perform("registry.establishment.approve", row.pk, {}, world.enterprise)
    with acting_as(world.admin), pytest.raises(NotAllowed):
        perform("registry.establishment.approve", row.pk, {}, world.admin)
    with acting_as(CLOCKWORK):
        assert Establishment.objects.get(pk=row.pk).state == "review"


def test_publicity_runs_out_by_the_clock_exactly_once_and_voids_the_licence(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    agent = again(world.enterprise)
    left = leaving(agent, row.subject_id).proceeding
    assert left.due is not None
    with acting_as(CLOCKWORK):
        for _twice in range(2):
            perform("registry.deregistration.complete", left.pk, {}, CLOCKWORK, key=f"lapse:{left.pk}")
        assert Deregistration.objects.get(pk=left.pk).state == "done"
        assert Subject.objects.get(pk=row.subject_id).status == "deregistered"
        assert PaperRecord.objects.get(subject_id=row.subject_id, template="registry.licence").ended_at is not None
        assert Act.objects.filter(name="registry.deregistration.complete").count() == 1


def test_an_objection_ends_the_simplified_procedure(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    agent = again(world.enterprise)
    left = leaving(agent, row.subject_id).proceeding
    with acting_as(world.officer):
        done = perform(
            "registry.deregistration.record_objection",
            left.pk,
            {"department": "tax", "objection": "尚有应纳税款未结清"},
            world.officer,
        )
    assert done.proceeding.state == "objected"
    with acting_as(CLOCKWORK):
        assert Subject.objects.get(pk=row.subject_id).status == "registered"


def test_only_ones_own_business_can_be_deregistered(world: World) -> None:
    subject = make_subject("周口市川汇区样泰百货店")
    with acting_as(world.citizen), pytest.raises(Incomplete) as refused:
        perform(
            "registry.deregistration.apply_to_leave",
            None,
            {"subject": subject.pk, "reason": "不再经营", "promise": True},
            world.citizen,
        )
    assert "subject" in refused.value.fields
