"""Tests themselves run as the application does."""

import socket

import pytest
import pytest_socket
from django.db import ProgrammingError, connection, transaction

from hengjian.project.roles import membership


def scalar(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_tests_run_as_the_application_role() -> None:
    assert scalar("SELECT current_user") == "hengjian_app"
    assert scalar("SELECT rolsuper OR rolbypassrls OR rolinherit FROM pg_roles WHERE rolname = current_user") is False
    with pytest.raises(ProgrammingError), transaction.atomic():
        scalar("SELECT count(*) FROM django_migrations")


@pytest.mark.django_db
def test_owner_rights_last_for_the_block_only(as_owner) -> None:
    with as_owner():
        assert scalar("SELECT current_user") == "hengjian_owner"
        assert scalar("SELECT count(*) FROM django_migrations") > 0
    assert scalar("SELECT current_user") == "hengjian_app"


@pytest.mark.django_db
def test_owner_rights_end_with_an_error_too(as_owner) -> None:
    with pytest.raises(ZeroDivisionError), as_owner():
        raise ZeroDivisionError
    assert scalar("SELECT current_user") == "hengjian_app"


def test_a_fresh_database_commits_for_real(fresh_database) -> None:
    assert scalar("SELECT current_database()") == fresh_database
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_has_a_database_of_its_own(fresh_database) -> None:
    assert scalar("SELECT current_database()") == fresh_database


def test_the_network_is_closed() -> None:
    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(pytest_socket.SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_before_version_16_a_grant_cannot_speak_of_inheriting() -> None:
    assert membership(180000).as_string() == "GRANT {} TO {} WITH INHERIT FALSE, SET TRUE"
    assert membership(150018).as_string() == "GRANT {} TO {}"
