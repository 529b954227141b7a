"""People, a firm with a published penalty, and acts around it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.tests.builders import firm, published
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, Clock, Proceeding, Subject
from hengjian.kernel.perform import Done, perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, make_world


class Around:
    """A world in which a penalty of a firm is public."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.subject: Subject = firm(self.world)
        self.penalty: Any = published(self.world, self.subject)
        self.number: str = self.penalty.number
        w = self.world
        self.people = [w.officer, w.colleague, w.head, w.enterprise, w.city, w.stranger, w.citizen]

    def by(self, who: str | Principal, name: str, pk: int | None = None, **given: Any) -> Any:
        """Do an act of the room as somebody of the world; gives the matter."""
        return self.done(who, name, pk, **given).proceeding

    def done(self, who: str | Principal, name: str, pk: int | None = None, **given: Any) -> Done:
        principal: Principal = getattr(self.world, who) if isinstance(who, str) else who
        with acting_as(principal):
            return perform(f"enforcement.{name}", pk, given, principal)

    def machine(self, name: str, pk: int, **given: Any) -> Any:
        """Do an act as the worker would."""
        with acting_as(CLOCKWORK):
            return perform(name, pk, given, CLOCKWORK).proceeding

    def again(self, row: Any) -> Any:
        with acting_as(CLOCKWORK):
            return type(row)._base_manager.get(pk=row.pk)

    def run_out(self, row: Any) -> Any:
        """Let the running time limit be over."""
        with acting_as(CLOCKWORK):
            Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=timezone.now())
        run_clock()
        return self.again(row)

    def seal(self) -> None:
        """Let the log take in what was done."""
        with acting_as(CLOCKWORK):
            seal("sha256")

    def verbs(self, row: Proceeding) -> list[str]:
        with acting_as(CLOCKWORK):
            return [a.name.rpartition(".")[2] for a in Act.objects.filter(proceeding_id=row.pk).order_by("pk")]


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


REVIEW = {"body": "川汇区人民政府", "claim": "请求撤销处罚决定，事实认定不清"}
CLAIM = {"court": "川汇区人民法院", "claim": "请求判决撤销处罚决定"}
ANSWER = {"answer": "事实清楚，证据确实，适用法律正确，程序合法"}
HEARD = {"attended": "head", "attended_by": "陈立新 局长"}
