"""Commitments, joint measures, bans, checks of records, insurances; the file of a subject."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hengjian.apps.credit import facts, queries
from hengjian.apps.credit.models import PersonBan
from hengjian.apps.credit.tests.builders import (
    do,
    entries,
    listed,
    on_day,
    published,
    report,
    run_out,
    seriously_listed,
)
from hengjian.apps.licensing import queries as permits
from hengjian.apps.licensing.tests.builders import committed, permit_for, publish_guides, request, shop
from hengjian.apps.licensing.tests.builders import do as file_permit
from hengjian.apps.licensing.tests.builders import machine as by_machine
from hengjian.apps.registry.actions.establishment import known
from hengjian.apps.registry.models import Dispatch, EntityPerson
from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel.models import Disclosure, Paper, Proceeding, Subject
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db
NUMBER = "411602198003074013"
VALID = "110101199003070716"


def test_a_broken_commitment_closes_the_way_of_informed_commitment(world: World, subject: Subject) -> None:
    given = {"subject": subject.pk, "kind": "self_discipline", "content": "三十日无理由退货"}
    row = do(world.enterprise, "credit_promise.promise", **given).proceeding
    assert Disclosure.objects.filter(subject=subject, kind="credit_commitment").exists()
    do(world.officer, "credit_promise.find_broken", row.pk, finding="拒绝办理退货")
    with acting_as(world.enterprise):
        assert [d.title for d in permits.breaches(subject.pk)] == [f"{subject.name}：违反信用承诺（主动公示自律型）"]


def test_measures_follow_from_the_lists_and_departments_answer(world: World, subject: Subject) -> None:
    given = {"subject": subject.pk, "reason": "列入经营异常名录"}
    with pytest.raises(Incomplete):
        do(world.colleague, "joint_measure.push", **given)
    listed(subject)
    row = do(world.colleague, "joint_measure.push", **given).proceeding
    assert set(row.measures) == {"re10", "re11", "rw09"}
    with acting_as(CLOCKWORK):
        assert Dispatch.objects.filter(subject=subject, topic="credit.measure", due__isnull=False).count() == 3
    for key in row.measures:
        row = do(world.officer, "joint_measure.answer_measure", row.pk, measure=key, answer="done").proceeding
    assert row.state == "in_effect"
    with pytest.raises(Conflict):
        do(world.colleague, "joint_measure.end_measures", row.pk, reason="不再执行")


def test_a_banned_person_is_found_by_number_until_the_term_is_over(world: World, subject: Subject) -> None:
    given = {"subject": subject.pk, "measure": "re01", "person": "周某", "id_number": NUMBER, "decision_no": "1号"}
    row = do(world.colleague, "trade_ban.impose", reason="被吊销负有个人责任", **given).proceeding
    with acting_as(CLOCKWORK):
        found = queries.banned(NUMBER, "manager")
        assert found is not None
        assert "第一百七十八条" in found.article
        assert queries.banned(NUMBER, "food") is None
        assert queries.banned("411602198003074012", "manager") is None
        assert queries.banned(NUMBER, "manager", today=timezone.localdate() + timedelta(days=365 * 4)) is None
    assert run_out(row).state == "ended"
    with acting_as(CLOCKWORK):
        assert queries.banned(NUMBER, "manager") is None


def test_a_banned_person_founds_nothing(world: World, subject: Subject) -> None:
    """处罚到人: the ban bars wherever the person files; that from a trade does not keep from another."""
    food_ban(world, subject)
    given = {"subject": subject.pk, "person": "何小满", "id_number": VALID}
    filing = {**given, "measure": "re02", "decision_no": "1号"}
    do(world.colleague, "trade_ban.impose", reason="虚假登记直接责任人", **filing)
    founded = examined(filed(world.enterprise, operator="何小满", id_number=VALID)).proceeding
    [barred] = [d for d in founded.doubts if d["bars"]]
    assert barred["field"] == "id_number"
    assert "第七十一条" in barred["article"]


def test_who_may_manage_no_company_may_still_have_a_stall(world: World, subject: Subject) -> None:
    """Company Law art. 178 keeps from the offices of companies, not from an individual business of one's own."""
    given = {"subject": subject.pk, "measure": "re01", "person": "何小满", "id_number": VALID, "decision_no": "1号"}
    do(world.colleague, "trade_ban.impose", reason="被吊销负有个人责任", **given)
    founded = examined(filed(world.enterprise, operator="何小满", id_number=VALID)).proceeding
    assert [d for d in founded.doubts if d["bars"]] == []
    with acting_as(CLOCKWORK):
        row = type(founded).objects.get(pk=founded.pk)
        row.items = {**row.items, "group": "company"}
        [bar] = known(row, timezone.localdate())["bars"]
    assert "第一百七十八条" in bar.article


def test_a_ban_is_not_entered_under_a_number_that_nobody_can_have(world: World, subject: Subject) -> None:
    given = {"measure": "re01", "person": "周某", "id_number": NUMBER[:-1] + "9", "decision_no": "1号"}
    with pytest.raises(Incomplete) as refused:
        do(world.colleague, "trade_ban.impose", subject=subject.pk, reason="被吊销负有个人责任", **given)
    assert "id_number" in refused.value.fields


def test_who_is_listed_for_serious_violations_gets_no_permit_by_commitment(world: World, subject: Subject) -> None:
    seriously_listed(world, subject)
    with acting_as(world.enterprise):
        assert [d.kind for d in permits.against_commitment(subject.pk)] == ["serious_violation"]


