"""Pages of who controls whom: a picture with its table, and for officers the entities of one person."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.record import alone
from hengjian.web.access import Request, officers, public

from . import queries
from .models import EntityPerson
from .procedures.showing import POSTS
from .rules import control

WIDE, HIGH, GAP, ACROSS, DOWN = 168, 44, 24, 4, 96
MOST_LETTERS = 12
ROLES = dict(POSTS) | {
    "representative": gettext_lazy("Head"),
    "shareholder": gettext_lazy("Shareholder"),
    "partner": gettext_lazy("Partner"),
    "member": gettext_lazy("Member"),
    "investor": gettext_lazy("Investor"),
    "beneficial_owner": gettext_lazy("Beneficial owner"),
}


@dataclass
class Box:
    """A holder or entity in the picture."""

    node: queries.Node
    x: int
    y: int
    lines: list[str] = field(default_factory=list)

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2


@public
@require_GET
def relations(request: Request, pk: int) -> HttpResponseBase:
    """Who holds and controls an entity, what it holds and controls itself."""
    subject = get_object_or_404(Subject, pk=pk)
    officer = request.principal.kind == "officer"
    nodes, edges = queries.graph_around(subject, persons=officer)
    law = LawOn(timezone.localdate())
    own = f"e{subject.pk}"
    found = control.reach(edges, own, law)
    natural = [key for key, node in nodes.items() if node.natural]
    owners = {r.holder for r in control.beneficial(found, natural, law)}
    ruled = control.controlled(edges, own, law)
    context = {
        "base": "web/base_office.html" if officer else "web/base_public.html",
        "title": subject.name,
        "s": subject,
        "picture": picture(nodes, edges, own),
        "holders": [
            {"r": r, "node": nodes[r.holder], "owner": r.holder in owners,
             "chain": [nodes[k].name for k in r.chain]} for r in found if r.holder in nodes
        ],
        "held": [
            {"node": nodes[e.held], "share": e.share, "by": queries.CONTROL_WORDS.get(e.by, ""), "controls": e.held in ruled}
            for e in edges if e.holder == own and e.held in nodes
        ],
        "indirect": sorted(nodes[k].name for k in ruled if k in nodes and not any(e.held == k and e.holder == own for e in edges)),
    }  # fmt: skip
    return render(request, "registry/relations.html", context)


def levels(edges: list[control.Edge], own: str) -> dict[str, int]:
    """How far above (negative) or below the entity each node stands; the first way to reach it counts."""
    found = {own: 0}
    for step, take, give in ((-1, "held", "holder"), (1, "holder", "held")):
        edge_of: list[str] = [own]
        level = 0
        while edge_of:
            level += step
            near = {getattr(e, give) for e in edges if getattr(e, take) in edge_of} - set(found)
            found |= dict.fromkeys(near, level)
            edge_of = sorted(near)
    return found


def picture(nodes: dict[str, queries.Node], edges: list[control.Edge], own: str) -> dict[str, Any]:
    """Boxes in rows by level, wrapped where a row is long, and the lines between them with their share."""
    rows: dict[int, list[str]] = defaultdict(list)
    for key, level in levels(edges, own).items():
        if key in nodes:
            rows[level].append(key)
    boxes: dict[str, Box] = {}
    y, widest = 8, 1
    for level in sorted(rows):
        keys = sorted(rows[level], key=lambda k: nodes[k].name)
        for start in range(0, len(keys), ACROSS):
            line = keys[start : start + ACROSS]
            widest = max(widest, len(line))
            for n, key in enumerate(line):
                boxes[key] = Box(nodes[key], n * (WIDE + GAP), y, _wrapped(nodes[key].name))
            y += HIGH + DOWN
    width = widest * (WIDE + GAP) + GAP
    _centre(boxes, width)
    lines = [_line(boxes[e.holder], boxes[e.held], e) for e in edges if e.holder in boxes and e.held in boxes]
    high = y - DOWN + 16
    return {
        "boxes": list(boxes.values()),
        "lines": lines,
        "width": width,
        "height": high,
        "own": own,
        "w": WIDE,
        "h": HIGH,
    }


def _centre(boxes: dict[str, Box], width: int) -> None:
    by_row: dict[int, list[Box]] = defaultdict(list)
    for box in boxes.values():
        by_row[box.y].append(box)
    for row in by_row.values():
        shift = (width - (len(row) * (WIDE + GAP) - GAP)) // 2
        for box in row:
            box.x += shift


def _wrapped(name: str) -> list[str]:
    cut = name if len(name) <= 2 * MOST_LETTERS else f"{name[: 2 * MOST_LETTERS - 1]}…"
    return [cut[:MOST_LETTERS], cut[MOST_LETTERS:]] if len(cut) > MOST_LETTERS else [cut]


def _line(above: Box, below: Box, edge: control.Edge) -> dict[str, Any]:
    up, down = (above, below) if above.y <= below.y else (below, above)
    ends = {"x1": up.middle, "y1": up.y + HIGH, "x2": down.middle, "y2": down.y}
    label = _percent(edge.share) if edge.share is not None else str(queries.CONTROL_WORDS.get(edge.by, ""))
    return {
        **ends, "label": label, "agreed": edge.share is None, "x": (ends["x1"] + 3 * ends["x2"]) // 4,
        "y": (ends["y1"] + 3 * ends["y2"]) // 4,
    }  # fmt: skip


def _percent(share: Decimal) -> str:
    return f"{share.quantize(Decimal('0.01')).normalize():f}%"


@never_cache
@officers
def person(request: Request, pk: int, person: int) -> HttpResponseBase:
    """The entities in which one natural person stands, found by the blind index; asked with a reason, and recorded."""
    who = EntityPerson.objects.select_related("subject").filter(pk=person, subject_id=pk).first()
    if who is None:
        raise Http404
    reason = request.POST.get("reason", "").strip()
    context: dict[str, Any] = {"who": who, "s": who.subject, "reason": reason, "title": who.name}
    status = 200
    if request.method == "POST":
        if len(reason) < 4:
            context["wrong"], status = _("Say why you need it."), 422
        else:
            body = {"name": who.name, "subject": who.subject.name, "reason": reason}
            alone("registry.person.follow", str(_("Follow a person through the register")), body, request.principal)
            context["found"] = _of_the_same(who)
    return render(request, "registry/person.html", context, status=status)


def _of_the_same(who: EntityPerson) -> list[EntityPerson]:
    """Every row with the same number within the officer's scope, each with its role in words."""
    rows = list(
        EntityPerson.objects.select_related("subject").filter(id_print=who.id_print).order_by("-since", "pk")[:200]
    )
    for row in rows:
        row.word = ROLES.get(row.role, row.role)  # type: ignore[attr-defined]
    return rows
