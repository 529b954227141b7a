"""Declaring an act: from which state to which, by whom, given what, with what paper and disclosure."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from .given import Given, Nothing
from .principal import MACHINE
from .procedure import Procedure, State

Text = str | Promise
Run = Callable[[Any, Any, Any], State | None]
_acts: dict[str, "Act"] = {}


@dataclass(frozen=True)
class Act:
    """行政行为 as declared. `name` is unique: `app.procedure.verb`.

    `source` is empty for an act that opens a proceeding; `target` empty for one that leaves the state as it is, several
    where the function decides and returns one. `apart_from` names verbs whose doer may not do this too (separation of
    duties). `held` says that it may be done while the proceeding waits for a supplement or a countersignature, `internal`
    that its content is between officers and hidden from the parties. `offered_if(row, principal)` keeps an act off the page
    that the row itself shows to be idle; it guards nothing, so the function still refuses. `row` is None for an opener.
    """

    name: str
    verb: str
    label: Text
    procedure: type[Procedure]
    source: tuple[State, ...]
    target: tuple[State, ...]
    by: frozenset[str]
    given: type[Given]
    run: Run
    basis: str = ""
    paper: str = ""
    discloses: str = ""
    irreversible: bool = False
    certificate: bool = False
    apart_from: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    internal: bool = False
    favourable: bool | None = None
    offered_if: Callable[[Any, Any], bool] | None = None
    doc: str = ""
    generic: bool = field(default=False)

    @property
    def opens(self) -> bool:
        return not self.source

    @property
    def machine_only(self) -> bool:
        return self.by == {MACHINE}

    def starts_from(self, state: str) -> bool:
        """May it be done in the state of that name?"""
        return any(s.name == state for s in self.source)


def _states(value: State | Iterable[State] | None) -> tuple[State, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, State) else tuple(value)


def act(
    source: State | Iterable[State] | None,
    target: State | Iterable[State] | None,
    *,
    by: str | Iterable[str],
    label: Text = "",
    **options: Any,
) -> Callable[[Run], Run]:
    """Register the decorated function `(proceeding, given, occasion)` as the act of its procedure.

    The verb is the function's name, the label falls back to the first line of its docstring, what it is given is read
    from the annotation of its second parameter. See `Act` for the options.
    """
    sources, targets = _states(source), _states(target)
    owner = (sources + targets)[0].procedure
    actors = frozenset({str(by)} if isinstance(by, str) else map(str, by))

    def declare(run: Run) -> Run:
        parameters = list(inspect.signature(run, eval_str=True).parameters.values())
        given = parameters[1].annotation if len(parameters) > 1 else Nothing
        doc = inspect.getdoc(run) or ""
        text = label or doc.partition("\n")[0].rstrip(".")
        register(owner, run.__name__, text, run, sources, targets, actors, given, doc=doc, **options)
        return run

    return declare


def register(
    procedure: type[Procedure],
    verb: str,
    label: Text,
    run: Run,
    source: tuple[State, ...],
    target: tuple[State, ...],
    by: frozenset[str],
    given: type[Given],
    **options: Any,
) -> Act:
    """Put an act on its procedure; a second one of the same name is an error, unless a room says a generic act anew."""
    name = f"{procedure.key}.{verb}"
    if name in _acts and (options.get("generic") or not _acts[name].generic):
        raise ValueError(f"the act {name} is declared twice")
    for key in ("apart_from", "held"):
        if key in options:
            options[key] = frozenset({options[key]} if isinstance(options[key], str) else options[key])
    declared = Act(name, verb, label, procedure, source, target, by, given, run, **options)
    _acts[name] = declared
    procedure.acts.pop(verb, None)  # offered in the order of the room's own acts
    procedure.acts[verb] = declared
    return declared


def acts() -> dict[str, Act]:
    """All declared acts by name."""
    return dict(_acts)


def act_named(name: str) -> Act:
    """The act of that name; KeyError if there is none."""
    return _acts[name]


def openers() -> list[Act]:
    """Acts that open a proceeding."""
    return [a for a in _acts.values() if a.opens]
