"""At the same moment: one key, two officers, two clocks, many numbers. Real commits in a database of the test's own."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from hengjian.apps.registry.procedures import Deregistration, Establishment
from hengjian.apps.registry.tests.builders import filed, filing
from hengjian.kernel.ledger.audit import verify_all
from hengjian.kernel.ledger.sequencer import seal_all
from hengjian.kernel.models import Act, Clock, Proceeding
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, Refusal
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, make_subject, make_world

pytestmark = pytest.mark.usefixtures("fresh_database")
TRADES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃列张寒来暑往秋收冬藏"


@pytest.fixture
def world(fresh_database: str) -> World:
    return make_world()


def together(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all at once, each on a connection of its own; a refusal is a result too."""
    start = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        start.wait(20)
        try:
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def as_(who: Principal, name: str, pk: int | None, given: dict[str, Any], **options: Any) -> Callable[[], Any]:
    def work() -> Any:
        with acting_as(who):
            return perform(name, pk, given, who, **options)

    return work


def sound() -> None:
    seal_all("sha256")
    report = verify_all("sha256")
    assert report.sound, report.broken
    assert report.waiting == 0


def in_review(world: World) -> Establishment:
    done = filed(world.enterprise)
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=done.proceeding.pk).update(state="review")
        row: Establishment = Establishment.objects.get(pk=done.proceeding.pk)
    return row


def test_one_key_is_one_act(world: World) -> None:
    name = "registry.establishment.file"
    done = together([as_(world.enterprise, name, None, filing(), key="same") for _ in range(4)])
    assert len({d.act_id for d in done}) == 1
    assert sorted(d.replayed for d in done) == [False, True, True, True]
    row = done[0].proceeding
    given = {"reason": "提交的材料不符合规定形式"}
    with acting_as(CLOCKWORK):
        Establishment.objects.filter(pk=row.pk).update(state="review")
    again = together([as_(world.officer, "registry.establishment.refuse", row.pk, given, key="no") for _ in range(4)])
    assert len({d.act_id for d in again}) == 1
    with acting_as(CLOCKWORK):
        assert Act.objects.count() == 2
        assert Proceeding.objects.count() == 1
    sound()


def test_of_two_officers_the_second_is_told(world: World) -> None:
    row = in_review(world)
    given = {"reason": "提交的材料不符合规定形式"}
    name = "registry.establishment.refuse"
    done = together(
        [as_(who, name, row.pk, given, version=row.version) for who in (world.officer, world.colleague, world.head)]
    )
    refusals = [d for d in done if isinstance(d, Refusal)]
    assert len(refusals) == 2
    assert any(isinstance(r, Conflict) for r in refusals)
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(name=name).count() == 1
    sound()


def test_two_workers_let_a_limit_run_out_once(world: World) -> None:
    leaving = []
    for trade in TRADES[:6]:
        subject = make_subject(f"周口市川汇区样{trade}餐饮店", member=world.enterprise)
        given = {"subject": subject.pk, "reason": "不再经营", "promise": True}
        leaving.append(as_(world.officer, "registry.deregistration.apply_to_leave", None, given)().proceeding.pk)
        as_(CLOCKWORK, "registry.deregistration.examine", leaving[-1], {})()
    with acting_as(CLOCKWORK):
        Clock.objects.filter(ended_at=None).update(due=timezone.now())
        Proceeding.objects.filter(pk__in=leaving).update(due=timezone.now())
    counts = together([run_clock, run_clock])
    assert sum(counts) == 6
    with acting_as(CLOCKWORK):
        assert Act.objects.filter(name="registry.deregistration.complete").count() == 6
        assert set(Deregistration.objects.values_list("state", flat=True)) == {"done"}
    assert together([run_clock, run_clock]) == [0, 0]
    sound()


def test_numbers_have_no_gaps_and_no_doubles(world: World) -> None:
    def filings(part: str) -> Callable[[], list[Any]]:
        def work() -> list[Any]:
            done = []
            for trade in part:
                whole = filing(name=f"周口市川汇区样{trade}餐饮店")
                done.append(as_(world.enterprise, "registry.establishment.file", None, whole, key=trade)())
                with pytest.raises(Incomplete):
                    as_(world.enterprise, "registry.establishment.file", None, whole | {"promise": False})()
            return done

        return work

    found = together([filings(TRADES[n * 5 : n * 5 + 5]) for n in range(8)])
    assert [r for r in found if isinstance(r, Refusal)] == []
    with acting_as(CLOCKWORK):
        numbers = [int(re.findall(r"(\d+)号", n)[0]) for n in Proceeding.objects.values_list("number", flat=True)]
    assert sorted(numbers) == list(range(1, 41))
    sound()
