"""绿色通道: a clean record earns tolerance and a shorter promise; a broken commitment ends it. Reasons are shown."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hengjian.kernel.law import LawOn

# Kinds of published records that close the channel.
CLOSING = ("commitment_breach", "penalty", "serious_violation", "abnormal_operation")


@dataclass(frozen=True)
class Record:
    """What is published about a subject within the years the rule looks back."""

    closing: tuple[str, ...]
    years_registered: int


@dataclass(frozen=True)
class Channel:
    """Whether the channel is open, why, and what it gives: tolerance and the share of the promised time."""

    open: bool
    reason: str
    share: int


def green_channel(record: Record, law: LawOn) -> Channel:
    """Is the green channel open to the applicant?"""
    years = law.value("licensing.green_record").amount
    if record.closing:
        return Channel(False, _("Not open: %(what)s.") % {"what": "、".join(record.closing)}, 100)
    if record.years_registered < 1:
        return Channel(False, _("Not open: registered for less than a year."), 100)
    share = law.value("licensing.green_limit").amount
    reason = _("Nothing adverse published in %(years)d years; the promised time is cut to %(share)d%%.")
    return Channel(True, reason % {"years": years, "share": share}, share)


def promised_days(ordinary: int, share: int) -> int:
    """The promised working days in the channel, at least one."""
    return max(1, -(-ordinary * share // 100))
