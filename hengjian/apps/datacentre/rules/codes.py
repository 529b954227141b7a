"""代码集: a table of codes and names as pasted, and what changes from one version to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hengjian.kernel.sheets import pasted

LONGEST_CODE, LONGEST_NAME = 40, 200
HEADS = frozenset({"代码", "编码", "code"})


def parsed(text: str) -> tuple[dict[str, str], list[str]]:
    """Codes with their names, and what is wrong line by line."""
    items: dict[str, str] = {}
    faults: list[str] = []
    for at, cells in enumerate(pasted(text), 1):
        if not any(cells) or (at == 1 and cells[0].lower() in HEADS):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            faults.append(_("Line %(n)d: a code and a name.") % {"n": at})
        elif len(cells[0]) > LONGEST_CODE or len(cells[1]) > LONGEST_NAME:
            faults.append(_("Line %(n)d is too long.") % {"n": at})
        elif cells[0] in items:
            faults.append(_("Line %(n)d: the code %(code)s stands there twice.") % {"n": at, "code": cells[0]})
        else:
            items[cells[0]] = cells[1]
    if not items and not faults:
        faults.append(_("The table is empty."))
    return items, faults


@dataclass(frozen=True)
class Changes:
    """What a version does to the one before."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[str, ...]


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Codes that come, that go, and whose name is another."""
    return Changes(
        tuple(c for c in after if c not in before),
        tuple(c for c in before if c not in after),
        tuple(c for c in after if c in before and after[c] != before[c]),
    )


def said(found: Changes) -> str:
    """In a sentence."""
    counts = {"added": len(found.added), "gone": len(found.gone), "renamed": len(found.renamed)}
    return _("%(added)d new, %(gone)d left out, %(renamed)d renamed") % counts
