"""Whatever is done in whatever order by whomever: states stay declared, what is refused changes nothing, closed stays closed."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hengjian.apps.registry.models import EntityVersion
from hengjian.apps.registry.tests.builders import act, company_filing, identified, identity_number, own
from hengjian.apps.registry.tests.test_changes import company, holders, reducing
from hengjian.kernel.models import Act
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.procedure import Procedure, procedure_of
from hengjian.kernel.refusal import Refusal
from hengjian.kernel.testing import World, make_world

pytestmark = pytest.mark.django_db
WHO = ("enterprise", "citizen", "officer", "colleague", "head", "stranger", "nobody")
GIVEN: dict[str, dict[str, Any]] = {
    "refuse": {"reason": "材料不符合规定"}, "record_confirmation": {"name": "白露", "how": "face", "reason": "本人到场一致"},
    "record_demand": {"creditor": "某银行", "demand": "请求担保"}, "settle_demand": {"creditor": "某银行", "answer": "已担保"},
    "keep_file": {"ground": "case", "document": "川案〔2026〕0001号"}, "supplement": {"missing": "决议"},
    "supply": {"answer": "已补"}, "suspend": {"reason": "等待"}, "send_back": {"reason": "重看"},
    "transfer": {"authority": "411624", "reason": "管辖"},
}  # fmt: skip
KINDS = ("establishment", "change", "capital_reduction", "reorganisation", "relocation", "filing")


def opened(kind: str, world: World) -> Procedure:
    """A fresh matter of the kind."""
    if kind == "establishment":
        identified(world.enterprise, "何小满", identity_number(71))
        return act(world.enterprise, "establishment.file_company", **company_filing(world.enterprise))
    firm, me = own(world.enterprise, company())
    world.enterprise = me
    shares = holders(("何小满", 71, "500000"), ("白露", 72, "300000"))
    new = {
        "name": "周口市川汇区样岫商贸有限公司",
        "capital": "200000",
        "premises": "川汇区新址路二号",
        "representative": "白露",
    }
    openers: dict[str, tuple[str, dict[str, Any]]] = {
        "change": ("change_term", {"subject": firm.pk, "term_until": "2056-01-01", "promise": True}),
        "capital_reduction": ("reduce_capital", reducing(me, firm)),
        "reorganisation": ("divide", {"subject": firm.pk, "decided_on": "2026-01-05", "capital": "800000", "shares": shares,
                                      "founded": [new], "promise": True}),
        "relocation": ("move", {"subject": firm.pk, "division": "411624", "premises": "沈丘县颍河大道八号", "promise": True}),
        "filing": ("file_control", {"subject": firm.pk, "controls": [{"name": "白露", "by": "fact"}], "promise": True}),
    }  # fmt: skip
    verb, values = openers[kind]
    return act(me, f"{kind}.{verb}", **values)


def now(row: Procedure) -> tuple[Any, ...]:
    with acting_as(CLOCKWORK):
        found = procedure_of(row.key)._base_manager.get(pk=row.pk)
        return found.state, found.version, found.closed_at, EntityVersion.objects.count(), Act.objects.count()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(WHO)), min_size=4, max_size=14))
def test_random_acts_keep_the_order_of_things(kind: str, steps: list[tuple[int, str]]) -> None:
    point = transaction.savepoint()
    world = make_world()
    row = opened(kind, world)
    verbs = sorted(v for v, a in row.acts.items() if not a.opens)
    for number, who in steps:
        declared = row.acts[verbs[number % len(verbs)]]
        principal = CLOCKWORK if declared.machine_only else getattr(world, who)
        before = now(row)
        try:
            with acting_as(principal):
                perform(declared, row.pk, GIVEN.get(declared.verb, {}), principal)
        except Refusal:
            assert now(row) == before
            continue
        after = now(row)
        assert after[0] in row.states
        assert before[2] is None, "a closed matter moved"
        assert after[4] == before[4] + 1
        assert (after[2] is not None) == row.states[after[0]].final
        assert not declared.target or after[0] in {s.name for s in declared.target}
    transaction.savepoint_rollback(point)
