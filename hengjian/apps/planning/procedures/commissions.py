"""食安委、专业委员会、联席会议: who is in it with which duties, its meetings, what it resolves and who answers for that."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

FIELDS = [
    ("food", _("Food safety commission")),
    ("equipment", _("Special equipment safety commission")),
    ("competition", _("Joint meeting on fair competition")),
    ("consumers", _("Joint meeting on consumer protection")),
    ("ip", _("Joint meeting on intellectual property")),
    ("network", _("Joint meeting on online markets")),
    ("pyramid", _("Leading group against pyramid selling")),
    ("ads", _("Joint meeting on false advertising")),
    ("quality", _("Leading group on quality")),
    ("other", _("Other")),
]


class Commission(Procedure):
    """议事协调机构: standing, with members of the house and of other departments, a chair and an office."""

    label = _("Standing commission")
    number_pattern = "{authority}协调〔{year}〕{serial}号"

    standing = State(_("Standing"))
    dissolved = Final(_("Dissolved"))

    field = models.CharField(_("Field"), max_length=12, choices=FIELDS)
    ground = models.CharField(_("Basis"), max_length=300)
    chair_id = models.BigIntegerField(null=True)  # an officer, who closes resolutions
    chair = models.CharField(_("Chair"), max_length=80)
    office = models.CharField(_("Office of the commission"), max_length=120)
    members = models.JSONField(default=list)  # name, code, account, duties

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Field"), self.get_field_display()),
            (_("Basis"), self.ground),
            (_("Chair"), self.chair),
            (_("Office of the commission"), self.office),
        ]
        return rows + [(one["name"], one["duties"]) for one in self.members]

    def member(self, name: str) -> dict[str, str] | None:
        """The member of that name."""
        return next((one for one in self.members if one["name"] == name), None)


class JointMeeting(Procedure):
    """联席会议、会商: called with an agenda, opinions of the members beforehand, attendance, minutes as a paper."""

    label = _("Joint meeting")
    number_pattern = "{authority}联席〔{year}〕{serial}号"

    called = State(_("Called"))
    conducted = State(_("Held, minutes to be issued"), limit="planning.minutes")
    concluded = Final(_("Minutes issued"))
    cancelled = Final(_("Cancelled"))

    commission_id = models.BigIntegerField(db_index=True)
    commission = models.CharField(max_length=200)
    members = models.JSONField(default=list)
    topic = models.CharField(_("Topic"), max_length=200)
    agenda = models.JSONField(default=list)
    at = models.DateTimeField(_("When"))
    place = models.CharField(_("Where"), max_length=200)
    opinions = models.JSONField(default=list)  # member, text, when
    attended = models.JSONField(default=list)
    absent = models.CharField(max_length=500, blank=True)
    minutes = models.TextField(_("Minutes"), blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Standing commission"), self.commission), (_("Where"), self.place)]
        rows += [(_("Agenda"), f"{n}. {line}") for n, line in enumerate(self.agenda, 1)]
        rows += [(f"{_('Opinion')}：{one['member']}", one["text"]) for one in self.opinions]
        if self.attended:
            rows.append((_("Attended"), "、".join(self.attended)))
        rows += [(_("Absent, and why"), self.absent)] if self.absent else []
        return [*rows, (_("Minutes"), self.minutes)] if self.minutes else rows


class Resolution(Procedure):
    """议定事项: what a meeting resolved, which member answers for it until when; closed by the chair alone."""

    label = _("Resolution of a commission")
    number_pattern = "{authority}议定〔{year}〕{serial}号"

    pending = State(_("Awaiting completion"))
    reported = State(_("Carried out, to be confirmed"), limit="planning.resolution_confirm")
    insufficient = State(_("To be carried out further"), limit="planning.resolution_again")
    fulfilled = Final(_("Fulfilled"))
    dropped = Final(_("Dropped"))

    commission_id = models.BigIntegerField(db_index=True)
    meeting_id = models.BigIntegerField(null=True, db_index=True)
    meeting_number = models.CharField(max_length=60, blank=True)
    chair_id = models.BigIntegerField(null=True)
    what = models.CharField(_("What was resolved"), max_length=1000)
    owner = models.CharField(_("Member in charge"), max_length=120)
    due_on = models.DateField(_("To be done by"))
    missed = models.BooleanField(default=False)
    reminders = models.JSONField(default=list)  # when, by whom, text
    talks = models.JSONField(default=list)  # 责任约谈: day, with whom, what, promise
    told = models.CharField(_("Report"), max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("What was resolved"), self.what),
            (_("Member in charge"), self.owner),
            (_("To be done by"), self.due_on),
        ]
        rows += [(_("Joint meeting"), self.meeting_number)] if self.meeting_number else []
        rows += [(_("Reminder"), f"{one['on']}　{one['text']}") for one in self.reminders]
        rows += [(_("Accountability talk"), f"{one['on']}　{one['with']}：{one['what']}") for one in self.talks]
        return [*rows, (_("Report"), self.told)] if self.told else rows
