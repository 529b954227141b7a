"""Bring the database to the state of this code: tables, then grants and policies. Runs as the database's owner."""

import os
import sys

import django
import psycopg
from django.core.management import call_command
from django.db import connection

from hengjian.kernel import access

from .home import StartRefused
from .loading import for_good
from .roles import ensure_scopes


def run(verbosity: int = 0) -> None:
    """Migrate, create the cache table, then generate what each role may see, then the reference data the package carries."""
    with for_good():  # tables as they were at every step, and then this process ends
        django.setup()
        _check_owner()
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        access.apply(connection)
        call_command("reference", verbosity=verbosity)


def _check_owner() -> None:
    """On a server of the operator's own the roles may still be missing; create them with the owner's rights."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise StartRefused(
                "Migrations need the database's owner (a role with CREATEROLE): set HENGJIAN_OWNER_URL.",
                StartRefused.PREPARATION,
            )
    try:
        ensure_scopes(connection.connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise StartRefused(
            f"The owner may not create or grant the application's roles: {error}. An administrator must do it once; "
            "see docs/operations.md.",
            StartRefused.PREPARATION,
        ) from error


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengjian.project.settings")
    owner = os.environ.get("HENGJIAN_OWNER_URL")
    if owner:
        os.environ["DATABASE_URL"] = owner
    try:
        run(verbosity=int("--verbose" in sys.argv))
    except StartRefused as refused:
        sys.stderr.write(f"{refused.sentence}\n")
        return refused.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
