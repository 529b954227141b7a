"""Experts by lot, files by lot, conferences: what others say about a matter is on file."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Final, Procedure, State


class Lots(models.Model):
    """A roster that was frozen before the lot, the root of the log that decided, and who was drawn."""

    roster: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)
    roster_hash = models.CharField(max_length=64, blank=True)
    frozen_by = models.BigIntegerField(null=True)  # the act whose leaf the seed must come after
    root = models.CharField(max_length=64, blank=True)
    wanted = models.SmallIntegerField(default=0)
    drawn: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        abstract = True

    def lot_facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("On the roster, to be drawn"), f"{len(self.roster)} / {self.wanted}"),
            (_("Hash of the roster"), self.roster_hash),
        ]
        return [*rows, (_("Root of the log that decided"), self.root)] if self.root else rows


PURPOSES = [
    ("review", _("Review of a permit")),
    ("hearing", _("Hearing")),
    ("identification", _("Identification")),
    ("wrong_case", _("Wrong case")),
    ("mediation", _("Mediation")),
    ("award", _("Award or demonstration")),
    ("accident", _("Accident")),
    ("advice", _("Advice on a matter")),
]


class ExpertPanel(Lots, Procedure):
    """专家抽取: who may judge is frozen, the lot decides who is asked, opinions go on file."""

    label = _("Expert panel")
    number_pattern = "{authority}专家〔{year}〕{serial}号"

    fixed_roster = State(_("Lot to be drawn"))
    invited = State(_("Opinions awaited"), limit="experts.opinions")
    concluded = Final(_("Concluded"))
    given_up = Final(_("Given up"))

    about = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("What they are asked for"), max_length=16, choices=PURPOSES, default="advice")
    field = models.CharField(_("Field"), max_length=20, blank=True)
    item = models.CharField(_("Item"), max_length=12, blank=True)  # of the list of permits
    question = models.CharField(_("Question"), max_length=1000)
    opinions = models.JSONField(default=dict)  # expert → opinion
    declined = models.JSONField(default=dict)  # expert → reason
    conclusion = models.CharField(_("Conclusion"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("What they are asked for"), self.get_purpose_display())]  # type: ignore[attr-defined]
        rows += [(_("Matter"), f"{self.about.title} {self.about.number}")] if self.about else []
        rows += [(_("Question"), self.question), *self.lot_facts()]
        rows += [(_("Opinion of %(name)s") % {"name": o["name"]}, o["said"]) for o in self.opinions.values()]
        rows += [(_("%(name)s declined") % {"name": o["name"]}, o["said"]) for o in self.declined.values()]
        return [*rows, (_("Conclusion"), self.conclusion)] if self.conclusion else rows


class FileReview(Lots, Procedure):
    """案卷评查: closed files of a period, drawn by lot, marked one by one."""

    label = _("Review of files")
    number_pattern = "{authority}评查〔{year}〕{serial}号"

    fixed_files = State(_("Lot to be drawn"))
    marking = State(_("Files to be marked"), limit="review.files")
    reviewed = Final(_("Files reviewed"))

    kinds: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=60), default=list)
    since = models.DateField(_("Closed since"))
    until = models.DateField(_("Closed until"))
    marks = models.JSONField(default=dict)  # file → score, faults, by
    summary = models.CharField(_("Summary"), max_length=1500, blank=True)

    @property
    def unmarked(self) -> list[str]:
        return [key for key in self.drawn if key not in self.marks]

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Closed since"), self.since), (_("Closed until"), self.until), *self.lot_facts()]
        numbers = dict(Proceeding.objects.filter(pk__in=[int(key) for key in self.drawn]).values_list("pk", "number"))
        for key in self.drawn:
            mark = self.marks.get(key)
            said = f"{mark['score']}　{mark['faults'] or '—'}" if mark else _("not marked yet")
            rows.append((_("File drawn"), f"{mark['number'] if mark else numbers.get(int(key), key)}　{said}"))
        if self.marks:
            mean = sum(m["score"] for m in self.marks.values()) / len(self.marks)
            rows.append((_("Mean mark"), f"{mean:.1f}"))
        return [*rows, (_("Summary"), self.summary)] if self.summary else rows


class CaseConference(Procedure):
    """案件会商: a question to other departments or regions, their opinions, evidence with receipt, a conclusion on record."""

    label = _("Case conference")
    number_pattern = "{authority}会商〔{year}〕{serial}号"

    called = State(_("Opinions awaited"), limit="conference.opinions")
    agreed = Final(_("Concluded"))

    about = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("Question"), max_length=1000)
    bodies: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=12), default=list)
    opinions = models.JSONField(default=list)
    evidence_sent = models.JSONField(default=list)  # hash, name, to, received
    conclusion = models.CharField(_("Conclusion"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Question"), self.question)]
        rows += [(o["body"], o["said"]) for o in self.opinions]
        for one in self.evidence_sent:
            got = one.get("received") or _("not received yet")
            rows.append((_("Evidence sent"), f"{one['name']} SHA-256 {one['sha256'][:16]}… → {one['to']}（{got}）"))
        return [*rows, (_("Conclusion"), self.conclusion)] if self.conclusion else rows
