"""The log as strangers read it: checkpoint, tiles, entries, proofs, and the door for witnesses. No scope is needed."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from hengjian.kernel.models import Checkpoint as Signed
from hengjian.kernel.models import Cosignature
from hengjian.kernel.principal import current

from .keys import hash_of, verifier, witnesses
from .merkle import Broken
from .note import Checkpoint, Verifier, cosigned_at, split_note
from .proofs import consistency as prove_consistency
from .proofs import encode, proof_bundle
from .store import StoredTiles, entries, full_note, latest, size_of
from .tiles import WIDTH, tile_index

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=3"
AT_ONCE = 1000
_LEVEL = re.compile(r"(0|[1-9][0-9]?)\Z")


def _text(text: str, cache: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    answer["Cache-Control"] = cache
    return answer


def _json(data: dict[str, Any], cache: str, status: int = 200) -> JsonResponse:
    answer = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = cache
    return answer


def _bytes(data: bytes) -> HttpResponse:
    # A partial tile is the prefix of its full one, so its address, too, always has the same content.
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Cache-Control"] = FOREVER
    return answer


def _missing(what: str) -> HttpResponse:
    return HttpResponseNotFound(f"{what}\n", content_type="text/plain; charset=utf-8")


@require_safe
def checkpoint(request: HttpRequest, log: str = "sha256") -> HttpResponse:
    """The newest signed note with cosignatures; `?witnessed=1`: the newest that has any."""
    found = latest(log, witnessed="witnessed" in request.GET)
    if found is None:
        return _missing("This log has no checkpoint yet.")
    return _text(full_note(found), BRIEFLY)


@require_safe
def key(request: HttpRequest, log: str = "sha256") -> HttpResponse:
    """The log's public key. Compare it with a copy from elsewhere before you trust it."""
    return _text(verifier(log).vkey + "\n", BRIEFLY)


@require_safe
def tile(request: HttpRequest, level: str, path: str, log: str = "sha256") -> HttpResponse:
    """C2SP tlog-tiles: `tile/<L>/<N>[.p/<W>]`."""
    if not _LEVEL.match(level) or int(level) > 63:
        return _missing("There is no such level.")
    try:
        index, width = tile_index(path)
    except Broken as error:
        return _missing(str(error))
    needed = width * hash_of(log).size
    data = (StoredTiles(log).get(int(level), index) or b"")[:needed]
    return _bytes(data) if len(data) == needed else _missing("This tile does not exist yet.")


@require_safe
def entry_bundle(request: HttpRequest, path: str, log: str = "sha256") -> HttpResponse:
    """C2SP tlog-tiles: `tile/entries/<N>[.p/<W>]`, each entry after its length in two bytes."""
    try:
        index, width = tile_index(path)
    except Broken as error:
        return _missing(str(error))
    found = [text.encode("ascii") for text in entries(log, index * WIDTH, index * WIDTH + width)]
    if len(found) != width:
        return _missing("These entries do not exist yet.")
    return _bytes(b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in found))


@require_safe
def entry_list(request: HttpRequest, log: str = "sha256") -> HttpResponse:
    """`?start=&end=`: the entries from start up to, not including, end; 1,000 at once."""
    start, end = request.GET.get("start", "0"), request.GET.get("end", "")
    if not _number(start) or (end and not _number(end)):
        return _json({"error": "start and end are whole numbers"}, BRIEFLY, 400)
    size, first = size_of(log), int(start)
    last = max(first, min(size, first + AT_ONCE, int(end) if end else size))
    return _json({"start": first, "end": last, "size": size, "entries": entries(log, first, last)}, BRIEFLY)


@require_safe
def proof(request: HttpRequest, act_id: int, log: str = "sha256") -> HttpResponse:
    """The proof of an act; officers and parties who see the act also get its content and salt."""
    inside = current().kind != "public"
    bundle = proof_bundle(act_id, content=inside, log=log)
    if bundle is None:
        return _json({"error": "no such act, or it awaits sealing"}, "no-store", 404)
    return _json(bundle, "private, no-store" if inside else BRIEFLY)


@require_safe
def consistency(request: HttpRequest, first: int, second: int, log: str = "sha256") -> HttpResponse:
    """The proof that the log of size `second` continues that of size `first`."""
    try:
        hashes = prove_consistency(first, second, log)
    except Broken as error:
        return _json({"error": str(error)}, BRIEFLY, 404)
    return _json({"log": log, "first": first, "second": second, "hashes": encode(hashes)}, FOREVER)


# A witness has no session and no token: its signature is what lets it in.
@csrf_exempt
@require_POST
def cosign(request: HttpRequest, log: str = "sha256") -> HttpResponse:
    """A witness hands in a checkpoint of this log with its cosignature line added."""
    try:
        body, lines = split_note(request.body[:20_000].decode())
        statement = Checkpoint.parse(body)
    except (Broken, UnicodeDecodeError) as error:
        return _text(f"{error}\n", "no-store", 400)
    signed = Signed.objects.filter(log=log, size=statement.size).first()
    if signed is None or split_note(signed.note)[0] != body:
        return _text("This log has signed no such checkpoint.\n", "no-store", 409)
    accepted = [found for line in lines if (found := _witness_of(body, line))]
    if not accepted:
        return _text("No line is a cosignature of a witness this log knows.\n", "no-store", 403)
    Cosignature.objects.bulk_create(
        [Cosignature(checkpoint=signed, witness=w.name, line=line, at=timezone.now()) for w, line in accepted],
        ignore_conflicts=True,
    )
    return _text("".join(line for _, line in accepted), "no-store")


def _witness_of(body: str, line: str) -> tuple[Verifier, str] | None:
    for witness in witnesses():
        try:
            cosigned_at(body, line, witness)
        except Broken:
            continue
        return witness, line + "\n"
    return None


def _number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16
