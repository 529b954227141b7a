"""The sheet of an act: its form, and what follows when it is sent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.kernel.act import Act
from hengjian.kernel.refusal import Refusal

from . import forms, lights


def sheet_context(declared: Act, fields: list[forms.FormField], refusal: Refusal | None) -> dict[str, Any]:
    """What the sheet of any act shows."""
    return {
        "act": declared,
        "fields": fields,
        "sends_files": any(forms.sends_files(f) for f in fields),
        "refusal": refusal,
        "bad": forms.labels(fields, refusal.fields) if refusal else [],
        "consequences": consequences(declared),
    }


def consequences(declared: Act) -> list[tuple[str, str]]:
    """What follows when the act is sent: stage, time limit, paper, publicity."""
    out = []
    if declared.target:
        out.append((_("Stage"), " / ".join(str(s.label) for s in declared.target)))
    first = declared.target[0] if len(declared.target) == 1 else None
    if first is not None and first.limit:
        known = lights.rule_of(first.limit, timezone.localdate())
        if known:
            out.append((_("Time limit"), f"{known.what} {known.length}（{known.cite}）"))
    if declared.paper:
        out.append((_("Issues"), _("A numbered paper, signed, with a code by which anybody can verify it")))
    out.append(
        (
            _("Recorded"),
            _("In the record and the public log")
            if not declared.discloses
            else _("In the record and the public log; published"),
        )
    )
    return out
