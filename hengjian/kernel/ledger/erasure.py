"""Erasing what an act said, without touching that it happened (PIPL art. 47, in docs/ledger.md)."""

from django.db import connection


def erase(act_id: int, article: str) -> bool:
    """Clear content and salt of an act under an article; False if there was nothing left to erase.

    The caller records an act of its own for it: this only carries it out. The function in the database belongs to the
    login role alone, so the role of the request steps back for the one call.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        role = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('role', 'none', true)")
        cursor.execute("SELECT hengjian_erase(%s, %s)", [act_id, article])
        done = bool(cursor.fetchone()[0])
        cursor.execute("SELECT set_config('role', %s, true)", [role])
    return done
