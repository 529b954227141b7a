"""What is delivered is complete: migrations, translations, locks; and tests reach no network."""

import re
import socket

import pytest
import pytest_socket
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override

from hengjian.web import messages
from tests.police.repository import PACKAGE, ROOT, files, named, place

LABELS = {a.label for a in apps.get_app_configs() if a.name.startswith("hengjian.")}


def test_every_change_of_a_model_has_its_migration() -> None:
    loader = MigrationLoader(None)
    with override(None):  # verbose names are recorded untranslated
        state = ProjectState.from_apps(apps)
    for model in apps.get_models():
        if not model.__module__.startswith("hengjian.") and model._meta.app_label in LABELS:
            state.models.pop((model._meta.app_label, model._meta.model_name))  # tests declare procedures too
    with override(None):
        changes = MigrationAutodetector(loader.project_state(), state).changes(loader.graph)
    assert {
        label: [str(o) for m in found for o in m.operations] for label, found in changes.items() if label in LABELS
    } == {}


def test_migrations_are_numbered_in_a_row_and_say_what_they_do() -> None:
    for folder in {f.parent for f in named(".py", below=PACKAGE) if f.parent.name == "migrations"}:
        names = sorted(f.stem for f in folder.glob("*.py") if f.stem != "__init__")
        assert [n[:4] for n in names] == [f"{i:04d}" for i in range(1, len(names) + 1)], place(folder)
        assert [n for n in names if not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", n) or "_auto_" in n] == []


def test_every_text_is_translated() -> None:
    assert messages.faults() == []


def test_no_lock_names_the_machine_it_was_made_on() -> None:
    found = [
        f"{place(f)}: {line}"
        for f in files()
        if f.parent == ROOT / "requirements"
        for line in f.read_text(encoding="utf-8").splitlines()
        if "://" in line or line.startswith(("--index-url", "--extra-index-url", "--find-links", "-i "))
    ]
    assert found == []


def test_everything_locked_has_a_hash() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        pinned = re.findall(r"^([a-z0-9][^\s=]*==.*?)(?=^\S|\Z)", lock.read_text(encoding="utf-8"), re.M | re.S)
        assert [p.split()[0] for p in pinned if "--hash=sha256:" not in p] == []


def test_tests_reach_no_network() -> None:
    with pytest.warns(UserWarning, match="192.0.2.1"), pytest.raises(pytest_socket.SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
