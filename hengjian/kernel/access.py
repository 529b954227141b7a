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

    REFERENCE = "reference"  # everybody reads; administrators write, within their range where the row has a place
    PUBLIC = "public"  # everybody reads; acts write: by who is in charge of the subject, or as part of the act itself
    BASE = "base"  # the one table of proceedings, which carries the policy
    # Hangs on a proceeding: visible when that is; with `resident_too` read by who is in charge of the row's subject as well.
    SCOPED = "scoped"
    OPEN_SCOPED = "open_scoped"  # hangs on a proceeding or, without one, on a division
    PARTY = "party"  # names the parties of a proceeding
    PERSONAL = "personal"  # belongs to one user
    OFFICE = "office"  # belongs to one user, who may show it to the colleagues of the own authority
    # Behind a subject: seen by the officers in charge of its place; with `shown_to_subject` by it too, with
    # `known_to_officers` by all officers.
    RESIDENT = "resident"
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
MACHINE = f"({setting('user')} = '*')"
ADMIN = f"('admin' = ANY (string_to_array({setting('roles')}, ',')) OR {MACHINE})"

USER_ID = f"CASE WHEN {setting('user')} ~ '^[0-9]+$' THEN {setting('user')}::bigint END"
MY_OFFICE = f"(SELECT o.authority_id FROM kernel_officer o WHERE o.user_id = {USER_ID} AND o.active)"


IN_CHARGE = "hengjian_in_charge(subject_id)"
SIGNED = f"(actor = ANY (string_to_array({setting('principal')}, ',')) OR {setting('user')} = '*')"
ABOUT_ME = f"('subject:' || subject_id) = ANY (string_to_array({setting('principal')}, ','))"
OFFICER, PARTY = "hengjian_officer", "hengjian_party"
Policy = tuple[str, str, str, str]  # role, command, using, check; an empty one means the command has none


def _policies(model: type[Model]) -> list[Policy]:
    """Every policy of the table. `internal` hides rows from parties, `before_scope` lets the application read first.

    `read_by` names the roles that may read what every officer who sees the proceeding may write.
    """
    access: Access = model.access  # type: ignore[attr-defined]
    key = getattr(model, "proceeding_column", "proceeding_id")
    visible = f"EXISTS (SELECT 1 FROM kernel_proceeding b WHERE b.id = {model._meta.db_table}.{key})"
    rows: list[Policy] = []
    if getattr(model, "before_scope", False):
        rows.append(("hengjian_app", "SELECT", "true", ""))
    if getattr(model, "by_machine", False):
        return []  # the log is written by COPY, which policies refuse; triggers say the same (ledger/append_only.sql)
    if access in (Access.REFERENCE, Access.PUBLIC):
        rows += [(role, "SELECT", "true", "") for role in EVERYONE]
        rows += _of_reference(model) if access is Access.REFERENCE else _of_public(model)
    elif access is Access.BASE:
        rows += _of_base()
    elif access is Access.PARTY:
        # A party names itself on a proceeding that is just being opened, or on one of its own; never on a stranger's.
        joins = f"{MINE} AND ({visible} OR hengjian_unused({key}))"
        rows += [(OFFICER, "ALL", visible, visible), (PARTY, "SELECT", MINE, ""), (PARTY, "INSERT", "", joins)]
    elif access is Access.SCOPED and hasattr(model, "read_by"):
        rows += [(OFFICER, "SELECT", f"{visible} AND {_has_role(model.read_by)}", ""), (OFFICER, "INSERT", "", visible)]
    elif access is Access.SCOPED:
        rows.append((OFFICER, "ALL", visible, visible))
        if not getattr(model, "internal", False):
            rows.append((PARTY, "ALL", visible, visible))
        if getattr(model, "resident_too", False):
            rows.append((OFFICER, "SELECT", _resident(), ""))
    elif access is Access.OPEN_SCOPED:
        rows += _of_ledger(model, key, visible)
    elif access is Access.PERSONAL:
        rows += [(role, "ALL", OWN, OWN) for role in (OFFICER, PARTY)]
    elif access is Access.OFFICE:
        written = f"{OWN} AND (office = '' OR {setting('user')} = '*' OR office = {MY_OFFICE})"
        rows += [(OFFICER, "ALL", OWN, written), (PARTY, "ALL", OWN, OWN)]
        rows.append((OFFICER, "SELECT", f"office <> '' AND office = {MY_OFFICE}", ""))
    elif access is Access.RESIDENT:
        rows.append((OFFICER, "ALL", _resident(), _resident()))
        if getattr(model, "known_to_officers", False):
            rows.append((OFFICER, "SELECT", f"{setting('user')} IS NOT NULL", ""))
        if getattr(model, "shown_to_subject", False):
            rows.append((PARTY, "SELECT", ABOUT_ME, ""))
    if access is Access.SCOPED and getattr(model, "changed_by_machine", False):
        rows = [(role, "SELECT", using, "") for role, _command, using, _check in rows] + [
            (role, "INSERT", "", check) for role, _command, _using, check in rows
        ]
        rows.append((OFFICER, "UPDATE", MACHINE, MACHINE))
    return rows


