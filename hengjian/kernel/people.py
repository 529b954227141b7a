"""From a signed-in user to a principal with scope; from a principal's name to the users behind it."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .divisions import bounds, own_bounds
from .models import Authority, Delegation, Officer, Party, Share, SubjectMember, User
from .principal import NOBODY, Principal, Role
from .refusal import Incomplete, Text

MOST_SHARED = 500  # ids carried in the scope; more are reached through search, newest first
MOST_TOLD = 20  # officers of one office who get the same notice


def principal_for(user: Any, working_as: str = "") -> Principal:
    """The principal a user acts as, narrowed to an authority below if that is wished. Reads accounts before a scope."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    officer = Officer.objects.select_related("authority").filter(user_id=user.pk, active=True).first()
    return _officer(user, officer, working_as) if officer else _party(user)


def _party(user: User) -> Principal:
    roles = dict(SubjectMember.objects.filter(user_id=user.pk).values_list("subject_id", "role"))
    return Principal(
        "party",
        f"user:{user.pk}",
        str(user),
        user_id=user.pk,
        subjects=tuple(pk for pk, role in roles.items() if role != SubjectMember.READER),
        managed=tuple(pk for pk, role in roles.items() if role == SubjectMember.OPERATOR),
        readable=tuple(pk for pk, role in roles.items() if role == SubjectMember.READER),
        synthetic=user.synthetic,
    )


def _officer(user: User, officer: Officer, working_as: str) -> Principal:
    today = timezone.localdate()
    held = list(
        Delegation.objects.filter(to_officer=officer, since__lte=today, until__gte=today).values_list(
            "from_officer_id", "from_officer__roles"
        )
    )
    narrower = narrowed(officer, working_as)
    lo, hi = bounds(narrower.code) if narrower else range_of(officer)
    shown = Share.objects.filter(Q(until=None) | Q(until__gte=today), authority_code__gte=lo, authority_code__lt=hi)
    shared = tuple(shown.order_by("-id").values_list("proceeding_id", flat=True)[:MOST_SHARED])
    if officer.scope == "self":
        shared = _handled_by(officer.pk)
    return Principal(
        "officer",
        f"officer:{officer.pk}",
        str(user),
        frozenset(officer.roles).union(*(roles for _, roles in held)),
        lo,
        hi,
        shared,
        user_id=user.pk,
        officer_id=officer.pk,
        authority_code=officer.authority_id,
        authority_name=officer.authority.name,
        working_as=narrower.code if narrower else "",
        working_as_name=narrower.name if narrower else "",
        certificate_until=officer.certificate_until,
        standing_in_for=tuple(pk for pk, _ in held),
        synthetic=user.synthetic,
    )


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
