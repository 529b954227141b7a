"""Firms with credit records, and the acts by which they come about."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Clock, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, again, make_subject

FIRM = "周口市样禾食品有限公司"


def firm(world: World, name: str = FIRM, kind: str = "company", **values: Any) -> Subject:
    """A registered firm the world's enterprise acts for; the world knows about it afterwards."""
    given = {"opened_on": date(2018, 5, 4), "kind": kind, **values}
    with acting_as(CLOCKWORK):
        subject = make_subject(name, member=world.enterprise, **{k: v for k, v in given.items() if k != "kind"})
        Subject.objects.filter(pk=subject.pk).update(kind=kind)
        subject.kind = kind
    world.enterprise = again(world.enterprise)
    return subject


def do(who: Principal, name: str, pk: int | None = None, *, key: str | None = None, **given: Any) -> Done:
    """Do an act of the room as somebody."""
    with acting_as(who):
        return perform(f"credit.{name}", pk, given, who, key=key)


def machine(name: str, pk: int | None = None, **given: Any) -> Done:
    """Do an act as the worker would."""
    return do(CLOCKWORK, name, pk, **given)


def reload(row: Any) -> Any:
    with acting_as(CLOCKWORK):
        return type(row)._base_manager.get(pk=row.pk)


def run_out(row: Any) -> Any:
    """Let the running time limit be over."""
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=timezone.now())
    run_clock()
    return reload(row)


def on_day(day: date) -> Any:
    """Acts within bear the date of noon on that day."""
    return moment(timezone.make_aware(datetime.combine(day, time(12))))


def entries(subject: Subject, **wanted: Any) -> list[CreditEntry]:
    with acting_as(CLOCKWORK):
        return list(CreditEntry.objects.filter(subject=subject, **wanted).order_by("pk"))


# ---- penalties ----


def penalty(world: World, subject: Subject, **values: Any) -> Any:
    """A decision on record, not yet published."""
    given = {
        "subject": subject.pk,
        "decision_no": "周川市监处罚〔2026〕12号",
        "decided_by": "周口市川汇区市场监督管理局",
        "decided_on": timezone.localdate().isoformat(),
        "kinds": ["fine"],
        "fine": "20000",
        "field": "food",
        "violation": "经营超过保质期的食品",
        "article": "《食品安全法》第三十四条",
        "performed": True,
    } | values
    return do(world.officer, "recorded_penalty.record", **given).proceeding


def published(world: World, subject: Subject, **values: Any) -> Any:
    """The same, published."""
    row = penalty(world, subject, **values)
    return do(world.officer, "recorded_penalty.publish_penalty", row.pk).proceeding


# ---- reports ----

COMPANY = {
    "phone": "0394-8201234",
    "premises": "河南省周口市川汇区七一路8号",
    "business": "open",
    "staff": 10,
    "insured": 8,
    "assets": "5000000",
    "revenue": "2000000",
    "shown": ["revenue"],
}
SHOP = {
    "phone": "0394-8201234",
    "premises": "河南省周口市川汇区七一路8号",
    "business": "open",
    "staff": 2,
    "insured": 0,
}


def report(world: World, subject: Subject, year: int, *, passed_on: bool = True, **values: Any) -> Any:
    """A report filed, and its parts passed on."""
    shop = subject.kind == "individual_business"
    verb, given = ("file_individual", SHOP) if shop else ("file_company", COMPANY)
    row = do(world.enterprise, f"annual_report.{verb}", subject=subject.pk, year=year, **given | values).proceeding
    return machine("annual_report.pass_on", row.pk).proceeding if passed_on else row


# ---- lists ----


def listed(subject: Subject, cause: str = "unreachable_domicile", **values: Any) -> Any:
    """An entry on the list of abnormal operations by the machine."""
    given = {
        "subject": subject.pk,
        "cause": cause,
        "found": "经实地核查无人经营",
        "found_on": timezone.localdate().isoformat(),
    } | values
    return machine("abnormal_listing.enter", **given).proceeding


def proposed(world: World, subject: Subject, **values: Any) -> Any:
    """An entry on the serious list proposed, resting on a revoked permit."""
    number = "周川市监处罚〔2026〕99号"
    if not entries(subject, kind="penalty"):
        published(world, subject, decision_no=number, kinds=["revocation", "fine"], fine="500000")
    given = {
        "subject": subject.pk,
        "cause": "f2",
        "penalty_no": number,
        "gravity": ["malice", "harm"],
        "found": "在食品中添加非食品原料，造成危害",
    } | values
    return do(world.officer, "serious_listing.propose", **given).proceeding


def seriously_listed(world: World, subject: Subject, **values: Any) -> Any:
    """On the serious list, with the consent of the city."""
    row = proposed(world, subject, **values)
    run_out(row)
    do(world.colleague, "serious_listing.ask_consent", row.pk, reason="请予同意列入")
    do(world.city, "serious_listing.consent", row.pk, reason="同意列入名单")
    return do(world.head, "serious_listing.decide_entry", row.pk, reason="性质恶劣，情节严重").proceeding


# ---- repair ----


def applied(world: World, subject: Subject, *found: CreditEntry) -> Any:
    """An application for the repair of these entries."""
    given = {
        "subject": subject.pk,
        "entries": [str(e.pk) for e in found],
        "explanation": "已履行义务并提交证明材料",
        "promise": True,
    }
    return do(world.enterprise, "credit_repair.apply", **given).proceeding


def checked(world: World, row: Any) -> Any:
    """The same, taken up and checked."""
    do(world.officer, "credit_repair.take_up_repair", row.pk)
    return do(world.officer, "credit_repair.check_repair", row.pk, checked="材料属实，义务已履行").proceeding


def repaired(world: World, row: Any) -> Any:
    """The same, granted for every entry; the follow-up acts are done."""
    keys = [str(pk) for pk in row.open_entries]
    done = do(world.colleague, "credit_repair.decide_repair", row.pk, granted=keys, reason="符合信用修复条件")
    with acting_as(CLOCKWORK):
        found = list(CreditEntry.objects.filter(pk__in=[int(k) for k in keys]))
    for entry in found:
        verb = {"penalty": "recorded_penalty.stop_early", "serious": "serious_listing.lift"}.get(entry.kind)
        if verb:
            machine(verb, entry.proceeding_id)
        else:
            machine("abnormal_listing.remove", entry.proceeding_id, reason="信用修复")
    return done.proceeding
