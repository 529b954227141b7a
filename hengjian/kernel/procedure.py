"""Declaring a procedure: states, time limits, numbers. One declaration yields page, form, API, timeline and deadline."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models.base import ModelBase
from django.utils.functional import Promise

from .access import Access
from .models.proceeding import Proceeding

if TYPE_CHECKING:
    from .act import Act

Text = str | Promise
_procedures: dict[str, "type[Procedure]"] = {}


class State:
    """A stage of a procedure.

    `limit` is the id of the legal time limit that runs while the proceeding stands here, `lapses` the clock's act when
    it runs out, `waits` true where the running out is the normal course (a publicity period), `prolongs` where the
    limit counts from the end of the one before (an extension granted in time), `at_work` where a worker is busy with the
    matter: then nobody sends it back, suspends it or passes it on under its hands.
    """

    final = False

    def __init__(
        self,
        label: Text,
        *,
        limit: str = "",
        lapses: str = "",
        waits: bool = False,
        prolongs: bool = False,
        at_work: bool = False,
    ) -> None:
        self.label, self.limit, self.lapses, self.waits, self.prolongs = label, limit, lapses, waits, prolongs
        self.at_work = at_work
        self.name = ""
        self.procedure: Any = None

    def __set_name__(self, owner: Any, name: str) -> None:
        self.name, self.procedure = name, owner

    def __repr__(self) -> str:
        return f"<State {self.name}>"


class Final(State):
    """A stage in which the proceeding is closed."""

    final = True


class ProcedureBase(ModelBase):
    """Collects the states and registers the procedure under `app.snake_name`."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> Any:
        cls: Any = super().__new__(mcs, name, bases, attrs, **kwargs)
        if cls._meta.abstract:
            return cls
        cls.key = f"{cls._meta.app_label}.{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}"
        cls.states = {k: v for k, v in attrs.items() if isinstance(v, State)}
        cls.acts = {}
        _procedures[cls.key] = cls
        return cls


class Procedure(Proceeding, metaclass=ProcedureBase):
    """Base of every domain procedure. Subclasses declare `label`, `number` and their states, and add columns of their own.

    `number` is the pattern of the 文号 with {authority}, {year} and {serial}; `title_of` says what a desk row shows.
    """

    access = Access.SCOPED
    proceeding_column = "proceeding_ptr_id"

    label: ClassVar[Text] = ""
    number_pattern: ClassVar[str] = "{authority}办〔{year}〕{serial}号"
    key: ClassVar[str]
    states: ClassVar[dict[str, State]]
    acts: ClassVar[dict[str, "Act"]]

    proceeding_ptr = models.OneToOneField(
        Proceeding,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="%(app_label)s_%(class)s",
    )

    class Meta:
        abstract = True

    @property
    def stage(self) -> State:
        """The state it stands in."""
        return self.states[self.state]

    def limit_in(self, state: State) -> str:
        """The id of the time limit that runs in the state; a room overrides it where the matter itself decides."""
        return state.limit

    def facts(self) -> list[tuple[Text, Any]]:
        """Label and value of what the proceeding page and its papers show; a room overrides it."""
        return []


def procedures() -> "dict[str, type[Procedure]]":
    """All declared procedures by key."""
    return dict(_procedures)


def procedure_of(key: str) -> "type[Procedure]":
    """The procedure of that key; KeyError if none is declared."""
    return _procedures[key]


def concrete(proceeding: Proceeding) -> "Procedure":
    """The row of the domain procedure behind a shared proceeding (one query)."""
    if isinstance(proceeding, Procedure):
        return proceeding
    return _procedures[proceeding.procedure]._base_manager.get(pk=proceeding.pk)


def concrete_all(proceedings: Sequence[Proceeding]) -> "list[Procedure]":
    """The rows behind several shared proceedings, in their order (one query a procedure); unknown kinds are left out."""
    found: dict[int, Procedure] = {}
    for key in dict.fromkeys(p.procedure for p in proceedings if p.procedure in _procedures):
        found |= _procedures[key]._base_manager.in_bulk([p.pk for p in proceedings if p.procedure == key])
    return [found[p.pk] for p in proceedings if p.pk in found]
