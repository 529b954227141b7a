"""What devices hand over takes effect once, in any order, from any number of devices; nobody overwrites anybody unseen."""

import hashlib
import json
import random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import by_item, corrections, of_item, question, questions, results
from hengjian.apps.inspection.rules.field import merge
from hengjian.apps.inspection.tests.builders import ITEM, PICTURE, begun, drawn, entry, reload, shop
from hengjian.kernel.law import cite
from hengjian.kernel.models import Evidence
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, signed_in

pytestmark = pytest.mark.django_db
FIRST, SECOND = f"{ITEM}-q01", f"{ITEM}-q02"
KEYS = frozenset({"q1", "q2", "q3"})


def plain(
    id: str, question: str = "q1", verdict: str = "conform", note: str = "", base: int = 0, device: str = "a"
) -> Any:
    """An answer as the rule sees it."""
    shape = {"kind": "answer", "value": "", "at": "2026-11-22T09:00:00+08:00"}
    return {"id": id, "question": question, "verdict": verdict, "note": note, "base": base, "device": device} | shape


def taken(*entries: Any) -> Any:
    return merge({}, [], [], entries, {"by": "王静"}, KEYS)


def test_an_entry_handed_over_twice_is_taken_once() -> None:
    once = taken(plain("1"))
    twice = merge(once.answers, once.photos, once.taken, [plain("1")], {"by": "王静"}, KEYS)
    assert (twice.answers, twice.new, twice.known) == (once.answers, [], ["1"])


def test_a_colleague_who_answered_otherwise_is_not_overwritten() -> None:
    merged = taken(plain("1", device="a"), plain("2", verdict="fault", note="无", device="b"))
    assert merged.answers["q1"]["verdict"] == "conform"
    assert merged.conflicts["2"]["by"] == "王静"


def test_who_has_seen_the_other_answer_may_replace_it() -> None:
    merged = taken(plain("1", device="a"), plain("2", verdict="fault", note="无", device="b", base=1))
    assert (merged.answers["q1"]["verdict"], merged.answers["q1"]["revision"]) == ("fault", 2)


def test_the_same_answer_of_two_officers_is_no_conflict() -> None:
    assert taken(plain("1", device="a"), plain("2", device="b")).conflicts == {}


def test_a_question_of_another_check_is_not_taken() -> None:
    assert taken(plain("1", question="q9")).wrong == ["1"]


ENTRIES = st.lists(
    st.builds(
        plain,
        id=st.text("0123456789", min_size=1, max_size=3),
        question=st.sampled_from(sorted(KEYS)),
        verdict=st.sampled_from(["conform", "fault", "na"]),
        base=st.integers(0, 3),
        device=st.sampled_from("ab"),
    ),
    max_size=12,
    unique_by=lambda e: e["id"],
)


