"""Pure decisions of campaigns, self-checks and commissions: what holds for every list, sample, answer and table."""

import hashlib
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.inspection.queries import lots
from hengjian.apps.planning.rules import campaigns, commissions, responsibility
from hengjian.apps.planning.rules.campaigns import Counts, Told
from hengjian.apps.planning.rules.responsibility import Answered
from hengjian.kernel.law import LawOn

LAW = LawOn(date(2026, 3, 2))
TODAY = date(2026, 3, 2)
told = st.builds(Told, st.booleans(), st.booleans(), st.booleans(), st.booleans())
said = st.sampled_from(["", *campaigns.BY_HAND])
cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
rows = st.lists(st.tuples(cells, cells, cells), max_size=20)


@given(said, st.none() | told)
def test_what_is_mended_or_cased_was_found_and_what_is_found_was_checked(hand: str, system: Told | None) -> None:
    found = campaigns.outcome(hand, system)
    assert found.found or not (found.mended or found.cased)
    assert found.checked or not found.found
    assert (found.words == "open") == (not found.checked)


def test_a_check_without_a_result_counts_nothing() -> None:
    assert not campaigns.outcome("", Told(ended=False, problem=True)).checked


@given(st.lists(st.tuples(said, st.none() | told), max_size=30))
def test_counts_shrink_from_column_to_column_and_parts_add_up(given_: list[tuple[str, Told | None]]) -> None:
    outcomes = [campaigns.outcome(*one) for one in given_]
    whole = campaigns.counts(outcomes)
    assert whole.listed >= whole.checked >= whole.found >= max(whole.mended, whole.cased)
    parts = [campaigns.counts(outcomes[n::3]) for n in range(3)]
    assert sum(parts, Counts()) == whole
    assert campaigns.report_rows([("甲", one) for one in parts])[-1] == ["合计", *map(str, whole.facts.values())]


@given(rows, rows)
def test_two_lists_have_one_hash_only_if_their_files_are_equal(
    one: list[tuple[str, str, str]], other: list[tuple[str, str, str]]
) -> None:
    lines, others = campaigns.list_lines(one), campaigns.list_lines(other)
    assert campaigns.list_hash("甲", lines) == hashlib.sha256(campaigns.list_file("甲", lines).encode()).hexdigest()
    assert (campaigns.list_hash("甲", lines) == campaigns.list_hash("甲", others)) == (lines == others)
    assert campaigns.list_hash("甲", lines) != campaigns.list_hash("乙", lines)


@given(st.integers(0, 5000), st.integers(1, 100))
def test_a_sample_is_no_larger_than_those_found_and_no_smaller_than_its_share(found: int, share: int) -> None:
    size = campaigns.sample_size(found, share)
    assert size <= found
    assert 100 * size >= found * share
    assert 100 * (size - 1) < max(found * share, 1)


def test_a_look_back_drawn_again_from_the_frozen_list_is_the_same() -> None:
    members = [str(n) for n in range(40)]
    seed = campaigns.seed_of("ab" * 32, "周川专项〔2026〕0001号")
    assert lots(seed, members, 12) == lots(seed, list(reversed(members)), 12)
    assert set(lots(seed, members, 12)) != set(
        lots(campaigns.seed_of("cd" * 32, "周川专项〔2026〕0001号"), members, 12)
    )


def test_work_falls_to_the_office_of_a_county_and_to_the_county_of_a_city() -> None:
    known = frozenset({"4116", "411602", "411602002", "411624"})
    assert campaigns.answers_for("411602002", "411602", known) == "411602002"
    assert campaigns.answers_for("411602009", "411602", known) == "411602", "no such office: its county"
    assert campaigns.answers_for("411602002", "4116", known) == "411602"
    assert campaigns.answers_for("411625001", "4116", known) == "4116"


def test_thirty_per_cent_is_the_least_of_a_look_back() -> None:
    assert campaigns.look_back(10, 30, LAW).clear
    assert campaigns.look_back(10, 29, LAW).barred
    assert campaigns.look_back(0, 100, LAW).barred


KEYS = [f"catering-{n:02d}" for n in range(1, 6)]
LINES = [{"key": key, "text": key} for key in KEYS]
whole = st.lists(st.sampled_from(responsibility.VERDICTS), min_size=5, max_size=5)


def answer(key: str, verdict: str, **more: object) -> Answered:
    unmet = {"hazard": "缺记录", "measure": "补记录", "post": "店长", "by": TODAY + timedelta(days=9)}
    return Answered(key, verdict, **({**unmet, **more} if verdict == "unmet" else {}))  # type: ignore[arg-type]


@given(whole)
def test_whole_answers_are_taken_and_counted_and_a_missing_line_is_not(verdicts: list[str]) -> None:
    given_ = [answer(key, verdict) for key, verdict in zip(KEYS, verdicts, strict=True)]
    assert responsibility.answers(LINES, given_, TODAY, LAW).clear
    assert responsibility.answers(LINES, given_[1:], TODAY, LAW).barred
    found = responsibility.gaps({one.key: {"verdict": one.verdict} for one in given_})
    assert found.met + found.unmet + found.skipped == len(KEYS)
    assert len(found.keys) == found.unmet
    assert found.share is None or 0 <= found.share <= 100


@given(st.integers(-40, 80))
def test_a_measure_is_taken_within_thirty_days(days: int) -> None:
    given_ = [answer(KEYS[0], "unmet", by=TODAY + timedelta(days=days)), *(answer(key, "met") for key in KEYS[1:])]
    assert responsibility.answers(LINES, given_, TODAY, LAW).clear == (0 <= days <= 30)


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["店长", "厨师长", ""])))
def test_each_line_stands_under_one_post_and_gaps_are_those_without(posts: dict[str, str]) -> None:
    made = responsibility.duties(LINES, {key: (post, "每日") for key, post in posts.items()})
    assert sum(len(lines) for lines in responsibility.by_post(made).values()) == len(LINES)
    assert set(responsibility.uncovered(made)) == {key for key in KEYS if not posts.get(key)}


def test_an_authority_adds_lines_and_takes_none_away() -> None:
    both = responsibility.with_own(
        LINES, [{"text": "自定", "article": "本局规定", "post": "", "often": ""}], "catering"
    )
    assert [line["key"] for line in both] == [*KEYS, "catering-x01"]


@given(st.integers(2, 30), st.data())
def test_half_of_the_members_is_a_meeting(members: int, data: st.DataObject) -> None:
    names = [f"成员{n}" for n in range(members)]
    here = data.draw(st.sets(st.sampled_from(names)))
    found = commissions.attendance(names, sorted(here), "其余请假", LAW)
    assert found.barred == (2 * len(here) < members)


def test_a_talk_follows_a_missed_day_or_two_reminders() -> None:
    assert commissions.talk_due(missed=False, reminders=1, law=LAW).barred
    assert commissions.talk_due(missed=False, reminders=2, law=LAW).clear
    assert commissions.talk_due(missed=True, reminders=0, law=LAW).clear
