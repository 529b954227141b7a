"""The catalogue of texts: extracted from Python and templates, kept in .po, compiled to .mo. No GNU tools needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re, plural_re

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}


class Text(NamedTuple):
    """One text to translate: context, singular, plural."""

    context: str | None
    text: str
    plural: str | None
    where: str


def from_python(source: str, where: str) -> Iterator[Text]:
    """Literal arguments of gettext calls, and what indicators say of themselves."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(_named(one) == "indicator" for one in node.decorator_list):
            yield Text(None, " ".join((ast.get_docstring(node) or "").split()), None, where)
        if not isinstance(node, ast.Call):
            continue
        name = _named(node)
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in PLAIN and texts:
            yield Text(None, texts[0], None, where)
        elif name in PLURAL and len(texts) >= 2:
            yield Text(None, texts[0], texts[1], where)
        elif name in CONTEXT and len(texts) >= 2:
            yield Text(texts[0], texts[1], None, where)


def _named(node: ast.AST) -> str:
    """The name of what is called; empty where nothing is."""
    called = node.func if isinstance(node, ast.Call) else None
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def from_template(source: str, where: str) -> Iterator[Text]:
    """Texts of translate and blocktranslate tags, and of `_("…")` in any tag."""
    block: list[str] | None = None
    plural: list[str] | None = None
    trimmed = False
    for token in Lexer(source).tokenize():
        if block is not None:
            if token.token_type is TokenType.BLOCK and endblock_re.match(token.contents):
                yield Text(None, _joined(block, trimmed), None if plural is None else _joined(plural, trimmed), where)
                block = plural = None
            elif token.token_type is TokenType.BLOCK and plural_re.match(token.contents):
                plural = []
            else:
                (block if plural is None else plural).append(_as_written(token.token_type, token.contents))
        elif token.token_type is TokenType.BLOCK and block_re.match(token.contents):
            block, trimmed = [], "trimmed" in list(smart_split(token.contents))
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _inline(token.contents, where)


def _inline(contents: str, where: str) -> Iterator[Text]:
    inline = inline_re.match(contents)
    if inline:
        yield Text(None, inline[1].strip("\"'"), None, where)
    for constant in constant_re.findall(contents):
        yield Text(None, constant.strip("\"'"), None, where)


def _as_written(kind: TokenType, contents: str) -> str:
    if kind is TokenType.VAR:
        return f"%({contents.strip()})s"
    return contents.replace("%", "%%") if kind is TokenType.TEXT else ""


def _joined(parts: list[str], trimmed: bool) -> str:
    text = "".join(parts)
    return re.sub(r"\s*\n\s*", " ", text.strip()) if trimmed else text


def texts(root: Path = ROOT) -> list[Text]:
    """Every text of the product, in order of file and place."""
    found: list[Text] = []
    for path in sorted(root.rglob("*")):
        where = path.relative_to(root).as_posix()
        if "/tests/" in f"/{where}" or "/migrations/" in f"/{where}":
            continue
        if path.suffix == ".py":
            found.extend(from_python(path.read_text(encoding="utf-8"), where))
        elif path.suffix == ".html":
            found.extend(from_template(path.read_text(encoding="utf-8"), where))
    return found


def extract(path: Path = CATALOGUE, root: Path = ROOT) -> polib.POFile:
    """Bring the catalogue up to date: new texts come in untranslated, texts no longer used go."""
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=120)
    new.metadata = {
        "Project-Id-Version": "hengjian",
        "Language": "zh_Hans",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    made: dict[tuple[str | None, str], polib.POEntry] = {}
    for text in texts(root):
        key = (text.context, text.text)
        entry = made.get(key)
        if entry is None:
            entry = made[key] = _entry(text, known.get(key))
            new.append(entry)
        if text.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = text.plural, {0: entry.msgstr}, ""
        if (text.where, "") not in entry.occurrences:
            entry.occurrences.append((text.where, ""))
    new.sort(key=lambda entry: (entry.msgid.lower(), entry.msgctxt or ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return new


def _entry(text: Text, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.text, msgctxt=text.context, msgid_plural=text.plural or "")
    if text.plural:
        kept = (old.msgstr_plural.get(0, "") or old.msgstr) if old else ""
        entry.msgstr_plural = {0: kept}
    elif old:
        entry.msgstr = old.msgstr or old.msgstr_plural.get(0, "")
    if old:
        entry.flags = [flag for flag in old.flags if flag != "fuzzy"]
    if "%(" in text.text and "python-format" not in entry.flags:
        entry.flags.append("python-format")
    return entry


def compile_catalogue(path: Path = CATALOGUE) -> Path:
    """Write the .mo beside the .po."""
    target = path.with_suffix(".mo")
    polib.pofile(str(path)).save_as_mofile(str(target))
    return target


def faults(path: Path = CATALOGUE, root: Path = ROOT) -> list[str]:
    """Texts without a translation, fuzzy ones, those missing from the catalogue, and placeholders that differ."""
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}
    missing = {f"not in the catalogue: {t.text!r} ({t.where})" for t in texts(root) if (t.context, t.text) not in known}
    return sorted(missing) + [fault for entry in catalogue for fault in _faults_of(entry)]


def _faults_of(entry: polib.POEntry) -> Iterator[str]:
    said = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
    if entry.obsolete:
        return
    if not said:
        yield f"untranslated: {entry.msgid!r}"
    elif "fuzzy" in entry.flags:
        yield f"fuzzy: {entry.msgid!r}"
    else:
        wanted, given = (set(re.findall(r"%\(\w+\)[sd]", text)) for text in (entry.msgid_plural or entry.msgid, said))
        if wanted != given:
            yield f"placeholders differ: {entry.msgid!r}"
