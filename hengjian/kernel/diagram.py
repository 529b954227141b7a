"""Declared procedures as pictures and data: what the documentation and other programs read."""

from collections.abc import Iterator
from typing import Any

from .act import Act
from .given import asked
from .procedure import Procedure, procedures


def declared() -> list[type[Procedure]]:
    """The product's procedures in order of their keys; those that tests declare are left out."""
    return [p for _, p in sorted(procedures().items()) if p.__module__.startswith("hengjian.")]


def mermaid(procedure: type[Procedure]) -> str:
    """The states and the procedure's own acts as a `stateDiagram-v2`; what all procedures have is left out."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(procedure))])


def _lines(procedure: type[Procedure]) -> Iterator[str]:
    for name, state in procedure.states.items():
        yield f'state "{_plain(state.label)}" as {name}'
    for act in own_acts(procedure):
        for source in [s.name for s in act.source] or ["[*]"]:
            for target in [t.name for t in act.target] or [source]:
                yield f"{source} --> {target}: {_plain(act.label)} ({', '.join(sorted(act.by))})"
    for name, state in procedure.states.items():
        if state.final:
            yield f"{name} --> [*]"


def _plain(label: Any) -> str:
    # A colon or a quotation mark would end the label in Mermaid.
    return str(label).replace('"', "'").replace(":", ",")


def own_acts(procedure: type[Procedure]) -> list[Act]:
    """The acts a room declared itself."""
    return [a for a in procedure.acts.values() if not a.generic]


def plain(procedure: type[Procedure]) -> dict[str, Any]:
    """The declaration as plain data."""
    return {
        "key": procedure.key,
        "label": str(procedure.label),
        "about": (procedure.__doc__ or "").strip(),
        "number": procedure.number_pattern,
        "states": [
            {"name": name, "label": str(s.label), "final": s.final, "limit": s.limit, "lapses": s.lapses}
            for name, s in procedure.states.items()
        ],
        "acts": [_act(a) for a in procedure.acts.values()],
    }


def _act(act: Act) -> dict[str, Any]:
    return {
        "name": act.name,
        "label": str(act.label),
        "from": [s.name for s in act.source],
        "to": [s.name for s in act.target],
        "by": sorted(act.by),
        "given": {name: str(asked(act.given, name)["label"]) for name in act.given.model_fields},
        "paper": act.paper,
        "discloses": act.discloses,
        "apart_from": sorted(act.apart_from),
        "certificate": act.certificate,
        "irreversible": act.irreversible,
        "generic": act.generic,
    }
