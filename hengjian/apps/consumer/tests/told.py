"""A shop, complaints as another room would hand them over, and acts of the room."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.consumer.actions.likeness import note
from hengjian.apps.consumer.models import StudySample
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World, again, make_subject

SHOP = "周口市川汇区样禾健身馆"
PREPAID = "6月3日在样禾健身房办了年卡1880元，现在已经关门，联系不上老板，要求退还余额。"


def shop(world: World, name: str = SHOP) -> Subject:
    """A registered shop the world's enterprise acts for; the world knows about it afterwards."""
    subject = make_subject(name, member=world.enterprise, opened_on=timezone.localdate().replace(year=2020, day=1))
    world.enterprise = again(world.enterprise)
    return subject


def do(who: Principal, name: str, pk: int | None = None, /, **given: Any) -> Done:
    """Do an act as somebody; names without a room are of consumer."""
    full = name if name.count(".") == 2 else f"consumer.{name}"
    with acting_as(who):
        return perform(full, pk, given, who)


def machine(name: str, pk: int | None = None, /, **given: Any) -> Done:
    return do(CLOCKWORK, name, pk, **given)


def told(subject: Subject | None, text: str, days_ago: float = 1, authority: str = "411602", **more: Any) -> int:
    """A complaint on file whose text was taken into the index; a lead stands in for the procedure of the intake."""
    given = {"source": "complaint", "subject": subject.pk if subject else None, "authority": authority, "what": text}
    row = machine("enforcement.lead.hand_over_found", **given).proceeding
    note(row.pk, subject.pk if subject else None, text, ago(days_ago), **more)
    return int(row.pk)


def ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def cluster(subject: Subject, count: int = 12) -> list[int]:
    """So many people whose cards one shop no longer honours."""
    return [told(subject, f"{PREPAID}共{n}00元", n % 20 + 1) for n in range(1, count + 1)]


def published_study(world: World) -> int:
    """A comparative study whose results everybody may read; gives what was published."""
    plan = {
        "kind": "test",
        "about": "儿童保温杯",
        "method": "按标准检测保温效能",
        "sampling": "商场购买",
        "body": "样消费者协会",
    }
    pk = do(world.officer, "comparative_study.plan_study", **plan).proceeding.pk
    for brand in ("样甲牌", "样乙牌"):
        do(world.officer, "comparative_study.add_sample", pk, brand=brand)
    do(world.officer, "comparative_study.end_sampling", pk)
    with acting_as(CLOCKWORK):
        samples = list(StudySample.objects.filter(proceeding_id=pk).values_list("pk", flat=True))
    for sample in samples:
        do(world.officer, "comparative_study.enter_result", pk, sample=sample, result="合格", verdict="plain")
    do(world.officer, "comparative_study.ask_replies", pk)
    machine("comparative_study.end_replies", pk)
    done = do(
        world.head, "comparative_study.publish_study", pk, summary="两个样品均符合标准，没有明显差别，详见分项结果。"
    )
    with acting_as(CLOCKWORK):
        return int(Disclosure.objects.get(act_id=done.act_id).pk)


def announced(world: World) -> int:
    """An activity of consumer education in the public calendar; gives what was published."""
    day = timezone.localdate().isoformat()
    given = {
        "theme": "elderly",
        "name": "银发消费课堂",
        "place": "社区活动室",
        "first_day": day,
        "content": "识别会销和夸大宣传",
    }
    done = do(world.officer, "education_activity.announce_activity", **given)
    with acting_as(CLOCKWORK):
        return int(Disclosure.objects.get(act_id=done.act_id).pk)
