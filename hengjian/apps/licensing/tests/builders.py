"""Guides published, a shop, and filings with defaults."""

from typing import Any

from django.utils import timezone

from hengjian.apps.enforcement.models import Expert
from hengjian.apps.licensing.models import Permit, PermitItem, ServiceGuide
from hengjian.apps.licensing.queries import authority_for
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World, again, make_subject

SHOP = "周口市川汇区样禾餐饮店"
FOOD = ("application", "layout", "systems", "health")


def publish_guides(code: str = "411602") -> None:
    """A guide for every item of market regulation at the authority that decides on it."""
    with acting_as(CLOCKWORK):
        ServiceGuide.objects.bulk_create(
            ServiceGuide(
                item=item,
                code=authority_for(item, code),
                place="政务服务中心二楼",
                phone="0394-1234567",
                fee="不收费",
                promised=item.promised,
                published_at=timezone.now(),
            )
            for item in PermitItem.objects.filter(own=True)
        )


def shop(world: World, name: str = SHOP) -> Subject:
    """A registered shop the world's enterprise acts for; the world knows about it afterwards."""
    subject = make_subject(name, member=world.enterprise, opened_on=timezone.localdate().replace(year=2020))
    world.enterprise = again(world.enterprise)
    return subject


def request(subject: Subject, item: str = "LI-003", **values: Any) -> dict[str, Any]:
    """What an applicant files; complete for food operation."""
    return {
        "subject": subject.pk,
        "item": item,
        "content": "热食类食品制售",
        "premises": "河南省周口市川汇区七一路8号",
        "category": "2",
        "materials": list(FOOD),
    } | values


def do(who: Principal, name: str, pk: int | None = None, **given: Any) -> Done:
    """Do an act of the room as somebody."""
    with acting_as(who):
        return perform(f"licensing.{name}", pk, given, who)


def machine(name: str, pk: int | None = None, **given: Any) -> Done:
    """Do an act as the worker would."""
    return do(CLOCKWORK, name, pk, **given)


def applied(world: World, subject: Subject, **values: Any) -> Any:
    """An application that was taken."""
    return do(world.enterprise, "permit_application.file", **request(subject, **values)).proceeding


def accepted(world: World, subject: Subject, **values: Any) -> Any:
    """An application that was accepted."""
    row = applied(world, subject, **values)
    return do(world.officer, "permit_application.accept", row.pk, tolerate=True).proceeding


def visited(world: World, row: Any, *, passed: bool = True) -> Any:
    """The same after an on-site check by two officers."""
    given = {"companion": world.colleague.officer_id, "day": "2026-11-25"}
    do(world.officer, "permit_application.announce_visit", row.pk, **given)
    finding = "布局与图纸一致，设施齐全"
    return do(world.officer, "permit_application.record_visit", row.pk, passed=passed, finding=finding).proceeding


def permit_for(world: World, subject: Subject, **values: Any) -> Permit:
    """A permit granted in the ordinary way."""
    row = visited(world, accepted(world, subject, **values))
    done = do(world.head, "permit_application.grant", row.pk)
    return the_permit(done.act_id)


def committed(world: World, subject: Subject, **values: Any) -> Permit:
    """A permit given at once on a commitment."""
    row = do(world.enterprise, "commitment.commit", **request(subject, promise=True, **values)).proceeding
    return the_permit(machine("commitment.grant", row.pk).act_id)


def check_due(permit: Permit, reason: str = "commitment") -> Any:
    """The check that follows the grant."""
    return machine("post_check.open_check", permit=permit.pk, reason=reason).proceeding


def the_permit(act_id: int) -> Permit:
    with acting_as(CLOCKWORK):
        return Permit.objects.select_related("item", "subject").get(act_id=act_id)


def experts(item: str, count: int = 3, unit: str = "河南省药品审评查验中心") -> list[str]:
    """Keys of experts who know the item."""
    with acting_as(CLOCKWORK):
        return [str(Expert.objects.create(name=f"评审{n}", unit=unit, items=[item]).pk) for n in "甲乙丙丁"[:count]]


def reload(row: Any) -> Any:
    with acting_as(CLOCKWORK):
        return type(row)._base_manager.get(pk=row.pk)
