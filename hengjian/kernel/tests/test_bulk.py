"""Bulk loading: what it asks of the server, and for how long."""

import os

import pytest
from django.db import connection

from hengjian.kernel import bulk

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'"


def commits() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        found: tuple[str, str] = cursor.fetchone()
    return found


def test_commits_of_a_load_do_not_wait_for_the_disk_and_those_after_it_do_as_before() -> None:
    before = commits()
    with bulk.unhurried():
        assert commits() == ("off", "client")
        with bulk.as_owner() as owner:
            assert owner.execute(ASKED).fetchone() == ("off", "client")
    assert commits() == before
    assert before[1] != "client"
    assert "PGOPTIONS" not in os.environ


def test_a_load_that_fails_leaves_no_option_behind() -> None:
    with pytest.raises(KeyError, match="shop"), bulk.unhurried():
        raise KeyError("shop")
    assert commits()[1] != "client"
