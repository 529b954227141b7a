"""The outbox: what partners are to be told, sending it, their answers, and sending again what did not arrive."""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.registry.models import Dispatch, EntityVersion, ExchangeMark
from hengjian.apps.registry.partners import client
from hengjian.apps.registry.procedures import Establishment
from hengjian.apps.registry.rules import exchange as rules
from hengjian.apps.registry.rules.items import Items
from hengjian.kernel import catalogues, deadline, inbox
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Conflict, Refusal, not_found

log = logging.getLogger("hengjian.exchange")
MOST_ATTEMPTS = 6
CALLBACK = "/api/v1/registry/exchange/answers"
REGISTER, LATE = "register", 1000
EXIT = "exit"
# What a partner's outcome makes of a department's part of an exit.
EXIT_STATES = {"accepted": "sent", "done": "cleared", "refused": "objected", "failed": "failed"}
RECEIPT_LIMIT = "registry.dual_notice_receipt"
_takers: dict[str, str] = {}


def answers_to(topic: str, act: str) -> None:
    """Let another room take the answers on a topic: its act is given outcome, reference and message."""
    _takers[topic] = act


def queue(
    subject: Subject, partner: str, department: str, topic: str, key: str, payload: dict[str, Any], at: datetime,
    *, matter_id: int | None = None, limit: str = "", address: str = "",
) -> Dispatch:  # fmt: skip
    """Put a message into the outbox, once per key.

    `limit` is the time limit of the answer that is owed, `address` where the partner takes it if not at the exchange.
    """
    due = deadline.reckon(limit, LawOn(timezone.localdate(at)), at)[1].due if limit else None
    given = {"subject": subject, "partner": partner, "department": department, "topic": topic, "payload": payload}
    row, _made = Dispatch.objects.get_or_create(
        key=key, defaults={**given, "made_at": at, "due": due, "matter_id": matter_id, "address": address}
    )
    return row


def waiting(most: int = 200) -> list[int]:
    """Ids of what is to be sent; while no exchange is configured, only what has an address of its own."""
    with acting_as(CLOCKWORK):
        found = Dispatch.objects.filter(state=Dispatch.WAITING).order_by("made_at")
        found = found if settings.HENGJIAN_EXCHANGE else found.exclude(address="")
        return list(found.values_list("pk", flat=True)[:most])


def deliver(pk: int) -> None:
    """Send one message; the network is waited for outside every transaction. Raises Unreachable to be tried again."""
    with acting_as(CLOCKWORK):
        row = Dispatch.objects.filter(pk=pk, state=Dispatch.WAITING).first()
    base = (row.address or settings.HENGJIAN_EXCHANGE) if row else ""
    if row is None or not base:
        return
    payload = {**row.payload, "callback": settings.HENGJIAN_URL + CALLBACK}
    try:
        receipt = client.send(base, row.partner, row.topic, row.key, payload, settings.HENGJIAN_EXCHANGE_KEY)
    except client.Rejected as error:
        _failed(row, str(error), last=True)
        return
    except client.Unreachable as error:
        if _failed(row, str(error), last=row.attempts + 1 >= MOST_ATTEMPTS):
            return
        raise
    with acting_as(CLOCKWORK) as machine:
        # A quick partner may have called back before its own receipt was read: that answer stands.
        told = {"state": Dispatch.SENT, "sent_at": timezone.now(), "error": "", "attempts": row.attempts + 1}
        taken = Dispatch.objects.filter(pk=row.pk, state=Dispatch.WAITING).update(**told, receipt=_kept(receipt))
        if taken and row.topic == EXIT and receipt.outcome == "accepted":
            _pass_to_exit(row, receipt, machine)
    if receipt.outcome != "accepted":
        answered(row.key, receipt)


def post(partner: str, topic: str, key: str, payload: dict[str, Any]) -> client.Receipt:
    """Send what is about no subject and kept by the caller. Never raises: outcome `failed` (do not try again) or `unreachable`."""
    if not settings.HENGJIAN_EXCHANGE:
        return client.Receipt("", "unreachable", _("No exchange is configured."))
    try:
        return client.send(settings.HENGJIAN_EXCHANGE, partner, topic, key, payload, settings.HENGJIAN_EXCHANGE_KEY)
    except client.Rejected as error:
        return client.Receipt("", "failed", str(error))
    except client.Unreachable as error:
        return client.Receipt("", "unreachable", str(error))


