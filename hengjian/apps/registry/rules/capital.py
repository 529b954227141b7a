"""Registered capital: sums, terms of contribution, the transition of 2024. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hengjian.kernel.finding import Ground
from hengjian.kernel.law import LawOn

from .articles import CAPITAL, COMPANY_LAW, art, basis
from .items import Items, Share

FIELD = "shares"


def grounds(items: Items, registered: date, law: LawOn) -> Iterable[Ground | None]:
    """Everything the law holds against the capital and its schedule."""
    yield sums(items, law)
    yield duplicate(items, law)
    yield too_late(items, registered, law)
    yield unpaid(items, law)
    yield over_paid(items, law)


def sums(items: Items, law: LawOn) -> Ground | None:
    """What is subscribed makes up the registered capital (Company Law, arts. 46-49)."""
    total = sum((s.subscribed for s in items.shares), Decimal(0))
    if items.capital is None or not items.shares or total == items.capital:
        return None
    return Ground(
        _("The contributions add up to %(total)s, the registered capital is %(capital)s.")
        % {"total": f"{total:,.2f}", "capital": f"{items.capital:,.2f}"},
        art(law, 46, COMPANY_LAW),
        _("Correct a contribution or the capital so that they agree."),
        "capital",
    )


def duplicate(items: Items, law: LawOn) -> Ground | None:
    """One holder has one line."""
    names = [(s.name, s.code) for s in items.shares]
    twice = sorted({name for name, code in names if names.count((name, code)) > 1 and code})
    if not twice:
        return None
    fact = _("%(names)s stands there more than once.") % {"names": "、".join(twice)}
    return Ground(fact, art(law, 46, COMPANY_LAW), _("Add the lines up."), FIELD)


def years_on(day: date, years: int) -> date:
    """The same day so many years later; 29 February gives way to the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_day(registered: date, law: LawOn) -> date:
    """The day by which a shareholder of a limited company pays in: five years from establishment (art. 47)."""
    return years_on(registered, law.limit("registry.paid_in_llc").amount)


def too_late(items: Items, registered: date, law: LawOn) -> Ground | None:
    """A limited company's shareholders pay in within five years of establishment (Company Law, art. 47)."""
    if not items.limited:
        return None
    end = last_day(registered, law)
    late = [s.name for s in items.shares if s.paid < s.subscribed and (s.due_on is None or s.due_on > end)]
    if not late:
        return None
    return Ground(
        _("%(names)s would pay in later than %(day)s, five years after establishment.")
        % {"names": "、".join(late), "day": end.isoformat()},
        basis(law, "registry.paid_in_llc"),
        _("Set the last day of contribution to %(day)s or earlier.") % {"day": end.isoformat()},
        FIELD,
    )


def unpaid(items: Items, law: LawOn) -> Ground | None:
    """Promoters of a joint stock company pay in full before it is established (Company Law, art. 98)."""
    short = [s.name for s in items.shares if s.paid < s.subscribed] if items.joint_stock else []
    if not short:
        return None
    return Ground(
        _("%(names)s have not paid in full.") % {"names": "、".join(short)},
        basis(law, "registry.paid_in_jsc"),
        _("Promoters pay in full before the company is established; register it afterwards."),
        FIELD,
    )


def over_paid(items: Items, law: LawOn) -> Ground | None:
    """Nobody has paid more than subscribed."""
    over = [s.name for s in items.shares if s.paid > s.subscribed]
    fact = _("%(names)s would have paid more than subscribed.") % {"names": "、".join(over)}
    return Ground(fact, art(law, 49, COMPANY_LAW), _("Correct the amount paid in."), FIELD) if over else None


def transitional(registered: date, law: LawOn) -> bool:
    """Registered by 30 June 2024: the State Council's transition applies."""
    return registered <= date.fromisoformat(str(law.value("registry.capital_transition_cut").amount))


def must_be_due_by(share: Share, items: Items, registered: date, law: LawOn) -> date | None:
    """The day by which a share's due day must lie, or None where it may stay.

    Provisions on registered capital, art. 2: of a limited company of before July 2024, whose remaining term counted
    from 1 July 2027 exceeds five years, the term is shortened to within five years of that day, by an adjustment made
    until 30 June 2027; promoters of a joint stock company pay in full by then.
    """
    if share.paid >= share.subscribed:
        return None
    if not transitional(registered, law):
        return last_day(registered, law) if items.limited else registered
    if items.joint_stock:
        return _deadline(law)
    start = date.fromisoformat(str(law.value("registry.capital_transition_from").amount))
    return years_on(start, law.limit("registry.paid_in_llc").amount) - timedelta(days=1)


def earliest(law: LawOn) -> date:
    """No due day up to this one can break the rule: whoever pays by then needs no adjustment."""
    cut = date.fromisoformat(str(law.value("registry.capital_transition_cut").amount))
    return min(years_on(cut, law.limit("registry.paid_in_llc").amount), _deadline(law))


def _deadline(law: LawOn) -> date:
    return date.fromisoformat(str(law.value("registry.capital_transition_deadline").amount))


def breaks(items: Items, registered: date, law: LawOn) -> tuple[tuple[Share, date], ...]:
    """Shares whose due day breaks the rule, each with the day it should be at the latest."""
    if not (items.limited or items.joint_stock):
        return ()
    found = ((s, must_be_due_by(s, items, registered, law)) for s in items.shares)
    return tuple((s, day) for s, day in found if day is not None and (s.due_on is None or s.due_on > day))


def adjustment(items: Items, registered: date, law: LawOn) -> Ground | None:
    """What a company of before July 2024 is told about its terms of contribution."""
    broken = breaks(items, registered, law)
    if not broken:
        return None
    until = str(law.value("registry.capital_transition_deadline").amount)
    return Ground(
        _("The term of contribution of %(names)s is longer than the law allows.")
        % {"names": "、".join(s.name for s, _day in broken)},
        art(law, 2, CAPITAL) if transitional(registered, law) else basis(law, "registry.paid_in_llc"),
        _("Shorten it to %(day)s or earlier, by a change registered until %(until)s.")
        % {"day": min(day for _share, day in broken).isoformat(), "until": until},
        FIELD,
        bars=False,
    )