def _resident() -> str:
    """The row's subject is in the officer's charge."""
    place = "hengjian_here(s.division_code) OR hengjian_here(s.office_code)"
    return f"EXISTS (SELECT 1 FROM kernel_subject s WHERE s.id = subject_id AND ({place}))"


def _has_role(roles: frozenset[str]) -> str:
    """Whoever acts has one of these roles, or is the machine."""
    named = " OR ".join(f"'{role}' = ANY (string_to_array({setting('roles')}, ','))" for role in sorted(roles))
    return f"({named} OR {MACHINE})"


def _here(columns: tuple[str, ...]) -> str:
    """One of these columns names a place in the writer's charge."""
    return "(" + " OR ".join(f"hengjian_here({column})" for column in columns) + ")"


def _of_reference(model: type[Model]) -> list[Policy]:
    """Administrators write; rows with `placed_by` within their range only, rows `owned_by` an officer by that officer."""
    writes = ADMIN
    if hasattr(model, "placed_by"):
        writes += f" AND {_here(model.placed_by)}"
    if hasattr(model, "owned_by"):
        writes = f"{writes} OR ('officer:' || {model.owned_by}) = ANY (string_to_array({setting('principal')}, ','))"
    return [(OFFICER, "INSERT", "", writes), (OFFICER, "UPDATE", writes, writes), (OFFICER, "DELETE", writes, "")]


def _of_public(model: type[Model]) -> list[Policy]:
    """Who writes what everybody reads, by what the model says of itself.

    `of_act`: comes with an act, which a trigger demands (sql/publication.sql); changed where the act was done or the
    subject is. `by_machine`: the worker alone. `party_key`: a column with the proceeding whose party writes the row too.
    `placed_by`: columns with the place; who is in charge of it may also hand the row over to another place. Otherwise
    the place is that of the row's subject.
    """
    if getattr(model, "of_act", False):
        done_here = "EXISTS (SELECT 1 FROM kernel_act a WHERE a.id = act_id AND hengjian_here(a.code))"
        rows = [(role, "INSERT", "", "true") for role in (OFFICER, PARTY)]
        return [*rows, (OFFICER, "UPDATE", f"{done_here} OR {IN_CHARGE}", "true")]
    if getattr(model, "by_anybody", False):
        return [(role, "INSERT", "", "true") for role in ROLES]
    rows = _of_party(model.party_key) if hasattr(model, "party_key") else []
    if hasattr(model, "placed_by"):
        here = _here(model.placed_by)
        return [*rows, (OFFICER, "INSERT", "", here), (OFFICER, "UPDATE", here, "true")]
    if not any(field.column == "subject_id" for field in model._meta.local_concrete_fields):
        raise TypeError(f"{model.__name__} is public, but does not say who is in charge of its rows")
    return [*rows, (OFFICER, "INSERT", "", IN_CHARGE), (OFFICER, "UPDATE", IN_CHARGE, IN_CHARGE)]


def _of_party(key: str) -> list[Policy]:
    """Rows of one's own proceeding, or of one that is just being opened."""
    own = f"{key} {MY_PROCEEDINGS}"
    opened = f"{key} IS NOT NULL AND hengjian_unused({key})"
    return [(PARTY, "INSERT", "", f"{own} OR {opened}"), (PARTY, "UPDATE", own, own)]


def _of_base() -> list[Policy]:
    seen, own = f"{IN_RANGE} OR id {SHARED}", f"id {MY_PROCEEDINGS}"
    return [
        (OFFICER, "ALL", seen, seen),
        (PARTY, "SELECT", own, ""),
        (PARTY, "UPDATE", own, own),
        (PARTY, "INSERT", "", own),
    ]


