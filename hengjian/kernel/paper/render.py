"""Papers from Typst templates: equal data give equal bytes, and fonts come from a package, not from the machine."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from django.apps import apps
from django.conf import settings
from pylopdf_fonts_zh_cn import serif_path

from .glyphs import MissingGlyph, require

_ROOT = Path(__file__).resolve().parents[2]
_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[a-z_]+(\.[a-z_]+)?")
_TEXT = re.compile(r'the text `"(.*?)"` could not be displayed')


def render(template: str, data: Mapping[str, Any], *, lang: str = "zh-hans") -> bytes:
    """The paper as PDF/A-2b. `data` needs `date` (ISO), `title`, `authority`; see the template for the rest."""
    made = _compile(template, data, lang, format="pdf", pdf_standards="a-2b")
    assert isinstance(made, bytes)
    return made


def render_png(template: str, data: Mapping[str, Any], *, lang: str = "zh-hans", ppi: float = 110) -> list[bytes]:
    """One picture a page, for the paper viewer."""
    made = _compile(template, data, lang, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made or [])


def verify_url(code: str) -> str:
    """Where anybody checks a paper by its code."""
    return f"{settings.HENGJIAN_URL.rstrip('/')}/verify/{code}/"


def template_path(template: str) -> Path:
    """`registry.licence` is papers/licence.typ of the room; what no room has is the plain notice."""
    if not _NAME.fullmatch(template):
        raise ValueError(f"{template!r} is not the name of a paper")
    room, _, name = template.rpartition(".")
    for app in apps.get_app_configs():
        path = Path(app.path) / "papers" / f"{name}.typ"
        if app.label == room and path.is_file():
            return path
    return _TEMPLATES / "notice.typ"


def _compile(template: str, data: Mapping[str, Any], lang: str, **form: Any) -> Any:
    require(_texts(data))
    code = str(data.get("verify_code") or "")
    inputs = {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True, default=str),
        "qr": _qr(verify_url(code)) if code else "",
        "url": verify_url(code) if code else "",
        "lang": lang[:2],
    }
    path = template_path(template)
    # A compiler is not safe to share between threads; the fonts are read once for all of them.
    compiler = typst.Compiler(str(path), root=str(_ROOT), font_paths=_fonts(), ignore_system_fonts=True)
    try:
        return compiler.compile(sys_inputs=inputs, **form)
    except typst.TypstError as error:
        shown = _TEXT.search(error.message)
        if shown:
            raise MissingGlyph(shown[1]) from error
        raise


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _qr(url: str) -> str:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, light="white")
    return out.getvalue().decode()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(serif_path().parent)])
