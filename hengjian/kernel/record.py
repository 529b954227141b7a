"""What an act leaves behind: changed rows, clock, ledger entry, disclosure, paper, notices and jobs."""

import hashlib
import secrets
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from pydantic import BaseModel

from . import deadline
from .act import Act
from .clock import near_at
from .followers import following
from .given import Given, asked
from .ledger.entry import commit
from .models import Act as ActRow
from .models import ActContent, Authority, Party
from .occasion import Kept, Occasion, PaperDraft
from .personal import encrypt
from .principal import Principal
from .procedure import Procedure, State
from .rows import Locked, next_number
from .write import Batch, column_values, dumps, jsonb

PAPER_NUMBER = "{authority}登字〔{year}〕第{serial}号"
NEAR_A_SET_DAY = timedelta(days=3)
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def opening(act: Act, row: Procedure, given: Given, on: Occasion, target: State, key: str | None) -> None:
    """Write a new proceeding and its first act."""
    authority = Authority.objects.get(pk=row.code)
    row.number = numbered(row.number_pattern, authority, row.key, on)
    row.state = target.name
    row.subject_name = row.subject_name or (row.subject.name if row.subject_id and row.subject else "")
    started = _start_clock(row, target, on)
    _set_day(row, target, on)
    if target.final:
        row.closed_at, row.on_time = on.at, True
    mine = on.principal.names[0] if on.principal.kind == "party" else ""
    if mine:
        # The row policy of a party asks for its party row: it must be there before the proceeding.
        Party.objects.bulk_create([Party(proceeding_id=row.pk, principal=mine, role="applicant")])
    base = [f for f in row._meta.concrete_fields if f.model is not row.__class__]
    own = [f for f in row._meta.concrete_fields if f.model is row.__class__]
    first = Batch()
    first.insert("kernel_proceeding", [column_values(row, base)])
    first.run()
    batch = Batch()
    batch.insert(row._meta.db_table, [column_values(row, own)])
    _leave(batch, act, row, given, on, "", target, key, authority)
    if started:
        batch.insert("kernel_clock", [started])
    batch.run()


def continuing(
    act: Act, locked: Locked, given: Given, on: Occasion, target: State, key: str | None, before: dict[str, Any]
) -> None:
    """Write what an act changed on a proceeding that exists."""
    row, left = locked.row, locked.row.stage
    batch = Batch()
    spans = locked.clock is not None and row.limit_in(target) == locked.clock["limit"]  # one limit, several stages
    if target is not left:
        row.state = target.name
        on.resumes |= spans and row.stopped_since is not None and on.stops is None  # a stop ends with its stage
    if target is not left and not spans:
        before_due = row.due
        _close_clock(batch, row, left, locked.clock, target, on)
        started = _start_clock(row, target, on, before_due if target.prolongs else None)
        if started:
            batch.insert("kernel_clock", [started])
    elif on.stops is not None or on.resumes or on.prolongs:
        _shift_clock(batch, row, locked.clock, on)
    _set_day(row, target, on)
    row.version += 1
    authority = Authority.objects.get(pk=row.code) if on.papers else None
    changed = [f for f in row._meta.concrete_fields if getattr(row, f.attname) != before[f.attname]]
    own = [f for f in changed if f.model is row.__class__]
    batch.update("kernel_proceeding", "id", row.pk, column_values(row, [f for f in changed if f not in own]))
    batch.update(row._meta.db_table, "proceeding_ptr_id", row.pk, column_values(row, own))
    _leave(batch, act, row, given, on, left.name, target, key, authority)
    batch.run()
    if on.moved_to:
        _move(row, on)


def _move(row: Procedure, on: Occasion) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT hengjian_transfer(%s, %s, %s)", [row.pk, on.moved_to, on.note[:200]])
    row.code = on.moved_to


def _close_clock(
    batch: Batch, row: Procedure, left: State, clock: dict[str, Any] | None, target: State, on: Occasion
) -> None:
    if clock:
        batch.update("kernel_clock", "id", clock["id"], {"ended_at": on.at})
    if row.due is not None and not left.waits and on.at > row.due:
        row.on_time = False
    if target.final:
        row.closed_at = on.at
        row.on_time = row.on_time is not False
    row.due, row.due_limit, row.near_at = None, "", None
    row.stopped_since, row.stop_reason, row.held = None, "", ""


def _set_day(row: Procedure, target: State, on: Occasion) -> None:
    """The day that an authority has set for a stage without a limit of the law; a legal limit is never moved by it."""
    if on.ends_on is None or target.final or row.limit_in(target):
        return
    row.due = timezone.make_aware(datetime.combine(on.ends_on, time.max.replace(microsecond=0)))
    row.near_at = row.due - NEAR_A_SET_DAY


def _start_clock(row: Procedure, target: State, on: Occasion, since: datetime | None = None) -> dict[str, Any] | None:
    name = row.limit_in(target)
    if not name:
        return None
    start = since or on.counted_from or on.at
    limit, reckoning = deadline.reckon(name, on.law, start)
    row.due, row.due_limit = reckoning.due, limit.id
    row.near_at = near_at(reckoning)
    return {
        "proceeding_id": row.pk,
        "limit": limit.id,
        "started_at": start,
        "due": reckoning.due,
        "ended_at": None,
        "stops": jsonb([]),
    }


