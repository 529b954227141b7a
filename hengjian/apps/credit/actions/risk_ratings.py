"""评价结果互认: ratings of other bodies in, classes out for a purpose, and a line for everybody who looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from hengjian.apps.credit.models import OutsideRating, RatingBody, RiskLook
from hengjian.kernel.models import Subject
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Incomplete, NotAllowed

from .risk_grading import reclassify


@dataclass(frozen=True)
class Rating:
    """One rating as a body sends it."""

    code: str
    scheme: str
    value: str
    given_on: date
    valid_until: date | None = None
    reference: str = ""


def body_of(principal: Principal) -> RatingBody | None:
    """The body whose account this is, if ratings are exchanged with it."""
    return RatingBody.objects.filter(user_id=principal.user_id or 0).first()


def take_ratings(principal: Principal, ratings: Sequence[Rating]) -> int:
    """Keep what a body says, with where it came from; classes that it changes follow at once. Gives how many were kept."""
    what = _("No rating was taken.")
    body = body_of(principal)
    if body is None:
        raise NotAllowed(what, fact=_("Ratings are not exchanged with this account."))
    known = {s.code: s for s in Subject.objects.filter(code__in=[r.code for r in ratings])}
    faults = {
        f"ratings.{n}": _("There is no such subject.")
        if rating.code not in known
        else _("This body gives no such rating.")
        for n, rating in enumerate(ratings)
        if rating.code not in known or rating.scheme not in body.schemes
    }
    if faults:
        raise Incomplete(what, fields=faults)
    with acting_as(CLOCKWORK):
        OutsideRating.objects.bulk_create(
            (
                OutsideRating(
                    subject=known[r.code],
                    scheme=r.scheme,
                    value=r.value,
                    source=body.name,
                    given_on=r.given_on,
                    valid_until=r.valid_until,
                    reference=r.reference,
                    key=principal.id,
                    received_at=timezone.now(),
                )
                for r in ratings
            ),
            update_conflicts=True,
            unique_fields=["subject", "scheme", "given_on"],
            update_fields=["value", "valid_until", "reference", "key", "received_at"],
        )
        told = {"body": body.name, "ratings": [[r.code, r.scheme, r.value] for r in ratings]}
        alone("credit.ratings.take", "Ratings of another body taken", told, CLOCKWORK, body.division_code)
        for code in {r.code for r in ratings}:
            reclassify(known[code].pk, f"rating:{body.name}")
    return len(ratings)


def take_from_file(supplier: str, ratings: Sequence[Rating]) -> tuple[int, dict[int, str]]:
    """Ratings that came as data of a body instead of through its key: kept in the same way, under the same agreement.

    Gives how many were kept, and for those that were not what is wrong with them, by their place.
    """
    with acting_as(CLOCKWORK):
        body = RatingBody.objects.select_related("user").filter(name=supplier).first()
        if body is None:
            return 0, dict.fromkeys(range(len(ratings)), str(_("Ratings are not exchanged with this account.")))
        principal = principal_for(body.user)
    faults: dict[int, str] = {}
    kept = list(range(len(ratings)))
    for _round in range(2):  # the second time without those that the first named
        try:
            return take_ratings(principal, [ratings[n] for n in kept]), faults
        except Incomplete as refused:
            named = {int(field.partition(".")[2]): why for field, why in refused.fields.items()}
            faults |= {kept[n]: why for n, why in named.items()}
            kept = [n for at, n in enumerate(kept) if at not in named]
    return 0, faults


def look(subject: Subject, principal: Principal, purpose: str, body: str = "") -> None:
    """Note who looked at the class and why; the subject reads it. Once a day for each person and purpose."""
    now = timezone.now()
    RiskLook.objects.bulk_create(
        [
            RiskLook(
                subject=subject,
                day=timezone.localdate(now),
                at=now,
                by=principal.id,
                body=(body or principal.authority_name or principal.name)[:80],
                purpose=purpose[:200],
            )
        ],
        ignore_conflicts=True,
    )
