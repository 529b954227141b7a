"""Competence, police thresholds, duties, spread, lots, training, addresses: the pure decisions around a case."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.enforcement.pages.choosers import _crimes
from hengjian.apps.enforcement.rules import addresses, challenges, damages, duties, lots, police, spread, training
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.apps.enforcement.rules.guides import guide
from hengjian.apps.enforcement.rules.powers import Delegated, competent, level_of, power_for, powers
from hengjian.apps.inspection.queries import lots as drawn
from hengjian.kernel.law import LawOn

DAY = date(2026, 11, 20)
OFFICE = "411602002"
LENT = Delegated("penalty-001", OFFICE, date(2026, 1, 1), date(2026, 12, 31), "川政〔2025〕8号")


@pytest.mark.parametrize(
    ("code", "level"), [("0", "nation"), ("41", "province"), ("4116", "city"), ("411602", "county"), (OFFICE, "office")]
)
def test_the_level_follows_from_the_code(code: str, level: str) -> None:
    assert level_of(code) == level


@pytest.mark.parametrize("level", ["province", "city", "county"])
def test_art_23_county_and_above_punish(level: str) -> None:
    found = competent("food-013", level, "411602", DAY)
    assert found.ok
    assert found.cite.article == 23


def test_art_24_a_township_punishes_only_for_what_was_delegated_to_it() -> None:
    assert not competent("food-013", "office", OFFICE, DAY).ok
    assert competent("food-013", "office", OFFICE, DAY, [LENT]).ok
    assert not competent("ads-003", "office", OFFICE, DAY, [LENT]).ok
    assert not competent("food-013", "office", "411602003", DAY, [LENT]).ok


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_delegation_holds_on_its_days_only(day: date) -> None:
    assert not competent("food-013", "office", OFFICE, day, [LENT]).ok


def test_every_cause_stands_under_one_matter_of_the_catalogue() -> None:
    assert power_for("food-055") is not None
    assert power_for("no-cause") is None
    assert not competent("no-cause", "county", "411602", DAY).ok
    assert [c for c in causes() if power_for(c) is None] == []
    assert len(powers()) == 166


def test_goods_of_fifty_thousand_yuan_sold_go_to_the_police() -> None:
    by_name = {s.threshold.id: s.verdict for s in police.suspicions("quality-002", {"sales": Decimal(50_000)})}
    assert by_name["fake_goods"] == "reached"
    below = {s.threshold.id: s.verdict for s in police.suspicions("quality-002", {"sales": Decimal(49_999)})}
    assert below["fake_goods"] == "below"


def test_pyramid_selling_needs_people_and_levels_together() -> None:
    assert police.suspicions("competition-011", {"people": Decimal(40)})[-1].verdict == "below"
    both = police.suspicions("competition-011", {"people": Decimal(30), "levels": Decimal(3)})
    assert any(s.threshold.id == "pyramid" and s.must for s in both)


def test_conduct_without_an_amount_is_for_a_person_to_judge() -> None:
    assert {s.verdict for s in police.suspicions("food-005", {})} == {"judge"}


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_larger_amount_is_never_further_from_the_police(less: int, more: int) -> None:
    less, more = sorted((less, more))
    order = {"below": 0, "judge": 1, "reached": 2}
    for kind in ("sales", "gain", "loss"):
        small = {s.threshold.id: order[s.verdict] for s in police.suspicions("quality-002", {kind: Decimal(less)})}
        large = {s.threshold.id: order[s.verdict] for s in police.suspicions("quality-002", {kind: Decimal(more)})}
        assert all(large[key] >= small[key] for key in small)


def done(verb: str, hour: int) -> duties.DoneAct:
    return duties.DoneAct(verb, datetime(2026, 5, 6, hour, tzinfo=UTC), "officer:1")


KNOWN = ("give_notice", "hear_statement", "decide", "review_case", "serve_decision")


def test_duties_done_in_order_free_from_responsibility() -> None:
    rows = duties.checklist(
        [
            done(verb, 8 + n)
            for n, verb in enumerate(("review_case", "give_notice", "hear_statement", "decide", "serve_decision"))
        ],
        KNOWN,
    )
    assert duties.verdict(rows) == "exempt"
    assert len(rows) == 5


def test_art_44_a_notice_after_the_decision_is_too_late() -> None:
    rows = duties.checklist([done("decide", 9), done("give_notice", 10)], KNOWN)
    late = {c.duty.id: c.late for c in rows}
    assert late["notified"]
    assert duties.verdict(rows) == "answer"


def test_who_was_absent_from_the_hearing_is_told_the_law_of_that_hearing() -> None:
    told = [
        str(challenges.attendance(False, "staff", "周明远", "", basis).grounds[0].article)
        for basis in (challenges.COURT, challenges.REVIEW)
    ]
    assert "行政诉讼法" in told[0]
    assert "行政复议法" in told[1]


def test_art_44_who_is_not_punished_need_not_be_told_before() -> None:
    """A case that goes to the police is served on nobody either."""
    known = (*KNOWN, "conclude")
    rows = {r: {c.duty.id for c in duties.checklist([], known, r)} for r in ("penalty", "no_penalty", "transfer")}
    assert rows["penalty"] - rows["no_penalty"] == {"notified", "heard"}
    assert rows["no_penalty"] - rows["transfer"] == {"served"}


def test_the_threshold_stands_beside_each_crime_and_those_of_the_cause_come_first() -> None:
    words = {t.id: t.words for t in police.thresholds()}
    assert "50,000" in words["fake_goods"]
    assert "超出标准限量" in words["unsafe_food"]
    offered = [key for key, _label in _crimes({"cause": "ads-001"}, None, None)]
    assert offered[0] == "false_ads"
    assert len(offered) == len(words), "another crime than the expected one can be chosen"


def test_a_duty_the_procedure_does_not_know_is_not_asked() -> None:
    assert [c.duty.id for c in duties.checklist([], ["decide"])] == ["decided"]


def case(n: int, office: str, fine: int) -> spread.DecidedCase:
    return spread.DecidedCase(n, f"{n}号", "ads-003", "", "light", Decimal(fine), None, ("first",), office, office, DAY)


def test_two_offices_that_punish_alike_have_no_spread() -> None:
    rows = [(case(n, "ab"[n % 2], 440_000), 0.3) for n in range(12)]
    found = spread.spread("ads-003", rows, 5)
    assert found is not None
    assert (found.between, found.share) == (0, 0)


def test_two_offices_at_both_ends_are_the_whole_spread() -> None:
    rows = [(case(n, "a" if n < 6 else "b", 0), 0.0 if n < 6 else 1.0) for n in range(12)]
    found = spread.spread("ads-003", rows, 5)
    assert found is not None
    assert (found.between, found.share, found.middle) == (0.5, 1.0, 0.5)


def test_an_office_with_few_cases_is_shown_but_not_compared() -> None:
    rows = [(case(n, "a" if n < 6 else "b", 0), 0.0 if n < 6 else 1.0) for n in range(7)]
    found = spread.spread("ads-003", rows, 5)
    assert found is not None
    assert [(o.office, o.compared) for o in found.offices] == [("a", True), ("b", False)]
    assert found.between == 0


def test_the_case_with_the_same_facts_comes_first() -> None:
    other = spread.DecidedCase(9, "9号", "ads-003", "", "heavy", Decimal(1), None, ("repeated",), "a", "a", DAY)
    assert [c.id for c, _l in spread.alike([other, case(1, "a", 1)], "", ["first"])] == [1, 9]


@given(st.lists(st.integers(1, 10**6).map(str), min_size=1, max_size=40, unique=True), st.integers(1, 10))
def test_a_lot_is_the_same_for_everybody_who_knows_root_and_roster(roster: list[str], count: int) -> None:
    name = lots.frozen("x", roster)
    assert name == lots.frozen("x", list(reversed(roster)))
    seed = lots.seed("ab" * 32, name)
    first = drawn(seed, roster, count)
    assert first == drawn(seed, list(reversed(roster)), count)
    assert len(first) == min(count, len(roster)) == len(set(first))
    assert set(first) <= set(roster)


def test_another_root_draws_others() -> None:
    roster = [str(n) for n in range(200)]
    name = lots.frozen("x", roster)
    assert drawn(lots.seed("ab" * 32, name), roster, 5) != drawn(lots.seed("cd" * 32, name), roster, 5)


def test_sixty_hours_for_everybody_and_ten_days_for_the_grass_roots() -> None:
    law = LawOn(DAY)
    assert training.owed(60, 0, False, law).met
    assert not training.owed(60, 9, True, law).met
    assert training.owed(40, 4, True, law).missing == (20, 6)


def test_an_examination_is_marked_by_the_share_of_right_answers() -> None:
    assert training.mark({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "2"}) == 67
    assert training.pick("7:0", ["a", "b", "c", "d"], 2) == training.pick("7:0", ["d", "c", "b", "a"], 2)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "http://",
        "file:///etc/passwd",
        "http://a:b@example.org/",
        "http://example.org:22/",
        "http://[::1",
        "x" * 600,
    ],
)
def test_what_is_no_address_of_a_page_is_not_captured(url: str) -> None:
    assert addresses.form(url).barred


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "100.64.0.1",
        "224.0.0.1",
    ],
)
def test_an_address_inside_a_network_is_not_reached(number: str) -> None:
    assert addresses.reachable([number]).barred
    assert addresses.reachable(["93.184.216.34", number]).barred, "one that is not public bars them all"


def test_a_public_address_is_reached() -> None:
    assert not addresses.reachable(["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]).barred
    assert addresses.reachable([]).barred


def test_sixty_days_to_ask_and_not_one_more() -> None:
    limit = LawOn(DAY).limit("reconsideration.ask")
    last = date(2026, 8, 10)
    assert not challenges.in_time(last - timedelta(days=60), last, last, limit).barred
    assert challenges.in_time(last - timedelta(days=60), last + timedelta(days=1), last, limit).barred


def test_litigation_law_art_3_staff_alone_need_a_reason() -> None:
    assert not challenges.attendance(True, "head", "陈立新 局长", "").barred
    assert challenges.attendance(False, "staff", "李青", "").barred
    assert not challenges.attendance(False, "staff", "李青", "局长参加防汛会议").barred
    assert challenges.attendance(False, "nobody", "", "").barred


def test_a_lost_case_is_not_closed_before_it_is_said_what_is_learned() -> None:
    assert challenges.lesson(True, " ").barred
    assert not challenges.lesson(True, "送达程序应当完善").barred


def test_a_guide_begins_with_what_is_special_to_the_cause() -> None:
    assert guide("food-013").elements[0].id == "expiry"
    assert {e.id for e in guide("food-013").elements} >= {"food", "subject", "harm"}
    assert guide("ip-006").papers


@pytest.mark.parametrize(
    ("ground", "price", "loss", "most", "article"),
    [
        ("fraud", "200", "0", "600", "第五十五条"),
        ("fraud", "99", "5000", "500", "第五十五条"),
        ("food", "35", "0", "1000", "第一百四十八条"),
        ("food", "300", "2000", "6000", "第一百四十八条"),
        ("drug", "480", "0", "4800", "第一百四十四条"),
        ("known_defect", "480", "8000", "16000", "第五十五条第二款"),
    ],
)
def test_punitive_damages(ground: str, price: str, loss: str, most: str, article: str) -> None:
    found = damages.entitled(ground, Decimal(price), Decimal(loss), LawOn(date(2026, 3, 9)))
    assert found is not None
    assert found.amount == Decimal(most)
    assert article in found.article.official


@pytest.mark.parametrize(
    ("ground", "price", "loss"), [("fraud", None, "5000"), ("known_defect", "480", None), ("food", None, None)]
)
def test_what_a_ground_is_not_reckoned_from_gives_nothing(ground: str, price: str | None, loss: str | None) -> None:
    law = LawOn(date(2026, 3, 9))
    assert damages.entitled(ground, price and Decimal(price), loss and Decimal(loss), law) is None  # type: ignore[arg-type]


def test_damages_are_kept_to_the_cent() -> None:
    found = damages.entitled("fraud", Decimal("333.335"), None, LawOn(date(2026, 3, 9)))
    assert found is not None
    assert found.amount == Decimal("1000.01")
