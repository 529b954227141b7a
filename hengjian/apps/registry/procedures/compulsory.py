"""Leaving the register against one's will, the way back, and clean-up in batches: states, time limits and columns."""

from typing import Any

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import REMARKS
from hengjian.kernel.models import Proceeding
from hengjian.kernel.personal import EncryptedJSONField
from hengjian.kernel.procedure import Final, Procedure, State, procedure_of

ENTRIES = [
    ("licence_revoked", _("Licence revoked")),
    ("ordered_closed", _("Ordered to close")),
    ("lifted", _("Revocation or closure lifted")),
    ("separately_recorded", _("Recorded separately")),
    ("mark_removed", _("No longer recorded separately")),
    *REMARKS,
    ("remark_ended", _("Remark ended")),
]


CRITERIA = {
    "revoked": _("Revoked or closed for three years"),
    "unreachable": _("Unreachable and without tax declarations for two years"),
    "separately_recorded": _("Recorded separately"),
}


class Cleanup(Procedure):
    """无效经营主体清退: one batch of firms that a criterion of the law finds, each then with a proceeding of its own."""

    label = _("Clean-up of dormant firms")
    number_pattern = "{authority}清退〔{year}〕{serial}号"

    running = State(_("Running"))
    closed = Final(_("Closed"))

    criterion = models.CharField(_("Criterion"), max_length=30)
    firms = models.IntegerField(_("Firms"), default=0)

    def facts(self) -> list[tuple[Any, Any]]:
        """Criterion, size, and how many proceedings stand where."""
        return [(_("Criterion"), CRITERIA[self.criterion]), (_("Firms"), self.firms), *self.progress()]

    def progress(self) -> list[tuple[Any, int]]:
        """How many proceedings of the batch stand at which stage."""
        own = {row.pk for kind in (CompulsoryDeregistration, StrikingOff) for row in kind.objects.filter(batch=self)}
        rows = Proceeding.objects.filter(pk__in=own).values_list("procedure", "state").annotate(n=Count("pk"))
        return [(procedure_of(kind).states[state].label, n) for kind, state, n in rows.order_by("procedure", "state")]


class CompulsoryDeregistration(Procedure):
    """强制注销: a company revoked, closed or cancelled and silent for three years (Company Law, art. 241; SAMR Order 105)."""

    label = _("Compulsory deregistration")
    number_pattern = "{authority}强注〔{year}〕{serial}号"

    announced = State(
        _("Announced, objections open"),
        limit="registry.compulsory_dereg_announcement",
        lapses="end_announcement",
        waits=True,
    )
    deciding = State(_("To be decided"))
    done = Final(_("Compulsorily deregistered"))
    ended = Final(_("Ended"))

    batch = models.ForeignKey(Cleanup, null=True, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=30)
    standing_since = models.DateField(_("Since"))
    objections = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Standing"), dict(ENTRIES).get(self.standing, _("Registration cancelled"))),
            (_("Since"), self.standing_since),
        ]
        return rows + [(_("Objection"), text) for text in self.objections]


class StrikingOff(Procedure):
    """失联除名: a firm that cannot be reached for years is struck off; six months are left to be put back."""

    label = _("Striking off")
    number_pattern = "{authority}除名〔{year}〕{serial}号"

    noticed = State(
        _("Notice given, objections open"),
        limit="registry.striking_off_publicity",
        lapses="end_announcement",
        waits=True,
    )
    deciding = State(_("To be decided"))
    struck_off = State(
        _("Struck off, remedy open"), limit="registry.striking_off_remedy", lapses="end_remedy", waits=True
    )
    final = Final(_("Struck off"))
    put_back = Final(_("Put back"))
    ended = Final(_("Ended"))

    batch = models.ForeignKey(Cleanup, null=True, on_delete=models.PROTECT, related_name="+")
    grounds = models.JSONField(default=list)
    objections = models.JSONField(default=list)
    remedy = models.CharField(_("What was put right"), max_length=500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Ground"), text) for text in self.grounds]
        rows += [(_("Objection"), text) for text in self.objections]
        return rows + ([(_("What was put right"), self.remedy)] if self.remedy else [])


class Restoration(Procedure):
    """恢复登记: back on the register after a compulsory deregistration, or after one got by a false promise."""

    label = _("Restoration of a registration")
    number_pattern = "{authority}恢登〔{year}〕{serial}号"

    received = State(_("Examination"), limit="registry.restoration_decision")
    restored = Final(_("Restored"))
    refused = Final(_("Not restored"))

    ground = models.CharField(max_length=20)
    story = models.TextField(_("What happened"))
    ex_officio = models.BooleanField(default=False)
    liable: Any = EncryptedJSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        grounds = {"compulsory": _("After compulsory deregistration"), "false_promise": _("False promise")}
        rows: list[tuple[Any, Any]] = [(_("Ground"), grounds[self.ground]), (_("What happened"), self.story)]
        if self.liable:
            rows.append((_("Liable for the promise"), "、".join(p["name"] for p in self.liable)))
        return rows


class Annotation(Procedure):
    """登记簿记载: what others decided about an entity is entered in the register, by one officer and confirmed by another."""

    label = _("Annotation of the register")
    number_pattern = "{authority}载〔{year}〕{serial}号"

    proposed = State(_("To be confirmed"), limit="registry.registration_decision")
    entered = Final(_("Entered"))
    dropped = Final(_("Not entered"))

    entry = models.CharField(_("Entry"), max_length=30, choices=ENTRIES)
    decided_on = models.DateField(_("Decided on"))
    source = models.CharField(_("Document it rests on"), max_length=200)
    detail = models.CharField(_("Content"), max_length=300, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Entry"), dict(ENTRIES)[self.entry]),
            (_("Decided on"), self.decided_on),
            (_("Document it rests on"), self.source),
            (_("Content"), self.detail),
        ]
        return [row for row in rows if row[1]]
