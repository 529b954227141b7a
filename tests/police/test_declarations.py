"""Every procedure, act, state, model, limit and citation that is declared is whole."""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from hengjian.kernel import law
from hengjian.kernel.access import Access, own_models
from hengjian.kernel.act import Act, acts
from hengjian.kernel.diagram import declared, own_acts
from hengjian.kernel.given import Given, asked
from hengjian.kernel.indicator import indicators
from hengjian.kernel.paper.render import template_path
from hengjian.kernel.principal import ANYONE, APPLICANT, COUNTERPARTY, INVITED, MACHINE, SIGNER, Role
from hengjian.kernel.procedure import Procedure
from tests.police.repository import place, product, tree

PROCEDURES = declared()
ACTS = [a for a in acts().values() if a.procedure in PROCEDURES]
ACTORS = {*Role.values, APPLICANT, ANYONE, COUNTERPARTY, INVITED, SIGNER, MACHINE}
RECORDS = {"Act", "ActRow", "ActContent", "ActLeaf", "Checkpoint", "Disclosure", "Paper", "PaperRecord", "Clock"}


def by_name(declaration: object) -> str:
    return getattr(declaration, "key", "") or getattr(declaration, "__name__", "")


def lacking(checks: dict[str, bool]) -> list[str]:
    """What does not hold, by name."""
    return [name for name, holds in checks.items() if not holds]


def exists(article: str) -> bool:
    try:
        return bool(law.cite(article))
    except law.LawUnknown:
        return False


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_an_act_is_named_after_its_procedure_and_says_what_it_does(procedure: type[Procedure]) -> None:
    wrong = {
        act.name: lacking(
            {
                "name": act.name == f"{act.procedure.key}.{act.verb}",
                "label": bool(str(act.label)),
                "doc": bool(act.doc),
                "actors": bool(act.by) and act.by <= ACTORS,
                "given": issubclass(act.given, Given),
                "fields": all(str(asked(act.given, name)["label"]) for name in act.given.model_fields),
            }
        )
        for act in acts_of(procedure)
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def test_what_acts_are_given_has_a_name_of_its_own() -> None:
    """The API names its schemas after these classes: of two with one name, one would be described as the other."""
    named: dict[str, set[type[Given]]] = {}
    for act in ACTS:
        named.setdefault(act.given.__name__, set()).add(act.given)
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_an_act_leads_from_and_to_states_of_its_own_procedure(procedure: type[Procedure]) -> None:
    states = set(procedure.states.values())
    wrong = {
        act.name: lacking(
            {
                "states": {*act.source, *act.target} <= states,
                "leaves no final state": not any(s.final for s in act.source),
                "comes from or leads somewhere": bool(act.target or act.source),
                "is apart from acts there are": act.apart_from <= set(procedure.acts),
            }
        )
        for act in acts_of(procedure)
    }
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_the_paper_and_the_articles_of_an_act_exist(procedure: type[Procedure]) -> None:
    wrong = {
        act.name: lacking(
            {
                act.paper: not act.paper or has_its_template(act.paper),
                **{text: exists(text) for text in act.basis.split("; ") if text},
            }
        )
        for act in acts_of(procedure)
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def acts_of(procedure: type[Procedure]) -> list[Act]:
    return [act for act in ACTS if act.procedure is procedure]


def has_its_template(paper: str) -> bool:
    """A paper of the kernel is a notice unless it has a template of its own; one of a room always has."""
    stem = template_path(paper).stem
    return stem in (paper.rpartition(".")[2], "notice") and (stem != "notice" or paper.startswith("kernel."))


def test_a_paper_of_a_room_is_no_mere_notice() -> None:
    assert has_its_template("kernel.notice")
    assert has_its_template("kernel.receipt_of_anything")
    assert not has_its_template("toy.notice")
    assert not has_its_template("toy.paper_without_a_template")


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_every_state_can_be_reached_and_every_open_one_left(procedure: type[Procedure]) -> None:
    reached = {s.name for a in own_acts(procedure) for s in a.target}
    left = {s.name for a in own_acts(procedure) for s in a.source}
    assert set(procedure.states) - reached == set()
    assert {name for name, s in procedure.states.items() if not s.final} - left == set()
    assert any(a.opens for a in own_acts(procedure))


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_a_state_with_a_limit_finds_it_in_the_law_and_lapses_by_an_act_of_the_clock(procedure: type[Procedure]) -> None:
    for state in procedure.states.values():
        if state.limit:
            assert law.limit(state.limit, timezone.localdate()).amount > 0
        if state.lapses:
            assert state.limit
            assert procedure.acts[state.lapses].machine_only
            assert procedure.acts[state.lapses].starts_from(state.name)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=by_name)
def test_a_procedure_does_not_take_an_attribute_of_all_proceedings(procedure: type[Procedure]) -> None:
    link = procedure._meta.get_field("proceeding_ptr")
    assert link.remote_field.related_name == f"{procedure._meta.app_label}_{procedure._meta.model_name}"
    assert str(procedure.label)
    assert "{serial}" in procedure.number_pattern
    assert "{year}" in procedure.number_pattern


def test_every_model_says_who_may_see_it() -> None:
    assert [m.__name__ for m in own_models() if not isinstance(getattr(m, "access", None), Access)] == []


def test_every_model_says_what_it_is() -> None:
    assert [m.__name__ for m in own_models() if (m.__doc__ or "").startswith(f"{m.__name__}(")] == []


def test_every_legal_value_has_a_citation_a_unit_and_a_date() -> None:
    known = law.current().instruments
    wrong = {
        entry.id: lacking(
            {
                "what": bool(entry.what.zh and entry.what.en),
                "values": bool(entry.values),
                "citation": all(value.cite.instrument.id in known for value in entry.values),
                "unit": all(value.unit in law.UNITS for value in entry.values),
                "date": all(isinstance(value.since, date) for value in entry.values),
            }
        )
        for entry in law.entries()
    }
    assert {name: found for name, found in wrong.items() if found} == {}


def quoted(path: Path, *names: str) -> list[tuple[int, str]]:
    """Literal first arguments of calls of methods and functions of these names."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names and isinstance(node.args[0].value, str):
                found.append((node.lineno, node.args[0].value))
    return found


def test_every_article_the_code_cites_is_registered() -> None:
    found = []
    for f in product():
        for line, text in quoted(f, "cite"):
            try:
                law.cite(text)
            except law.LawUnknown:
                found.append(f"{place(f, line)} {text}")
    assert found == []


def test_every_legal_value_the_code_asks_for_exists() -> None:
    known = {e.id for e in law.entries()}
    found = [
        f"{place(f, line)} {text}"
        for f in product()
        for line, text in quoted(f, "limit", "value", "reckon")
        if "." in text and text not in known
    ]
    assert found == []


def test_only_the_kernel_writes_what_an_act_leaves_behind() -> None:
    found = []
    for f in product():
        if f.is_relative_to(Path(law.__file__).parent):
            continue
        for node in ast.walk(tree(f)):
            called = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(called, ast.Attribute)
                and called.attr.endswith("create")
                and isinstance(called.value, ast.Attribute)
            ):
                model = called.value.value
                if called.value.attr == "objects" and isinstance(model, ast.Name) and model.id in RECORDS:
                    found.append(place(f, node.lineno))
    assert found == []


def test_every_indicator_has_a_room_a_definition_and_something_it_serves() -> None:
    labels = {a.label for a in apps.get_app_configs()}
    for one in indicators().values():
        assert one.id.partition(".")[0] in labels
        assert one.doc
        assert str(one.label)
        assert one.basis
