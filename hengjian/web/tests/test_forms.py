"""Forms built from declarations."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.search import keys
from hengjian.kernel.testing import make_world
from hengjian.web import forms


class Person(Given):
    name: str = ask("Name")
    share: Decimal = ask("Share", kind="number")


class Filing(Given):
    title: str = ask("Title", at_most=20)
    note: str = ask("Note", lines=3, default="")
    kind: str = ask("Kind", choices=[("a", "First"), ("b", "Second")])
    tags: list[str] = ask("Tags", choices=[("x", "X"), ("y", "Y")], default=[])
    persons: list[Person] = ask("Persons", default=[])
    promise: bool = ask("I promise", kind="check", default=False)


POSTED = QueryDict(
    "title=样&kind=b&tags=x&tags=y&note=&persons-0-name=何&persons-0-share=30&persons-1-name=&persons-3-name=吴&promise=yes"
)


def test_posted_text_becomes_values_and_what_is_empty_is_left_out() -> None:
    assert forms.parse(Filing, POSTED) == {
        "title": "样",
        "kind": "b",
        "tags": ["x", "y"],
        "persons": [{"name": "何", "share": "30"}, {"name": "吴"}],
        "promise": True,
    }


def test_a_draft_is_read_like_a_post() -> None:
    draft = {"title": "样", "tags": ["x"], "persons-0-name": "何"}
    assert forms.parse(Filing, draft) == {
        "title": "样",
        "tags": ["x"],
        "persons": [{"name": "何"}],
        "promise": False,
    }


def test_values_that_were_parsed_are_parsed_to_the_same() -> None:
    once = forms.parse(Filing, POSTED)
    assert forms.parse(Filing, once) == once


def test_what_was_typed_survives_the_errors_and_each_stands_at_its_place() -> None:
    errors = {"title": "At most 20 characters.", "persons.1.share": "Write a number."}
    fields = {f.name: f for f in forms.build(Filing, forms.parse(Filing, POSTED), errors)}
    assert fields["title"].value == "样"
    assert fields["title"].errors == ["At most 20 characters."]
    assert fields["tags"].kind == "choices"
    assert fields["tags"].value == ["x", "y"]
    assert fields["promise"].value is True
    assert [[c.value for c in row] for row in fields["persons"].rows] == [["何", "30"], ["吴", ""]]
    assert fields["persons"].rows[1][1].errors == ["Write a number."]
    assert [f.name for f in forms.labels(fields.values(), errors)] == ["title", "persons"]


def test_a_fresh_form_asks_for_what_is_required() -> None:
    fields = {f.name: f for f in forms.build(Filing)}
    assert [name for name, f in fields.items() if f.required] == ["title", "kind"]
    assert fields["note"].kind == "area"
    assert len(fields["persons"].rows) == 1


def test_a_long_choice_is_folded_under_what_stands_before_the_colon_and_open_where_one_is_chosen() -> None:
    offered = [(f"{group}{n}", f"{group}类：第{n}项") for group in "甲乙" for n in range(11)]
    field = forms.FormField("items", "Items", "choices", value=["乙3"], choices=offered)
    assert [(g["heading"], len(g["choices"]), g["open"]) for g in field.groups] == [
        ("甲类", 11, False),
        ("乙类", 11, True),
    ]
    assert forms.FormField("items", "Items", "choices", choices=offered[:20]).groups == []
    assert forms.FormField("items", "Items", "choices", choices=[*offered, ("x", "无类")]).groups == []


class WithFile(Given):
    file: str = ask("File", kind="file", default="")
    title: str = ask("Title", default="", stands="name")
    promise: bool = ask("I promise", kind="check", default=True)


def test_a_file_kept_through_a_refusal_is_not_lost_to_the_empty_field_behind_it() -> None:
    """A browser sends the empty file field too, after the token of the file that was kept."""
    assert forms.parse(WithFile, QueryDict("file=token&file="))["file"] == "token"
    assert forms.parse(WithFile, QueryDict("file=old&file=new"))["file"] == "new"


def test_what_is_to_be_corrected_stands_in_the_form() -> None:
    class Row:
        name = "样店"

    assert forms.standing(WithFile, Row()) == {"promise": "yes", "title": "样店"}
    Row.name = ""
    assert forms.standing(WithFile, Row()) == {"promise": "yes"}


NAME = "样禾商贸有限公司"


class About(Given):
    subject: int = ask("Subject", kind="subject")


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "x", "99999999999999999999"])
def test_a_chosen_subject_is_named_beside_its_number(number: str) -> None:
    world = make_world()
    with acting_as(CLOCKWORK):
        shop = Subject.objects.create(kind="company", name=NAME, division_code="411602", **keys(NAME))
    with acting_as(world.officer):
        [found] = forms.build(About, {"subject": str(shop.pk)}, {}, world.officer)
        [nobody] = forms.build(About, {"subject": number}, {}, world.officer)
    assert found.rows_of == [(str(shop.pk), f"{NAME} ")]
    assert nobody.rows_of == []
