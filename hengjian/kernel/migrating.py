"""Migrations that create or change many models at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterUniqueTogether,
    CreateModel,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What a table that is created from its last state has already.
COMPLETING = (AddConstraint, AddField, AddIndex, AlterField, AlterUniqueTogether)


class InOneStep(Operation):
    """Several models, with the fields, indexes and constraints that complete them, and changes of models there were.

    Django renders every model related to a changed one again after each operation; as all rooms hang on the kernel's
    tables, that grows with the square of the models. Here new models are rendered once and the others stay as they are,
    unless the step changes one of them: each new table is created as it is at the end of the step, then the others are
    changed.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        created = [one for one in operations if isinstance(one, CreateModel)]
        self.fresh = [_model(one) for one in created]
        changing = [one for one in operations if _model(one) not in self.fresh]
        self.ordered, self.only_adds = created + changing, not changing

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)  # without it the state notes what changes and renders nothing
        for one in self.operations:
            one.state_forwards(app_label, state)
        if rendered is not None and self.only_adds:
            rendered.render_multiple([state.models[app_label, name] for name in self.fresh])
            state.__dict__["apps"] = rendered

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.ordered:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.ordered):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(one.describe() for one in self.ordered)


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations; models that are created or changed one after the other in one step."""
    done: list[Operation] = []
    run: list[Operation] = []
    for one in operations:
        if isinstance(one, (CreateModel, *COMPLETING)):
            run.append(one)
        else:
            done, run = [*done, *_step(run), one], []
    return [*done, *_step(run)]


def _model(one: Operation) -> str:
    return str(getattr(one, "model_name", getattr(one, "name", ""))).lower()


def _step(run: list[Operation]) -> list[Operation]:
    return [InOneStep(run)] if run else []
