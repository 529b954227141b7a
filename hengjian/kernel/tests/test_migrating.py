"""Models created and changed in one step: the same state as one after the other."""

from django.db import models
from django.db.migrations.operations import AddField, AddIndex, CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from hengjian.kernel.migrating import InOneStep, together


def key() -> "tuple[str, models.Field[int, int]]":
    return ("id", models.BigAutoField(primary_key=True))


def operations() -> list[Operation]:
    return [
        CreateModel("Shop", [key(), ("name", models.CharField(max_length=20))]),
        CreateModel("Permit", [key(), ("shop", models.ForeignKey("toy.Shop", models.CASCADE))]),
        AddField("shop", "first", models.ForeignKey("toy.Permit", models.CASCADE, null=True)),
        AddIndex("shop", models.Index(fields=["name"], name="shop_name")),
        AddField("older", "note", models.CharField(max_length=20, default="")),
        RunSQL("SELECT 1"),
        CreateModel("Alone", [key()]),
    ]


def test_creations_and_changes_are_one_step_up_to_the_first_other_operation() -> None:
    steps = together(operations())
    assert [type(one).__name__ for one in steps] == ["InOneStep", "RunSQL", "InOneStep"]
    assert isinstance(steps[0], InOneStep)
    assert [getattr(one, "name", "") for one in steps[0].ordered] == ["Shop", "Permit", "note"]  # what completes is in


def test_what_was_rendered_stays_when_models_are_added() -> None:
    state = ProjectState()
    shop, permit = together(operations()[:1]), together(operations()[1:2])
    shop[0].state_forwards("toy", state)
    before = state.apps.get_model("toy", "Shop")
    permit[0].state_forwards("toy", state)
    assert state.apps.get_model("toy", "Shop") is before
    assert state.apps.get_model("toy", "Permit")._meta.get_field("shop").related_model is before


def test_the_state_is_the_same_as_one_after_the_other() -> None:
    apart, joined = ProjectState(), ProjectState()
    mine = [one for one in operations() if getattr(one, "model_name", "") != "older"]
    for one in mine:
        one.state_forwards("toy", apart)
    for one in together(mine):
        one.state_forwards("toy", joined)
    assert apart == joined
