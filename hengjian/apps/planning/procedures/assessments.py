"""评议考核: a round with its index table; for each assessed authority self-score, review, objection, result."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.apps.planning.rules.scoring import standing_total
from hengjian.kernel.procedure import Final, Procedure, State


class AssessmentRound(Procedure):
    """年度评议考核: one kind of work in one year, the index table, the authorities assessed and their order."""

    label = _("Yearly assessment")
    number_pattern = "{authority}考核〔{year}〕{serial}号"

    drafted = State(_("Index table being made"))
    running = State(_("Under way"))
    ranked = State(_("Ranked"))
    told = Final(_("Result told"))
    called_off = Final(_("Called off"))

    kind = models.CharField(_("Kind"), max_length=30)
    year = models.SmallIntegerField(_("Year"))
    items = models.JSONField(default=list)  # the index table; decimals as text
    assessed: "models.Field[Any, Any]" = ArrayField(models.CharField(max_length=12), default=list)
    ranking = models.JSONField(default=list)  # rank, code, name, score; as told

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Year"), str(self.year)),
            (_("Authorities assessed"), str(len(self.assessed))),
        ]
        rows += [(f"{i['position']}. {i['name']}", i["weight"]) for i in self.items]
        rows += [(_("Rank %(rank)d") % {"rank": r["rank"]}, f"{r['name']}　{r['score']}") for r in self.ranking]
        return rows


class Assessment(Procedure):
    """被考核单位: how one authority stands in a round; it scores itself, another authority reviews."""

    label = _("Assessment of an authority")
    number_pattern = "{authority}受考〔{year}〕{serial}号"

    scoring = State(_("Own score awaited"), limit="planning.assessment.self")
    reviewing = State(_("Being reviewed"), limit="planning.assessment.review")
    answering = State(_("Open to objection"), limit="planning.assessment.objection", lapses="let_stand", waits=True)
    objected = State(_("Objection to be answered"), limit="planning.assessment.answer")
    settled = Final(pgettext_lazy("assessment", "Score stands"))
    ended = Final(pgettext_lazy("assessment", "Ended with its round"))

    # By number, not by key: the round belongs to the authority above, whose matters this one does not see.
    round_id = models.BigIntegerField()
    round_number = models.CharField(_("Yearly assessment"), max_length=60)
    kind = models.CharField(_("Kind"), max_length=30)
    year = models.SmallIntegerField(_("Year"))
    assessor = models.CharField(_("Assessed by"), max_length=12, db_collation="C")
    scores = models.JSONField(default=list)  # a line for each item: own score and what was done, reviewed score and why
    late = models.BooleanField(_("Handed in late"), default=False)
    objection = models.CharField(_("Objection"), max_length=1000, blank=True)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round_id"], name="assessment_of_round")]

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Yearly assessment"), self.round_number), (_("Year"), str(self.year))]
        for one in self.scores:
            told = _("own %(own)s, reviewed %(given)s of %(weight)s") % {
                "own": one["own"] or "—",
                "given": one["given"] or "—",
                "weight": one["weight"],
            }
            rows.append((one["name"], "；".join(filter(None, (told, one["said"], one["reason"])))))
        rows.append((_("Total"), str(standing_total(self.scores))))
        rows += [(_("Objection"), self.objection)] if self.objection else []
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows
