"""People, entities and steps that the tests of resting and leaving share."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.registry.actions import register
from hengjian.apps.registry.models import Department, EntityVersion
from hengjian.apps.registry.rules.items import Items, Place
from hengjian.kernel.models import Disclosure, Proceeding, Subject, SubjectMember, User
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import concrete
from hengjian.kernel.testing import World, again, make_world, person

from .builders import company_items, entity, occasion

NUMBERS = {"何小满": "110101199003070716", "白露": "11010119900307337X"}


@dataclass
class Scene:
    """A company with its agent, a creditor, and a tax department with an account of its own."""

    world: World = field(default_factory=make_world)

    def __post_init__(self) -> None:
        self.firm = entity(day=date(2024, 7, 1))
        self.agent = member(self.world.enterprise, self.firm)
        self.creditor = self.world.citizen
        with acting_as(CLOCKWORK):
            self.tax = person("tax", "川汇区税务局")
            Department.objects.create(kind="tax", name="川汇区税务局", division_code="411602", user_id=self.tax.user_id)


def member(principal: Principal, subject: Subject) -> Principal:
    """The principal, now also acting for the entity."""
    with acting_as(CLOCKWORK):
        SubjectMember.objects.create(subject=subject, user_id=principal.user_id or 0)
    return again(principal)


def business(name: str = "周口市川汇区样禾餐饮店", day: date = date(2024, 7, 1)) -> Subject:
    """An individual business on the register."""
    place = Place(address="周口市川汇区七一路九号", division="411602")
    return entity(
        Items(name=name, trade_name="样禾", representative="何小满", places=(place,), scope="餐饮服务。"), day
    )


def do(act: str, pk: int | None, who: Principal = CLOCKWORK, **given: Any) -> Done:
    """One act of the room, by its name without the room's."""
    with acting_as(who):
        return perform(f"registry.{act}", pk, given, who)


def now(pk: int) -> Any:
    """The proceeding as it stands."""
    with acting_as(CLOCKWORK):
        return concrete(Proceeding.objects.get(pk=pk))


def status_of(subject: Subject) -> str:
    with acting_as(CLOCKWORK):
        return Subject.objects.get(pk=subject.pk).status


def shown(subject: Subject, kind: str) -> Disclosure:
    """The newest published record of that kind."""
    with acting_as(CLOCKWORK):
        return Disclosure.objects.filter(subject=subject, kind=kind).latest("pk")


def restated(subject: Subject, status: str, day: date) -> None:
    """The entity has this status since the day."""
    with acting_as(CLOCKWORK):
        items = Items.model_validate(EntityVersion.objects.filter(subject=subject).latest("pk").items)
        register.amend(subject, items.model_copy(update={"status": status}), "annotation", occasion(day))


def in_days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


def signers() -> list[dict[str, str]]:
    """Both shareholders of the company of the builders."""
    return [{"name": name, "id_number": number} for name, number in NUMBERS.items()]


def simplified(scene: Scene, **given: Any) -> Done:
    """An application of the company that has been examined."""
    values = {"subject": scene.firm.pk, "reason": "股东会决议解散", "signers": signers(), "promise": True} | given
    done = do("deregistration.apply_to_leave", None, scene.agent, **values)
    return do("deregistration.examine", done.proceeding.pk)


def user_of(principal: Principal) -> User:
    with acting_as(CLOCKWORK):
        return User.objects.get(pk=principal.user_id)


__all__ = ["company_items"]
