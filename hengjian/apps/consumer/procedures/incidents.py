"""群体性消费事件: one matter that hits many. Each person keeps the own complaint, its clock and its answer."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

LANES = [
    ("shop", _("One business")),
    ("platform", _("One online platform, fast lane")),
    ("prepaid", _("Prepaid cards of a failing issuer")),
    ("safety", _("Danger to life or limb")),
]


class JointIncident(Procedure):
    """One incident over many complaints: who answers for it, what is done, the common answer (消保法 32)."""

    label = _("Joint incident")
    number_pattern = "{authority}消群〔{year}〕{serial}号"

    raised = State(_("Who answers for it to be named"), limit="consumer.incident_command")
    handling = State(_("Common answer due"), limit="consumer.incident_answer")
    answered = State(_("Answered, measures under way"), limit="consumer.incident_close")
    closed = Final(_("Closed"))
    handed_over = Final(_("Handed over to emergency command"))

    lane = models.CharField(_("Kind"), max_length=10, choices=LANES)
    platform = models.CharField(_("Online platform"), max_length=80, blank=True)
    what = models.CharField(_("What has happened"), max_length=1000)
    commander = models.CharField(_("Answers for it"), max_length=60, blank=True)
    measures = models.JSONField(default=list)
    common_answer = models.CharField(_("Common answer"), max_length=2000, blank=True)
    matters = ArrayField(models.BigIntegerField(), default=list)  # the complaints, each of which goes its own way
    outcome = models.CharField(_("Outcome"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Kind"), self.get_lane_display()), (_("What has happened"), self.what)]
        rows += [(_("Online platform"), self.platform)] if self.platform else []
        rows += [(_("Complaints"), len(self.matters))]
        rows += [(_("Answers for it"), self.commander)] if self.commander else []
        rows += [(_("Measure"), f"{one['what']}（{one['by']}）") for one in self.measures]
        rows += [(_("Common answer"), self.common_answer)] if self.common_answer else []
        return [*rows, (_("Outcome"), self.outcome)] if self.outcome else rows
