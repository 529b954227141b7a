"""专项行动: from the plan to the closing report, and the task of each authority in it (国办发〔2024〕54号)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

FIRST, LOOK_BACK = 1, 2
ROUNDS = [(FIRST, _("First round")), (LOOK_BACK, _("Look-back"))]


class Campaign(Procedure):
    """专项行动、专项整治: who is looked at for what, by whom until when; the list is frozen when it is approved."""

    label = _("Campaign")
    number_pattern = "{authority}专项〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    running = State(_("Under way"))
    looking_back = State(_("Look-back"))
    reporting = State(_("Closing report to be signed"), limit="planning.campaign_report")
    closed = Final(_("Closed"))
    called_off = Final(_("Called off"))

    ground = models.CharField(_("Basis"), max_length=300)
    approval = models.CharField(_("Approved by, document number"), max_length=200)
    since = models.DateField(_("From"))
    until = models.DateField(_("Until"))
    first_due = models.DateField(_("First round done by"))
    scope = models.JSONField(default=dict)
    items: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=40), default=list)
    aims = models.CharField(_("What is to be reached"), max_length=2000, blank=True)
    listed = models.IntegerField(default=0)
    list_hash = models.CharField(max_length=64, blank=True, db_collation="C")
    frozen_on = models.DateField(null=True)
    chosen_again = models.IntegerField(default=0)
    figures = models.JSONField(default=dict)
    report = models.JSONField(default=dict)  # results, problems, next steps

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Basis"), self.ground),
            (_("Approved by, document number"), self.approval),
            (_("Period"), f"{self.since} — {self.until}"),
            (_("First round done by"), self.first_due),
        ]
        if self.list_hash:
            rows += [(_("Subjects on the list"), str(self.listed)), (_("Hash of the list"), self.list_hash)]
        rows += [(_("Chosen for the look-back"), str(self.chosen_again))] if self.chosen_again else []
        return rows


class CampaignTask(Procedure):
    """专项行动任务: what one authority has to do in one round of a campaign, on its own desk, with its day."""

    label = _("Task of a campaign")
    number_pattern = "{authority}专项任务〔{year}〕{serial}号"

    assigned = State(_("Awaiting completion"))
    done = Final(_("Carried out"))
    dropped = Final(_("Dropped with the campaign"))

    campaign_id = models.BigIntegerField(db_index=True)
    campaign_number = models.CharField(max_length=60)
    campaign_title = models.CharField(max_length=200)
    nth = models.SmallIntegerField(_("Round"), choices=ROUNDS, default=FIRST)
    due_on = models.DateField(_("To be done by"))
    listed = models.IntegerField(default=0)
    missed = models.BooleanField(default=False)  # the day passed before it was reported
    told = models.CharField(_("Report"), max_length=1500, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Campaign"), f"{self.campaign_title} {self.campaign_number}"),
            (_("Round"), self.get_nth_display()),
            (_("Subjects on the list"), str(self.listed)),
            (_("To be done by"), self.due_on),
        ]
        return [*rows, (_("Report"), self.told)] if self.told else rows

    @property
    def source(self) -> str:
        """What checks of this round rest on; a second round is another ground."""
        return source_of(self.campaign_number, self.nth)


def source_of(number: str, nth: int) -> str:
    """The ground that a check of a round names."""
    return number if nth == FIRST else f"{number}回头看"
