"""主体责任清单与自查自评自纠: what a business answers for, a round in which it looks at itself, its own standard by post."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State


class ResponsibilityList(Procedure):
    """市场主体责任清单: lines of the law for a kind of business, each with its article; an authority may add lines."""

    label = _("Responsibility list")
    number_pattern = "{authority}责单〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    standing = State(_("Standing"))
    ended = Final(_("Ended"))

    kind = models.CharField(_("Kind of business"), max_length=40)
    kind_name = models.CharField(max_length=80)
    lines = models.JSONField(default=list)  # key, text, post, often, article, check
    published_act = models.BigIntegerField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Kind of business"), self.kind_name), (_("Lines"), str(len(self.lines)))]
        return rows + [(line["key"], f"{line['text']}（{line['article']}）") for line in self.lines]


class EnterpriseStandard(Procedure):
    """一企一标准、一岗一清单: which post of the business does each line of its list, how and how often."""

    label = _("Standard of an enterprise")
    number_pattern = "{authority}企标〔{year}〕{serial}号"

    standing = State(_("Standing"))
    replaced = Final(_("Replaced"))

    list_number = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=40)
    duties = models.JSONField(default=list)  # key, text, post, how
    uncovered = models.SmallIntegerField(default=0)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Responsibility list"), self.list_number)]
        return rows + [
            (duty["post"] or "—", f"{duty['key']} {duty['text']}：{duty['how'] or '—'}") for duty in self.duties
        ]


class SelfCheckRound(Procedure):
    """自查自评自纠: an authority asks the businesses of a scope to look at themselves by their list until a day."""

    label = _("Round of self-checks")
    number_pattern = "{authority}自查〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    running = State(_("Answers come in"))
    ended = Final(_("Ended"))
    called_off = Final(_("Called off"))

    list_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    lines = models.JSONField(default=list)
    scope = models.JSONField(default=dict)
    due_on = models.DateField(_("To be answered by"))
    asked = models.JSONField(default=list)  # ids of the subjects still to be asked
    listed = models.IntegerField(default=0)
    figures = models.JSONField(default=dict)

    def facts(self) -> list[tuple[Any, Any]]:
        return [
            (_("Responsibility list"), self.list_number),
            (_("To be answered by"), self.due_on),
            (_("Businesses asked"), str(self.listed)),
        ]


class SelfCheck(Procedure):
    """自查表: one business answers line by line; what is not met becomes a hazard with a measure, a post and a day."""

    label = _("Self-check")
    number_pattern = "{authority}自查表〔{year}〕{serial}号"

    asked = State(_("To be filled in"))
    returned = State(_("Returned, to be completed"), limit="planning.self_check_again")
    answered = State(_("To be looked at"), limit="planning.self_check_review")
    mending = State(_("Being mended"), limit="planning.self_check_mend")
    reported = State(_("Mending reported"), limit="planning.self_check_review")
    cleared = Final(_("In order"))
    pursued = Final(_("Pursued"))
    lifted = Final(_("Not asked any more"))

    round_id = models.BigIntegerField(db_index=True)
    round_number = models.CharField(max_length=60)
    list_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    lines = models.JSONField(default=list)
    due_on = models.DateField(_("To be answered by"))
    answers = models.JSONField(default=dict)  # key → verdict, hazard, measure, post, by
    answered_on = models.DateField(null=True)
    met = models.SmallIntegerField(default=0)
    unmet = models.SmallIntegerField(default=0)
    mended_text = models.CharField(max_length=1500, blank=True)
    pursued_by = models.CharField(max_length=10, blank=True)  # lead or check

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Responsibility list"), self.list_number),
            (_("Round of self-checks"), self.round_number),
        ]
        rows += [(_("To be answered by"), self.due_on)]
        if self.answers:
            rows.append((_("Lines met, lines not met"), f"{self.met} / {self.unmet}"))
        rows += [(_("Hazard"), f"{one['key']} {one['hazard']}") for one in self.hazards]
        rows += [(_("Measure"), f"{one['key']} {one['measure']}（{one['post']}，{one['by']}）") for one in self.hazards]
        return [*rows, (_("What was mended"), self.mended_text)] if self.mended_text else rows

    @property
    def hazards(self) -> list[dict[str, str]]:
        """两个清单: the hazards with their measures, in the order of the list."""
        order = [line["key"] for line in self.lines]
        unmet = [k for k in order if self.answers.get(k, {}).get("verdict") == "unmet"]
        return [{"key": key, **self.answers[key]} for key in unmet]