def test_no_ban_for_life_without_an_article_that_knows_it(world: World, subject: Subject) -> None:
    given = {
        "subject": subject.pk,
        "person": "周某",
        "id_number": NUMBER,
        "decision_no": "1号",
        "reason": "食品犯罪判刑",
    }
    with pytest.raises(Incomplete):
        do(world.colleague, "trade_ban.impose", measure="re01", life=True, **given)
    assert do(world.colleague, "trade_ban.impose", measure="re04", **given).proceeding.state == "for_life"


def test_a_doubtful_record_is_held_back_and_a_wrong_one_taken_back(world: World, subject: Subject) -> None:
    published(world, subject)
    [entry] = entries(subject)
    given = {"subject": subject.pk, "entry": str(entry.pk), "ground": "not_ours", "said": "该处罚对象不是本企业"}
    row = do(world.enterprise, "record_check.doubt", **given).proceeding
    do(world.officer, "record_check.hold_back", row.pk, held_back=True)
    assert queries.standing(subject.pk) == []
    do(world.colleague, "record_check.correct_record", row.pk, reason="来源单位确认错报")
    assert entries(subject)[0].ended_why == "withdrawn"


def test_an_insurance_and_a_report_of_responsibility_stand_in_the_file(world: World, subject: Subject) -> None:
    given = {
        "subject": subject.pk,
        "kind": "food_safety",
        "insurer": "样财产保险公司",
        "policy": "P1",
        "amount": "1000000",
    }
    do(world.enterprise, "insurance_record.insure", since="2026-01-01", until="2027-01-01", **given)
    text = {"subject": subject.pk, "year": 2025, "content": "本企业履行社会责任，无安全事故，开展公益活动。"}
    do(world.enterprise, "social_report.publish_responsibility", **text)
    assert {d.kind for d in queries.record_of(subject.pk)} == {"insurance", "responsibility_report"}


def test_the_file_as_of_a_day_knows_nothing_later_and_nothing_repaired(world: World, subject: Subject) -> None:
    day = timezone.localdate() - timedelta(days=100)
    with on_day(day):
        published(world, subject)
    listed(subject)
    assert [d.kind for d in queries.record_of(subject.pk, day)] == ["penalty"]
    assert queries.record_of(subject.pk, day - timedelta(days=1)) == []
    assert len(queries.record_of(subject.pk)) == 2


def test_facts_for_risk_are_those_of_the_file(world: World, subject: Subject, as_owner) -> None:
    """S01–S06, S11, D06, B10 and what speaks for a subject, by the queries that are offered to the lake."""
    published(world, subject, kinds=["fine", "confiscation"], fine="26000", performed=False)
    listed(subject)
    report(world, subject, timezone.localdate().year - 1)
    found: dict[str, object] = {}
    with as_owner() as owner, owner.cursor() as cursor:
        for one in (facts.LISTS, facts.PENALTIES, facts.REPORTS, facts.STAFF, facts.FAVOUR, facts.CLEAN, facts.RELATED):
            cursor.execute(one.of_subject(subject.pk))
            assert [c.name for c in cursor.description] == [c.name for c in one.columns]
            for row in cursor.fetchall():
                found |= dict(zip([c.name for c in one.columns], row, strict=True))
        cursor.execute(facts.ENTRIES.sql())
        assert [c.name for c in cursor.description] == [c.name for c in facts.ENTRIES.columns]
    late = timezone.localdate() > timezone.localdate().replace(month=6, day=30)
    expected = {"S01": 1, "S02": 1, "S03": 0, "S04": 1, "S05": "confiscation", "S06": 26000, "S11": 1}
    assert {k: found[k] for k in expected} == expected
    assert str(found["B10"]) == "0.2000"
    assert found.get("D06", 0) == (1 if late else 0)
    assert "K2" not in found


def kitchen_of_the_banned(world: World) -> Subject:
    """A restaurant that a person of the number heads."""
    publish_guides()
    kitchen = shop(world)
    with acting_as(CLOCKWORK):
        head = {"role": "representative", "name": "何小满", "id_number": VALID, "id_print": fingerprint(VALID)}
        EntityPerson.objects.create(subject=kitchen, **head)
    return kitchen


def food_ban(world: World, subject: Subject) -> None:
    given = {"measure": "re03", "person": "何小满", "id_number": VALID, "decision_no": "2号"}
    do(world.colleague, "trade_ban.impose", subject=subject.pk, reason="食品经营许可被吊销", **given)


def test_art_135_who_applies_is_told_of_the_ban_at_once_and_passes_when_it_has_ended(
    world: World, subject: Subject
) -> None:
    """No application is taken and then left lying: neither the ordinary one nor the one by commitment."""
    kitchen = kitchen_of_the_banned(world)
    food_ban(world, subject)
    for filing in (permit_for, committed):
        with pytest.raises(Incomplete) as refused:
            filing(world, kitchen)
        assert "第一百三十五条" in str(refused.value.article)
        assert refused.value.remedy
    with acting_as(CLOCKWORK):
        assert not Proceeding.objects.filter(subject=kitchen, procedure__startswith="licensing.").exists()
        PersonBan.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert committed(world, kitchen).number


def test_a_ban_between_promise_and_grant_ends_the_application_with_its_reason(world: World, subject: Subject) -> None:
    kitchen = kitchen_of_the_banned(world)
    row = file_permit(world.enterprise, "commitment.commit", **request(kitchen, promise=True)).proceeding
    food_ban(world, subject)
    assert by_machine("commitment.grant", row.pk).proceeding.state == "refused"
    with acting_as(CLOCKWORK):
        paper = Paper.objects.get(proceeding_id=row.pk, template="licensing.refusal")
    assert "第一百三十五条" in str(paper.data)
