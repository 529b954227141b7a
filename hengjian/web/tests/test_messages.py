"""The catalogue of texts."""

from pathlib import Path

import polib
import pytest

from hengjian.web import messages


def test_python_calls_yield_their_literals() -> None:
    source = 'a = _("One")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = pgettext("month", "May")\n'
    source += 'd = _("Two " "halves")\n_(x)'
    found = [(t.context, t.text, t.plural) for t in messages.from_python(source, "x.py")]
    assert found == [
        (None, "One", None),
        (None, "%(n)s day", "%(n)s days"),
        ("month", "May", None),
        (None, "Two halves", None),
    ]


def test_templates_yield_tags_blocks_and_constants() -> None:
    source = (
        '{% translate "Sign in" %}{% blocktranslate with n=a|length %}{{ n }} left, 5%{% endblocktranslate %}'
        "{% blocktranslate count n=k %}{{ n }} act{% plural %}{{ n }} acts{% endblocktranslate %}"
        '{% include "x.html" with label=_("Name") %}'
    )
    found = [(t.text, t.plural) for t in messages.from_template(source, "x.html")]
    assert found == [("Sign in", None), ("%(n)s left, 5%%", None), ("%(n)s act", "%(n)s acts"), ("Name", None)]


@pytest.fixture
def product(tmp_path: Path) -> Path:
    (tmp_path / "page.py").write_text('x = _("Held")\ny = _("Due %(day)s")\n', encoding="utf-8")
    return tmp_path


def test_extraction_keeps_translations_and_drops_what_is_gone(product: Path) -> None:
    path = product / "locale" / "django.po"
    messages.extract(path, product)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = {"Held": "暂停", "Due %(day)s": "%(day)s到期"}[entry.msgid]
    catalogue.save()
    assert messages.faults(path, product) == []
    (product / "page.py").write_text('x = _("Held")\nz = _("New")\n', encoding="utf-8")
    assert messages.faults(path, product) == ["not in the catalogue: 'New' (page.py)"]
    messages.extract(path, product)
    assert {e.msgid: e.msgstr for e in polib.pofile(str(path))} == {"Held": "暂停", "New": ""}
    assert messages.faults(path, product) == ["untranslated: 'New'"]


def test_a_lost_placeholder_is_a_fault(product: Path) -> None:
    path = product / "django.po"
    messages.extract(path, product)
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = "到期"
    catalogue.save()
    assert messages.faults(path, product) == ["placeholders differ: 'Due %(day)s'"]