def _failed(row: Dispatch, why: str, *, last: bool) -> bool:
    with acting_as(CLOCKWORK) as machine:
        state = Dispatch.DEAD if last else Dispatch.WAITING
        Dispatch.objects.filter(pk=row.pk, state=Dispatch.WAITING).update(
            state=state, attempts=row.attempts + 1, error=why[:300]
        )
        if last and row.topic == EXIT:
            _pass_to_exit(row, client.Receipt("", "failed", why[:300]), machine)
    return last


def _kept(receipt: client.Receipt) -> dict[str, Any]:
    return {
        "reference": receipt.reference,
        "outcome": receipt.outcome,
        "message": receipt.message,
        "data": receipt.data or {},
    }


def answered(key: str, receipt: client.Receipt) -> bool:
    """A partner has answered. False if nothing was sent under this key; a repeated answer changes nothing."""
    with acting_as(CLOCKWORK) as machine:
        row = Dispatch.objects.select_for_update().filter(key=key).first()
        if row is None:
            return False
        if receipt.outcome == "accepted" or row.state == Dispatch.ANSWERED:
            return True
        row.state, row.answered_at, row.receipt = Dispatch.ANSWERED, timezone.now(), _kept(receipt)
        row.sent_at = row.sent_at or row.answered_at
        row.save(update_fields=["state", "answered_at", "receipt", "sent_at"])
        if row.topic.startswith("opening."):
            _pass_to_opening(row, receipt, machine)
        elif row.topic == EXIT:
            _pass_to_exit(row, receipt, machine)
        elif row.topic in _takers:
            given = {"outcome": receipt.outcome, "reference": receipt.reference[:200], "message": receipt.message[:300]}
            _record(_takers[row.topic], row, given, f"answer:{row.key}", machine)
    return True


def _pass_to_opening(row: Dispatch, receipt: client.Receipt, machine: Principal) -> None:
    reference = "、".join(str(v) for v in (receipt.data or {}).values())[:80]
    given = {
        "part": row.topic.partition(".")[2],
        "outcome": receipt.outcome,
        "message": receipt.message,
        "reference": reference,
    }
    _record("registry.opening.receive", row, given, f"answer:{row.key}", machine)


def _pass_to_exit(row: Dispatch, receipt: client.Receipt, machine: Principal) -> None:
    given = {
        "department": row.partner,
        "state": EXIT_STATES[receipt.outcome],
        "reference": receipt.reference[:60],
        "note": receipt.message,
    }
    key = f"{receipt.outcome}:{row.key}:{row.attempts}"
    _record("registry.one_stop_exit.record_sending", row, given, key, machine)


def _record(name: str, row: Dispatch, given: dict[str, Any], key: str, machine: Principal) -> None:
    """Tell the matter a message belongs to; one that has moved on does not take it any more."""
    try:
        perform(name, row.matter_id, given, machine, key=key)
    except Refusal as refusal:
        log.warning("the answer to %s was not taken: %s %s", row.key, refusal, refusal.fact)


def send_again(pk: int, principal: Principal) -> Dispatch:
    """An officer has a message that was given up sent again; entered in the ledger."""
    what = _("It was not sent again.")
    row = Dispatch.objects.select_for_update(of=("self",)).select_related("subject").filter(pk=pk).first()
    if row is None:
        raise not_found(what)
    if row.state != Dispatch.DEAD:
        raise Conflict(what, fact=_("It is no longer among those given up."), remedy=_("Look at the list again."))
    row.state, row.attempts, row.error = Dispatch.WAITING, 0, ""
    row.save(update_fields=["state", "attempts", "error"])
    body = {"key": row.key, "partner": row.partner, "topic": row.topic, "note": row.subject.name}
    alone("registry.dispatch.send_again", str(_("Send again")), body, principal, row.subject.division_code)
    return row


# ---- what the register says is told on ----


