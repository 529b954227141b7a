"""From a signed-in user to a principal with scope; from a principal's name to the users behind it."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from .divisions import bounds, own_bounds
from .models import Authority, Officer, Party, SubjectMember, User
from .principal import NOBODY, Principal, Role
from .refusal import Incomplete, Text
from .write import prepared

MOST_SHARED = 500  # ids carried in the scope; more are reached through search, newest first
MOST_TOLD = 20  # officers of one office who get the same notice


def principal_for(user: Any, working_as: str = "") -> Principal:
    """The principal a user acts as, narrowed to an authority below if that is wished. Reads accounts before a scope."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    with prepared() as cursor:
        cursor.execute(_WHO, {"user": user.pk, "today": timezone.localdate()})
        *columns, authority, instead, lent, members = cursor.fetchone()
    if columns[0] is None:
        return _party(user, members or [])
    officer = Officer(**dict(zip(_OFFICER, columns, strict=True)))
    return _officer(user, officer, authority, working_as, instead, lent)


# Every request begins with this, so it is one statement: the officer with whom it stands in for, or else the memberships.
_OFFICER = ("id", "authority_id", "roles", "scope", "scope_code", "certificate_until")
_LENT = "FROM kernel_delegation d {} WHERE d.to_officer_id = o.id AND %(today)s::date BETWEEN d.since AND d.until"
_WHO = f"""
    SELECT {", ".join(f"o.{column}" for column in _OFFICER)}, a.name,
        ARRAY(SELECT d.from_officer_id {_LENT.format("")} ORDER BY d.id),
        ARRAY(SELECT unnest(f.roles) {_LENT.format("JOIN kernel_officer f ON f.id = d.from_officer_id")}),
        (SELECT json_agg(json_build_array(m.subject_id, m.role) ORDER BY m.id) FROM kernel_subjectmember m
         WHERE m.user_id = u.id AND o.id IS NULL)
    FROM (SELECT %(user)s::bigint AS id) u
    LEFT JOIN kernel_officer o ON o.user_id = u.id AND o.active
    LEFT JOIN kernel_authority a ON a.code = o.authority_id
"""
_SHARED = """
    SELECT ARRAY(SELECT s.proceeding_id FROM kernel_share s WHERE coalesce(s.until >= %s::date, true)
                 AND s.authority_code >= %s AND s.authority_code < %s ORDER BY s.id DESC LIMIT %s)
"""


def _party(user: User, members: list[tuple[int, str]]) -> Principal:
    return Principal(
        "party",
        f"user:{user.pk}",
        str(user),
        user_id=user.pk,
        subjects=tuple(pk for pk, role in members if role != SubjectMember.READER),
        managed=tuple(pk for pk, role in members if role == SubjectMember.OPERATOR),
        readable=tuple(pk for pk, role in members if role == SubjectMember.READER),
        synthetic=user.synthetic,
    )


def _officer(
    user: User, officer: Officer, authority: str, working_as: str, instead: list[int], lent: list[str]
) -> Principal:
    narrower = narrowed(officer, working_as)
    lo, hi = bounds(narrower.code) if narrower else range_of(officer)
    return Principal(
        "officer",
        f"officer:{officer.pk}",
        str(user),
        frozenset(officer.roles).union(lent),
        lo,
        hi,
        _handled_by(officer.pk) if officer.scope == "self" else _shared_with(lo, hi),
        user_id=user.pk,
        officer_id=officer.pk,
        authority_code=officer.authority_id,
        authority_name=authority,
        working_as=narrower.code if narrower else "",
        working_as_name=narrower.name if narrower else "",
        certificate_until=officer.certificate_until,
        standing_in_for=tuple(instead),
        synthetic=user.synthetic,
    )


def _shared_with(lo: str, hi: str) -> tuple[int, ...]:
    # Planned for its range each time: what is good for an office is not for the nation.
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, [timezone.localdate(), lo, hi, MOST_SHARED])
        return tuple(cursor.fetchone()[0])


def _handled_by(officer_id: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hengjian_handled_by(%s)", [officer_id])
        return tuple(cursor.fetchone()[0])


def narrowed(officer: Officer, code: str) -> Authority | None:
    """The authority of that code if it lies below within the officer's range; None, and so no change, if not."""
    found = Authority.objects.filter(code=code).first() if code and code != officer.authority_id else None
    if found is None:
        return None
    (lo, hi), (low, high) = range_of(officer), bounds(found.code)
    return found if lo and lo <= low and high <= hi and (low, high) != (lo, hi) else None


def range_of(officer: Officer) -> tuple[str, str]:
    """The half-open range of codes that an officer's data scope gives."""
    code = officer.scope_code or officer.authority_id
    return {
        "all": bounds(""),
        "below": bounds(officer.authority_id),
        "own": own_bounds(officer.authority_id),
        "self": ("", ""),
        "custom": bounds(code),
    }[officer.scope]


def account_named(name: str, what: Text, field: str = "account") -> User:
    """The account in use with that sign-in name; if there is none, `what` is refused at the field it was typed into."""
    found = User.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise Incomplete(what, fields={field: _("There is no such account.")})
    return found


def holders(authorities: str | Iterable[str], *roles: Role) -> list[str]:
    """Who is told of something at an authority, or at any of several: officers in service who hold one of the roles."""
    codes = [authorities] if isinstance(authorities, str) else list(authorities)
    held = [role.value for role in roles]
    found = Officer.objects.filter(authority_id__in=codes, active=True, roles__overlap=held).order_by("pk")
    return [f"officer:{pk}" for pk in found.values_list("pk", flat=True)[:MOST_TOLD]]


def users_behind(name: str, proceeding_id: int | None) -> list[int]:
    """Ids of the users a notice to `user:1`, `officer:2`, `subject:3` or a party role reaches."""
    kind, _, number = name.partition(":")
    if kind == "user":
        return [int(number)]
    if kind == "officer":
        return list(Officer.objects.filter(pk=int(number)).values_list("user_id", flat=True))
    if kind == "subject":
        return list(SubjectMember.objects.filter(subject_id=int(number)).values_list("user_id", flat=True))
    found: list[int] = []
    for principal in Party.objects.filter(proceeding_id=proceeding_id or 0, role=name).values_list(
        "principal", flat=True
    ):
        if ":" in principal:
            found += users_behind(principal, proceeding_id)
    return found
