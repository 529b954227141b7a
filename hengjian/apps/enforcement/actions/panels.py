"""Acts with lots, and conferences. The roster is frozen by one act; the lot needs a root of the log signed after it."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import CaseConference, ExpertPanel, FileReview
from hengjian.apps.enforcement.procedures.panels import PURPOSES
from hengjian.apps.enforcement.queries import experts as register
from hengjian.apps.enforcement.queries import reviewable
from hengjian.apps.enforcement.rules import lots as rules
from hengjian.apps.enforcement.rules.causes import FIELDS
from hengjian.apps.inspection import queries as inspection
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import ActLeaf, Authority, Checkpoint, Officer, Proceeding
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, Role
from hengjian.kernel.procedure import procedures
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed

from .around import LEADERS, STAFF, concerns, entitle, matter, mine

LOG = "sha256"
REVIEWERS = (Role.APPROVER, Role.HEAD, Role.SUPERVISOR)


class PanelCall(Given):
    purpose: str = ask(gettext_lazy("What they are asked for"), choices=PURPOSES, default="advice")
    field: str = ask(gettext_lazy("Field"), choices=FIELDS, default="")
    item: str = ask(gettext_lazy("Permit to be reviewed"), kind="reviewed_item", default="", at_most=12)
    about: str = ask(gettext_lazy("Number of the matter"), default="", at_most=80)
    question: str = ask(gettext_lazy("What the experts shall judge"), lines=4, at_least=4, at_most=1000)
    wanted: int = ask(gettext_lazy("How many"), kind="number", at_least=1, at_most=15)


class PanelOpinion(Given):
    expert: str = ask(gettext_lazy("Expert"), kind="silent_expert", at_most=20)
    said: str = ask(gettext_lazy("Opinion"), lines=5, at_least=4, at_most=3000)
    file: str = ask(gettext_lazy("Signed opinion"), kind="file", default="")


class PanelDecline(Given):
    expert: str = ask(gettext_lazy("Expert"), kind="silent_expert", at_most=20)
    said: str = ask(gettext_lazy("Reason, or the relation that recuses"), lines=2, at_least=2, at_most=500)


class PanelEnd(Given):
    conclusion: str = ask(gettext_lazy("Conclusion"), lines=4, at_least=4, at_most=1500)


class FilesPlan(Given):
    since: date = ask(gettext_lazy("Closed since"), kind="date")
    until: date = ask(gettext_lazy("Closed until"), kind="date")
    kinds: list[str] = ask(gettext_lazy("Kinds of files"), kind="file_kind")
    wanted: int = ask(gettext_lazy("How many"), kind="number", at_least=1, at_most=200)


class FileMark(Given):
    file: str = ask(gettext_lazy("File"), kind="unmarked_file", at_most=20)
    score: int = ask(gettext_lazy("Score of 100"), kind="number", at_least=0, at_most=100)
    faults: str = ask(gettext_lazy("Faults"), lines=3, default="", at_most=1000)


class FilesEnd(Given):
    summary: str = ask(gettext_lazy("Summary"), lines=4, at_least=4, at_most=1500)


class ConferenceCall(Given):
    about: str = ask(gettext_lazy("Number of the matter"), default="", at_most=80)
    question: str = ask(gettext_lazy("Question"), lines=4, at_least=4, at_most=1000)
    bodies: list[str] = ask(gettext_lazy("Authorities asked"), kind="other_authority")


class ConferenceOpinion(Given):
    said: str = ask(gettext_lazy("Opinion"), lines=5, at_least=4, at_most=2000)


class EvidenceSent(Given):
    file: str = ask(gettext_lazy("Evidence"), kind="file")
    to: str = ask(gettext_lazy("To"), at_least=2, at_most=120)


class EvidenceReceived(Given):
    receipt: str = ask(gettext_lazy("Receipt"), at_least=2, at_most=120)


class ConferenceEnd(Given):
    conclusion: str = ask(gettext_lazy("Conclusion"), lines=4, at_least=4, at_most=1500)


def root_after(act_id: int | None, what: str) -> str:
    """The root of the first checkpoint that holds the act; a Conflict while the act awaits sealing."""
    leaf = ActLeaf.objects.filter(log=LOG, act_id=act_id or 0).first()
    signed = Checkpoint.objects.filter(log=LOG, size__gt=leaf.index).order_by("size").first() if leaf else None
    if signed is None:
        fact = _("The frozen roster is not in a signed checkpoint yet; its root decides the lot.")
        raise Conflict(what, fact=fact, remedy=_("Try again in a few seconds."))
    return signed.root


def _freeze(row: Any, roster: list[str], wanted: int, on: Occasion, what: str) -> None:
    if len(roster) < wanted:
        fact = _("Only %(count)d can be drawn from.") % {"count": len(roster)}
        raise Incomplete(what, fact=fact, fields={"wanted": fact})
    row.roster, row.wanted, row.frozen_by = sorted(roster), wanted, on.act_id
    row.roster_hash = rules.frozen(row.key, row.roster)
    on.note = row.roster_hash


def _draw(row: Any, count: int, what: str) -> list[str]:
    row.root = root_after(row.frozen_by, what)
    return inspection.lots(rules.seed(row.root, row.roster_hash), row.roster, count)


@act(None, ExpertPanel.fixed_roster, by=STAFF, label=gettext_lazy("Call experts"))
def call_experts(row: ExpertPanel, given: PanelCall, on: Occasion) -> None:
    """Everybody competent and not recused stands on the roster, which is frozen before the lot."""
    what = _("No expert was called.")
    if not (given.field or given.item):
        raise Incomplete(what, fields={"field": _("Say in which field, or for which permit, they must be competent.")})
    row.purpose, row.field, row.item, row.question = given.purpose, given.field, given.item, given.question
    if given.about:
        row.about = found = matter(given.about, "about", what)
        concerns(row, found.subject, code=found.code)
    roster = [str(e.pk) for e in register.who_may_judge(row.subject_name, field=given.field, item=given.item)]
    _freeze(row, roster, given.wanted, on, what)
    mine(row, on)
    entitle(row, "专家抽取", str(dict(FIELDS).get(given.field, given.item)))


@act(ExpertPanel.fixed_roster, ExpertPanel.invited, by=STAFF, label=gettext_lazy("Draw the experts"))
def draw_experts(row: ExpertPanel, given: Nothing, on: Occasion) -> None:
    """The smallest tickets under a root of the log that nobody knew when the roster was frozen."""
    row.drawn = _draw(row, row.wanted, _("Nobody was drawn."))
    on.note = "、".join(e.name for e in register.named(row.drawn).values())


@act(ExpertPanel.invited, None, by=STAFF, label=gettext_lazy("Keep an opinion"))
def keep_opinion(row: ExpertPanel, given: PanelOpinion, on: Occasion) -> None:
    """What an expert said, with the signed paper."""
    name = _silent(row, given.expert)
    row.opinions = {**row.opinions, given.expert: {"name": name, "said": given.said, "at": on.at.isoformat()}}
    on.note = name
    on.keep_sent(given.file, "专家意见")


@act(ExpertPanel.invited, None, by=STAFF, label=gettext_lazy("An expert declines"))
def replace_expert(row: ExpertPanel, given: PanelDecline, on: Occasion) -> None:
    """The next ticket takes the place."""
    name = _silent(row, given.expert)
    order = _draw(row, len(row.roster), _("Nobody was drawn."))
    follows = next((key for key in order if key not in row.drawn and key not in row.declined), None)
    row.declined = {**row.declined, given.expert: {"name": name, "said": given.said}}
    row.drawn = [key for key in row.drawn if key != given.expert] + ([follows] if follows else [])
    on.note = f"{name}：{given.said}"


def _silent(row: ExpertPanel, key: str) -> str:
    what = _("Nothing was kept.")
    if key not in row.drawn or key in row.opinions:
        raise Incomplete(what, fields={"expert": _("This expert was not drawn, or has spoken.")})
    return register.named([key])[key].name


@act(ExpertPanel.invited, ExpertPanel.concluded, by=STAFF, label=gettext_lazy("Conclude the panel"))
def conclude_panel(row: ExpertPanel, given: PanelEnd, on: Occasion) -> None:
    """With every opinion on file."""
    if set(row.drawn) - set(row.opinions):
        raise Conflict(
            _("It was not concluded."),
            fact=_("An opinion is still awaited."),
            remedy=_("Keep it, or let another take the place."),
        )
    row.conclusion = given.conclusion
    on.note = given.conclusion


@act(
    (ExpertPanel.fixed_roster, ExpertPanel.invited),
    ExpertPanel.given_up,
    by=LEADERS,
    label=gettext_lazy("Give the panel up"),
)
def give_panel_up(row: ExpertPanel, given: PanelEnd, on: Occasion) -> None:
    """With the reason."""
    row.conclusion = given.conclusion
    on.note = given.conclusion


@act(None, FileReview.fixed_files, by=REVIEWERS, label=gettext_lazy("Plan a review of files"))
def plan_review(row: FileReview, given: FilesPlan, on: Occasion) -> None:
    """Every file of these kinds that was closed in the period stands on the roster."""
    what = _("No review was planned.")
    if given.until < given.since or given.until - given.since > timedelta(days=3660):
        raise Incomplete(what, fields={"until": _("The period ends before it begins.")})
    if not given.kinds or set(given.kinds) - set(procedures()):
        raise Incomplete(what, fields={"kinds": _("Choose one of the values offered.")})
    row.since, row.until, row.kinds = given.since, given.until, list(given.kinds)
    roster = [str(pk) for pk in reviewable(on.principal, given.since, given.until, given.kinds)]
    _freeze(row, roster, given.wanted, on, what)
    mine(row, on)
    row.title = f"案卷评查：{given.since}—{given.until}"


@act(FileReview.fixed_files, FileReview.marking, by=REVIEWERS, label=gettext_lazy("Draw the files"))
def draw_files(row: FileReview, given: Nothing, on: Occasion) -> None:
    """The lot chooses, not the office whose files they are."""
    row.drawn = _draw(row, row.wanted, _("No file was drawn."))


@act(FileReview.marking, None, by=REVIEWERS, label=gettext_lazy("Mark a file"))
def mark_file(row: FileReview, given: FileMark, on: Occasion) -> None:
    """A score and what was wrong."""
    what = _("The file was not marked.")
    found = Proceeding.objects.filter(pk=int(given.file)).first() if given.file.isdigit() else None
    if found is None or given.file not in row.unmarked:
        raise Incomplete(what, fields={"file": _("This file was not drawn, or is marked.")})
    if found.handler_id and found.handler_id == on.principal.officer_id:
        raise NotAllowed(what, fact=_("You handled this file yourself."), article=on.law.cite("penalty_law art. 43"))
    mark = {"number": found.number, "score": given.score, "faults": given.faults, "by": on.principal.name}
    row.marks = {**row.marks, given.file: mark}
    on.note = f"{found.number} {given.score}"


@act(FileReview.marking, FileReview.reviewed, by=REVIEWERS, label=gettext_lazy("End the review of files"))
def end_files(row: FileReview, given: FilesEnd, on: Occasion) -> None:
    """When every file is marked."""
    if row.unmarked:
        fact = _("%(count)d files are not marked yet.") % {"count": len(row.unmarked)}
        raise Conflict(_("The review was not ended."), fact=fact, remedy=_("Mark them first."))
    row.summary = given.summary
    on.note = given.summary


@act(None, CaseConference.called, by=STAFF, label=gettext_lazy("Call a case conference"))
def call_conference(row: CaseConference, given: ConferenceCall, on: Occasion) -> None:
    """The authorities asked see the question and answer it here."""
    what = _("No conference was called.")
    if given.about:
        row.about = matter(given.about, "about", what)
        concerns(row, None, code=on.principal.place)
    known = list(Authority.objects.filter(pk__in=given.bodies).values_list("pk", flat=True))
    if not known:
        raise Incomplete(what, fields={"bodies": _("Choose at least one authority.")})
    row.question, row.bodies = given.question, known
    mine(row, on)
    entitle(row, "案件会商", given.question[:60])
    on.shares += [(code, _("Case conference")) for code in known]


def _asked(row: CaseConference, on: Occasion, what: str) -> str:
    """The name of the authority that speaks; nobody else does."""
    officer = Officer.objects.select_related("authority").filter(pk=on.principal.officer_id or 0).first()
    if officer is None or not (officer.authority_id in row.bodies or officer.authority_code_within(row.code)):
        raise NotAllowed(what, fact=_("Your authority was not asked."))
    return officer.authority.name


@act(CaseConference.called, None, by=ANYONE, label=gettext_lazy("Give an opinion"), internal=True)
def give_opinion(row: CaseConference, given: ConferenceOpinion, on: Occasion) -> None:
    """What one authority thinks."""
    body = _asked(row, on, _("The opinion was not kept."))
    row.opinions = [*row.opinions, {"body": f"{body} {on.principal.name}", "said": given.said, "at": on.at.isoformat()}]
    on.note = f"{body}：{given.said}"


@act(CaseConference.called, None, by=ANYONE, label=gettext_lazy("Send evidence"), internal=True)
def send_evidence(row: CaseConference, given: EvidenceSent, on: Occasion) -> None:
    """By its hash, so that who receives it can see that it is the same."""
    what = _("No evidence was sent.")
    _asked(row, on, what)
    found = on.keep_sent(given.file, "会商证据")
    if found is None:
        raise Incomplete(what, fields={"file": _("Choose the file again.")})
    row.evidence_sent = [*row.evidence_sent, {"sha256": found.sha256, "name": found.name, "to": given.to}]
    on.note = f"{found.name} {found.sha256}"


@act(CaseConference.called, None, by=ANYONE, label=gettext_lazy("Confirm evidence received"), internal=True)
def receive_evidence(row: CaseConference, given: EvidenceReceived, on: Occasion) -> None:
    """Everything sent so far is signed for."""
    what = _("Nothing was confirmed.")
    body = _asked(row, on, what)
    if all(one.get("received") for one in row.evidence_sent):
        raise Conflict(what, fact=_("No evidence is waiting for a receipt."))
    said = f"{body} {given.receipt}"
    row.evidence_sent = [{**one, "received": one.get("received") or said} for one in row.evidence_sent]
    on.note = said


@act(CaseConference.called, CaseConference.agreed, by=STAFF, label=gettext_lazy("Record the conclusion"))
def conclude_conference(row: CaseConference, given: ConferenceEnd, on: Occasion) -> None:
    """What was agreed, on record."""
    row.conclusion = given.conclusion
    on.note = given.conclusion
