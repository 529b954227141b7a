"""Who asks too often is told to wait; others are not, and a new span begins from nothing."""

from types import SimpleNamespace
from typing import Any

import pytest

from hengjian.api import rates


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    now = SimpleNamespace(at=1_000_020.0)  # a whole minute
    monkeypatch.setattr(rates.time, "time", lambda: now.at)
    return now


def asked(address: str = "10.0.0.1", auth: Any = None) -> Any:
    return SimpleNamespace(META={"REMOTE_ADDR": address}, auth=auth)


def test_the_third_of_two_waits_until_the_next_span(clock: SimpleNamespace) -> None:
    limit = rates.PerKey("2/m")
    clock.at += 15
    assert [limit.allow_request(asked(auth="key")) for _n in range(3)] == [True, True, False]
    assert limit.wait() == 45
    clock.at += limit.wait()
    assert limit.allow_request(asked(auth="key"))


def test_keys_and_addresses_are_counted_apart(clock: SimpleNamespace) -> None:
    limit = rates.PerKey("1/m")
    assert all(limit.allow_request(asked(auth=key)) for key in ("one", "other"))
    assert all(limit.allow_request(asked(address)) for address in ("10.0.0.1", "10.0.0.2"))
    assert not limit.allow_request(asked("10.0.0.1"))


def test_an_address_is_not_counted_where_a_key_is_shown(clock: SimpleNamespace) -> None:
    limit = rates.PerAddress("1/m")
    assert all(limit.allow_request(asked(auth="key")) for _n in range(5))
    assert [limit.allow_request(asked()) for _n in range(2)] == [True, False]
