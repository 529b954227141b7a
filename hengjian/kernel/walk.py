"""Random walks over a procedure for property tests: offered acts are done at random, and what must always hold is checked."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from types import UnionType
from typing import Any, get_args, get_origin

from django.utils import timezone

from .act import Act
from .given import Asked, Given, asked
from .ledger.entry import commitment
from .models import Act as ActRow
from .models import ActContent, Clock
from .offers import offers_of
from .perform import perform
from .principal import CLOCKWORK, Principal, acting_as
from .procedure import Procedure
from .refusal import Refusal

# What an act is given in a walk: a fixed value, or a function of the row and the chance.
Values = dict[str, dict[str, Any] | Callable[[Any, random.Random], dict[str, Any]]]


OWN = 4  # how much rather a walk does the procedure's own acts than those every procedure has
RECKLESS = 6  # of so many steps one does an act without asking whether it is offered


@dataclass
class Walk:
    """What became of a walk: the row it ended with, the acts done and the acts refused."""

    row: Any
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def random_walk(
    row: Procedure, people: Iterable[Principal], chance: random.Random, *, steps: int = 12, values: Values | None = None
) -> Walk:
    """Do up to `steps` acts that somebody is offered, the clock's among them; fail where an invariant breaks.

    Now and then somebody does what is not offered: that must be refused and change nothing.
    """
    walk = Walk(_again(row))
    actors = [*people, CLOCKWORK]
    for _step in range(steps):
        check(walk.row)
        if walk.row.stage.final:
            break
        who = chance.choice(actors)
        offered = _offered(walk.row, who)
        reckless = not chance.randrange(RECKLESS)
        acts = [a for a in walk.row.acts.values() if not a.opens] if reckless else offered
        if acts:
            [act] = chance.choices(acts, [1 if a.generic else OWN for a in acts])
            _do(walk, act, who, chance, values or {})
            assert act in offered or walk.refused[-1:] == [act.verb], f"{act.name} was done without being offered"
    check(walk.row)
    return walk


def _offered(row: Procedure, who: Principal) -> list[Act]:
    if who is CLOCKWORK:
        return [a for a in row.acts.values() if a.machine_only and a.starts_from(row.state)]
    with acting_as(who):
        seen = type(row)._base_manager.filter(pk=row.pk).exists()
        return [o.act for o in offers_of(row, who) if o.allowed] if seen else []


def _do(walk: Walk, act: Act, who: Principal, chance: random.Random, values: Values) -> None:
    before = walk.row
    given = sample(act.given, chance, who)
    own = values.get(act.verb, {})
    given |= own(before, chance) if callable(own) else own
    refusal: Refusal | None = None
    try:
        with acting_as(who):
            perform(act, before.pk, given, who, version=before.version)
    except Refusal as caught:
        refusal = caught
    if refusal is not None:
        walk.refused.append(act.verb)
        assert refusal.what, "a refusal says what was not done"
        assert refusal.fact or refusal.fields, f"{act.name} refused without a fact"
        assert _again(before).version == before.version, f"{act.name} was refused and changed something"
        return
    walk.done.append(act.verb)
    walk.row = _again(before)
    assert walk.row.version == before.version + 1


def _again(row: Procedure) -> Any:
    with acting_as(CLOCKWORK):
        return type(row)._base_manager.get(pk=row.pk)


def check(row: Procedure) -> None:
    """State declared, final ones closed and without offers, ledger whole, no due date that is not the law's."""
    assert row.state in row.states
    with acting_as(CLOCKWORK):
        entries = list(ActRow.objects.filter(proceeding_id=row.pk).order_by("pk"))
        contents = {c.act_id: c for c in ActContent.objects.filter(proceeding_id=row.pk)}
        running = list(Clock.objects.filter(proceeding_id=row.pk, ended_at=None))
    assert entries, "a proceeding begins with an act"
    for entry in entries:
        content = contents[entry.pk]
        assert content.body is not None
        assert content.salt is not None
        assert commitment(bytes(content.salt), content.body).hex() == entry.commitment, "the ledger is not sound"
    assert contents[entries[-1].pk].body["to"] == row.state  # type: ignore[index]
    if row.stage.final:
        assert row.closed_at is not None
        assert not running
        assert not [a for a in row.acts.values() if a.starts_from(row.state)], "a final state offers nothing"
        return
    assert row.closed_at is None
    limit = row.limit_in(row.stage)
    assert len(running) == bool(limit), f"{row.state} has {len(running)} clocks"
    if limit:
        ran = running[0].limit  # one that an act prolonged is named after the one of the state
        assert ran == limit or ran.startswith(f"{limit}_"), f"{ran} runs instead of {limit}"
        assert running[0].due == row.due
        assert row.due is None or row.due > running[0].started_at, "due before it began"
        over = row.due is not None and row.stopped_since is not None and row.due < row.stopped_since
        assert over or (row.due is None) == (row.stopped_since is not None), "a clock stopped in time has no due date"


def sample(model: type[Given], chance: random.Random, who: Principal) -> dict[str, Any]:
    """Something for every field that an act asks for; what a room must know better comes from its `values`."""
    return {name: _one(info.annotation, asked(model, name), chance, who) for name, info in model.model_fields.items()}


def _one(kind: Any, how: Asked | dict[str, Any], chance: random.Random, who: Principal) -> Any:
    if get_origin(kind) in (list, tuple):
        keys = [value for value, _label in how["choices"]]
        return chance.sample(keys, k=chance.randint(0, len(keys)))
    if isinstance(kind, UnionType):
        kind = get_args(kind)[0]
    if kind is bool:
        return chance.random() < 0.5
    if how["choices"]:
        return chance.choice([value for value, _label in how["choices"]])
    if how["kind"] == "officer":
        return who.officer_id or 0
    if how["kind"] == "date":
        return (timezone.localdate() + timedelta(days=chance.randint(1, 60))).isoformat()
    return (
        chance.randint(1, 9) if kind is int else chance.choice(["情况属实，符合要求", "材料已经核对", "经查与申报一致"])
    )
