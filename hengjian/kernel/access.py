"""Who may see what, enforced by the database: grants and row policies generated from one class per table.

Every model says its `access`; `apply` (run as owner after each migration) turns that into SQL. A request runs under one
of three roles without login (officer, party, public) and with a scope set for its transaction only. Without a scope
every scoped table is empty. This guards against forgetting, not against SQL injection: see docs/security.md.
"""

from enum import StrEnum
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.db.models import Model

ROLES = ("hengjian_officer", "hengjian_party", "hengjian_public")
EVERYONE = ("hengjian_app", *ROLES)


class Access(StrEnum):
    """What class of table a model is."""

    REFERENCE = "reference"  # everybody reads, officers write
    PUBLIC = "public"  # everybody reads; acts write
    BASE = "base"  # the one table of proceedings, which carries the policy
    SCOPED = "scoped"  # hangs on a proceeding: visible when that is
    OPEN_SCOPED = "open_scoped"  # hangs on a proceeding or, without one, on a division
    PARTY = "party"  # names the parties of a proceeding
    PERSONAL = "personal"  # belongs to one user
    SYSTEM = "system"  # read before a scope exists: accounts, sessions, counters; no policy


def setting(name: str) -> str:
    """SQL for a setting of the scope; both unset and reset read as NULL, which means no access."""
    return f"nullif(current_setting('hengjian.{name}', true), '')"


IN_RANGE = f"(code >= {setting('lo')} AND code < {setting('hi')})"
SHARED = f"= ANY (string_to_array({setting('shared')}, ',')::bigint[])"
MINE = f"principal = ANY (string_to_array({setting('principal')}, ','))"
# An array of a sub-select keeps the index; `IN (SELECT …)` scans the whole table.
MY_PROCEEDINGS = f"= ANY (ARRAY(SELECT proceeding_id FROM kernel_party WHERE {MINE}))"
OWN = f"(user_id::text = {setting('user')} OR {setting('user')} = '*')"


def _policies(model: type[Model]) -> list[tuple[str, str, str, str]]:
    """(role, command, using, check) of each policy of the table; an empty `using` means the command has none."""
    access: Access = model.access  # type: ignore[attr-defined]
    key = getattr(model, "proceeding_column", "proceeding_id")
    visible = f"EXISTS (SELECT 1 FROM kernel_proceeding b WHERE b.id = {model._meta.db_table}.{key})"
    if access is Access.BASE:
        officer = f"{IN_RANGE} OR id {SHARED}"
        return [
            ("hengjian_officer", "ALL", officer, officer),
            ("hengjian_party", "SELECT", f"id {MY_PROCEEDINGS}", ""),
            ("hengjian_party", "UPDATE", f"id {MY_PROCEEDINGS}", f"id {MY_PROCEEDINGS}"),
            ("hengjian_party", "INSERT", "", f"id {MY_PROCEEDINGS}"),
        ]
    if access is Access.PARTY:
        return [
            ("hengjian_officer", "ALL", visible, visible),
            ("hengjian_party", "SELECT", MINE, ""),
            ("hengjian_party", "INSERT", "", MINE),
        ]
    if access is Access.SCOPED:
        return [(role, "ALL", visible, visible) for role in ("hengjian_officer", "hengjian_party")]
    if access is Access.OPEN_SCOPED:
        if hasattr(model, "through"):
            parent, column = model.through
            free = own_free = f"({key} IS NULL AND EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {column})) OR {visible}"
        else:
            free = f"({key} IS NULL AND {IN_RANGE}) OR {visible}"
            own_free = f"({key} IS NULL AND actor = ANY (string_to_array({setting('principal')}, ','))) OR {visible}"
        return [("hengjian_officer", "ALL", free, free), ("hengjian_party", "ALL", own_free, own_free)]
    if access is Access.PERSONAL:
        rows = [(r, c, OWN, "") for r in ("hengjian_officer", "hengjian_party") for c in ("SELECT", "DELETE")]
        rows += [(r, "UPDATE", OWN, OWN) for r in ("hengjian_officer", "hengjian_party")]
        return rows + [(r, "INSERT", "", "true") for r in ("hengjian_officer", "hengjian_party")]
    return []


PRIVILEGES = {
    Access.REFERENCE: {"hengjian_officer": "SELECT, INSERT, UPDATE, DELETE", "*": "SELECT"},
    Access.PUBLIC: {"hengjian_officer": "SELECT, INSERT, UPDATE", "hengjian_party": "SELECT", "*": "SELECT"},
    Access.PARTY: {"hengjian_officer": "SELECT, INSERT, UPDATE, DELETE", "hengjian_party": "SELECT, INSERT", "*": ""},
    Access.SYSTEM: {"*": "SELECT, INSERT, UPDATE, DELETE"},
}
SCOPED_PRIVILEGES = {r: "SELECT, INSERT, UPDATE, DELETE" for r in ("hengjian_officer", "hengjian_party")} | {"*": ""}


def _without_change(rights: str) -> str:
    """The rights without those that change what is there."""
    return ", ".join(r for r in ("SELECT", "INSERT") if r in rights)


def statements(model: type[Model]) -> list[str]:
    """SQL that gives the model's table its grants and policies; may be run again at any time."""
    table = model._meta.db_table
    access: Access = model.access  # type: ignore[attr-defined]
    out = [f'REVOKE ALL ON {table} FROM PUBLIC, {", ".join(EVERYONE)}']
    privileges = PRIVILEGES.get(access, SCOPED_PRIVILEGES)
    if getattr(model, "append_only", False):
        privileges = {role: _without_change(rights) for role, rights in privileges.items()}
    privileges = privileges | getattr(model, "grants", {})
    for role in EVERYONE:
        rights = privileges.get(role, privileges["*"])
        if rights:
            out.append(f"GRANT {rights} ON {table} TO {role}")
    policies = _policies(model)
    if policies:
        out.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    else:
        out.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for role, command, using, check in policies:
        name = f"{role}_{command.lower()}"
        out.append(f"DROP POLICY IF EXISTS {name} ON {table}")
        clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
        out.append(f"CREATE POLICY {name} ON {table} FOR {command} TO {role}{clauses}")
    return out


def own_models() -> list[type[Model]]:
    """The project's models, each of which must declare `access` (a test checks it)."""
    return [m for m in apps.get_models() if m.__module__.startswith("hengjian.")]


def apply(connection: Any) -> None:
    """Bring every grant, policy, trigger and function of the database in line with the declarations. Run as owner."""
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {', '.join(EVERYONE)}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {', '.join(EVERYONE)}")
        cursor.execute(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {', '.join(EVERYONE)}")
        cursor.execute(f"REVOKE ALL ON django_migrations FROM {', '.join(EVERYONE)}")
        for model in own_models():
            for statement in statements(model):
                cursor.execute(statement)
        for script in sorted(files("hengjian.kernel").joinpath("sql").iterdir(), key=lambda p: p.name):
            cursor.execute(script.read_text(encoding="utf-8"))
        append_only = files("hengjian.kernel").joinpath("ledger/append_only.sql")
        if append_only.is_file():
            cursor.execute(append_only.read_text(encoding="utf-8"))
