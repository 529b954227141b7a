"""Due lights: words in the unit of the article."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.translation import override

from hengjian.kernel.models import Proceeding
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.web import lights

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
LIMIT = "registry.registration_decision"


def light(monkeypatch: pytest.MonkeyPatch, language: str = "zh-hans", **fields: object) -> lights.Light:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    row = Proceeding(law_on=NOW.date(), opened_at=NOW, due_limit=LIMIT, **fields)
    with acting_as(CLOCKWORK), override(language):
        return lights.of(row)


def at(day: int, hour: int = 23) -> dt.datetime:
    return NOW.replace(day=day, hour=hour, minute=59)


def test_time_left_is_told_in_working_days(monkeypatch: pytest.MonkeyPatch) -> None:
    found = light(monkeypatch, due=at(24))
    assert (found.state, found.words) == ("green", "剩2日")
    assert found.limit is not None
    assert found.limit.length == "3个工作日"
    assert "第十九条" in found.limit.cite
    assert found.under.endswith("11-24")


def test_amber_from_the_stored_moment_and_today_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert light(monkeypatch, due=at(24), near_at=NOW).state == "amber"
    assert light(monkeypatch, due=at(20)).words == "今天"


def test_overdue_stopped_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    late = light(monkeypatch, due=at(18))
    assert (late.state, late.words, late.spoken) == ("red", "逾期2日", "红灯，")
    stopped = light(monkeypatch, due=None, stopped_since=at(6), stop_reason="等待补正")
    assert (stopped.state, stopped.words, stopped.under) == ("off", "停14日", "等待补正")
    assert light(monkeypatch, due=None, closed_at=NOW, on_time=True).words == "按期"
    assert light(monkeypatch, due=None, closed_at=NOW, on_time=False).words == "超期办结"


def test_english_has_the_same_light(monkeypatch: pytest.MonkeyPatch) -> None:
    found = light(monkeypatch, "en", due=at(24))
    assert found.words == "2 d left"
    assert found.limit is not None
    assert found.limit.length == "3 working days"