def _shift_clock(batch: Batch, row: Procedure, clock: dict[str, Any] | None, on: Occasion) -> None:
    if clock is None:
        return
    stops, name = list(clock["stops"]), on.prolongs or clock["limit"]
    if on.stops is not None:
        stops.append(on.stops)
        row.stopped_since, row.stop_reason = on.at, on.stops["why"]
    elif on.resumes:
        stops = [s if s.get("to") else {**s, "to": on.at.isoformat()} for s in stops]
        row.stopped_since, row.stop_reason = None, ""
    limit, reckoning = deadline.reckon(name, on.law, clock["started_at"], stops)
    row.due, row.due_limit, row.near_at = reckoning.due, limit.id, near_at(reckoning)
    batch.update("kernel_clock", "id", clock["id"], {"limit": name, "stops": jsonb(stops), "due": row.due})


def numbered(pattern: str, authority: Authority, series: str, on: Occasion) -> str:
    """The next 文号 of the authority's series for the year."""
    serial = next_number(authority.code, series, on.day.year)
    return pattern.format(authority=authority.short_name, year=on.day.year, serial=f"{serial:04d}")


def content_of(act: Act, row: Procedure, given: Given, on: Occasion, left: str, target: State) -> dict[str, Any]:
    """What the ledger commits to: who did what, from where to where, given what."""
    return {
        "act": act.name,
        "label": str(act.label),
        **_doer(on.principal),
        "given": _sealed(given),
        "from": left,
        "to": target.name,
        "note": on.note,
        "number": row.number,
        "law_on": row.law_on.isoformat(),
    }


def _doer(principal: Principal) -> dict[str, Any]:
    """Who does it; of an officer who works as an authority below, the real one too."""
    if not principal.working_as:
        return {"by": principal.name}
    return {"by": principal.name, "of": principal.authority_code, "working_as": principal.working_as}


def _sealed(given: Given) -> dict[str, Any]:
    """What was given, personal data encrypted: the ledger's content is kept long and read by many."""
    return {name: _sealed_value(given, name, value) for name, value in given.model_dump(mode="json").items()}


def _sealed_value(given: BaseModel, name: str, value: Any) -> Any:
    if value and asked(type(given), name).get("personal"):
        return encrypt(str(value), "kernel.act.given")
    lines = getattr(given, name)
    if isinstance(lines, list | tuple) and lines and isinstance(lines[0], BaseModel):
        # A repeated group: each line has personal fields of its own.
        return [{n: _sealed_value(line, n, v) for n, v in line.model_dump(mode="json").items()} for line in lines]
    return value


def _admit(batch: Batch, row: Procedure, on: Occasion) -> None:
    """Enter the parties; who is one already stays one."""
    for principal, role in dict.fromkeys(on.parties):
        batch.raw(
            "INSERT INTO kernel_party (proceeding_id, principal, role) SELECT %s::bigint, %s::varchar, %s::varchar WHERE NOT EXISTS "
            "(SELECT 1 FROM kernel_party WHERE proceeding_id = %s AND principal = %s AND role = %s)",
            [row.pk, principal, role] * 2,
        )


def _leave(
    batch: Batch,
    act: Act,
    row: Procedure,
    given: Given,
    on: Occasion,
    left: str,
    target: State,
    key: str | None,
    authority: Authority | None,
) -> None:
    body = content_of(act, row, given, on, left, target)
    issuers = [_issuer(draft, authority) for draft in on.papers]
    papers = [_paper(draft, row, on, issuer) for draft, issuer in zip(on.papers, issuers, strict=True)]
    body |= {"files": [{"what": k.what, "sha256": k.sha256} for k in on.kept]} if on.kept else {}
    body |= {"papers": [{"number": p["number"], "hash": p["data_hash"]} for p in papers]} if papers else {}
    committed = commit(body)
    entry = {
        "id": on.act_id,
        "proceeding_id": row.pk,
        "name": act.name,
        "at": on.at,
        "actor": on.principal.id,
        "code": row.code,
        "key": key,
        "commitment": committed.commitment,
    }
    batch.insert("kernel_act", [entry])
    batch.insert(
        "kernel_actcontent",
        [
            {
                "act_id": on.act_id,
                "proceeding_id": row.pk,
                "salt": committed.salt,
                "body": jsonb(committed.body),
                "erased_under": "",
                "internal": act.internal,
            }
        ],
    )
    batch.insert("kernel_disclosure", [_disclosure(d, row, on) for d in on.disclosures])
    batch.insert("kernel_paper", papers)
    batch.insert("kernel_paperrecord", [_paper_record(p, row, on, by) for p, by in zip(papers, issuers, strict=True)])
    _admit(batch, row, on)
    batch.insert(
        "kernel_share", [{"proceeding_id": row.pk, "authority_code": c, "until": None, "why": w} for c, w in on.shares]
    )
    batch.insert("kernel_evidence", [_evidence(k, row, on) for k in on.kept])
    batch.insert("procrastinate_jobs", _jobs(act, papers, on, row))


