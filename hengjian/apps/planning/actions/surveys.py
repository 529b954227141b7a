"""A survey of satisfaction: questionnaire, frame, the lot, answers without a name, the result with its error."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.actions import panels
from hengjian.apps.inspection import queries as inspection
from hengjian.apps.planning.models import SurveyAnswer, SurveyInvite
from hengjian.apps.planning.procedures import Survey
from hengjian.apps.planning.procedures.surveys import FRAMES
from hengjian.apps.planning.queries import surveys as queries
from hengjian.apps.planning.rules import questionnaire, sampling
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, CLOCKWORK, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

from .assessments import LEADERS, STAFF

CONFIDENCE = [("90", "90%"), ("95", "95%"), ("99", "99%")]
ARTICLE = "market_supervision_plan"


class SurveyDraft(Given):
    title: str = ask(gettext_lazy("Name of the survey"), at_least=4, at_most=150)
    about: str = ask(gettext_lazy("What is asked about"), lines=2, at_least=4, at_most=300)
    questions: str = ask(
        gettext_lazy("Questions"), lines=10, at_least=4, at_most=8000,
        help=gettext_lazy("One a line. Begin with 满意 (1–5), 推荐 (0–10), 单选 (options after a bar |) or 问答, then a colon."),
    )  # fmt: skip
    frame: str = ask(gettext_lazy("Frame"), choices=FRAMES)
    margin: Decimal = ask(
        gettext_lazy("Margin of error in per cent"), kind="number", default=Decimal(5), at_least=1, at_most=20
    )
    confidence: str = ask(gettext_lazy("Confidence"), choices=CONFIDENCE, default="95")
    expected: int = ask(
        gettext_lazy("Expected response in per cent"), kind="number", default=50, at_least=1, at_most=100
    )


class SurveyFrame(Given):
    kinds: list[str] = ask(gettext_lazy("Kinds of subjects; none: all"), kind="survey_subject_kind", default=[])
    strata: str = ask(
        gettext_lazy("Strata of people"), lines=6, default="", at_most=4000,
        help=gettext_lazy("One a line: name, channel, how many there are. Left empty for subjects of the register."),
    )  # fmt: skip


class SurveyStop(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


@act(None, Survey.drafted, by=STAFF, label=gettext_lazy("Draft a survey"))
def draft_survey(row: Survey, given: SurveyDraft, on: Occasion) -> None:
    """Questions, frame, and how sure the result shall be."""
    row.title, row.about, row.frame = given.title, given.about, given.frame
    row.margin, row.confidence, row.expected = given.margin, int(given.confidence), given.expected
    row.questions, faults = questionnaire.parsed(given.questions)
    if faults:
        raise Incomplete(_("No survey was drafted."), fact=faults[0], fields={"questions": " ".join(faults[:5])})


@act(Survey.drafted, Survey.framed, by=STAFF, label=gettext_lazy("Fix the frame"))
def fix_frame(row: Survey, given: SurveyFrame, on: Occasion) -> None:
    """Who could be asked, stratum by stratum; its hash stands in the ledger before anything is drawn."""
    what = _("The frame was not fixed.")
    members: dict[str, list[str]] = {}
    strata: list[dict[str, Any]] = []
    if row.frame == "subjects":
        members = queries.subjects_by_place(row.code, given.kinds)
        strata = [{"name": name, "channel": "", "population": len(found)} for name, found in members.items()]
    else:
        strata, faults = questionnaire.strata_of(given.strata)
        if faults:
            raise Incomplete(what, fact=faults[0], fields={"strata": " ".join(faults[:5])})
    whole = sum(s["population"] for s in strata)
    if whole < sampling.LEAST:
        fact = _("The frame has %(count)d; that is no population to draw from.") % {"count": whole}
        raise Incomplete(what, fact=fact, fields={"strata": fact})
    row.wanted = sampling.size(whole, float(row.margin), row.confidence)
    asked = sampling.allocated(sampling.invited(row.wanted, row.expected, whole), [s["population"] for s in strata])
    row.strata = [{**stratum, "asked": count} for stratum, count in zip(strata, asked, strict=True)]
    frame = sampling.frame(row.number, members, {s["name"]: s["asked"] for s in row.strata})
    queries.keep_frame(frame)
    row.frame_hash, row.frozen_by = sampling.frame_hash(frame), on.act_id
    on.note = row.frame_hash


@act(Survey.framed, Survey.fielding, by=LEADERS, label=gettext_lazy("Draw and invite"), apart_from="fix_frame")
def draw_and_invite(row: Survey, given: Nothing, on: Occasion) -> None:
    """The smallest tickets of each stratum under a root of the log that nobody knew when the frame was fixed."""
    what = _("Nobody was drawn.")
    row.root = panels.root_after(row.frozen_by, what)
    members = queries.frame_of(row)
    invites: list[SurveyInvite] = []
    for n, stratum in enumerate(row.strata):
        drawn: list[str | None] = [None] * stratum["asked"]
        if row.frame == "subjects":
            seed = sampling.stratum_seed(row.root, row.frame_hash, stratum["name"])
            drawn = list(inspection.lots(seed, members[stratum["name"]], stratum["asked"]))
        invites += [_invite(row.pk, n, member) for member in drawn]
    SurveyInvite.objects.bulk_create(invites, batch_size=500)
    on.note = _("%(count)d invited") % {"count": len(invites)}
    for one in invites:
        if one.subject_id:
            title = _("You are asked about %(about)s") % {"about": row.about}
            on.tell(f"subject:{one.subject_id}", title=title, body=f"/answer/?code={one.code}")


def _invite(survey: int, stratum: int, member: str | None) -> SurveyInvite:
    code = queries.new_code()
    subject = int(member.removeprefix("subject:")) if member else None
    return SurveyInvite(
        proceeding_id=survey, stratum=stratum, subject_id=subject, code=code, print=queries.print_of(code)
    )


def take_answers(code: str, posted: Mapping[str, Any], day: date) -> None:
    """Keep the answers of whoever has the code, once. No act: an act says who acted, and here nobody may know.

    The machine marks the code as used and keeps the answers under a key of chance; nothing ties the two.
    """
    what = _("Your answers were not taken.")
    with acting_as(CLOCKWORK):
        invite = SurveyInvite.objects.select_for_update().filter(print=queries.print_of(code)).first()
        row = Survey.objects.filter(pk=invite.proceeding_id, state="fielding").first() if invite else None
        if invite is None or row is None:
            fact = _("There is no open survey for this code.")
            raise Conflict(what, fact=fact, remedy=_("Check the code; a survey that has closed takes no more answers."))
        if invite.used:
            raise Conflict(what, fact=_("This code has been used. Every code answers once."))
        answers, faults = questionnaire.answered(row.questions, posted)
        if faults:
            raise Incomplete(what, fields=faults)
        invite.used = True
        invite.save(update_fields=["used"])
        SurveyAnswer.objects.create(proceeding_id=row.pk, stratum=invite.stratum, answers=answers, answered_on=day)


@act(Survey.fielding, Survey.counted, by=CLOCK, label=gettext_lazy("Close the answers"))
def close_answers(row: Survey, given: Nothing, on: Occasion) -> None:
    """The days are over; the result is worked out."""
    row.result = queries.result_of(row, on.law.value("planning.survey.least").amount)


@act(
    Survey.counted,
    Survey.published,
    by=LEADERS,
    label=gettext_lazy("Publish the result"),
    discloses=queries.RESULT,
    apart_from="draft_survey",
)
def publish_result(row: Survey, given: Nothing, on: Occasion) -> None:
    """The figure together with its error, the number of answers and the response."""
    if not row.result.get("answers"):
        fact = _("Nobody has answered.")
        raise Conflict(_("Nothing was published."), fact=fact, remedy=_("Drop the survey and say why."))
    body = {
        "name": row.title,
        "number": row.number,
        "content": row.about,
        "result": f"{row.result['satisfaction']} ± {row.result['margin']}",
        "figures": row.result,
    }
    on.disclose(queries.RESULT, row.title, on.law.cite(ARTICLE), body)


@act(
    (Survey.drafted, Survey.framed, Survey.fielding, Survey.counted),
    Survey.dropped,
    by=LEADERS,
    label=gettext_lazy("Drop the survey"),
)
def drop_survey(row: Survey, given: SurveyStop, on: Occasion) -> None:
    """With a reason; codes answer nothing any more."""
    on.note = given.reason
