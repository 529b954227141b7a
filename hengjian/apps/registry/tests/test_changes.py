"""Changes, reductions, mergers, divisions, moves and filings, from application to register."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hengjian.apps.registry import queries
from hengjian.apps.registry.models import EntityPerson, EntityVersion, MarketEntity, NameEntry, Premises
from hengjian.apps.registry.procedures import Relocation
from hengjian.apps.registry.rules.items import Items, Share
from hengjian.apps.registry.tests.builders import (
    act,
    company_items,
    entity,
    examined,
    filed,
    identified,
    identity_number,
    own,
    uploaded,
)
from hengjian.kernel.models import Clock, Disclosure, Paper, PaperRecord, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed, NotFound
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, again

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def papers(principal: Principal, *what: str) -> list[dict[str, str]]:
    return [{"what": w, "file": uploaded(principal, w)} for w in what]


def now(subject: Subject) -> Items:
    with acting_as(CLOCKWORK):
        items = queries.items_of(subject)
    assert items is not None
    return items


def holders(*lines: tuple[str, int, str], paid: str = "0") -> list[dict[str, Any]]:
    due = (TODAY() + timedelta(days=300)).isoformat()
    return [
        {"name": n, "number": identity_number(s), "subscribed": a, "paid": paid, "due_on": due} for n, s, a in lines
    ]


def refused(who: Principal, name: str, /, **given: Any) -> Incomplete:
    with acting_as(who), pytest.raises(Incomplete) as found:
        perform(f"registry.{name}", None, given, who)
    return found.value


def company(**values: Any) -> Items:
    """A company whose shareholders may still pay in, since today."""
    due = TODAY() + timedelta(days=300)
    held = (Share(name="何小满", subscribed=Decimal(600000), due_on=due),
            Share(name="白露", subscribed=Decimal(400000), due_on=due))  # fmt: skip
    return company_items(**{"shares": held} | values)


# ---- one change after another ----


def test_a_new_scope_is_registered_by_the_rules_with_a_new_licence(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    me = again(world.enterprise)
    with acting_as(CLOCKWORK):
        code = queries.scope_choices("日用百货", 1)[0].pk
        subject = Subject.objects.get(pk=row.subject_id)
    change = act(me, "change.change_scope", subject=subject.pk, scope=code, promise=True)
    assert change.state == "examination"
    change = act(CLOCKWORK, "change.examine", change.pk)
    assert (change.state, change.doubts) == ("approved", [])
    assert now(subject).scope_codes == (code,)
    with acting_as(CLOCKWORK):
        licences = list(PaperRecord.objects.filter(subject=subject, template="registry.licence").order_by("act_id"))
        assert [p.ended_at is None for p in licences] == [False, True]
        assert "换发" in licences[0].ended_why
        assert Disclosure.objects.filter(subject=subject, kind="change").count() == 1
        assert EntityVersion.objects.filter(subject=subject).count() == 2


def test_a_new_operator_confirms_and_the_business_goes_on_under_its_code(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    me = again(world.enterprise)
    given = {"representative": "吴可", "id_number": identity_number(9), "composition": "person", "promise": True}
    change = act(me, "change.change_operator", subject=row.subject_id, **given)
    assert change.state == "signing"
    identified(world.citizen, "吴可", identity_number(9))
    act(CLOCKWORK, "change.invite", change.pk)
    act(world.citizen, "change.confirm", change.pk)
    change = act(CLOCKWORK, "change.examine", change.pk)
    assert change.state == "approved"
    with acting_as(CLOCKWORK):
        subject = Subject.objects.get(pk=row.subject_id)
        heads = EntityPerson.objects.filter(subject=subject, role="representative")
        assert heads.get(until=None).name == "吴可"
        assert heads.exclude(until=None).get().name == "何小满"
        assert subject.code is not None
        assert now(subject).representative == "吴可"


def test_a_company_changes_its_name_only_with_resolution_and_articles(world: World) -> None:
    firm, me = own(world.enterprise, company())
    name = "周口市川汇区样峦商贸有限公司"
    found = refused(me, "change.change_name", subject=firm.pk, name=name, promise=True)
    assert "股东会决议" in found.fields["materials"]
    given = papers(me, "resolution", "amended_articles")
    change = act(me, "change.change_name", subject=firm.pk, name=name, materials=given, promise=True)
    change = act(CLOCKWORK, "change.examine", change.pk)
    assert change.state == "approved"
    with acting_as(CLOCKWORK):
        assert NameEntry.objects.get(name=firm.name).standing == "changed"
        assert NameEntry.objects.get(name=name).standing == "registered"
        assert Subject.objects.get(pk=firm.pk).name == name


def test_a_decision_older_than_thirty_days_is_told_and_registered(world: World) -> None:
    """条例第二十四条: 三十日; registered all the same."""
    firm, me = own(world.enterprise, company())
    old = (TODAY() - timedelta(days=31)).isoformat()
    change = act(me, "change.change_term", subject=firm.pk, decided_on=old, term_until="2056-01-01", promise=True)
    change = act(CLOCKWORK, "change.examine", change.pk)
    assert change.state == "approved"
    assert "第二十四条" in change.doubts[0]["article"]


def test_nothing_changed_and_a_lower_capital_are_refused_with_a_way_out(world: World) -> None:
    firm, me = own(world.enterprise, company())
    assert refused(me, "change.change_term", subject=firm.pk, promise=True).remedy
    lower = holders(("何小满", 71, "500000"), ("白露", 72, "400000"))
    found = refused(me, "change.change_capital", subject=firm.pk, capital="900000", shares=lower, promise=True)
    assert "第二百二十四条" in found.fields["capital"]
    away = refused(
        me, "change.change_domicile", subject=firm.pk, division="411624", premises="沈丘县某路八号", promise=True
    )
    assert "第二十七条" in away.fields["division"]


def test_a_stranger_changes_nothing(world: World) -> None:
    firm, _me = own(world.enterprise, company())
    assert "subject" in refused(world.citizen, "change.change_term", subject=firm.pk, promise=True).fields


def test_what_changed_meanwhile_is_not_overwritten(world: World) -> None:
    firm, me = own(world.enterprise, company())
    first = act(me, "change.change_term", subject=firm.pk, term_until="2050-01-01", promise=True)
    second = refused(me, "change.change_term", subject=firm.pk, term_until="2060-01-01", promise=True)
    assert first.number in second.fields["subject"]
    other = act(
        me, "change.change_domicile", subject=firm.pk, division="411602", premises="川汇区新址路一号",
        materials=papers(me, "resolution", "amended_articles"), promise=True,
    )  # fmt: skip
    for row in (first, other):
        act(CLOCKWORK, "change.examine", row.pk)
    assert (str(now(firm).term_until), now(firm).domicile.address) == ("2050-01-01", "川汇区新址路一号")


def test_capital_is_raised_and_the_schedule_checked(world: World) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    given = papers(me, "resolution", "amended_articles")
    more = holders(("何小满", 71, "900000"), ("白露", 72, "600000"))
    row = act(
        me, "change.change_capital", subject=firm.pk, capital="1500000", shares=more, materials=given, promise=True
    )
    assert row.state == "signing"
    for name in ("何小满", "白露"):
        row = act(world.officer, "change.record_confirmation", row.pk, name=name, how="face", reason="本人到场一致")
    row = act(CLOCKWORK, "change.examine", row.pk)
    assert row.state == "approved"
    assert now(firm).capital == Decimal(1500000)


# ---- reduction: creditors first ----


def reducing(me: Principal, firm: Subject, **values: Any) -> dict[str, Any]:
    decided = TODAY()
    return {
        "subject": firm.pk, "decided_on": decided.isoformat(), "notified_on": decided.isoformat(), "capital": "500000",
        "shares": holders(("何小满", 71, "300000"), ("白露", 72, "200000")), "promise": True,
        "materials": papers(me, "resolution", "amended_articles", "reduction_notice"),
    } | values  # fmt: skip


def announced(pk: int) -> None:
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding_id=pk, ended_at=None).update(due=timezone.now())
    run_clock()


def test_a_reduction_is_announced_for_forty_five_days_and_creditors_are_heard(world: World) -> None:
    """公司法第二百二十四条; 实施细则第三十六条."""
    firm, me = own(world.enterprise, company(), day=TODAY())
    row = act(me, "capital_reduction.reduce_capital", **reducing(me, firm))
    assert row.due is not None
    assert (row.due.date() - TODAY()).days >= 45
    act(world.officer, "capital_reduction.record_demand", row.pk, creditor="某银行", demand="请求提前清偿")
    with acting_as(world.officer), pytest.raises(Conflict):
        perform("registry.capital_reduction.approve", row.pk, {}, world.officer)
    announced(row.pk)
    with acting_as(world.officer), pytest.raises(Incomplete) as waiting:
        perform("registry.capital_reduction.approve", row.pk, {}, world.officer)
    assert "第三十六条" in waiting.value.article
    act(me, "capital_reduction.settle_demand", row.pk, creditor="某银行", answer="已提供担保")
    row = act(world.officer, "capital_reduction.approve", row.pk)
    assert row.state == "approved"
    assert now(firm).capital == Decimal(500000)


@pytest.mark.parametrize(("late", "fits"), [(10, True), (11, False)])
def test_creditors_are_notified_within_ten_days(world: World, late: int, fits: bool) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    decided = TODAY() - timedelta(days=20)
    dates = {"decided_on": decided.isoformat(), "notified_on": (decided + timedelta(days=late)).isoformat()}
    given = reducing(me, firm, **dates)
    if fits:
        assert act(me, "capital_reduction.reduce_capital", **given).state == "announcement"
    else:
        assert "notified_on" in refused(me, "capital_reduction.reduce_capital", **given).fields


def test_a_reduction_that_covers_losses_needs_no_notice_to_creditors(world: World) -> None:
    """公司法第二百二十五条."""
    firm, me = own(world.enterprise, company(), day=TODAY())
    row = act(me, "capital_reduction.reduce_capital", **reducing(me, firm, covers_losses=True, notified_on=None))
    announced(row.pk)
    assert act(world.officer, "capital_reduction.approve", row.pk).state == "approved"


# ---- merger, division ----


def test_a_merger_ends_one_company_and_raises_the_other(world: World) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    other = entity(company(name="周口样岱商贸有限公司", trade_name="样岱"))
    shares = holders(("何小满", 71, "1200000"), ("白露", 72, "800000"))
    given = {
        "subject": firm.pk,
        "decided_on": TODAY().isoformat(),
        "capital": "2000000",
        "shares": shares,
        "promise": True,
    }
    found = refused(me, "reorganisation.merge", **given | {"capital": "2000001"}, absorbed=[{"code": other.code}])
    assert "capital" in found.fields
    row = act(me, "reorganisation.merge", **given, absorbed=[{"code": other.code}])
    announced(row.pk)
    act(world.officer, "reorganisation.approve", row.pk)
    with acting_as(CLOCKWORK):
        other.refresh_from_db()
        assert other.status == "deregistered"
    assert now(firm).capital == Decimal(2000000)


def test_a_division_founds_a_new_company_out_of_the_old(world: World) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    new = {
        "name": "周口市川汇区样岫商贸有限公司",
        "capital": "400000",
        "premises": "川汇区新址路二号",
        "representative": "白露",
    }
    shares = holders(("何小满", 71, "360000"), ("白露", 72, "240000"))
    given = {
        "subject": firm.pk,
        "decided_on": TODAY().isoformat(),
        "capital": "600000",
        "shares": shares,
        "promise": True,
    }
    row = act(me, "reorganisation.divide", **given, founded=[new])
    announced(row.pk)
    act(world.officer, "reorganisation.approve", row.pk)
    with acting_as(CLOCKWORK):
        made = Subject.objects.get(name=new["name"])
        assert made.code is not None
        assert MarketEntity.objects.get(pk=made.pk).capital == Decimal(400000)
        assert Paper.objects.filter(proceeding_id=row.pk, template="registry.licence").count() == 2


# ---- relocation ----


def moving(world: World) -> tuple[Subject, Principal, Any]:
    firm, me = own(world.enterprise, company(), day=TODAY())
    given = {"subject": firm.pk, "division": "411624", "premises": "沈丘县颍河大道八号", "promise": True}
    return firm, me, act(me, "relocation.move", **given)


def test_a_move_hands_the_file_over_and_keeps_the_code(world: World) -> None:
    """条例第二十七条."""
    firm, _me, row = moving(world)
    with acting_as(world.stranger), pytest.raises(NotFound):
        perform("registry.relocation.take_in", row.pk, {}, world.stranger)
    act(world.officer, "relocation.hand_over", row.pk)
    with acting_as(world.officer), pytest.raises((NotAllowed, NotFound)):
        perform("registry.relocation.take_in", row.pk, {}, world.officer)
    act(world.stranger, "relocation.take_in", row.pk)
    row = act(CLOCKWORK, "relocation.enter_here", row.pk)
    assert row.state == "approved"
    with acting_as(CLOCKWORK):
        firm.refresh_from_db()
        entity_row = MarketEntity.objects.get(pk=firm.pk)
        assert (firm.division_code, firm.code) == ("411624", firm.code)
        assert entity_row.registered_by == "沈丘县市场监督管理局"
        assert Premises.objects.get(subject=firm, until=None).division_code == "411624"


def test_the_former_authority_keeps_a_file_only_on_a_legal_ground(world: World) -> None:
    _firm, _me, row = moving(world)
    with acting_as(world.officer), pytest.raises(Incomplete) as found:
        perform("registry.relocation.keep_file", row.pk, {"ground": "tax_income", "document": "无"}, world.officer)
    assert set(found.value.fields) == {"ground", "document"}
    row = act(world.officer, "relocation.keep_file", row.pk, ground="case", document="川案〔2026〕0158号")
    assert row.state == "kept"


def test_silence_hands_the_file_over(world: World) -> None:
    _firm, _me, row = moving(world)
    announced(row.pk)
    with acting_as(CLOCKWORK):
        found = Relocation.objects.get(pk=row.pk)
        assert (found.state, found.code, found.ground) == ("entry", "411624", "silent")


# ---- filing ----


def recorded(me: Principal, opener: str, **given: Any) -> Any:
    row = act(me, f"filing.{opener}", **given, promise=True)
    return act(CLOCKWORK, "filing.examine", row.pk)


def test_officers_articles_and_sites_are_recorded_at_once(world: World) -> None:
    """条例第二十九条."""
    firm, me = own(world.enterprise, company(), day=TODAY())
    posts = [{"role": "manager", "name": "吴可", "number": identity_number(9)}]
    assert recorded(me, "file_officers", subject=firm.pk, posts=posts).state == "recorded"
    assert (
        "materials"
        in refused(me, "filing.file_articles", subject=firm.pk, decided_on=TODAY().isoformat(), promise=True).fields
    )
    given = papers(me, "amended_articles")
    recorded(me, "file_articles", subject=firm.pk, decided_on=TODAY().isoformat(), materials=given)
    recorded(me, "file_sites", subject=firm.pk, sites=[{"address": "周口市川汇区八一大道三号"}])
    items = now(firm)
    assert [p.name for p in items.posts] == ["吴可"]
    assert items.articles_on == TODAY()
    assert [p.kind for p in items.places] == ["domicile", "site"]


def test_beneficial_owners_are_known_to_the_authority_and_never_public(world: World) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    owners = [{"name": "白露", "number": identity_number(72), "kind": "share", "share": "40"}]
    recorded(me, "file_owners", subject=firm.pk, owners=owners)
    with acting_as(world.officer):
        assert EntityPerson.objects.get(subject=firm, role="beneficial_owner").name == "白露"
    assert not [p for p in now(firm).posts if p.name == "白露"]
    with acting_as(CLOCKWORK):
        assert EntityVersion.objects.filter(subject=firm).count() == 1


def test_a_filing_that_is_late_is_recorded_and_told(world: World) -> None:
    firm, me = own(world.enterprise, company(), day=TODAY())
    old = (TODAY() - timedelta(days=60)).isoformat()
    row = recorded(me, "file_officers", subject=firm.pk, decided_on=old, posts=[
        {"role": "manager", "name": "吴可", "number": identity_number(9)}
    ])  # fmt: skip
    assert row.state == "recorded"
    assert "第二十九条" in row.doubts[0]["article"]


def test_payments_are_published_but_change_no_holder(world: World) -> None:
    """注册资本规定第四条: 二十个工作日."""
    firm, me = own(world.enterprise, company(), day=TODAY())
    paid = holders(("何小满", 71, "600000"), ("白露", 72, "400000"), paid="100000")
    assert recorded(me, "file_paid_in", subject=firm.pk, shares=paid).state == "recorded"
    assert now(firm).shares[0].paid == Decimal(100000)
    other = holders(("何小满", 71, "700000"), ("白露", 72, "300000"))
    assert "shares" in refused(me, "filing.file_paid_in", subject=firm.pk, shares=other, promise=True).fields
