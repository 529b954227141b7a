"""Random acts: whoever does whatever with whatever, a procedure and the register stay whole."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from pydantic import BaseModel

from hengjian.apps.registry.models import EntityVersion, MarketEntity
from hengjian.apps.registry.rules.exits import LEFT
from hengjian.kernel.act import Act
from hengjian.kernel.given import asked
from hengjian.kernel.models import Act as ActRow
from hengjian.kernel.models import Clock, PaperRecord, Proceeding, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.procedure import Procedure, procedure_of
from hengjian.kernel.refusal import Refusal
from hengjian.web.forms import row_model

TEXTS = st.sampled_from(["无", "已按规定办理完毕", "尚欠货款三万元未付，有对账单为证"])
STEPS = 7


class Undo(Exception):
    """Ends an example; what it did is rolled back."""


def values(act: Act, known: dict[str, Any], draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
    """Something for every field the act asks for, mostly well-formed; `known` fixes some by name."""
    return _values(act.given, known, draw)


def _values(model: type[BaseModel], known: dict[str, Any], draw: Callable[..., Any]) -> dict[str, Any]:
    out = {}
    for name, info in model.model_fields.items():
        if name in known:
            out[name] = known[name]
            continue
        how, inner = asked(model, name), row_model(model, name)
        if inner:
            out[name] = [_values(inner, known, draw) for _n in range(draw(st.integers(0, 2)))]
        elif how["choices"]:
            chosen = draw(st.sampled_from([value for value, _label in how["choices"]]))
            out[name] = [chosen] if list in (info.annotation, getattr(info.annotation, "__origin__", None)) else chosen
        else:
            out[name] = draw(_strategy(how["kind"], info.annotation))
    return out


def _strategy(kind: str, annotation: Any) -> st.SearchStrategy[Any]:
    today = timezone.localdate()
    if kind == "date" or date in get_args(annotation):
        return st.integers(-60, 400).map(lambda n: (today + timedelta(days=n)).isoformat())
    if kind == "check":
        return st.booleans()
    if kind in ("number", "subject", "officer"):
        return st.integers(0, 3)
    if kind == "money":
        return st.sampled_from([Decimal("0.01"), Decimal("30000")])
    if kind == "id_number":
        return st.just("110101199003070716")
    return TEXTS


def walk(
    start: Callable[[], tuple[Procedure, Subject]],
    people: list[Principal],
    known: dict[str, Any],
    draw: Callable[[st.SearchStrategy[Any]], Any],
) -> None:
    """Do random acts of the procedure that `start` opens, by random people, and look after each; then undo it all."""
    try:
        with transaction.atomic():
            row, subject = start()
            whole(row.pk, subject)
            kind = procedure_of(row.procedure)
            acts = sorted((a for a in kind.acts.values() if not a.opens), key=lambda a: a.verb)
            for _step in range(STEPS):
                here = [a for a in acts if a.starts_from(_state(row.pk))] or acts
                step(draw(st.sampled_from(here)), row.pk, subject, people, known, draw)
            raise Undo
    except Undo:
        pass


def step(
    act: Act,
    pk: int,
    subject: Subject,
    people: list[Principal],
    known: dict[str, Any],
    draw: Callable[[st.SearchStrategy[Any]], Any],
) -> None:
    """One act: a refused one has changed nothing, a done one leaves everything whole."""
    who = CLOCKWORK if act.machine_only else draw(st.sampled_from(people))
    given = values(act, known, draw)
    before, refused = trace(pk, subject), False
    try:
        with acting_as(who):
            perform(act, pk, given, who)
    except Refusal:
        refused = True
    assert (trace(pk, subject) == before) is refused, f"{act.name}, refused: {refused}"
    whole(pk, subject)


def _state(pk: int) -> str:
    with acting_as(CLOCKWORK):
        return Proceeding.objects.get(pk=pk).state


def trace(pk: int, subject: Subject) -> tuple[Any, ...]:
    """What must not move when an act is refused."""
    with acting_as(CLOCKWORK):
        row = Proceeding.objects.get(pk=pk)
        own = procedure_of(row.procedure)._base_manager.filter(pk=pk).values().get()
        return (
            own,
            ActRow.objects.filter(proceeding_id=pk).count(),
            EntityVersion.objects.filter(subject=subject).count(),
            Subject.objects.get(pk=subject.pk).status,
        )


def whole(pk: int, subject: Subject) -> None:
    """What holds after every act of every procedure of the register."""
    with acting_as(CLOCKWORK):
        row = Proceeding.objects.get(pk=pk)
        stage = procedure_of(row.procedure).states[row.state]
        assert (row.closed_at is not None) is stage.final
        running = list(Clock.objects.filter(proceeding_id=pk, ended_at=None))
        assert len(running) == (1 if stage.limit else 0)
        assert not (stage.final and row.held)
        now = Subject.objects.get(pk=subject.pk)
        newest = EntityVersion.objects.filter(subject=subject).order_by("-effective_on", "-recorded_at", "-pk")[0]
        assert newest.items["status"] == now.status
        assert (now.closed_on is not None) is (now.status in LEFT)
        assert MarketEntity.objects.get(pk=subject.pk).representative == newest.items["representative"]
        if now.status in LEFT:
            valid = PaperRecord.objects.filter(subject=subject, template="registry.licence", ended_at=None)
            assert not valid.exists()
