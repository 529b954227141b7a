"""The store of names: what stands in it is found, what has left it is not; reservation and dispute by acts."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from hengjian.apps.registry.actions import name_loading as loading
from hengjian.apps.registry.actions.naming import anniversary, enter_name, leave_name
from hengjian.apps.registry.models import MarketEntity, NameEntry
from hengjian.apps.registry.naming.comparing import Kind, Standing, kind_of
from hengjian.apps.registry.naming.parsing import parse
from hengjian.apps.registry.procedures.naming import NameDispute, NameReservation
from hengjian.apps.registry.queries.naming import check_name, scope_of
from hengjian.apps.registry.tests.builders import NAME, examined, filed, leaving
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, NOBODY, Principal, acting_as
from hengjian.kernel.refusal import Incomplete, NotAllowed
from hengjian.kernel.testing import World, again, make_subject, make_world

pytestmark = pytest.mark.django_db
CODE = "411602"
WISH = "周口市川汇区样禾餐饮店"


def kinds(name: str, code: str = CODE) -> set[tuple[str, Kind]]:
    with acting_as(NOBODY):
        return {(h.name, h.kind) for h in check_name(name, code).hits}


def enter(*names: str, code: str = CODE, **more: Any) -> None:
    with acting_as(CLOCKWORK):
        for name in names:
            enter_name(name, code, **more)


# ---- looking up ----


@pytest.mark.parametrize(
    ("stored", "kind"),
    [
        (WISH, Kind.IDENTICAL),
        ("样禾（周口市川汇区）餐饮店", Kind.ORDER),
        ("周口市川汇区样禾餐饮部", Kind.PARTS),
        ("周口市川汇区样禾店", Kind.NO_INDUSTRY),
        ("周口市川汇区样禾饭庄", Kind.SYNONYM),
        ("周口市川汇区样禾实业有限公司", Kind.WEAK),
        ("周口市川汇区样和餐饮店", Kind.SOUND),
        ("周口市川汇区洋禾餐饮店", Kind.SOUND),
        ("周口市川汇区样禾香餐饮店", Kind.CONTAINED),
        ("周口市川汇区样禾快餐店", Kind.NEAR),
        ("周口市川汇区样禾五金店", Kind.OTHER_INDUSTRY),
    ],
)
def test_a_stored_name_is_found_for_its_reason(world: World, stored: str, kind: Kind) -> None:
    enter(stored)
    assert kinds(WISH) == {(stored, kind)}


def test_a_similar_glyph_is_found(world: World) -> None:
    enter("周口市川汇区未来餐饮店")
    assert kinds("周口市川汇区末来餐饮店") == {("周口市川汇区未来餐饮店", Kind.GLYPH)}


def test_names_are_compared_within_the_authority_or_the_place_they_name(world: World) -> None:
    enter("沈丘县样禾餐饮店", code="411624")
    assert kinds(WISH) == set()
    assert kinds("周口市样禾餐饮店") == {("沈丘县样禾餐饮店", Kind.PARTS)}
    assert scope_of(parse("样禾餐饮有限公司"), CODE) == "0"
    assert scope_of(parse("沈丘县样禾餐饮店", CODE), CODE) == CODE


def test_looking_up_takes_the_same_number_of_statements_however_many_names_there_are(
    world: World, django_assert_num_queries: Any
) -> None:
    enter(*(f"周口市川汇区样禾{i}" for i in ("餐饮店", "餐饮部", "饭庄", "五金店", "香餐饮店")))
    with acting_as(NOBODY), django_assert_num_queries(3):
        check_name(WISH, CODE)


# ---- entering and leaving ----


def test_a_name_given_up_blocks_for_a_year_and_then_no_longer(world: World) -> None:
    subject = make_subject(WISH)
    enter(WISH, subject=subject)
    today = timezone.localdate()
    with acting_as(CLOCKWORK):
        assert leave_name(subject, Standing.DEREGISTERED, today, LawOn(today)) == 1
        until = NameEntry.objects.get(subject=subject).blocked_until
    assert until == anniversary(today, 1)
    assert kinds(WISH) == {(WISH, Kind.IDENTICAL)}
    with acting_as(CLOCKWORK):
        NameEntry.objects.filter(subject=subject).update(blocked_until=today)
    assert kinds(WISH) == set()


def test_a_year_after_a_leap_day_ends_with_february() -> None:
    assert anniversary(date(2028, 2, 29), 1) == date(2029, 2, 28)


def test_registering_enters_the_name_and_deregistering_blocks_it(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    with acting_as(CLOCKWORK):
        entry = NameEntry.objects.get(subject_id=row.subject_id)
    assert (entry.name, entry.standing, entry.trade_name) == (NAME, "registered", "样禾")
    left = leaving(again(world.enterprise), row.subject_id).proceeding
    with acting_as(CLOCKWORK):
        perform("registry.deregistration.complete", left.pk, {}, CLOCKWORK)
        entry.refresh_from_db()
    assert entry.standing == "deregistered"
    assert entry.blocked_until is not None
    with acting_as(world.citizen), pytest.raises(Incomplete) as refused:
        declared(world.citizen)
    assert "第十七条" in refused.value.article


# ---- reservation ----


def declared(who: Principal, name: str = WISH, **values: Any) -> Done:
    given = {"name": name, "division": CODE, "kind": "individual_business", "promise": True} | values
    with acting_as(who):
        return perform("registry.name_reservation.declare", None, given, who)


def test_a_reserved_name_blocks_others_until_it_is_released_by_the_clock(world: World) -> None:
    row = declared(world.enterprise).proceeding
    assert (row.state, row.due_limit) == ("reserved", "registry.name_retention")
    with pytest.raises(Incomplete) as refused:
        declared(world.citizen, "周口市川汇区样禾饭庄")
    assert "第（一）项" in refused.value.article
    with acting_as(CLOCKWORK):
        perform("registry.name_reservation.release", row.pk, {}, CLOCKWORK)
    assert kinds(WISH) == set()
    assert declared(world.citizen).proceeding.state == "reserved"


def test_a_name_whose_business_needs_approval_is_kept_for_a_year(world: World) -> None:
    row = declared(world.enterprise, needs_approval=True).proceeding
    assert (row.state, row.due_limit) == ("reserved_for_approval", "registry.name_retention_preapproval")


def test_without_the_promise_no_name_is_reserved(world: World) -> None:
    with pytest.raises(Incomplete) as refused:
        declared(world.enterprise, promise=False)
    assert "promise" in refused.value.fields
    assert "第十六条" in refused.value.article


def test_the_applicant_gives_a_name_up_and_a_stranger_cannot(world: World) -> None:
    row = declared(world.enterprise).proceeding
    with acting_as(world.citizen), pytest.raises(Exception, match=r"\w"):
        perform("registry.name_reservation.give_up", row.pk, {}, world.citizen)
    assert kinds(WISH)
    with acting_as(world.enterprise):
        perform("registry.name_reservation.give_up", row.pk, {}, world.enterprise)
    assert kinds(WISH) == set()


def test_the_holder_registers_under_the_reserved_name_and_uses_it_up(world: World) -> None:
    kept = declared(world.enterprise).proceeding
    with pytest.raises(Incomplete):
        filed(world.citizen)
    row = examined(filed(world.enterprise)).proceeding
    assert row.state == "approved"
    with acting_as(CLOCKWORK):
        perform("registry.name_reservation.use", kept.pk, {}, CLOCKWORK)
        assert NameReservation.objects.get(pk=kept.pk).state == "used"
        entry = NameEntry.objects.get(name=WISH)
    assert (entry.standing, entry.subject_id, entry.reservation) == ("registered", row.subject_id, kept.pk)


# ---- disputes ----


def disputed(world: World) -> tuple[NameDispute, Subject, Subject]:
    older = make_subject("周口市样禾餐饮有限公司", member=world.enterprise, code=CODE)
    younger = make_subject(WISH, member=world.citizen, code=CODE)
    with acting_as(CLOCKWORK):
        Subject.objects.filter(pk=younger.pk).update(code="92411602MAH00001XX")
    enter(WISH, subject=younger)
    who = again(world.enterprise)
    given = {"claimant": older.pk, "respondent": younger.pk, "grounds": "字号相同，行业相同，顾客屡次混淆。"}
    with acting_as(who):
        row: Any = perform("registry.name_dispute.claim", None, given, who).proceeding
    return row, older, younger


def act(who: Principal, verb: str, pk: int, **given: Any) -> Any:
    with acting_as(who):
        return perform(f"registry.name_dispute.{verb}", pk, given, who).proceeding


def test_a_name_ruled_out_gives_way_to_the_credit_code_and_is_noted_when_not_changed(world: World) -> None:
    row, _older, younger = disputed(world)
    assert act(world.officer, "accept_dispute", row.pk).due_limit == "registry.name_dispute_ruling"
    assert act(again(world.citizen), "reply", row.pk, text="本店使用在先。").state == "hearing"
    ruled = act(world.colleague, "rule_change", row.pk, text="字号相同，应当变更。")
    assert (ruled.state, ruled.due_limit) == ("must_change", "registry.name_forced_change")
    with acting_as(CLOCKWORK):
        younger.refresh_from_db()
        assert younger.name == younger.code
        assert NameEntry.objects.get(subject=younger).standing == "changed"
    act(CLOCKWORK, "note_abnormal", row.pk)
    with acting_as(CLOCKWORK):
        younger.refresh_from_db()
    assert younger.facts["abnormal_operations"]["why"] == "name_not_changed"


def test_a_new_name_is_checked_like_any_other_and_ends_the_matter(world: World) -> None:
    row, _older, younger = disputed(world)
    act(world.officer, "accept_dispute", row.pk)
    act(world.colleague, "rule_change", row.pk, text="字号相同，应当变更。")
    with pytest.raises(Incomplete):
        act(world.officer, "register_new_name", row.pk, name="周口市川汇区样禾饭庄")
    done = act(world.officer, "register_new_name", row.pk, name="周口市川汇区穗丰餐饮店")
    assert (done.state, done.on_time) == ("changed", True)
    assert kinds("周口市川汇区穗丰餐饮店") == {("周口市川汇区穗丰餐饮店", Kind.IDENTICAL)}


def test_the_other_side_answers_and_only_the_asking_one_withdraws(world: World) -> None:
    row, _older, _younger = disputed(world)
    act(world.officer, "accept_dispute", row.pk)
    with pytest.raises(NotAllowed):
        act(again(world.enterprise), "reply", row.pk, text="请支持我方。")
    with pytest.raises(NotAllowed):
        act(again(world.citizen), "withdraw_claim", row.pk)
    assert act(again(world.enterprise), "withdraw_claim", row.pk).state == "withdrawn"


def test_nobody_disputes_a_name_twice_or_his_own(world: World) -> None:
    row, older, younger = disputed(world)
    who = again(world.enterprise)
    for claimant, respondent in ((older, younger), (older, older)):
        given = {"claimant": claimant.pk, "respondent": respondent.pk, "grounds": "字号相同，行业相同，顾客混淆。"}
        with acting_as(who), pytest.raises(Incomplete) as refused:
            perform("registry.name_dispute.claim", None, given, who)
        assert "第二十一条" in refused.value.article
    assert row.state == "application"


# ---- from the command line and over the API ----


def run(*words: str, capsys: Any) -> Any:
    call_command("names", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_a_file_is_imported_once_and_faulty_lines_are_told(
    fresh_database: Any, tmp_path: Path, settings: Any, capsys: Any
) -> None:
    settings.HENGJIAN_HOME = str(tmp_path)
    file = tmp_path / "names.csv"
    file.write_text(
        "code,name\n1,周口市云杉餐饮有限公司\n2,\n3,周口市听澜商贸有限公司\n4,周口市云杉餐饮有限公司\n",
        encoding="utf-8",
    )
    first = run("import", str(file), "--region", "4116", capsys=capsys)
    assert {k: first[k] for k in ("lines", "entered", "known", "faulty")} == {
        "lines": 5, "entered": 2, "known": 1, "faulty": 1,
    }  # fmt: skip
    assert first["faults"] == ["line 3: empty"]
    file.write_text(file.read_text(encoding="utf-8") + "5,周口市谷雨物流有限公司\n", encoding="utf-8")
    again_ = run("import", str(file), "--region", "4116", capsys=capsys)
    assert (again_["entered"], NameEntry.objects.count()) == (1, 3)
    checked = run("check", "周口市云山餐饮有限公司", "--region", "4116", capsys=capsys)
    assert [(h["name"], h["kind"]) for h in checked["hits"]] == [("周口市云杉餐饮有限公司", "sound")]


def test_an_import_goes_on_where_it_was_interrupted(
    fresh_database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)
    file, state = tmp_path / "names.txt", tmp_path / "state.json"
    file.write_text(
        "\n".join(f"周口市{t}商贸有限公司" for t in ("云杉", "听澜", "谷雨", "望北", "远帆")), encoding="utf-8"
    )

    def stop(text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        loading.import_file(file, "4116", state, stop)
    assert NameEntry.objects.count() == 2
    done = loading.import_file(file, "4116", state, lambda text: None)
    assert (done.line, done.entered, NameEntry.objects.count()) == (5, 5, 5)


@pytest.mark.django_db(transaction=True)
def test_the_register_can_be_entered_in_bulk(fresh_database: Any) -> None:
    make_world()
    subject = make_subject(WISH)
    with acting_as(CLOCKWORK):
        MarketEntity.objects.create(
            subject=subject, trade_name="样禾", trade_pinyin="yanghe", representative="某", premises="某", scope="某"
        )
    assert (loading.rebuild(lambda text: None), loading.rebuild(lambda text: None)) == (1, 0)
    assert kinds(WISH) == {(WISH, Kind.IDENTICAL)}


def test_the_api_says_what_the_page_says(world: World, client: Any) -> None:
    enter("周口市川汇区样和餐饮店")
    told = client.get(
        "/api/v1/registry/names/check", {"name": WISH, "division": CODE, "kind": "individual_business"}
    ).json()
    assert (told["verdict"], told["trade_name"], told["group"]) == ("doubtful", "样禾", "restaurant")
    assert [(h["name"], h["effect"]) for h in told["hits"]] == [("周口市川汇区样和餐饮店", "warn")]
    assert [r["state"] for r in told["rules"]] == ["ok"] * 13 + ["warn"]
    assert told["suggestions"]


def test_the_page_shows_parts_rules_hits_and_free_variants(world: World, client: Any) -> None:
    enter("周口市川汇区样禾餐饮店")
    url = "/names/?division=411602&trade=样禾&industry=餐饮&form=店&tried=穗丰:free"
    page = client.get(url).content.decode()
    assert page.count("<tr>") >= 12
    for text in ("样禾", "周口市川汇区样禾餐饮店", "穗丰", 'name="tried" value="样禾:barred,穗丰:free"'):
        assert text in page


# ---- any order of entering and leaving ----

TRADES = ["样禾", "样和", "样禾香", "未来", "末来", "穗丰"]
ENDS = ["餐饮店", "饭庄", "五金店", "店"]
NAMES = [f"周口市川汇区{t}{e}" for t in TRADES for e in ENDS]


class Store(RuleBasedStateMachine):
    """Names enter and leave in any order; the store always says what a plain comparison of all of them says."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: dict[int, str] = {}  # what is in the way, by subject
        self.borne: list[int] = []  # who still bears a name
        with acting_as(CLOCKWORK):
            NameEntry.objects.update(keys=[])  # what the example before has left

    @rule(name=st.sampled_from(NAMES))
    def enters(self, name: str) -> None:
        subject = make_subject(name)
        enter(name, subject=subject)
        self.standing[subject.pk] = name
        self.borne.append(subject.pk)

    @precondition(lambda self: self.borne)
    @rule(which=st.integers(0, 7), past=st.booleans())
    def leaves(self, which: int, past: bool) -> None:
        pk = self.borne.pop(which % len(self.borne))
        on = timezone.localdate() - timedelta(days=400 if past else 30)
        with acting_as(CLOCKWORK):
            leave_name(Subject.objects.get(pk=pk), Standing.DEREGISTERED, on, LawOn(on))
        if past:
            del self.standing[pk]

    @invariant()
    def the_store_agrees(self) -> None:
        for name in NAMES[:6]:
            with acting_as(NOBODY):
                found = {h.other.subject_id for h in check_name(name, CODE).hits}
            asked = parse(name, CODE)
            assert found == {pk for pk, other in self.standing.items() if kind_of(asked, parse(other, CODE))}


def test_entering_and_leaving_in_any_order_keeps_the_store_right(world: World) -> None:
    run_state_machine_as_test(
        Store,
        settings=settings(
            max_examples=8, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
