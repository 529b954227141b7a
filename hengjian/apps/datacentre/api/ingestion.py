"""Taking data in by program: a file is sent and looked at, run by the ordinary act, and what went back is fetched."""

import base64
import binascii
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from hengjian.api.auth import ACT, READ, principal_of
from hengjian.apps.datacentre.actions.mappings import KEEPERS
from hengjian.apps.datacentre.actions.runs import note_rejects_taken
from hengjian.apps.datacentre.models import ImportProgress
from hengjian.apps.datacentre.procedures import ImportRun
from hengjian.apps.datacentre.queries import rejected
from hengjian.kernel import files, uploads
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import Principal
from hengjian.kernel.refusal import Incomplete, NotAllowed, not_found

router = Router()
Id = Path(..., ge=1, lt=2**63)
MOST = 500
NOT_TAKEN, NOT_READ = "The file was not received.", "The run was not read."


class SentData(Schema):
    """A file as its bytes in Base64, with the name that tells its kind; none for a table of a configured database."""

    name: str = Field("", max_length=120)
    content: str = Field("", max_length=28_000_000)


class RunOut(Schema):
    """How far a run is. `faults` counts rows that went back by the kind of their first fault."""

    id: int
    number: str
    table: str
    state: str
    read: int = 0
    fresh: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0
    faults: dict[str, int] = {}
    failure: str = ""


class RejectFault(Schema):
    kind: str
    column: str
    fault: str
    rule: str
    remedy: str


class RejectedRow(Schema):
    row: int
    cells: dict[str, str]
    faults: list[RejectFault]


class RejectedPage(Schema):
    """Rows that went back in the order of the source; ask on with `after` = the last `row`."""

    items: list[RejectedRow]
    next: int | None = None


def _out(row: ImportRun) -> dict[str, Any]:
    told = {"id": row.pk, "number": row.number, "table": row.table_key, "state": row.state}
    progress = ImportProgress.objects.filter(proceeding_id=row.pk).first()
    names = ("read", "fresh", "changed", "same", "rejected", "faults", "failure")
    return told | ({name: getattr(progress, name) for name in names} if progress else {})


def _keeping(who: Principal, what: str, fact: str) -> None:
    if who.kind != "officer" or not who.roles & {role.value for role in KEEPERS}:
        raise NotAllowed(what, fact=fact)


@router.post("/tables/{table}/files", response=RunOut, auth=ACT, operation_id="datacentre_file_send")
def send(request: HttpRequest, given: SentData, table: str = Path(..., max_length=40, pattern="^[a-z0-9_]+$")) -> Any:
    """Send a file under the mapping in force. It is looked at, not run: `datacentre.import_run/{id}/start_run` does that."""
    who, token = principal_of(request), ""
    if given.content:
        try:
            content = base64.b64decode(given.content, validate=True)
        except (binascii.Error, ValueError):
            raise Incomplete(NOT_TAKEN, fields={"content": "This is not Base64."}) from None
        _keeping(who, NOT_TAKEN, "Files are sent by officers who keep data.")
        token = uploads.token(files.store(content, "application/octet-stream").sha256, given.name, who)
    done = perform("datacentre.import_run.send_file", None, {"table": table, "file": token}, who)
    return _out(ImportRun.objects.get(pk=done.proceeding.pk))


@router.get("/runs/{int:id}", response=RunOut, auth=READ, operation_id="datacentre_run_read")
def run(request: HttpRequest, id: int = Id) -> Any:
    """State and counts of a run."""
    row = ImportRun.objects.filter(pk=id).first()
    if row is None:
        raise not_found(NOT_READ)
    return _out(row)


@router.get("/runs/{int:id}/rejects", response=RejectedPage, auth=READ, operation_id="datacentre_run_rejects")
def rejects(
    request: HttpRequest,
    id: int = Id,
    after: int = Query(0, ge=0, lt=2**31),
    limit: int = Query(200, ge=1, le=MOST),
) -> Any:
    """Rows that went back, with what is wrong and what to do. They may tell of persons: taking them is in the ledger."""
    who = principal_of(request)
    _keeping(who, NOT_READ, "Rows that went back are for officers who keep data.")
    row = note_rejects_taken(id, "json", who)
    found = rejected.told(row, after, limit + 1)
    more, found = len(found) > limit, found[:limit]
    return {"items": found, "next": found[-1]["row"] if more else None}
