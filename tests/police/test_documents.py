"""What the documentation says is so: generated pages are current, commands, files and variables exist."""

import ast
import re
import textwrap
from pathlib import Path

import pytest
from django.core.management import get_commands

from hengjian.kernel.access import own_models
from hengjian.kernel.act import acts
from hengjian.kernel.diagram import declared
from hengjian.kernel.principal import ANYONE, APPLICANT, MACHINE, SIGNER, Role
from hengjian.web.handbook import CHECKOUT, GENERATED
from tests.police.repository import ROOT, named, place, product

PAGES = named(".md")
DOCS = ROOT / "docs"
OWN_WORDS = {"up", "worker", "migrate", "scenario"}  # of the hengjian command itself
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.S)
HENGJIAN = re.compile(r"(?<![\w./-])(?:\.venv/bin/)?hengjian ([a-z]+)\b")
MAKE = re.compile(r"(?<![\w/-])make ([a-z]+)\b")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
VARIABLE = re.compile(r"\b(HENGJIAN_[A-Z_]+|DATABASE_URL)\b")
INTERNAL = {"HENGJIAN_TEST_ROOT"}  # of the tests
MOST_STEPS, LARGEST_PICTURE = 8, 200_000


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_a_generated_page_is_current(path: Path) -> None:
    assert path.exists(), "run `hengjian docs`"
    assert text(path) == GENERATED[path](), "run `hengjian docs`"


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_command_a_page_names_exists(page: Path) -> None:
    code = "\n".join(CODE.findall(text(page)))
    assert set(HENGJIAN.findall(code)) <= OWN_WORDS | set(get_commands())
    assert set(MAKE.findall(code)) <= TARGETS


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_file_a_page_links_to_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(page))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_source_file_a_page_names_exists(page: Path) -> None:
    named_here = re.findall(r"`((?:hengjian|tests|docs|verifier|requirements|benchmarks)/[\w./-]+)`", text(page))
    examples = ("NAME", "ROOM")
    assert [n for n in named_here if not (ROOT / n).exists() and not any(e in n for e in examples)] == []


@pytest.mark.parametrize("page", PAGES, ids=place)
def test_every_example_in_python_can_be_read(page: Path) -> None:
    for example in re.findall(r"^( *)```python\n(.*?)```", text(page), re.M | re.S):
        ast.parse(textwrap.dedent(example[1]))


def test_every_variable_the_product_reads_is_explained() -> None:
    read = {
        name for f in product() for name in re.findall(r"environ[^\n]*?[\"'](HENGJIAN_\w+|DATABASE_URL)[\"']", text(f))
    }
    explained = set(VARIABLE.findall(text(DOCS / "operations.md")))
    assert read - explained - INTERNAL == set()
    assert len(read) > 15


def test_the_glossary_has_every_word_the_code_uses() -> None:
    known = set(re.findall(r"`([^`]+)`", text(DOCS / "glossary.md")))
    words = {m.__name__ for m in own_models()} | {*Role.values, APPLICANT, ANYONE, MACHINE, SIGNER}
    for procedure in declared():
        words |= {*procedure.states, *procedure.acts}
    assert words - known == set()


def test_every_procedure_is_in_the_chapter() -> None:
    chapter = text(DOCS / "procedures.md")
    own = [a for a in acts().values() if a.procedure in declared() and not a.generic]
    assert [a.name for a in own if f"`{a.name}`" not in chapter] == []


def test_a_how_to_has_at_most_eight_steps() -> None:
    for page in (DOCS / "how-to").glob("*.md"):
        assert 1 <= len(re.findall(r"^\d+\. ", text(page), re.M)) <= MOST_STEPS, page.name


def test_decisions_are_numbered_in_a_row_and_say_what_was_given_up() -> None:
    pages = sorted((DOCS / "adr").glob("*.md"))
    assert [p.name[:4] for p in pages] == [f"{n:04d}" for n in range(1, len(pages) + 1)]
    for page in pages:
        headings = set(re.findall(r"^## (.+)$", text(page), re.M))
        assert {"Context", "Decision"} <= headings, page.name
        assert headings & {"Rejected", "Alternatives"}, page.name


def test_pictures_are_small() -> None:
    assert [place(p) for p in named(".png", ".svg", below=DOCS) if p.stat().st_size > LARGEST_PICTURE] == []


def test_both_readmes_show_the_same_pictures_and_commands() -> None:
    english, chinese = text(ROOT / "README.md"), text(ROOT / "README.zh-CN.md")
    for pattern in (r"docs/images/[\w-]+\.png", r"`make [a-z]+`"):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese))


def test_the_licence_is_there() -> None:
    assert "Apache License" in text(CHECKOUT / "LICENSE")[:200]
    assert text(CHECKOUT / "NOTICE").startswith("Hengjian")


def test_no_mark_of_a_merge_was_left_behind() -> None:
    marks = re.compile(r"^(<{7} |={7}$|>{7} )", re.M)
    assert [place(page) for page in PAGES if marks.search(text(page))] == []
