"""示范创建: a call, applications, material, experts, visit, publicity, naming, re-check, withdrawal."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.procedure import Final, Procedure, State

APPLICANTS = [("authority", _("Authorities")), ("enterprise", _("Enterprises"))]


class Programme(Procedure):
    """示范创建活动: what is asked for, by which criteria, who may apply and when (创建示范活动管理办法)."""

    label = _("Demonstration programme")
    number_pattern = "{authority}创建〔{year}〕{serial}号"

    drafted = State(_("Call being written"))
    calling = State(_("Open to applications"))
    closed = Final(_("Applications closed"))
    dropped = Final(pgettext_lazy("programme", "Dropped"))

    kind = models.CharField(_("Kind"), max_length=30)
    what = models.CharField(_("What is asked for"), max_length=1500)
    applicants = models.CharField(_("Who may apply"), max_length=10, choices=APPLICANTS)
    approval = models.CharField(_("Approved by"), max_length=200, blank=True)
    since = models.DateField(_("Applications from"))
    until = models.DateField(_("Applications until"))
    criteria = models.JSONField(default=list)  # name, points as text
    mark = models.DecimalField(_("Named from"), max_digits=5, decimal_places=2)
    places = models.SmallIntegerField(_("Named at most"), null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("What is asked for"), self.what),
            (_("Who may apply"), self.get_applicants_display()),
            (_("Applications"), f"{self.since} — {self.until}"),
            (_("Named from"), self.mark),
        ]
        rows += [(_("Named at most"), str(self.places))] if self.places else []
        rows += [(_("Approved by"), self.approval)] if self.approval else []
        return rows + [(f"{at}. {c['name']}", c["points"]) for at, c in enumerate(self.criteria, 1)]


class ProgrammeApplication(Procedure):
    """创建申报: one authority or enterprise from application to the name, its re-checks and its loss."""

    label = _("Application to a demonstration programme")
    number_pattern = "{authority}创建申〔{year}〕{serial}号"

    filed = State(_("Material to be checked"), limit="planning.programme.check")
    scoring = State(_("Being scored and visited"), limit="planning.programme.scoring")
    publicity = State(
        _("Proposed, open to objections"), limit="planning.programme.publicity", lapses="end_publicity", waits=True
    )
    decision = State(_("Naming to be decided"), limit="planning.programme.naming")
    named = State(_("Named"), limit="planning.programme.term", lapses="fall_due", waits=True)
    rechecking = State(_("To be checked again"), limit="planning.programme.recheck")
    withdrawn = Final(pgettext_lazy("name", "Withdrawn"))
    refused = Final(_("Not named"))

    programme_id = models.BigIntegerField()
    programme_number = models.CharField(_("Programme"), max_length=60)
    kind = models.CharField(_("Kind"), max_length=30)
    applicant = models.CharField(_("Applicant"), max_length=200)
    place = models.CharField(max_length=12, db_collation="C")
    judge = models.CharField(_("Named by"), max_length=12, db_collation="C")  # the authority that called
    reason = models.CharField(_("What has been done"), max_length=2000)
    criteria = models.JSONField(default=list)  # name, points as text: of the call
    mark = models.DecimalField(_("Named from"), max_digits=5, decimal_places=2)
    experts = models.JSONField(default=dict)  # in the register of experts → name, points a criterion, opinion
    visit = models.CharField(_("Visit"), max_length=1500, blank=True)
    visited_on = models.DateField(_("Visited on"), null=True)
    score = models.DecimalField(_("Final score"), max_digits=5, decimal_places=2, null=True)
    objections = models.JSONField(default=list)  # what, answer
    checks = models.JSONField(default=list)  # re-checks: day, finding
    published_act = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme_id"], name="application_of_programme")]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Programme"), self.programme_number),
            (_("Applicant"), self.applicant),
            (_("What has been done"), self.reason),
        ]
        rows += [(_("Experts"), "、".join(e["name"] for e in self.experts.values()))] if self.experts else []
        rows += [(_("Visited on"), self.visited_on), (_("Visit"), self.visit)] if self.visited_on else []
        if self.score is not None:
            rows.append(
                (_("Final score"), _("%(score)s, named from %(mark)s") % {"score": self.score, "mark": self.mark})
            )
        rows += [(_("Objection"), f"{o['what']}　{o['answer'] or '—'}") for o in self.objections]
        return rows + [(_("Checked again"), f"{c['on']}　{c['finding']}") for c in self.checks]