def _of_ledger(model: type[Model], key: str, visible: str) -> list[Policy]:
    """Acts are entered in one's own name only; what colleagues wrote among themselves is not shown to a party."""
    if hasattr(model, "through"):
        parent, column = model.through
        free = f"({key} IS NULL AND EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {column})) OR {visible}"
        shown = f"({free}) AND NOT internal"
        return [(OFFICER, "ALL", free, free), (PARTY, "SELECT", shown, ""), (PARTY, "INSERT", "", free)]
    mine = f"actor = ANY (string_to_array({setting('principal')}, ','))"
    rows = []
    for role, alone in ((OFFICER, IN_RANGE), (PARTY, mine)):
        free = f"({key} IS NULL AND {alone}) OR {visible}"
        rows.append((role, "ALL", free, f"({free}) AND {SIGNED}"))
    return rows


WRITE, ALL = "SELECT, INSERT, UPDATE", "SELECT, INSERT, UPDATE, DELETE"
# Nothing that hangs on a proceeding is ever deleted; `*` is everybody who is not named.
PRIVILEGES = {
    Access.REFERENCE: {OFFICER: ALL, "*": "SELECT"},
    Access.PUBLIC: {OFFICER: WRITE, "*": "SELECT"},
    Access.BASE: {OFFICER: WRITE, PARTY: WRITE, "*": ""},
    Access.SCOPED: {OFFICER: WRITE, PARTY: WRITE, "*": ""},
    Access.OPEN_SCOPED: {OFFICER: WRITE, PARTY: WRITE, "*": ""},
    Access.PARTY: {OFFICER: WRITE, PARTY: "SELECT, INSERT", "*": ""},
    Access.PERSONAL: {OFFICER: ALL, PARTY: ALL, "*": ""},
    Access.OFFICE: {OFFICER: ALL, PARTY: ALL, "*": ""},
    Access.RESIDENT: {OFFICER: WRITE, "*": ""},
    Access.SYSTEM: {"*": ALL},
}


def _rights(model: type[Model], rights: str) -> str:
    """The rights on the table, with UPDATE narrowed to the columns that may ever change."""
    if getattr(model, "append_only", False):
        rights = _without_change(rights)
    fixed: frozenset[str] = getattr(model, "fixed", frozenset())
    if fixed and "UPDATE" in rights:
        columns = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields if f.name not in fixed)
        rights = rights.replace("UPDATE", f"UPDATE ({columns})")
    return rights


def _without_change(rights: str) -> str:
    """The rights without those that change what is there."""
    return ", ".join(r for r in ("SELECT", "INSERT") if r in rights)


def statements(model: type[Model]) -> list[str]:
    """SQL that gives the model's table its grants and policies; may be run again at any time."""
    table = model._meta.db_table
    access: Access = model.access  # type: ignore[attr-defined]
    out = [f"REVOKE ALL ON {table} FROM PUBLIC, {', '.join(EVERYONE)}"]
    privileges = {role: _rights(model, rights) for role, rights in PRIVILEGES[access].items()}
    if getattr(model, "shown_to_subject", False):
        privileges[PARTY] = "SELECT"
    privileges |= getattr(model, "grants", {})
    for role in EVERYONE:
        rights = privileges.get(role, privileges["*"])
        if role == "hengjian_app" and getattr(model, "before_scope", False):
            rights = "SELECT"
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


# Jobs carry the texts of notices. Acts put them there; only the worker, outside every scope, reads and moves them.
JOB_TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")
JOBS = {OFFICER: "INSERT", PARTY: "INSERT", "hengjian_public": ""}


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
        for role, rights in JOBS.items():
            cursor.execute(f"REVOKE ALL ON {', '.join(JOB_TABLES)} FROM {role}")
            if rights:
                cursor.execute(f"GRANT {rights} ON procrastinate_jobs, procrastinate_events TO {role}")
        cursor.execute(_script("sql/before_policies.sql"))
        cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
        for policy, table in cursor.fetchall():
            cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')
        for model in own_models():
            for statement in statements(model):
                cursor.execute(statement)
        for name in ("sql/functions.sql", "sql/publication.sql", "ledger/append_only.sql"):
            cursor.execute(_script(name))


def _script(name: str) -> str:
    """SQL that lies beside the kernel's code."""
    return files("hengjian.kernel").joinpath(name).read_text(encoding="utf-8")
