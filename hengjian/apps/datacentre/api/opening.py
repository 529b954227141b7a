"""Open data for programs: every dataset, and its standing records page by page."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema

from hengjian.api.paging import MOST, page
from hengjian.apps.datacentre.queries import open_tables, opening
from hengjian.kernel.refusal import not_found

router = Router()


class OpenColumn(Schema):
    name: str
    kind: str
    zh: str
    en: str


class OpenDatasetOut(Schema):
    id: str
    title: dict[str, str]
    about: dict[str, str]
    licence: str
    rows: int
    newest: datetime | None
    columns: list[OpenColumn]


class OpenPage(Schema):
    """A page of records; `next` is the cursor of the following one."""

    items: list[dict[str, Any]]
    next: str | None = None


@router.get("/open", response=list[OpenDatasetOut], auth=None, operation_id="datacentre_open_list")
def datasets(request: HttpRequest) -> Any:
    """Every open dataset with its columns, licence and how many records stand now."""
    licence = opening.declared()["licence"]["url"]
    counted = opening.counts() | {one.id: (one.rows, one.at) for one in open_tables.open_tables().values()}
    return [
        {
            "id": one.id, "title": one.title, "about": one.about, "licence": licence, "rows": counted[one.id][0],
            "newest": counted[one.id][1], "columns": [{"name": n, "kind": k, **words} for n, k, words in one.columns],
        }
        for one in open_tables.every().values()
    ]  # fmt: skip


@router.get("/open/{dataset}", response={200: OpenPage, 304: None}, auth=None, operation_id="datacentre_open_read")
def records(
    request: HttpRequest,
    response: HttpResponse,
    dataset: str = Path(..., max_length=40, pattern="^[a-z0-9_-]+$"),
    cursor: str | None = Query(None, max_length=60),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Standing records, newest first; what was withdrawn is not among them. `If-None-Match` saves reading the same again."""
    one = open_tables.every().get(dataset)
    if one is None:
        raise not_found("The records were not read.")
    if isinstance(one, open_tables.OpenTable):
        found = open_tables.rows(one, cursor, limit)
    else:
        base = settings.HENGJIAN_URL.rstrip("/")
        found = page(opening.standing(one).select_related("subject"), cursor, limit)
        found["items"] = [opening.as_row(shown, one, base) for shown in found["items"]]
    etag = f'W/"{hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:32]}"'
    response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
    if etag in request.headers.get("If-None-Match", ""):
        return 304, None
    return found