@given(entries=ENTRIES, cuts=st.lists(st.integers(0, 12), max_size=6), seed=st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_however_often_and_in_whatever_portions_it_is_sent_nothing_is_lost_and_nothing_twice(
    entries: list[Any], cuts: list[int], seed: int
) -> None:
    whole = taken(*entries)
    parts = merge({}, [], [], [], {"by": "王静"}, KEYS)
    marks = sorted({0, len(entries), *(c for c in cuts if c <= len(entries))})
    chance = random.Random(seed)
    for lo, hi in zip(marks, marks[1:], strict=False):
        again = entries[chance.randint(0, lo) : hi] if lo else entries[lo:hi]  # answers were lost: sent again
        resent = [e for e in again if e["id"] not in parts.conflicts]
        parts = merge(parts.answers, parts.photos, parts.taken, resent, {"by": "王静"}, KEYS)
    assert len(parts.taken) == len(set(parts.taken))
    answered = {e["question"] for e in entries}
    assert set(parts.answers) == set(whole.answers) == answered


# ---- over the wire ----


def send(client: Client, row: SiteCheck, *ops: dict[str, Any], device: str = "a") -> dict[str, Any]:
    body = json.dumps({"check": row.pk, "device": device, "ops": list(ops)})
    answer = client.post("/field/sync/", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_begin_answers_and_pictures_come_in_one_go_and_again_without_effect(world: World) -> None:
    row = drawn(world, shop(world))
    client = signed_in(world.officer)
    digest = hashlib.sha256(PICTURE).hexdigest()
    upload = {"sha256": digest, "file": SimpleUploadedFile("a.png", PICTURE, "image/png")}
    assert client.post("/field/photo/", upload).json() == {"sha256": digest}
    picture = entry(FIRST, n=1) | {"kind": "photo", "sha256": digest, "place": "33.6,114.6"}
    ops = [{"id": "b1", "kind": "begin"}, entry(FIRST), picture]
    first = send(client, row, *ops)
    assert {r["status"] for r in first["results"].values()} == {"done"}
    assert first["checks"][0]["state"] == "in_field"
    version = reload(row).version
    again = send(client, row, *ops)
    assert {r["status"] for r in again["results"].values()} == {"known"}
    assert reload(row).version == version
    with acting_as(CLOCKWORK):
        assert Evidence.objects.filter(proceeding_id=row.pk).count() == 1


def test_the_second_officer_is_shown_what_the_first_has_answered(world: World) -> None:
    row = begun(world, shop(world))
    send(signed_in(world.officer), row, entry(FIRST), device="a")
    other = entry(FIRST, "fault")
    told = send(signed_in(world.colleague), row, other, entry(SECOND), device="b")
    assert told["results"][other["id"]]["status"] == "conflict"
    assert told["results"][other["id"]]["theirs"]["by"] == "周明远"
    assert told["results"][entry(SECOND)["id"]]["status"] == "done"
    settled = other | {"id": "settled", "base": told["results"][other["id"]]["theirs"]["revision"]}
    assert send(signed_in(world.colleague), row, settled, device="b")["results"]["settled"]["status"] == "done"
    assert reload(row).answers[FIRST]["verdict"] == "fault"


def test_a_picture_damaged_on_its_way_is_refused(world: World) -> None:
    upload = {"sha256": "0" * 64, "file": SimpleUploadedFile("a.png", PICTURE, "image/png")}
    assert signed_in(world.officer).post("/field/photo/", upload).status_code == 409


def test_who_is_not_of_the_team_hands_over_nothing(world: World) -> None:
    row = begun(world, shop(world))
    told = send(signed_in(world.head), row, entry(FIRST))
    assert {r["status"] for r in told["results"].values()} == {"refused"}
    assert reload(row).answers == {}


def test_a_check_of_another_county_is_not_there(world: World) -> None:
    row = begun(world, shop(world))
    told = send(signed_in(world.stranger), row, entry(FIRST))
    assert {r["status"] for r in told["results"].values()} == {"refused"}
    assert told["checks"] == []


def test_what_cannot_be_read_is_refused_without_harm(world: World) -> None:
    client = signed_in(world.officer)
    for body in ("", "[]", "{}", '{"check": "x", "device": "a", "ops": []}', '{"check": 1, "device": "a", "ops": [1]}'):
        assert client.post("/field/sync/", body, content_type="application/json").status_code == 422


def test_the_day_shows_the_officer_its_own_checks_with_their_questions(world: World) -> None:
    row = drawn(world, shop(world))
    told = signed_in(world.officer).get("/field/day/").json()
    assert [c["id"] for c in told["checks"]] == [row.pk]
    asked = told["checks"][0]["items"][0]["questions"]
    assert [q["key"] for q in asked] == [q.key for q in of_item(ITEM)]
    assert all(q["basis"] for q in asked)
    assert signed_in(world.head).get("/field/day/").json()["checks"] == []


def test_the_worker_keeps_files_that_exist(world: World) -> None:
    answer = signed_in(world.officer).get("/field/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "/static/inspection/field.js" in answer.content.decode()


# ---- what the package carries ----


def test_every_question_rests_on_an_article_or_says_that_it_does_not() -> None:
    assert len(questions()) >= 40
    assert len(by_item()) >= 15
    for one in questions().values():
        assert one.basis
        assert one.check in ("verified", "high", "medium", "low")
        assert one.fault in ("yes", "no", "judge")


def test_an_item_without_a_list_of_its_own_is_judged_as_a_whole() -> None:
    [whole] = of_item("consumer-02")
    found = question(whole.key)
    assert found is not None
    assert found.item == "consumer-02"
    assert question("consumer-02-q07") is None


def test_the_national_codes_and_kinds_of_orders_are_there() -> None:
    assert [c for c in results() if c.isdigit()] == [str(n) for n in range(1, 17)]
    assert {"F1", "F2", "F3"} <= set(results())
    assert all(cite(one.cite) for one in corrections().values())
