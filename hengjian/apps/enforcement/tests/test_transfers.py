"""行刑衔接 (移送规定): three days to decide, a day to send, three days for the police; overdue shows on both sides."""

from typing import Any

import pytest
from django.utils import timezone

from hengjian.kernel.models import Clock, Paper, Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.kernel.testing import again, signed_in

from .around import Around

pytestmark = pytest.mark.django_db
FACTS = {"cause": "ip-001", "crime": "trademark", "what": "查获假冒注册商标商品，销售记录完整"}


@pytest.fixture
def around() -> Around:
    return Around()


def proposed(around: Around, **given: Any) -> Any:
    team = [around.world.officer.officer_id, around.world.colleague.officer_id]
    values = {"about": around.number, "team": team, "amount_kind": "turnover", "amount": "86000", **FACTS, **given}
    return around.by("officer", "police_transfer.propose_transfer", **values)


def sent(around: Around, account: str = "") -> Any:
    row = proposed(around)
    around.by("head", "police_transfer.approve_transfer", row.pk)
    return around.by("officer", "police_transfer.send_off", row.pk, police="川汇分局", account=account)


def test_art_5_the_head_decides_within_three_days_and_then_a_day_remains(around: Around) -> None:
    row = proposed(around)
    assert row.due_limit == "transfer.decide"
    row = around.by("head", "police_transfer.approve_transfer", row.pk)
    assert row.due_limit == "transfer.send"
    with acting_as(CLOCKWORK):
        clock = Clock.objects.get(proceeding_id=row.pk, ended_at=None)
    assert (clock.due - clock.started_at).total_seconds() == 24 * 3600  # type: ignore[operator]


def test_art_5_one_officer_alone_does_not_propose_a_transfer(around: Around) -> None:
    with pytest.raises(Incomplete) as refused:
        proposed(around, team=[around.world.officer.officer_id])
    assert "team" in refused.value.fields


def test_who_proposes_does_not_approve(around: Around) -> None:
    row = proposed(around)
    with pytest.raises(NotAllowed):
        around.by("officer", "police_transfer.approve_transfer", row.pk)


def test_the_threshold_that_is_reached_is_noted(around: Around) -> None:
    row = proposed(around)
    with acting_as(CLOCKWORK):
        body = row.entries.get().content.body
    assert "假冒注册商标罪" in str(body)


def test_the_letter_is_a_numbered_paper(around: Around) -> None:
    row = sent(around)
    with acting_as(CLOCKWORK):
        assert Paper.objects.filter(proceeding_id=row.pk).count() == 1


def test_the_whole_way_to_the_hand_over(around: Around) -> None:
    row = sent(around)
    assert row.due_limit == "transfer.police_decide"
    around.by("officer", "police_transfer.note_receipt", row.pk, receipt="张警官 11-20")
    row = around.by("officer", "police_transfer.police_open", row.pk, police_no="川公立字8号")
    assert row.due_limit == "transfer.items"
    row = around.by("officer", "police_transfer.hand_items", row.pk, receipt="清单1份")
    assert row.state == "handed_over"
    assert "张警官" in row.receipt
    assert "清单" in row.receipt


def test_art_9_who_is_declined_asks_again_once_and_then_decides_itself(around: Around) -> None:
    row = sent(around)
    row = around.by("officer", "police_transfer.police_decline", row.pk, reason="未达追诉标准")
    assert (row.state, row.due_limit) == ("declined", "transfer.ask_again")
    row = around.by("officer", "police_transfer.ask_police_again", row.pk, reason="补充销售记录")
    assert row.due_limit == "transfer.police_again"
    assert around.by("officer", "police_transfer.police_decline", row.pk, reason="维持").state == "came_back"


def test_the_police_with_an_account_see_the_matter_and_answer_themselves(around: Around) -> None:
    police = around.world.citizen
    row = sent(around, account="citizen")
    police = again(police)
    with acting_as(police):
        assert Proceeding.objects.filter(pk=row.pk).exists()
    assert around.by(police, "police_transfer.police_open", row.pk, police_no="川公立字9号").state == "items_due"
    with pytest.raises(NotAllowed):
        around.by(police, "police_transfer.hand_items", row.pk, receipt="清单")


def test_nothing_is_lost_silently_overdue_stands_with_both(around: Around) -> None:
    row = sent(around, account="citizen")
    with acting_as(CLOCKWORK):
        past = timezone.now() - timezone.timedelta(days=1)
        Proceeding.objects.filter(pk=row.pk).update(due=past)
    ours = signed_in(around.world.officer).get("/enforcement/supervision/").content.decode()
    assert row.number in ours
    assert "逾期" in ours
    theirs = signed_in(again(around.world.citizen)).get(f"/p/{row.pk}/").content.decode()
    assert "逾期" in theirs


def test_another_county_sees_nothing(around: Around) -> None:
    row = sent(around)
    assert row.number not in signed_in(around.world.stranger).get("/enforcement/supervision/").content.decode()
    assert signed_in(around.world.stranger).get(f"/p/{row.pk}/").status_code == 404


def test_not_transferring_needs_a_reason_on_file(around: Around) -> None:
    row = proposed(around)
    with pytest.raises(Incomplete):
        around.by("head", "police_transfer.keep_case", row.pk, reason="")
    row = around.by("head", "police_transfer.keep_case", row.pk, reason="金额经复核为二万元，未达标准")
    assert row.state == "kept"
    assert "二万元" in row.reason
    with pytest.raises((Conflict, NotAllowed)):
        around.by("officer", "police_transfer.send_off", row.pk, police="川汇分局")
