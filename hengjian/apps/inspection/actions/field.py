"""In the field: certificates shown, answers and pictures handed over by devices, both sides sign."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.inspection.procedures import SiteCheck
from hengjian.apps.inspection.rules import field as rules
from hengjian.apps.inspection.rules import officers as team_rules
from hengjian.apps.inspection.rules.catalogue import of_item, question
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import File
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from . import checks

DIGEST = "^([0-9a-f]{64})?$"
LATE = timedelta(days=14)  # a device that was long without network; the clock of none runs ahead
AHEAD = timedelta(minutes=10)
MOST = 400


class FieldBegin(Given):
    at: datetime | None = ask(gettext_lazy("When certificates were shown"), kind="datetime", default=None)
    shown: bool = ask(gettext_lazy("Both officers have shown their certificates"), kind="check", default=False)


class FieldEntry(Given):
    id: str = ask(gettext_lazy("Entry"), at_most=40)
    kind: str = ask(
        gettext_lazy("Kind"), choices=[("answer", gettext_lazy("Answer")), ("photo", gettext_lazy("Picture"))]
    )
    question: str = ask(gettext_lazy("Question"), at_most=60)
    verdict: str = ask(gettext_lazy("Verdict"), default="", at_most=8)
    value: str = ask(gettext_lazy("Value"), default="", at_most=200)
    note: str = ask(gettext_lazy("What was found"), default="", at_most=1000)
    device: str = ask(gettext_lazy("Device"), default="", at_most=40)
    base: int = ask(gettext_lazy("Revision seen"), kind="number", default=0)
    at: datetime = ask(gettext_lazy("When"), kind="datetime")
    sha256: str = ask(gettext_lazy("Hash"), default="", pattern=DIGEST)
    place: str = ask(gettext_lazy("Where"), default="", at_most=120)


class FieldRecord(Given):
    entries: list[FieldEntry] = ask(gettext_lazy("Entries"))


class FieldFinish(Given):
    at: datetime | None = ask(gettext_lazy("When"), kind="datetime", default=None)
    officer_signature: str = ask(gettext_lazy("Signature of the officers (hash)"), default="", pattern=DIGEST)
    party_name: str = ask(gettext_lazy("Who signs for the subject"), default="", at_most=60, personal=True)
    party_signature: str = ask(gettext_lazy("Signature of the subject (hash)"), default="", pattern=DIGEST)
    refused: bool = ask(gettext_lazy("The subject does not sign"), kind="check", default=False)
    reason: str = ask(gettext_lazy("Why not"), default="", lines=2, at_most=300)
    witness: str = ask(gettext_lazy("Witness"), default="", at_most=60, personal=True)
    absent: bool = ask(gettext_lazy("Nobody was met at the place"), kind="check", default=False)


def believed(at: datetime | None, on: Occasion) -> datetime:
    """The moment a device names, if it can be: not to come, not long gone. Otherwise the moment it was handed over."""
    if at is None:
        return on.at
    there = at if timezone.is_aware(at) else timezone.make_aware(at)
    return there if on.at - LATE <= there <= on.at + AHEAD else on.at


def own(row: SiteCheck, on: Occasion, what: str) -> None:
    """Only the team writes the record."""
    if on.principal.officer_id not in row.officers:
        raise NotAllowed(
            what, fact=_("You are not of the team of this check."), remedy=_("Have the team changed if you should be.")
        )


@act(
    (SiteCheck.planned, SiteCheck.announced),
    SiteCheck.in_field,
    by=Role.HANDLER,
    label=gettext_lazy("Begin at the place"),
    certificate=True,
    basis="penalty_law art. 55",
)
def begin(row: SiteCheck, given: FieldBegin, on: Occasion) -> None:
    """Both officers show their certificates; the check begins."""
    what = _("The check was not begun.")
    own(row, on, what)
    if not given.shown:
        article = on.law.cite("penalty_law art. 55")
        fact = _("The certificates must be shown first.")
        raise Incomplete(what, fact=fact, article=article, fields={"shown": fact})
    team_rules.team(checks.members(row.officers, row.pk), on.day, on.law).require(what)
    row.shown_at = believed(given.at, on)
    checks.meet(row, on)


@act(SiteCheck.in_field, None, by=Role.HANDLER, label=gettext_lazy("Hand over the record"), certificate=True)
def record(row: SiteCheck, given: FieldRecord, on: Occasion) -> None:
    """Answers and pictures of one device; each takes effect once, and what a colleague wrote is not overwritten unseen."""
    what = _("Nothing was taken into the record.")
    own(row, on, what)
    if len(given.entries) > MOST:
        raise Incomplete(what, fields={"entries": _("At most %(count)d at once.") % {"count": MOST}})
    entries = [_plain(entry, on) for entry in given.entries]
    entries = _stored(entries)
    who = {"officer": on.principal.officer_id, "by": on.principal.name}
    merged = rules.merge(row.answers, row.photos, row.taken, entries, who, allowed(row))
    if not merged.new:
        raise _nothing(what, merged)
    row.answers, row.photos, row.taken = merged.answers, merged.photos, merged.taken
    _keep(entries, merged, on)
    on.note = _("%(count)d entries") % {"count": len(merged.new)}


def allowed(row: SiteCheck) -> frozenset[str]:
    """The questions of the check's items, without those answered by a recognised result."""
    return frozenset(q.key for item in row.items if item not in row.recognised for q in of_item(item))


