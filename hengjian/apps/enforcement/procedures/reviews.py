"""行政复议 and 行政诉讼: what becomes of a decision that is challenged (行政复议法 2023; 行政诉讼法 2017)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.models import Proceeding
from hengjian.kernel.procedure import Final, Procedure, State

REVIEW_OUTCOMES = [
    ("upheld", _("Upheld")),
    ("changed", _("Decision changed")),
    ("revoked", _("Decision revoked")),
    ("unlawful", _("Held unlawful")),
    ("void", _("Held void")),
    ("ordered", _("Duty to act ordered")),
    ("settled", _("Settled by mediation")),
    ("withdrawn", _("Application withdrawn")),
    ("ended", _("Ended without decision")),
]
JUDGMENTS = [
    ("dismissed", _("Claim dismissed")),
    ("rejected", _("Action rejected")),
    ("changed", _("Decision changed")),
    ("revoked", _("Decision revoked")),
    ("unlawful", _("Held unlawful")),
    ("void", _("Held void")),
    ("ordered", _("Duty to act ordered")),
    ("withdrawn", _("Action withdrawn")),
]
SETS_ASIDE = frozenset({"changed", "revoked", "unlawful", "void"})
LOST = SETS_ASIDE | {"ordered"}
ATTENDED = [
    ("head", _("The head of the authority")),
    ("deputy", _("A deputy head")),
    ("staff", _("Staff only")),
    ("nobody", _("Nobody")),
]
HEADS = frozenset({"head", "deputy"})


class Challenged(models.Model):
    """What both ways of challenging have in common: the decision, who challenges it, how it ended."""

    about = models.ForeignKey(Proceeding, null=True, on_delete=models.PROTECT, related_name="+")
    decision_no = models.CharField(_("Decision number"), max_length=80)
    told_on = models.DateField(_("Decision served on"))
    claim = models.CharField(_("What is asked for"), max_length=1000)
    answer = models.CharField(_("Answer of the authority"), max_length=3000, blank=True)
    attended = models.CharField(_("Who attended"), max_length=8, choices=ATTENDED, blank=True)
    attended_by = models.CharField(max_length=120, blank=True)
    heard_on = models.DateField(null=True)
    absence = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(_("Outcome"), max_length=12, blank=True)
    outcome_no = models.CharField(max_length=80, blank=True)
    lesson = models.CharField(_("What is learned from it"), max_length=1500, blank=True)

    class Meta:
        abstract = True

    @property
    def lost(self) -> bool:
        return self.outcome in LOST

    def common_facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Decision number"), self.decision_no),
            (_("Decision served on"), self.told_on),
            (_("What is asked for"), self.claim),
        ]
        rows += [(_("Answer of the authority"), self.answer)] if self.answer else []
        if self.attended:
            who = f"{dict(ATTENDED)[self.attended]} {self.attended_by}".strip()
            rows += [(_("Hearing"), self.heard_on), (_("Who attended"), who)]
        rows += [(_("Why no head attended"), self.absence)] if self.absence else []
        return rows

    def end_facts(self, words: dict[str, Any]) -> list[tuple[Any, Any]]:
        rows = [(_("Outcome"), words[self.outcome]), (_("Number"), self.outcome_no)] if self.outcome else []
        return [*rows, (_("What is learned from it"), self.lesson)] if self.lesson else rows


class Reconsideration(Challenged, Procedure):
    """行政复议: asked within sixty days, examined in five, answered in ten, decided in sixty and thirty more."""

    label = _("Reconsideration")
    number_pattern = "{authority}复议〔{year}〕{serial}号"

    asked = State(_("Application to be examined"), limit="reconsideration.accept")
    answering = State(_("Authority to answer"), limit="reconsideration.answer")
    reviewing = State(_("Being reconsidered"), limit="reconsideration.decide")
    stands = Final(_("Decision stands"))
    fallen = Final(_("Decision set aside"))
    not_taken = Final(_("Application not accepted"))

    body = models.CharField(_("Reconsideration body"), max_length=120)
    accepted_at = models.DateTimeField(null=True)
    extended = models.BooleanField(default=False)

    @property
    def result(self) -> Any:
        """How it ended, in words; empty while it goes on."""
        return dict(REVIEW_OUTCOMES).get(self.outcome, "")

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [(_("Reconsideration body"), self.body), *self.common_facts()]
        return [*rows, *self.end_facts(dict(REVIEW_OUTCOMES))]


class CourtCase(Challenged, Procedure):
    """行政诉讼: six months to sue, fifteen days to answer, the head in court, six months to judgment, fifteen days to appeal."""

    label = _("Administrative litigation")
    number_pattern = "{authority}应诉〔{year}〕{serial}号"

    claimed = State(_("Answer to the claim due"), limit="litigation.answer")
    pending = State(_("Before the court of first instance"), limit="litigation.first_instance")
    judged = State(_("Time for appeal"), limit="litigation.appeal", lapses="become_final", waits=True)
    appealed = State(_("Before the court of appeal"), limit="litigation.second_instance")
    won = Final(_("Won"))
    lost_case = Final(_("Lost"))
    dropped = Final(_("Action withdrawn"))

    court = models.CharField(_("Court"), max_length=120)
    claimed_at = models.DateTimeField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        return [(_("Court"), self.court), *self.common_facts(), *self.end_facts(dict(JUDGMENTS))]
