"""Giving, replacing and ending permits: what the acts share. Only acts call it."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.credit import queries as credit
from hengjian.apps.licensing.models import Permit, PermitItem
from hengjian.apps.licensing.rules import examination
from hengjian.apps.licensing.rules.numbers import permit_number
from hengjian.apps.licensing.rules.terms import last_day
from hengjian.apps.registry import queries as register
from hengjian.kernel.finding import Finding
from hengjian.kernel.models import Authority, Disclosure, PaperRecord
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict
from hengjian.kernel.rows import next_number

HOLDER = (APPLICANT, "entity")  # who filed, and the business it is about
PAPER = "licensing.permit"
POST_CHECK = "licensing.post_check.open_check"


def grant(row: Any, on: Occasion, mode: str, **values: Any) -> Permit:
    """Enter the permit, issue its paper, publish it, tell the applicant (Licensing Law, arts. 39 and 40)."""
    item: PermitItem = row.wanted
    bans(row.subject_id, item, on).require(_("It was not granted."))
    weighed = credit.consult(row.subject_id, "licence").said
    if weighed:  # no bar, but on record that whoever granted it knew (serious_violation_list art. 15)
        on.note = "；".join(filter(None, (on.note, weighed)))[:500]
    validity = on.law.value(item.validity) if item.validity else None
    held = {
        "number": new_number(item, row, on),
        "item": item,
        "subject_id": row.subject_id,
        "code": row.code,
        "content": row.content,
        "premises": row.premises,
        "mode": mode,
        "valid_from": on.day,
        "valid_until": last_day(on.day, validity),
        "proceeding_id": row.pk,
        "act_id": on.act_id,
        "synthetic": row.synthetic,
    }
    permit = Permit.objects.create(**{**held, **values})
    issue(permit, row, on)
    return permit


def bans(subject_id: int, item: PermitItem, on: Occasion) -> Finding:
    """Bans on those at the head of the business; only the machine and officers may read them."""
    with acting_as(CLOCKWORK):
        return examination.banned(register.bans_on_heads(subject_id, examination.trades_of(item.name), on.day))


def new_number(item: PermitItem, row: Any, on: Occasion) -> str:
    """The next number of the item's series at the place of the business."""
    national = bool(item.numbering) and item.numbering != "xk"
    county = row.subject.division_code[:6] if national else row.code
    year = 0 if national else on.day.year  # national numbers run on, others begin anew each year
    serial = next_number(county, f"licensing.{item.numbering or item.pk}", year)
    mark = Authority.objects.get(pk=row.code).short_name
    kind = "XK" if item.numbering == "xk" else f"许{item.pk[3:]}"
    return permit_number(
        item.numbering, row.category, county.ljust(6, "0"), serial, mark=f"（{mark}）{kind}", year=on.day.year
    )


def issue(permit: Permit, row: Any, on: Occasion) -> None:
    """The paper of the permit and its publication."""
    item = permit.item
    subject = row.subject
    article = on.law.cite("licensing_law art. 39").text("zh-hans")
    until = permit.valid_until.isoformat() if permit.valid_until else ""
    data = {
        "permit_number": permit.number,
        "name": subject.name,
        "code": subject.code or "",
        "item": item.name,
        "content": permit.content,
        "premises": permit.premises,
        "mode": permit.mode,
        "valid_from": permit.valid_from.isoformat(),
        "valid_until": until,
        "parts": list(permit.parts),
        "basis": [article],
    }
    title = "备案凭证" if item.route == "filing" else "行业综合许可证" if permit.parts else "行政许可证"
    on.issue(PAPER, title, data, series=PAPER)
    body = {"name": subject.name, "number": permit.number, "content": permit.content, "valid_until": until or "—"}
    public = on.law.cite("licensing_law art. 40").text("zh-hans")
    on.disclose("permit", f"{subject.name}：{item.name}", public, body)
    on.tell(*HOLDER, title=_("Granted: %(item)s") % {"item": item.name}, body=permit.number)


def end(permit: Permit, on: Occasion, state: str, why: str, *, replaced_by: Permit | None = None) -> None:
    """The permit no longer holds: register, paper and publication say so."""
    Permit.objects.filter(pk=permit.pk).update(state=state, ended_on=on.day, replaced_by=replaced_by)
    PaperRecord.objects.filter(act_id=permit.act_id, template=PAPER, ended_at=None).update(
        ended_at=on.at, ended_why=why
    )
    if state != "replaced":
        Disclosure.objects.filter(act_id=permit.act_id, kind="permit", withdrawn_at=None).update(withdrawn_at=on.at)


def replace(permit: Permit, row: Any, on: Occasion, **values: Any) -> Permit:
    """A new edition of a permit under its number; the old paper no longer holds."""
    names = (
        "number",
        "item_id",
        "subject_id",
        "code",
        "content",
        "premises",
        "products",
        "mode",
        "valid_from",
        "valid_until",
    )
    kept = {name: getattr(permit, name) for name in names}
    fresh = Permit.objects.create(
        **{**kept, "proceeding_id": row.pk, "act_id": on.act_id, "synthetic": permit.synthetic, **values}
    )
    end(permit, on, "replaced", _("replaced by a new edition"), replaced_by=fresh)
    issue(fresh, row, on)
    return fresh


def check_later(permit: Permit, on: Occasion, reason: str) -> None:
    """Open the check that follows the grant."""
    on.then(POST_CHECK, None, {"permit": permit.pk, "reason": reason})


def report_to_package(row: Any, on: Occasion, result: str) -> None:
    """Tell the package what came of its part."""
    if row.package:
        on.then("licensing.package.note_part", row.package, {"part": row.wanted.pk, "result": result})


def end_of(day: date) -> datetime:
    """The end of a day in China, when a permit that holds until it ends."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def still_holds(permit: Permit) -> Conflict:
    """The refusal of what presumes that a permit has ended."""
    return Conflict(
        _("The check was not closed."),
        fact=_("The permit %(number)s still holds.") % {"number": permit.number},
        remedy=_("Look at the premises and record what you find."),
    )
