"""Migrations that create many models at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, AlterUniqueTogether, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# What a table that is created from its last state has already.
COMPLETING = (AddConstraint, AddField, AddIndex, AlterUniqueTogether)


class CreateModels(Operation):
    """Several models, with the fields, indexes and constraints that complete them, in one step.

    Django renders every model related to a changed one again after each operation; as all rooms hang on the kernel's
    tables, that grows with the square of the models. Here the state is rendered once, and each table is created as it
    is at the end of the step.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        self.models = [one for one in operations if isinstance(one, CreateModel)]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # rendered again when it is next asked for
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.models:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.models):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations; models that are created one after the other, with what completes them, in one step."""
    done: list[Operation] = []
    run: list[Operation] = []
    fresh: set[str] = set()
    for one in operations:
        model = getattr(one, "model_name", getattr(one, "name", "")).lower()
        if isinstance(one, CreateModel):
            fresh.add(model)
        elif not (isinstance(one, COMPLETING) and model in fresh):
            done, run, fresh = [*done, *_step(run), one], [], set()
            continue
        run.append(one)
    return [*done, *_step(run)]


def _step(run: list[Operation]) -> list[Operation]:
    return [CreateModels(run)] if len(run) > 1 else run
