"""A shop, complaints at every stage, people with and without an account."""

from typing import Any

from hengjian.apps.consumer.queries import guest_of
from hengjian.kernel.models import Clock, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, again, make_subject

SHOP = "周口市川汇区样禾家电行"
NAME, PHONE, CODE = "吴小可", "13800138123", "K7QF-2MXA-9TRD"
SAID: dict[str, Any] = {
    "business": "", "place_division": "411602", "goods": "洗衣机", "problem": "quality",
    "what": "买来三天就漏水，商家不肯换", "happened_on": "2026-08-01", "amount": "1299.00",
}  # fmt: skip
FILED = SAID | {"wish": "replace", "name": NAME, "phone": PHONE, "consents": True}


def shop(world: World, name: str = SHOP) -> Subject:
    """A registered shop the world's enterprise acts for; the world knows about it afterwards."""
    subject = make_subject(name, member=world.enterprise)
    world.enterprise = again(world.enterprise)
    return subject


def guest() -> Principal:
    """Somebody without an account: query code and phone."""
    return guest_of(CODE, PHONE)


def do(who: Principal, name: str, pk: int | None = None, key: str | None = None, /, **given: Any) -> Done:
    """Do an act as somebody; names without a room are of this one."""
    full = name if name.startswith(("enforcement.", "consumer.")) else f"consumer.{name}"
    with acting_as(who):
        return perform(full, pk, given, who, key=key)


def complained(subject: Subject, **more: Any) -> Any:
    """A complaint of somebody without an account."""
    return do(guest(), "complaint.complain", **FILED | {"subject": subject.pk} | more).proceeding


def accepted(world: World, subject: Subject, **more: Any) -> Any:
    """In mediation, the officer mediates."""
    row = complained(subject, **more)
    return do(world.officer, "complaint.accept", row.pk, mediator=world.officer.officer_id).proceeding


def proposed(world: World, subject: Subject, **more: Any) -> Any:
    """An agreement is written down and waits for both signatures."""
    row = accepted(world, subject, **more)
    given = {"terms": "更换同型号新机一台", "amount": "0", "perform_by": "2099-01-05"}
    return do(world.officer, "complaint.propose_agreement", row.pk, **given).proceeding


def settled(world: World, subject: Subject, **more: Any) -> Any:
    row = proposed(world, subject, **more)
    do(guest(), "complaint.sign_as_consumer", row.pk)
    return do(world.enterprise, "complaint.sign_as_business", row.pk).proceeding


def run_out(row: Any) -> None:
    """Let the running limit be over, and the clock act."""
    with acting_as(CLOCKWORK):
        past = row.opened_at
        type(row).objects.filter(pk=row.pk).update(due=past)
        Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=past)
        run_clock()


def fresh(row: Any) -> Any:
    """The row as it stands now."""
    with acting_as(CLOCKWORK):
        return type(row).objects.get(pk=row.pk)
