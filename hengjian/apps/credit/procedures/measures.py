"""联合奖惩与从业禁止: measures of the cited list pushed to departments; bans of persons."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.credit.rules import catalogue
from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.procedure import Final, Procedure, State

ANSWERS = [
    ("done", _("Carried out")),
    ("considered", _("Considered")),
    ("not_applicable", _("Does not apply")),
]


class JointMeasure(Procedure):
    """认定、推送、反馈、退出: which measures of the list a subject falls under, and what each department did with them."""

    label = _("Joint measures")
    number_pattern = "{authority}联惩〔{year}〕{serial}号"

    pushed = State(_("Pushed, answers awaited"), limit="credit.measure_answer")
    in_effect = State(_("In effect"))
    ended = Final(_("Ended"))

    kind = models.CharField(max_length=10, default="restrict")
    measures: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=10), default=list)
    answers = models.JSONField(default=dict)  # measure → [answer, department, note]
    reason = models.CharField(max_length=500)

    @property
    def unanswered(self) -> list[str]:
        """Measures no department has answered for."""
        return [m for m in self.measures if m not in self.answers]

    def facts(self) -> list[tuple[Any, Any]]:
        words = dict(ANSWERS)
        rows: list[tuple[Any, Any]] = [(_("Ground"), self.reason)]
        for key in self.measures:
            answer = self.answers.get(key)
            said = f"{words.get(answer[0], answer[0])}（{answer[1]}）" if answer else _("no answer yet")
            rows.append((catalogue.words("measures", key), said))
        return rows


class TradeBan(Procedure):
    """从业禁止、任职限制: a person kept from managing, registering or a trade for a term or for life (处罚到人)."""

    label = _("Ban of a person")
    number_pattern = "{authority}禁业〔{year}〕{serial}号"

    in_force = State(_("Ban in force"), limit="credit.ban_three_years", lapses="expire_ban", waits=True)
    for_life = State(_("In force for life"))
    ended = Final(_("Ended"))
    lifted = Final(_("Lifted"))

    measure = models.CharField(max_length=10)
    scope = models.CharField(max_length=20)
    person = models.CharField(max_length=60)
    id_number = EncryptedTextField(blank=True)
    decision_no = models.CharField(max_length=80)
    reason = models.CharField(max_length=500)

    def limit_in(self, state: State) -> str:
        """The term the law gives this ban."""
        row = catalogue.section("measures").get(self.measure)
        return (row.says("term") if row else "") or state.limit if state.name == "in_force" else state.limit

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Person"), self.person),
            (_("Joint measure"), catalogue.words("measures", self.measure)),
            (_("Decision number"), self.decision_no),
            (_("Ground"), self.reason),
        ]
