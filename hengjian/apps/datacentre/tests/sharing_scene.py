"""A city with a department that needs data, shops whose data they are, and a share in every stage."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from hengjian.apps.datacentre.actions import delivering
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.testing import World, again, make_subject, make_world, person

RESOURCE = "kernel.subjects"


@dataclass
class Sharing:
    """The people, some shops of two counties, and short words for what they do."""

    world: World = field(default_factory=make_world)
    tax: Principal = field(init=False)
    shops: list[Subject] = field(init=False)

    def __post_init__(self) -> None:
        with acting_as(CLOCKWORK):
            self.tax = person("tax", "川汇区税务局")
        self.shops = [make_subject(f"样{n}号饭店") for n in range(30)]
        self.other = make_subject("样沈丘店", "411624")
        self.shop = self.shops[0]

    @property
    def people(self) -> list[Principal]:
        return [self.tax, self.world.officer, self.world.colleague, self.world.head, self.world.stranger]

    def wanted(self, **values: Any) -> dict[str, Any]:
        """An application as it should be."""
        return {
            "resource": RESOURCE, "place": "411602", "columns": ["name", "status"], "way": "api", "legal_basis": "税收征收管理法",
            "purpose": "核对纳税人登记状态，用于税务登记管理",
            "until": (timezone.localdate() + timedelta(days=90)).isoformat(), **values,
        }  # fmt: skip

    def asked(self, **values: Any) -> DataShare:
        return self.do(self.tax, "data_share.apply_for_data", None, **self.wanted(**values))

    def granted(self, **values: Any) -> DataShare:
        row = self.asked(**values)
        self.do(self.world.officer, "data_share.examine_share", row.pk, checked="目的明确，范围适当")
        return self.do(self.world.head, "data_share.grant_share", row.pk)

    def do(self, who: Principal, name: str, pk: int | None, /, **given: Any) -> Any:
        """One act; gives the row as it is afterwards."""
        with acting_as(who):
            done = perform(f"datacentre.{name}", pk, given, who)
        return self.now(done.proceeding)

    def now(self, row: Any) -> Any:
        with acting_as(CLOCKWORK):
            return type(row)._base_manager.get(pk=row.pk)

    def key(self, row: DataShare) -> str:
        with acting_as(self.tax):
            return delivering.new_key(self.now(row), self.tax)

    def read(self, row: DataShare, key: str, **asked: Any) -> Any:
        """What the API answers to the department's program."""
        address = f"/api/v1/datacentre/shared/{row.pk}"
        return Client().get(address, asked, headers={"Authorization": f"Bearer {key}"})

    def published(self, kind: str = "penalty", **values: Any) -> Disclosure:
        """A public record of the shop; it comes with a matter of this room, as nothing is public without an act."""
        row = self.asked(way="file", **values)
        with acting_as(self.world.head):
            perform(
                "datacentre.data_share.refuse_share",
                row.pk,
                {"ground": "other", "reason": "这些记录已经公开"},
                self.world.head,
            )
        with acting_as(CLOCKWORK):
            return Disclosure.objects.create(
                act_id=row.entries.latest("pk").pk, subject=self.shop, code="411602", kind=kind, title="样饭店：罚款",
                body={"name": "样饭店", "number": "周市监罚〔2026〕1号", "content": "罚款五百元", "secret": "不公开"},
                article="行政处罚法第四十八条", since=timezone.now(), synthetic=True,
            )  # fmt: skip

    def fresh(self) -> Principal:
        return again(self.tax)
