"""Indicators of the loop as a whole, over what all rooms have in common: matters and what is public."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.indicator import Measure, Rows, Span, indicator, tally
from hengjian.kernel.models import Disclosure, Proceeding

LOOP = _("Closed loop of supervision: lead, case, decision, publicity, list, repair")
LISTS = ("credit.abnormal_listing", "credit.serious_listing")


def _of(span: Span, *kinds: str) -> Rows:
    return Proceeding.objects.filter(procedure__in=kinds, **span.within())


def _standing(span: Span) -> Rows:
    """Matters that were open at the end of the span."""
    end = span.during("opened_at")["opened_at__lte"]
    return Proceeding.objects.filter(Q(closed_at=None) | Q(closed_at__gt=end), opened_at__lte=end, **span.within())


@indicator("cockpit.leads", label=_("Leads received"), unit="count", serves=LOOP)
def leads(span: Span) -> Measure:
    """Leads opened in the span."""
    return tally(_of(span, "enforcement.lead").filter(**span.during("opened_at")))


@indicator("cockpit.published", label=_("Penalties published"), unit="count", serves=LOOP)
def published(span: Span) -> Measure:
    """Penalty decisions that became public in the span, those withdrawn later among them."""
    return tally(Disclosure.objects.filter(kind="penalty", **span.within(), **span.during("since")))


@indicator("cockpit.listed", label=_("Entries on lists"), unit="count", serves=LOOP)
def listed(span: Span) -> Measure:
    """Entries on the lists of abnormal operations and of serious violations opened in the span, less those not made."""
    return tally(_of(span, *LISTS).filter(**span.during("opened_at")).exclude(state__in=("dropped", "cancelled")))


@indicator("cockpit.repaired", label=_("Credit repaired"), unit="count", serves=LOOP)
def repaired(span: Span) -> Measure:
    """Applications for repair filed in the span that were granted and stand."""
    rows = _of(span, "credit.credit_repair").filter(**span.during("opened_at"))
    return tally(rows.filter(state__in=("restored", "settled")))


@indicator("cockpit.open", label=_("Open matters"), unit="count", serves=LOOP)
def still_open(span: Span) -> Measure:
    """Matters of every kind that were open at the end of the span."""
    return tally(_standing(span))


@indicator("cockpit.overdue", label=_("Open past their limit"), unit="count", better="down", serves=LOOP)
def overdue(span: Span) -> Measure:
    """Matters open at the end of the span whose day had passed by then; those whose clock stands still are left out."""
    end = min(span.during("due")["due__lte"], timezone.now())  # today is not over
    return tally(_standing(span).filter(Q(closed_at=None) | Q(closed_at__gt=F("due")), due__lt=end, stopped_since=None))
