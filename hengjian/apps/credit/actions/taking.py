"""What acts of the room begin with: whose subject it is, where it is handled, who takes part; and what they end with."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.credit.models import CreditEntry
from hengjian.apps.credit.rules.catalogue import Row
from hengjian.kernel import deadline
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Authority, Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.refusal import Conflict, Incomplete

OWNER = (APPLICANT, "entity")  # who filed, and the business it is about


def take(row: Any, pk: int, on: Occasion, what: str) -> Subject:
    """Let the matter be about the subject, before the authority of its place; a party takes its own only."""
    subject = Subject.objects.filter(pk=pk).first()
    who = on.principal
    mine = subject is not None and (
        who.kind == "clock" or pk in who.subjects or bool(who.officer_id and who.sees(subject.division_code))
    )
    if subject is None or not mine:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    row.subject, row.subject_name, row.title = subject, subject.name, subject.name
    row.code, row.synthetic = seat(subject, who), row.synthetic or subject.synthetic
    on.admit(f"subject:{subject.pk}", "entity")
    return subject


def seat(subject: Subject, who: Any) -> str:
    """The authority that handles it: the officer's own, or the lowest that is in charge of the subject's place."""
    if who.officer_id:
        return str(who.place)
    code = subject.division_code
    above = [code[:n] for n in (9, 6, 4, 2, 1) if n <= len(code)]
    found = Authority.objects.filter(pk__in=[*above, "0"]).order_by("-code")
    # The county decides on lists; an office below it only where there is no county.
    places = list(found.values_list("code", flat=True))
    return next((c for c in places if len(c) <= 6), "0")


def entry_of(row: Any) -> CreditEntry | None:
    """The entry that the matter has made."""
    return CreditEntry.objects.filter(proceeding_id=row.pk).order_by("-pk").first()


def enter(row: Any, on: Occasion, kind: str, cause: str, title: str, article: str, **values: Any) -> CreditEntry:
    """Put an entry under the subject's name and publish it."""
    for old in CreditEntry.objects.filter(proceeding_id=row.pk, ended_on=None):
        end_entry(old, on, "replaced")  # a matter that was sent back is published anew, not twice
    authority = Authority.objects.filter(pk=row.code).first()
    until: date | None = values.get("until")
    entry = CreditEntry.objects.create(
        subject_id=row.subject_id,
        kind=kind,
        cause=cause,
        title=title[:200],
        article=article[:300],
        authority=values.pop("authority", "") or (authority.name if authority else ""),
        code=row.code,
        number=row.number,
        proceeding_id=row.pk,
        act_id=on.act_id,
        since=values.pop("since", on.day),
        synthetic=row.synthetic,
        **values,
    )
    publish(entry, row, on, until)
    return entry


def publish(entry: CreditEntry, row: Any, on: Occasion, until: date | None) -> None:
    """Publish the entry with this act."""
    body = {
        "name": row.subject_name,
        "code": row.subject.code or "" if row.subject else "",
        "content": entry.title,
        "authority": entry.authority,
        "number": row.number,
        "date": entry.since.isoformat(),
        "until": until.isoformat() if until else "",
    }
    end = {"until": deadline_end(until)} if until else {}
    kind = {"serious": "serious_violation", "abnormal": "abnormal_operation", "marked": "abnormal_operation"}
    on.disclose(
        kind.get(entry.kind, entry.kind), f"{row.subject_name}：{entry.title}"[:200], entry.article[:200], body, **end
    )


def deadline_end(day: date) -> datetime:
    """The last moment of the day, in China."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def end_entry(entry: CreditEntry, on: Occasion, why: str) -> None:
    """Take the entry back: it ends, and is no longer public from this moment."""
    CreditEntry.objects.filter(pk=entry.pk, ended_on=None).update(ended_on=on.day, ended_why=why)
    Disclosure.objects.take_back(entry.act_id, on.at)


def last_day(limit: str, law: LawOn, start: Any) -> date | None:
    """The day a limit ends that begins at that moment."""
    if not limit:
        return None
    due = deadline.reckon(limit, law, start)[1].due
    return timezone.localdate(due) if due else None


def once(row: Any, what: str, **facts: Any) -> None:
    """Refuse a second matter of the kind while one is open."""
    busy = type(row)._base_manager.filter(subject_id=row.subject_id, closed_at=None, **facts).exclude(pk=row.pk)
    found = busy.values_list("number", flat=True).first()
    if found:
        fact = _("The same matter is already running: %(number)s.") % {"number": found}
        raise Conflict(what, fact=fact, remedy=_("Go on with that one."))


def known(rows: dict[str, Row], key: str, field: str, what: str) -> Row:
    """The row of the catalogue, or a refusal: nothing is entered that the catalogue has no article for."""
    if key not in rows:
        raise Incomplete(what, fields={field: _("Choose one of the values offered.")})
    return rows[key]
