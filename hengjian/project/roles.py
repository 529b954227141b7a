"""The database's accounts: who owns it, who serves requests, and the scopes a request may take."""

from collections.abc import Callable
from typing import LiteralString

import psycopg
from psycopg import sql

ADMIN = "hengjian_admin"
OWNER = "hengjian_owner"
APPLICATION = "hengjian_app"
SCOPES: tuple[LiteralString, ...] = ("hengjian_officer", "hengjian_party", "hengjian_public")
DATABASE = "hengjian"
INHERIT_BY_GRANT = 160_000


def _ensure_role(connection: psycopg.Connection, name: str, attributes: LiteralString) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} " + attributes).format(sql.Identifier(name)))


def _set_password(connection: psycopg.Connection, name: str, password: str) -> None:
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))


def provision(admin_url: str, password: Callable[[str], str]) -> None:
    """Create what is missing of the roles and the database. Harmless to repeat, so an interrupted start heals."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _ensure_role(connection, OWNER, "LOGIN CREATEROLE")
        ensure_scopes(connection)
        for role in (OWNER, APPLICATION):
            _set_password(connection, role, password(role))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(names[0]))
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(names[0], sql.Identifier(APPLICATION))
            )


def ensure_scopes(connection: psycopg.Connection) -> None:
    """The application's role, and the three it may take for a request but never inherits from."""
    _ensure_role(connection, APPLICATION, "LOGIN NOINHERIT")
    for scope in SCOPES:
        _ensure_role(connection, scope, "NOLOGIN")
        member = "SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole"
        if not connection.execute(member, [scope, APPLICATION]).fetchone():
            connection.execute(
                membership(connection.info.server_version).format(*map(sql.Identifier, (scope, APPLICATION)))
            )


def membership(server: int) -> sql.SQL:
    """The grant by which one role may become another without inheriting from it.

    Before version 16 a grant could not say so; there it is NOINHERIT of the application's role that keeps them apart.
    """
    return sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE" if server >= INHERIT_BY_GRANT else "GRANT {} TO {}")
