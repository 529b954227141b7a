"""Declared procedures as pictures and as data."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from hengjian.kernel.diagram import declared, mermaid, plain


def test_a_diagram_shows_states_acts_and_who_does_them() -> None:
    procedure = next(p for p in declared() if p.key == "registry.deregistration")
    with override("en"):
        lines = mermaid(procedure).split("\n    ")
    assert lines[0] == "stateDiagram-v2"
    assert 'state "Deregistered" as done' in lines
    assert "[*] --> examination: Apply for simplified deregistration (applicant, handler)" in lines
    assert "publicity --> done: Deregister (clock)" in lines
    assert "done --> [*]" in lines


def test_generic_acts_are_in_the_data_but_not_in_the_picture() -> None:
    procedure = next(p for p in declared() if p.key == "registry.deregistration")
    with override("en"):
        assert "Ask for a supplement" not in mermaid(procedure)
        acts = {a["name"]: a for a in plain(procedure)["acts"]}
    assert acts["registry.deregistration.supplement"]["generic"] is True
    assert acts["registry.deregistration.apply_to_leave"]["given"]["subject"] == "Business"


def test_the_command_prints_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("procedures", "--lang", "en")
    out = capsys.readouterr().out
    assert "%% registry.establishment Establishment" in out
    call_command("procedures", "registry.establishment", "--format", "json")
    assert json.loads(capsys.readouterr().out)["key"] == "registry.establishment"
    with pytest.raises(CommandError):
        call_command("procedures", "none")
