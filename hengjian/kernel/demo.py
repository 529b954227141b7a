"""The demo jurisdiction: real divisions and authorities, invented people. Everything invented is marked synthetic."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from .bulk import as_owner
from .deadline import calendar
from .models import Authority, Division, Holiday, Officer, Subject, SubjectMember, User
from .people import principal_for
from .principal import CLOCKWORK, Principal, Role, acting_as, current, enter_scope, scope

PLACE = "4116"
COUNTY = "411602"
SIGNINS = "demo-signins.txt"
FIRST_JOBS = "after the demo"  # the lock under which the worker first does, in their order, what every page shows


@dataclass(frozen=True)
class Person:
    """An invented officer: sign-in name, name, authority, roles."""

    username: str
    name: str
    code: str
    roles: tuple[Role, ...]


HANDLER, APPROVER, HEAD = Role.HANDLER, Role.APPROVER, Role.HEAD
OFFICERS = (
    Person("office", "王静", "411602002", (HANDLER,)),
    Person("office2", "赵宁", "411602002", (HANDLER,)),
    Person("county", "周明远", COUNTY, (HANDLER,)),
    Person("county2", "李青", COUNTY, (HANDLER, APPROVER)),
    Person("countyhead", "陈立新", COUNTY, (HEAD, APPROVER)),
    Person("shenqiu", "沈立", "411624", (HANDLER,)),
    Person("city", "许文", PLACE, (HANDLER, Role.SUPERVISOR, APPROVER)),
    Person("cityhead", "马建国", PLACE, (HEAD, APPROVER)),
    Person("province", "郑启明", "41", (Role.SUPERVISOR, Role.ANALYST)),
    Person("admin", "系统管理员", PLACE, (Role.ADMIN,)),
)
OTHERS = (
    ("agent", "何小满", "经营者"),
    ("citizen", "吴可", "消费者"),
    ("tax", "川汇区税务局", "有关部门"),
    ("witness", "周口市消费者协会", "抽签见证方"),
    ("police", "周口市公安局川汇分局", "公安机关"),
    ("bank", "样银行", "银行"),
    ("association", "样周口个体劳动者协会", "服务组织"),
)


def load_authorities() -> None:
    """The nation, the province, the city with its counties, and the offices of one district."""
    below = Division.objects.filter(code__startswith=PLACE, level__lte=3) | Division.objects.filter(
        code__startswith=COUNTY
    )
    province, city = Division.objects.get(pk="41"), Division.objects.get(pk=PLACE)
    found = [
        Authority(code="0", name="国家市场监督管理总局", short_name="国"),
        Authority(code="41", name=f"{province.name}市场监督管理局", short_name="豫"),
    ]
    for division in below.distinct().order_by("code"):
        place = division.name if division.code == PLACE else f"{city.name}{division.name}"
        kind = "市场监督管理所" if division.level == 4 else "市场监督管理局"
        mark = {PLACE: "周"}.get(division.code, division.name[0] if division.level == 3 else division.name[:2])
        found.append(Authority(code=division.code, name=f"{place}{kind}", short_name=mark))
    Authority.objects.bulk_create(found, ignore_conflicts=True)


def load_people(home: Path) -> str:
    """Officers at four levels, an enterprise agent and a citizen; one password for all, made here and written down."""
    password = secrets.token_urlsafe(9)
    coded = make_password(password)
    until = timezone.localdate() + timedelta(days=400)
    for person in OFFICERS:
        user = _user(person.username, person.name, coded)
        Officer.objects.create(
            user=user,
            authority_id=person.code,
            roles=[r.value for r in person.roles],
            certificate_no=f"演示{user.pk:06d}",
            certificate_until=until,
        )
    for username, name, _as in OTHERS:
        _user(username, name, coded)
    lines = [f"{p.username:<12}{p.name}　{Authority.objects.get(pk=p.code).name}" for p in OFFICERS]
    lines += [f"{username:<12}{name}　{what}" for username, name, what in OTHERS]
    file = home / SIGNINS
    file.write_text("\n".join([f"演示账号，密码均为 {password}", *lines]) + "\n", encoding="utf-8")
    file.chmod(0o600)
    return password


def _user(username: str, name: str, password: str) -> User:
    return User.objects.create(username=username, display_name=name, password=password, synthetic=True)


def load_calendar() -> None:
    """Days that keep the demo running past the last published year; marked as what they are."""
    this = timezone.localdate().year
    for year in (this, this + 1):
        if year <= 2026:
            continue
        for day, name in ((date(year, 1, 1), "元旦"), (date(year, 10, 1), "国庆节")):
            Holiday.objects.get_or_create(
                date=day, defaults={"off": True, "name": name, "source": "演示：该年放假通知未录入，按周末推算"}
            )


def load() -> str:
    """Reference data and people; gives the password of the demo sign-ins."""
    load_authorities()
    load_calendar()
    return load_people(Path(settings.HENGJIAN_HOME))


@contextmanager
def moment(at: datetime) -> Iterator[None]:
    """Let acts of the demo happen at a moment of the past: what they leave behind then bears its date."""
    present = timezone.now
    timezone.now = lambda: at  # type: ignore[assignment]
    try:
        yield
    finally:
        timezone.now = present


@contextmanager
def as_of(at: datetime, principal: Principal) -> Iterator[Principal]:
    """Somebody acts at a moment of the past, in the transaction of the load: what fails ends the load, so no savepoint."""
    outer = current()
    with moment(at):
        if principal == outer:
            yield principal
            return
        with scope(principal):
            yield principal
        enter_scope(outer)


def working(day: date, at: time, now: datetime) -> datetime:
    """That time of day on the last working day up to this one, never to come."""
    while not calendar().is_workday(day):
        day -= timedelta(days=1)
    return min(timezone.make_aware(datetime.combine(day, at)), now)


class Past:
    """Moments of the past, for a room's stage that has its `chance` and knows what is `now`."""

    chance: random.Random
    now: datetime

    def ago(self, days: float, hour: int = 10) -> datetime:
        """A working moment about so many days ago."""
        return self.on(timezone.localtime(self.now - timedelta(days=days)).date(), hour)

    def on(self, day: date, hour: int = 10) -> datetime:
        """A working moment on or before a day."""
        return working(day, time(hour, self.chance.randint(0, 59)), self.now)


def cast(*usernames: str) -> list[Principal]:
    """The people of the demo with these sign-in names."""
    with acting_as(CLOCKWORK):
        return [principal_for(User.objects.get(username=name)) for name in usernames]


def agent_for(*subjects: Subject) -> Principal:
    """The agent, who acts for these subjects too from now on."""
    wanted = {subject.pk for subject in subjects}
    with acting_as(CLOCKWORK):
        user = User.objects.get(username="agent")
        before = principal_for(user)
        if wanted <= set(before.subjects):
            return before
        _join(user, wanted)
        return principal_for(user)


def _join(user: User, subjects: set[int]) -> None:
    """For committed subjects at once, as a room that is loaded beside this one may want the same; new ones in the transaction."""
    with as_owner() as owner:
        owner.execute("SET LOCAL lock_timeout = '20s'")
        owner.execute(
            "INSERT INTO kernel_subjectmember (subject_id, user_id, role) "
            "SELECT id, %s, %s FROM kernel_subject WHERE id = ANY(%s) ON CONFLICT DO NOTHING",
            [user.pk, SubjectMember.OPERATOR, list(subjects)],
        )
    members = [SubjectMember(subject_id=pk, user=user) for pk in subjects]
    SubjectMember.objects.bulk_create(members, ignore_conflicts=True)