def announce(late: bool = False, most: int = 500) -> int:
    """Tell departments and the upper level of every new version of the register; gives how many versions.

    The versions are the stream, so that no procedure can forget to tell. `late` looks again at the last thousand for
    those that committed out of order.
    """
    with acting_as(CLOCKWORK):
        newest = EntityVersion.objects.aggregate(n=Max("pk"))["n"] or 0
        ExchangeMark.objects.get_or_create(stream=REGISTER, defaults={"first": newest, "last": newest})
        mark = ExchangeMark.objects.select_for_update().get(pk=REGISTER)
        since = max(mark.first, mark.last - LATE) if late else mark.last
        found = list(EntityVersion.objects.select_related("subject").filter(pk__gt=since).order_by("pk")[:most])
        known = set(Dispatch.objects.filter(key__in=[f"report:{v.pk}" for v in found]).values_list("key", flat=True))
        fresh = [v for v in found if f"report:{v.pk}" not in known]
        for version in fresh:
            _tell_of(version)
        if found and found[-1].pk > mark.last:
            ExchangeMark.objects.filter(pk=REGISTER).update(last=found[-1].pk)
    return len(fresh)


def _tell_of(version: EntityVersion) -> None:
    items, now = Items.model_validate(version.items), timezone.now()
    subject = version.subject
    shown = {
        "code": subject.code, "name": items.name, "type": items.type_code, "cause": version.cause,
        "status": items.status, "representative": items.representative, "domicile": items.domicile.address,
        "scope": items.scope, "effective_on": version.effective_on.isoformat(),
    }  # fmt: skip
    upper = _("Upper registration authority, legal-person base")
    queue(subject, "province", upper, "report.registration", f"report:{version.pk}", shown, now)
    if version.cause not in ("establishment", "change"):
        return
    if items.foreign:
        _forward_foreign_investment(version, items, shown, now)
    chosen = [row for code in items.scope_codes if (row := scope_rows().get(code))]
    for n, telling in enumerate(rules.departments_for(chosen)):
        payload = shown | {"items": list(telling.items), "permits": list(telling.permits)}
        key = f"notice:{version.pk}:{n}"
        queue(subject, "department", telling.department, "notice.scope", key, payload, now, limit=RECEIPT_LIMIT)
    if version.cause == "establishment":
        recipients = rules.recipients_of(items, [r.industry for r in chosen], merged_certificates())
        for n, telling in enumerate(recipients):
            payload = shown | {"certificates": list(telling.items)}
            key = f"merged:{version.pk}:{n}"
            queue(subject, "merged", telling.department, "notice.merged", key, payload, now, limit=RECEIPT_LIMIT)
    _tell_applicant(subject, chosen, version.pk)


def _forward_foreign_investment(version: EntityVersion, items: Items, shown: dict[str, Any], now: datetime) -> None:
    """外商投资信息报告: filed with the registration, so that no second report is asked for, and passed on to commerce."""
    filed = Establishment.objects.filter(subject=version.subject).values_list("filed", flat=True).first() or {}
    holders = [{"name": s.name, "subscribed": str(s.subscribed), "paid": str(s.paid)} for s in items.shares]
    payload = shown | {
        "origin": filed.get("foreign", {}).get("origin", ""),
        "capital": str(items.capital or ""),
        "currency": items.currency,
        "investors": holders,
        "report": "initial" if version.cause == "establishment" else "change",
    }
    key = f"foreign:{version.pk}"
    queue(version.subject, "commerce", rules.PARTNERS["commerce"], "report.foreign_investment", key, payload, now)


def _tell_applicant(subject: Subject, rows: Sequence[rules.ScopeRow], version: int) -> None:
    """The other half of 双告知: which permits the business needs before it may begin."""
    permits = [f"{r.text}：{r.permit}（{r.department}）" for r in rows if r.permit]
    if permits:
        title = _("Permits needed before you begin: %(name)s") % {"name": subject.name}
        inbox.deliver(None, version, [{"to": f"subject:{subject.pk}", "title": title, "body": "；".join(permits)}])


@cache
def scope_rows() -> dict[str, rules.ScopeRow]:
    """The scope catalogue with its departments, by code."""
    return {
        r["code"]: rules.ScopeRow(r["code"], r["scope_zh"], r["permit"], r["department"], r["gbt4754"])
        for r in catalogues.rows("business_scope.csv")
    }


@cache
def merged_certificates() -> tuple[rules.Merged, ...]:
    """The versioned list of merged certificates."""
    return tuple(
        rules.Merged(r["certificate"], r["department"], tuple(r["industries"]), tuple(r["groups"]))
        for r in catalogues.table(catalogues.tree("merged_certificates.yaml"))
    )