def alone(
    name: str,
    label: str,
    body: dict[str, Any],
    principal: Principal,
    code: str = "",
    proceeding_id: int | None = None,
) -> int:
    """Enter in the ledger what changes no proceeding's state (an unmasking, evidence added, administration)."""
    committed = commit({"act": name, "label": label, **_doer(principal), **body})
    row = ActRow.objects.create(
        name=name,
        proceeding_id=proceeding_id,
        at=timezone.now(),
        actor=principal.id,
        code=code or principal.place or "0",
        commitment=committed.commitment,
    )
    ActContent.objects.create(act=row, proceeding_id=proceeding_id, salt=committed.salt, body=committed.body)
    return row.pk


def _evidence(kept: Kept, row: Procedure, on: Occasion) -> dict[str, Any]:
    first = {
        "at": on.at.isoformat(), "who": on.principal.id, "name": on.principal.name, "what": "uploaded",
        "sha256": kept.sha256,
    }  # fmt: skip
    return {
        "proceeding_id": row.pk,
        "file_id": kept.sha256,
        "name": (f"{kept.what}：{kept.name}" if kept.what else kept.name)[:200],
        "taken_at": kept.taken_at or on.at,
        "place": kept.place[:200],
        "by": on.principal.name[:60],
        "custody": jsonb([first]),
    }


def _disclosure(draft: Any, row: Procedure, on: Occasion) -> dict[str, Any]:
    return {
        "act_id": on.act_id,
        "subject_id": row.subject_id,
        "code": row.code,
        "kind": draft.kind,
        "title": draft.title,
        "body": jsonb(draft.body),
        "article": draft.article,
        "since": draft.since or on.at,
        "until": draft.until,
        "withdrawn_at": None,
        "synthetic": row.synthetic,
    }


def _issuer(draft: PaperDraft, authority: Authority | None) -> Authority:
    """Who issues the paper: who is in charge, or the authority that the act names."""
    if draft.issuer:
        return Authority.objects.get(pk=draft.issuer)
    assert authority is not None, "an act with papers has its authority"
    return authority


def _paper(draft: PaperDraft, row: Procedure, on: Occasion, authority: Authority) -> dict[str, Any]:
    series = draft.series or draft.template
    number = numbered(draft.pattern or PAPER_NUMBER, authority, series, on)
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(16))
    data = {
        **draft.data,
        "number": number,
        "title": draft.title,
        "authority": authority.name,
        "date": on.day.isoformat(),
        "verify_code": code,
        "synthetic": row.synthetic,
        "act_id": on.act_id,
    }
    return {
        "proceeding_id": row.pk,
        "act_id": on.act_id,
        "template": draft.template,
        "number": number,
        "title": draft.title,
        "data": jsonb(data),
        "data_hash": hashlib.sha256(dumps(data).encode()).hexdigest(),
        "verify_code": code,
        "file_id": None,
        "issued_at": None,
    }


def _paper_record(paper: dict[str, Any], row: Procedure, on: Occasion, authority: Authority) -> dict[str, Any]:
    return {
        "verify_code": paper["verify_code"],
        "act_id": on.act_id,
        "subject_id": row.subject_id,
        "template": paper["template"],
        "title": paper["title"],
        "number": paper["number"],
        "authority": authority.name,
        "on": on.day,
        "data_hash": paper["data_hash"],
        "file_hash": "",
        "ended_at": None,
        "ended_why": "",
        "synthetic": row.synthetic,
    }


def _jobs(act: Act, papers: list[dict[str, Any]], on: Occasion, row: Procedure) -> list[dict[str, Any]]:
    jobs = [_job("kernel.issue_papers", {"act_id": on.act_id})] if papers else []
    if on.tells:
        messages = [{"to": t.to, "title": t.title, "body": t.body} for t in on.tells]
        jobs.append(_job("kernel.tell", {"proceeding_id": row.pk, "act_id": on.act_id, "messages": messages}))
    for n, follow in enumerate(on.follows):
        arguments = {
            "name": follow.name,
            "proceeding_id": follow.proceeding_id,
            "given": follow.given,
            "key": f"after:{on.act_id}:{n}",
        }
        jobs.append(_job("kernel.do", arguments, follow.at))
    if row.subject_id and not act.generic:
        # What watches subjects may lag behind; papers, notices and acts that follow do not wait for it.
        jobs += [_job(task, {"subject": row.subject_id}) | {"priority": -1} for task in following()]
    return jobs


def _job(task: str, arguments: dict[str, Any], at: datetime | None = None) -> dict[str, Any]:
    return {
        "queue_name": "default",
        "task_name": task,
        "priority": 0,
        "lock": None,
        "queueing_lock": None,
        "args": jsonb(arguments),
        "scheduled_at": at,
    }
