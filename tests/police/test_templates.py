"""Templates keep to the content-security policy, and none is left over."""

import re
from pathlib import Path

import allauth

from tests.police.repository import PACKAGE, named, place, product

TEMPLATES = [f for f in named(".html", below=PACKAGE) if "templates" in f.parts]
FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b"),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "handler in an attribute": re.compile(r"\son[a-z]+\s*=|\shx-on\b"),
    "script as a value": re.compile(r"[\"'](?:js|javascript):"),
    "filter that needs eval": re.compile(r"hx-trigger=\"[^\"]*\["),
    "address elsewhere": re.compile(r"(?:src|href|action)=\"(?:https?:)?//"),
}
BY_DJANGO = {"404.html", "403_csrf.html", "403.html", "500.html", "400.html", "429.html"}  # the last by allauth
THEIRS = Path(allauth.__file__).parent / "templates"


def name(path: Path) -> str:
    """The name a template is loaded by."""
    return path.as_posix().rpartition("/templates/")[2]


def test_no_template_needs_more_than_the_content_security_policy_allows() -> None:
    found = [
        f"{place(f)}: {what}"
        for f in TEMPLATES
        for what, pattern in FORBIDDEN.items()
        if pattern.search(f.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_patterns_catch_what_they_are_for() -> None:
    samples = {
        "inline style": '<p style="color: red">',
        "inline script": "<script>alert(1)</script>",
        "handler in an attribute": '<a onclick="x()">',
        "script as a value": "hx-vals='js:{a: 1}'",
        "filter that needs eval": 'hx-trigger="click[ctrlKey]"',
        "address elsewhere": '<img src="https://example.org/a.png">',
    }
    assert all(FORBIDDEN[what].search(sample) for what, sample in samples.items())
    assert not FORBIDDEN["inline script"].search("<script src=\"{% static 'a.js' %}\" defer></script>")


def test_every_template_is_used() -> None:
    sources = [f.read_text(encoding="utf-8") for f in [*product(), *TEMPLATES]]
    unused = [
        place(f)
        for f in TEMPLATES
        if name(f) not in BY_DJANGO
        and not (THEIRS / name(f)).exists()
        and not any(f'"{name(f)}"' in text or f"'{name(f)}'" in text for text in sources)
    ]
    assert unused == []


def test_every_picture_of_a_paper_is_plain_typst() -> None:
    packages = [place(f) for f in named(".typ") if "@preview" in f.read_text(encoding="utf-8")]
    assert packages == [], "a closed network cannot fetch packages of Typst"
