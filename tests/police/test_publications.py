"""Whatever is put on the public record has a name there, declared by one room."""

import ast
from collections import Counter
from collections.abc import Iterator

from hengjian.kernel.act import acts
from hengjian.kernel.diagram import declared
from hengjian.web import publications
from tests.police.repository import product, tree


def written() -> Iterator[str]:
    """Kinds that the code names where it publishes: `on.disclose("penalty", …)` and what the register announces."""
    for file in product():
        for node in ast.walk(tree(file)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = {"disclose": 0, "announce": 1, "announce_on_paper": 1}.get(name)
            if at is not None and len(node.args) > at and isinstance(kind := node.args[at], ast.Constant):
                yield str(kind.value)


def test_every_kind_of_record_has_a_name() -> None:
    of_acts = {act.discloses for act in acts().values() if act.procedure in declared() and act.discloses}
    assert len(of_acts) > 40
    assert (of_acts | set(written())) - set(publications.kinds()) == set()


def test_one_room_declares_a_kind() -> None:
    count = Counter(kind for one in publications.declared() for kind in one.kinds)
    assert [kind for kind, times in count.items() if times > 1] == []


def test_a_room_may_call_an_item_its_own_way() -> None:
    """`matter` is the registration that is in question, the text of a convention, or what is tried in a sandbox."""
    called = {str(publications.items_of(kind)["matter"]) for kind in ("cancellation", "convention", "sandbox")}
    assert len(called) == 3
