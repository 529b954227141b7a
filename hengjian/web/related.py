"""Numbers of other matters in the facts of a file become links to them, for whoever may open these."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hengjian.kernel.models import Proceeding

NUMBER = re.compile(r"[^\s，；、：（）]+〔\d{4}〕\d+号")


def linked(facts: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The facts with links; one question for all of them, answered by row-level security with what this reader sees."""
    named = {n for _label, value in facts if isinstance(value, str) for n in NUMBER.findall(value)}
    known = dict(Proceeding.objects.filter(number__in=named).values_list("number", "pk")) if named else {}
    return [(label, _with_links(value, known) if known and isinstance(value, str) else value) for label, value in facts]


def _with_links(value: str, known: dict[str, int]) -> SafeString:
    parts, at = [], 0
    for found in NUMBER.finditer(value):
        if found[0] in known:
            link = format_html('<a href="{}">{}</a>', reverse("web:proceeding", args=[known[found[0]]]), found[0])
            parts += [format_html("{}", value[at : found.start()]), link]
            at = found.end()
    return mark_safe("".join([*parts, format_html("{}", value[at:])]))
