"""Commissions: who may be charged, whether a meeting is quorate, when a member is talked to."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import LawOn

BASIS = "food_law art. 5"
LEAST_MEMBERS = 2


def membership(names: Sequence[str], law: LawOn) -> Finding:
    """Is this a commission? Two members at least, each once, each with its duties."""
    article = law.cite(BASIS)
    twice = sorted({name for name in names if names.count(name) > 1})
    return Finding.of(
        [
            None if len(set(names)) >= LEAST_MEMBERS else Ground(_("A commission has two members at least."), article, "", "members"),
            Ground(_("Named twice: %(names)s") % {"names": "、".join(twice)}, article, "", "members") if twice else None,
        ]
    )  # fmt: skip


def attendance(members: Sequence[str], present: Sequence[str], absent: str, law: LawOn) -> Finding:
    """Half of the members take part, and whoever is away has a reason on record."""
    article, needed = law.cite(BASIS), -(-len(members) // 2)
    here = [name for name in present if name in members]
    away = [name for name in members if name not in present]
    few = _("%(here)d of %(members)d members attended; half of them are needed.") % {
        "here": len(here),
        "members": len(members),
    }
    return Finding.of(
        [
            None if len(here) >= needed else Ground(few, article, _("Adjourn the meeting."), "attended"),
            Ground(_("Absent without a reason on record: %(names)s") % {"names": "、".join(away)}, article, _("Write down why."), "absent")
            if away and len(absent.strip()) < 2
            else None,
        ]
    )  # fmt: skip


def charge(owner: str, members: Sequence[str], due: date, today: date, law: LawOn) -> Finding:
    """May this member be charged until that day?"""
    article = law.cite(BASIS)
    return Finding.of(
        [
            None if owner in members else Ground(_("“%(name)s” is no member.") % {"name": owner}, article, _("Choose a member."), "owner"),
            None if due > today else Ground(_("The day has passed."), article, _("Choose a later day."), "due_on"),
        ]
    )  # fmt: skip


def talk_due(missed: bool, reminders: int, law: LawOn) -> Finding:
    """责任约谈 follows a day that was missed or reminders that did not help; before, a reminder is the milder means."""
    least = law.value("planning.talk_after_reminders")
    if missed or reminders >= least.amount:
        return Finding()
    fact = _("The day has not passed, and fewer than %(count)d reminders were sent.") % {"count": least.amount}
    return Finding.of([Ground(fact, least.cite, _("Send a reminder first."))])
