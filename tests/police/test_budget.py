"""Files and functions stay short, imports stay on top, layers stay apart."""

import ast

from importlinter import cli

from tests.police.repository import PACKAGE, ROOT, functions, named, place, product, python, tree

LINES, FUNCTION = 400, 50
# What is longer, and why it is better long.
LONGER: dict[str, str] = {}
WRITTEN = (".py", ".html", ".css", ".js", ".typ", ".sql")


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        place(f): len(f.read_text(encoding="utf-8").splitlines())
        for f in named(*WRITTEN)
        if "migrations" not in f.parts
    }
    assert {name: n for name, n in lengths.items() if n > LINES and name not in LONGER} == {}
    assert [name for name in LONGER if lengths.get(name, 0) <= LINES] == []


def test_no_function_is_longer_than_50_lines() -> None:
    lengths = {
        f"{place(f, d.lineno)} {d.name}": (d.end_lineno or 0) - d.lineno + 1 for f in python() for d in functions(f)
    }
    assert {name: n for name, n in lengths.items() if n > FUNCTION} == {}


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        place(f, node.lineno)
        for f in python()
        for function in functions(f)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and function.name not in ("ready", "import_models")
    ]
    assert found == []


def test_every_function_of_the_product_says_what_it_takes_and_gives() -> None:
    found = [
        place(f, d.lineno)
        for f in product()
        for d in functions(f)
        if d.returns is None or any(a.annotation is None for a in d.args.args if a.arg not in ("self", "cls", "mcs"))
    ]
    assert found == []


def test_imports_run_one_way() -> None:
    assert cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_rooms_see_one_another_only_through_queries_and_actions() -> None:
    found = []
    for f in product():
        room = f.relative_to(PACKAGE).parts[1] if f.is_relative_to(PACKAGE / "apps") else ""
        for node in ast.walk(tree(f)):
            if room and isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hengjian.apps."):
                other, _, part = (node.module or "").removeprefix("hengjian.apps.").partition(".")
                named_here = {part} if part else {a.name for a in node.names}
                if other != room and not named_here <= {"queries", "actions"}:
                    found.append(place(f, node.lineno))
    assert found == []
