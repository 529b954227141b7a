"""The proof of an act, opened in place: recomputed by the server at the moment it is asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from hengjian.kernel.ledger.keys import verifier
from hengjian.kernel.ledger.merkle import Broken
from hengjian.kernel.ledger.note import verify
from hengjian.kernel.ledger.proofs import prove
from hengjian.kernel.models import Checkpoint, Cosignature

from .access import Request, public


def proof_context(act_id: int) -> dict[str, Any]:
    """Leaf, checkpoint, root and whether the way between them holds, checked now."""
    found = prove(act_id)
    if found is None:
        return {"act_id": act_id, "proof": None}
    try:
        found.check()
        holds = True
    except Broken:
        holds = False
    statement = verify(found.note, verifier(found.log))
    checkpoint = Checkpoint.objects.filter(log=found.log, size=found.size).first()
    witnesses = list(Cosignature.objects.filter(checkpoint=checkpoint).values_list("witness", flat=True))
    return {
        "act_id": act_id,
        "proof": found,
        "holds": holds,
        "root": statement.root.hex(),
        "checkpoint": checkpoint,
        "witnesses": witnesses,
        "path": drawing(len(found.hashes)),
    }


def drawing(steps: int) -> list[dict[str, float]]:
    """Points of the way from the leaf to the root: each step joins a sibling."""
    width, height = 176 / max(steps, 1), 68 / max(steps, 1)
    return [
        {
            "x": round(20 + width * n, 1),
            "y": round(82 - height * n, 1),
            "x2": round(20 + width * (n + 1), 1),
            "y2": round(82 - height * (n + 1), 1),
        }
        for n in range(steps)
    ]


@public
def proof(request: Request, act: int) -> HttpResponseBase:
    """The proof in place, or as a page of its own."""
    context = proof_context(act)
    if request.htmx:
        return render(request, "web/parts/proof.html", context)
    return render(request, "web/proof.html", {"title": "", **context})
