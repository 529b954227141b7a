"""A shop, checks at every stage, answers as a device hands them over."""

import hashlib
from typing import Any

from django.utils import timezone

from hengjian.apps.inspection.actions.checks import open_check
from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules.catalogue import of_item
from hengjian.kernel import files
from hengjian.kernel.models import Clock, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, again, make_subject

SHOP = "周口市川汇区样禾餐饮店"
ITEM = "registration_items-01"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"picture"


def shop(world: World, name: str = SHOP) -> Subject:
    """A registered shop the world's enterprise acts for; the world knows about it afterwards."""
    subject = make_subject(name, member=world.enterprise, opened_on=timezone.localdate().replace(year=2020))
    world.enterprise = again(world.enterprise)
    return subject


def do(who: Principal, name: str, pk: int | None = None, key: str | None = None, **given: Any) -> Done:
    """Do an act as somebody; names without a room are of inspection."""
    full = name if name.startswith("enforcement.") else f"inspection.{name}"
    with acting_as(who):
        return perform(full, pk, given, who, key=key)


def machine(name: str, pk: int | None = None, **given: Any) -> Done:
    """Do an act as the worker would."""
    return do(CLOCKWORK, name, pk, **given)


def team(world: World) -> list[int]:
    return [world.officer.officer_id or 0, world.colleague.officer_id or 0]


def drawn(world: World, subject: Subject, items: tuple[str, ...] = (ITEM,), **more: Any) -> Any:
    """A check that a draw has sent."""
    given: dict[str, Any] = {"origin": "draw", "source": "川汇抽〔2026〕1号", "by": None, "authority": "411602"}
    with acting_as(CLOCKWORK):
        return open_check(subject.pk, officers=team(world), items=list(items), **(given | more))


def begun(world: World, subject: Subject, **more: Any) -> Any:
    return do(world.officer, "site_check.begin", drawn(world, subject, **more).pk, shown=True).proceeding


def entry(question: str, verdict: str = "conform", n: int = 0, **more: Any) -> dict[str, Any]:
    """An answer as a device hands it over."""
    given: dict[str, Any] = {
        "id": f"{question}/{verdict}/{n}",
        "kind": "answer",
        "question": question,
        "verdict": verdict,
        "note": "专册缺11月记录" if verdict == "fault" else "",
        "device": "a",
        "at": timezone.now().isoformat(),
    }
    return given | more


def stored(content: bytes = PICTURE) -> str:
    """A picture whose bytes have arrived; gives its hash."""
    with acting_as(CLOCKWORK):
        files.store(content, "image/png")
    return hashlib.sha256(content).hexdigest()


def answered(world: World, row: SiteCheck, *faults: str) -> Any:
    """Every question answered, those named with a fault."""
    keys = [q.key for item in row.items for q in of_item(item)]
    entries = [entry(key, "fault" if key in faults else "conform") for key in keys]
    return do(world.officer, "site_check.record", row.pk, entries=entries).proceeding


def signed(world: World, row: SiteCheck, **more: Any) -> Any:
    """Both sides have signed."""
    hashed = stored()
    given = {"officer_signature": hashed, "party_signature": hashed, "party_name": "何小满"} | more
    return do(world.officer, "site_check.finish", row.pk, **given).proceeding


def recorded(world: World, subject: Subject, *faults: str, items: tuple[str, ...] = (ITEM,), **more: Any) -> Any:
    """A check whose record is signed."""
    row = begun(world, subject, items=items, **more)
    return signed(world, answered(world, row, *faults))


def ordered(world: World, row: SiteCheck, **more: Any) -> Any:
    """An order to correct what the check has found."""
    given = {"check_number": row.number, "kind": "limited", "term": "checks.correction_7"} | more
    return do(world.officer, "correction_order.order", **given).proceeding


def concluded(world: World, row: SiteCheck, *codes: str) -> Any:
    given = {"codes": list(codes), "finding": "检查情况见笔录"}
    return do(world.officer, "site_check.conclude", row.pk, **given).proceeding


def run_out(row: Any) -> Any:
    """Let the running limit be over, and the clock look."""
    with acting_as(CLOCKWORK):
        Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=timezone.now())
    run_clock()
    return reload(row)


def reload(row: Any) -> Any:
    with acting_as(CLOCKWORK):
        return type(row)._base_manager.get(pk=row.pk)
