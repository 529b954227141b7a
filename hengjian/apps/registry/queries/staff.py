"""Reads about who acts for a firm. Memberships are read by the machine, for firms that the asker may know of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from hengjian.apps.registry.procedures import StaffAccess
from hengjian.apps.registry.procedures.staff import ROLES
from hengjian.kernel.models import Act, Officer, Subject, SubjectMember
from hengjian.kernel.principal import CLOCKWORK, acting_as


@dataclass
class Colleague:
    """Somebody who acts or reads for a firm, or has been invited to."""

    user: int
    name: str
    account: str
    role: str
    since: date | None
    access: StaffAccess | None
    last: datetime | None = None

    @property
    def role_label(self) -> str:
        return str(dict(ROLES).get(self.role, ""))

    @property
    def own(self) -> bool:
        """One of the firm's own people, and not a service organisation with a mandate."""
        return self.role != SubjectMember.AGENT


def has_open(subject: int, user: int) -> bool:
    """Has the person been invited, or let in by an invitation?"""
    return StaffAccess.objects.filter(subject_id=subject, person_id=user, closed_at=None).exists()


def is_officer(user: int) -> bool:
    """Is it the account of an officer in service?"""
    return Officer.objects.filter(user_id=user, active=True).exists()


def invitations(user: int) -> list[StaffAccess]:
    """What a person has been invited to and has not answered."""
    return list(StaffAccess.objects.filter(person_id=user, state="invited").order_by("-opened_at"))


def people_of(subjects: Collection[int], text: str = "", most: int = 50) -> list[tuple[Subject, list[Colleague]]]:
    """Each firm with its people, who manage first; firms of several people come first. As many statements for any number."""
    if not subjects:
        return []
    with acting_as(CLOCKWORK):
        named = Subject.objects.filter(pk__in=subjects, name__contains=text)
        firms = list(named.annotate(people=Count("members")).order_by("-people", "name")[:most])
        subjects = [firm.pk for firm in firms]
        members = list(SubjectMember.objects.filter(subject_id__in=subjects).select_related("user"))
        open_ = StaffAccess.objects.filter(subject_id__in=subjects, closed_at=None).select_related("person")
        accesses = {(row.subject_id or 0, row.person_id or 0): row for row in open_}
        lasts = _last_acts(subjects, {m.user_id for m in members})
    found: dict[int, list[Colleague]] = {firm.pk: [] for firm in firms}
    opened = {firm.pk: firm.opened_on for firm in firms}
    for member in members:
        row = accesses.pop((member.subject_id, member.user_id), None)
        by_registration = None if member.role == SubjectMember.AGENT else opened[member.subject_id]
        since = row.since if row else by_registration
        who = Colleague(member.user_id, str(member.user), member.user.username, member.role, since, row)
        who.last = lasts.get((member.subject_id, member.user_id))
        found[member.subject_id].append(who)
    for (subject, user), row in accesses.items():
        if row.person:
            found[subject].append(Colleague(user, str(row.person), row.person.username, row.role, None, row))
    order = [*dict(ROLES), SubjectMember.AGENT]
    for people in found.values():
        people.sort(key=lambda one: (order.index(one.role), one.account))
    return [(firm, found[firm.pk]) for firm in firms]


def _last_acts(subjects: Collection[int], users: Collection[int]) -> dict[tuple[int, int], datetime]:
    """When each of them last did something in a matter of the firm."""
    rows = Act.objects.filter(actor__in=[f"user:{u}" for u in users], proceeding__subject_id__in=subjects)
    newest = rows.order_by().values_list("proceeding__subject_id", "actor").annotate(last=Max("at"))
    return {(subject or 0, int(actor.partition(":")[2])): last for subject, actor, last in newest}