def _plain(entry: FieldEntry, on: Occasion) -> dict[str, Any]:
    return {**entry.model_dump(), "at": believed(entry.at, on).isoformat()}


def _stored(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without pictures whose bytes have not arrived: their entry is handed over again after the upload."""
    wanted = [e["sha256"] for e in entries if e["kind"] == "photo"]
    known = set(File.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    return [e for e in entries if e["kind"] != "photo" or e["sha256"] in known]


def _keep(entries: list[dict[str, Any]], merged: rules.Merged, on: Occasion) -> None:
    for entry in entries:
        if entry["kind"] == "photo" and entry["id"] in merged.new:
            asked = question(entry["question"])
            name = asked.ask if asked else entry["question"]
            taken_at = datetime.fromisoformat(entry["at"])
            on.keep(entry["sha256"], f"{name[:60]}.jpg", "现场照片", taken_at=taken_at, place=entry["place"])


def _nothing(what: str, merged: rules.Merged) -> Conflict:
    if merged.conflicts:
        fact = _("A colleague has answered %(count)d of these questions otherwise.") % {"count": len(merged.conflicts)}
        return Conflict(what, fact=fact, remedy=_("Look at both answers and choose."))
    return Conflict(what, fact=_("All of this had been handed over before, or is no question of this check."))


@act(
    SiteCheck.in_field,
    SiteCheck.recorded,
    by=Role.HANDLER,
    label=gettext_lazy("Sign the record"),
    certificate=True,
    paper="inspection.record",
    basis="penalty_law art. 55",
)
def finish(row: SiteCheck, given: FieldFinish, on: Occasion) -> None:
    """Every question has an answer, both sides have signed, or it is recorded why not and who witnessed it."""
    what = _("The record was not closed.")
    own(row, on, what)
    row.absent = given.absent
    _complete(row, given, on, what)
    at = believed(given.at, on)
    signed = [{"side": "officers", "sha256": given.officer_signature, "at": at.isoformat()}]
    if given.party_signature and not given.refused:
        signed.append({"side": "subject", "sha256": given.party_signature, "at": at.isoformat()})
    else:
        why = given.reason or _("Nobody was met at the place")
        signed.append({"side": "subject", "sha256": "", "at": at.isoformat(), "refused": why})
    row.signatures, row.finished_at = signed, at
    row.signed_by = given.party_name or given.witness
    for one in signed:
        if one["sha256"]:
            side = "检查人员签名" if one["side"] == "officers" else "被检查人签名"
            on.keep(one["sha256"], "signature.png", side, taken_at=at)
    on.issue("inspection.record", "现场检查笔录", record_data(row, on))


def _complete(row: SiteCheck, given: FieldFinish, on: Occasion, what: str) -> None:
    article = on.law.cite("penalty_law art. 55")
    faults: dict[str, Any] = {}
    missing = rules.unanswered(sorted(allowed(row)), row.answers) if not given.absent else []
    silent = rules.silent_faults(row.answers)
    wanted = [given.officer_signature, given.party_signature]
    known = set(File.objects.filter(pk__in=[w for w in wanted if w]).values_list("pk", flat=True))
    if missing:
        faults["form"] = _("%(count)d questions have no answer.") % {"count": len(missing)}
    elif silent:
        faults["form"] = _("%(count)d faults do not say what was found.") % {"count": len(silent)}
    if given.officer_signature not in known:
        faults["officer_signature"] = _("The officers have not signed.")
    if given.refused or given.absent:
        if not given.witness:
            faults["witness"] = _("Who does not sign needs a witness.")
        if given.refused and not given.reason:
            faults["reason"] = _("Say why the subject does not sign.")
    elif given.party_signature not in known or not given.party_name:
        faults["party_signature"] = _("The subject has not signed; record a refusal with its witness.")
    if faults:
        raise Incomplete(what, fact=next(iter(faults.values())), article=article, fields=faults)


def record_data(row: SiteCheck, on: Occasion) -> dict[str, Any]:
    """What the record says: every question with its article and answer."""
    words = {"conform": "符合", "fault": "不符合", "na": "不适用"}
    lines = []
    for key in sorted(row.answers):
        asked, answer = question(key), row.answers[key]
        text = "：".join(part for part in (words[answer["verdict"]], answer["value"], answer["note"]) if part)
        lines.append([asked.ask if asked else key, asked.basis if asked else "", text])
    lines += [
        [item, "检查结果互认", f"{found['department']} {found['number']}：{found['finding']}"]
        for item, found in row.recognised.items()
    ]
    shown = timezone.localtime(row.shown_at).strftime("%Y-%m-%d %H:%M") if row.shown_at else ""
    return {
        "to": row.subject_name,
        "lines": lines,
        "shown": shown,
        "officers": [f"{one['name']}（{one['certificate']}）" for one in row.team],
        "photos": len(row.photos),
        "signed": row.signatures[1].get("refused", "") if len(row.signatures) > 1 else "",
        "basis": [on.law.cite("penalty_law art. 55").official],
    }
