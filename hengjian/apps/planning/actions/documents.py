"""A normative document from draft to issue: comments, legality by another, fairness, the meeting that decides."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning.models import DraftComment, NormativeText
from hengjian.apps.planning.models.documents import TAKEN
from hengjian.apps.planning.procedures import NormativeDocument
from hengjian.apps.planning.procedures.documents import FAIRNESS, KINDS, VERDICTS
from hengjian.apps.planning.queries import documents as queries
from hengjian.apps.planning.queries.programmes import after
from hengjian.apps.planning.rules import documents as rules
from hengjian.apps.planning.rules.sampling import masked
from hengjian.kernel.act import act
from hengjian.kernel.finding import Finding
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Disclosure
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import CLOCK, CLOCKWORK, Role, acting_as
from hengjian.kernel.procedure import State
from hengjian.kernel.refusal import Conflict, Incomplete

from .assessed import keep
from .assessments import LEADERS, STAFF

DOC = NormativeDocument
MOST_COMMENT = 2000


class DocumentText(Given):
    text: str = ask(gettext_lazy("Text"), lines=14, at_least=20, at_most=60000)


class DocumentDraft(Given):
    title: str = ask(gettext_lazy("Title"), at_least=4, at_most=200)
    kind: str = ask(gettext_lazy("Kind"), choices=KINDS, default="lasting")
    field: str = ask(gettext_lazy("Field"), kind="document_field", at_most=20)
    ground: str = ask(gettext_lazy("Why it is needed, and its basis"), lines=4, at_least=8, at_most=2000)
    touches_business: bool = ask(gettext_lazy("It touches what businesses do"), kind="check", default=True)
    text: str = ask(gettext_lazy("Text"), lines=14, at_least=20, at_most=60000)


class CommentAnswer(Given):
    comment: int = ask(gettext_lazy("Comment"), kind="draft_comment")
    taken: str = ask(gettext_lazy("What became of it"), choices=TAKEN)
    answer: str = ask(gettext_lazy("Answer"), lines=3, at_least=4, at_most=1000)


class LegalityVerdict(Given):
    verdict: str = ask(gettext_lazy("Legality review"), choices=VERDICTS)
    reason: str = ask(
        gettext_lazy("Power, procedure, content"), lines=5, at_least=8, at_most=1500,
        help=gettext_lazy("Within the power; by due procedure; no licence, penalty or burden without a law"),
    )  # fmt: skip


class FairnessVerdict(Given):
    verdict: str = ask(gettext_lazy("Fair competition review"), choices=FAIRNESS)
    reason: str = ask(
        gettext_lazy("Entry, movement, costs, conduct"), lines=5, at_least=8, at_most=1500,
        help=gettext_lazy("What was looked at under each of the four heads, and who was heard"),
    )  # fmt: skip
    until: date | None = ask(gettext_lazy("The exception ends on"), kind="date", default=None)


class DocumentDecision(Given):
    meeting: str = ask(gettext_lazy("Meeting that decided"), at_least=4, at_most=200)
    document_number: str = ask(gettext_lazy("Document number"), at_least=4, at_most=80)
    since: date = ask(gettext_lazy("In force from"), kind="date")
    until: date = ask(gettext_lazy("In force until"), kind="date")
    file: str = ask(gettext_lazy("Minutes"), kind="file", default="")


class DocumentReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=3, at_least=4, at_most=500)


@act(None, DOC.drafted, by=STAFF, label=gettext_lazy("Draft a normative document"), basis="normative_document_notice")
def draft_document(row: NormativeDocument, given: DocumentDraft, on: Occasion) -> None:
    """Text, ground, and whether it touches what businesses do."""
    for name in ("title", "kind", "field", "ground", "touches_business", "text"):
        setattr(row, name, getattr(given, name))


@act((DOC.drafted, DOC.considering), None, by=STAFF, label=gettext_lazy("Change the text"))
def change_text(row: NormativeDocument, given: DocumentText, on: Occasion) -> None:
    """What it said before stays in the ledger; a verdict on the old text falls away."""
    row.text = given.text
    row.verdict = row.verdict_reason = row.fairness_verdict = row.fairness_reason = ""


@act(
    DOC.drafted,
    DOC.commenting,
    by=LEADERS,
    label=gettext_lazy("Publish the draft"),
    basis="normative_document_notice",
    discloses=queries.DRAFT,
)
def publish_draft(row: NormativeDocument, given: Nothing, on: Occasion) -> None:
    """Everybody may say something, without an account."""
    body = {
        "draft": {"document": row.pk},
        "name": row.title,
        "number": row.number,
        "reason": row.ground,
        "content": row.text,
    }
    on.disclose(queries.DRAFT, f"征求意见：{row.title}"[:200], on.law.cite("normative_document_notice"), body)


def take_comment(document: int, text: str, day: date) -> None:
    """Keep what somebody said about a draft: no act, as an act says who acted, and nobody asks for that here.

    Raises Conflict where the draft is not open to comments, Incomplete where nothing was said.
    """
    what = _("Your comment was not taken.")
    said = masked(text.strip())
    if not 4 <= len(said) <= MOST_COMMENT:
        fact = _("A comment has 4 to %(most)d characters.") % {"most": MOST_COMMENT}
        raise Incomplete(what, fields={"text": fact})
    with acting_as(CLOCKWORK):
        row = NormativeDocument.objects.filter(pk=document, state="commenting").first()
        if row is None:
            raise Conflict(what, fact=_("This draft is not open to comments now."))
        DraftComment.objects.create(proceeding_id=row.pk, text=said, said_on=day)


@act(DOC.commenting, DOC.considering, by=CLOCK, label=gettext_lazy("End the comments"))
def end_comments(row: NormativeDocument, given: Nothing, on: Occasion) -> None:
    """The days are over."""
    drafts = Disclosure.objects.filter(kind=queries.DRAFT, body__draft__document=row.pk, withdrawn_at=None)
    drafts.update(until=on.at)


@act((DOC.commenting, DOC.considering), None, by=STAFF, label=gettext_lazy("Answer a comment"))
def answer_comment(row: NormativeDocument, given: CommentAnswer, on: Occasion) -> None:
    """Taken up, in part or not, and why."""
    found = DraftComment.objects.filter(pk=given.comment, proceeding_id=row.pk)
    if not found.update(taken=given.taken, answer=given.answer):
        raise Incomplete(_("The comment was not answered."), fields={"comment": _("There is no such comment.")})
    on.note = given.answer


@act(DOC.considering, DOC.reviewing, by=STAFF, label=gettext_lazy("Send to the legality review"))
def send_to_review(row: NormativeDocument, given: Nothing, on: Occasion) -> None:
    """Every comment has been answered."""
    left = DraftComment.objects.filter(proceeding_id=row.pk, taken="").count()
    if left:
        fact = _("%(count)d comments have not been answered.") % {"count": left}
        raise Conflict(_("It was not sent to review."), fact=fact, remedy=_("Answer them."))


@act(
    DOC.reviewing,
    (DOC.fairness, DOC.deciding, DOC.considering),
    by=LEADERS,
    label=gettext_lazy("Give the legality verdict"),
    basis="legality_review_opinion",
    apart_from=("draft_document", "change_text", "send_to_review"),
    certificate=True,
)
def review_legality(row: NormativeDocument, given: LegalityVerdict, on: Occasion) -> State:
    """By the unit for legal affairs, never by who drafted; without it no decision (国办发〔2018〕115号)."""
    row.verdict, row.verdict_reason = given.verdict, given.reason
    on.note = given.reason
    if given.verdict != "lawful":
        return DOC.considering
    return DOC.fairness if row.touches_business else DOC.deciding


@act(
    DOC.fairness,
    (DOC.deciding, DOC.considering),
    by=LEADERS,
    label=gettext_lazy("Give the fairness verdict"),
    basis="fair_competition_regulation",
    apart_from=("draft_document", "change_text"),
)
def review_fairness(row: NormativeDocument, given: FairnessVerdict, on: Occasion) -> State:
    """What restricts competition is not issued unless an exception applies, and then for a stated time."""
    found = Finding.of([rules.exception(given.verdict, given.until, on.day)])
    found.require(_("The verdict was not given."))
    row.fairness_verdict, row.fairness_reason = given.verdict, given.reason
    row.fairness_until = given.until if given.verdict == "exception" else None
    on.note = given.reason
    return DOC.considering if given.verdict == "barred" else DOC.deciding


@act(
    DOC.deciding,
    DOC.filing,
    by=Role.HEAD,
    label=gettext_lazy("Issue the document"),
    basis="normative_document_notice",
    discloses=queries.ISSUED,
    apart_from="draft_document",
    irreversible=True,
)
def issue_document(row: NormativeDocument, given: DocumentDecision, on: Occasion) -> None:
    """Decided by a meeting, numbered, published whole; from here the filing is due."""
    what = _("The document was not issued.")
    rules.may_issue(row.verdict, row.touches_business, row.fairness_verdict).require(what)
    term = "planning.document.trial_validity" if row.kind == "trial" else "planning.document.validity"
    rules.validity(given.since, given.until, on.day, on.law.limit(term).amount).require(what)
    if NormativeText.objects.filter(number=given.document_number).exists():
        raise Incomplete(what, fields={"document_number": _("Another document has this number.")})
    row.meeting, row.document_number, row.issued_on = given.meeting, given.document_number, on.day
    row.since, row.until = given.since, given.until
    authority = Authority.objects.get(pk=row.code).name
    NormativeText(
        proceeding_id=row.pk, number=given.document_number, title=row.title, field=row.field, text=row.text, code=row.code,
        authority=authority, issued_on=on.day, since=given.since, until=given.until, synthetic=row.synthetic,
    ).save(force_insert=True)  # fmt: skip
    keep(given.file, "集体审议会议纪要", on)
    on.issue("planning.document", row.title, {"number": given.document_number, "text": row.text.splitlines()})
    body = {
        "name": row.title,
        "number": given.document_number,
        "authority": authority,
        "since": given.since.isoformat(),
        "until": given.until.isoformat(),
        "content": row.text,
    }
    on.disclose(queries.ISSUED, row.title, on.law.cite("normative_document_notice"), body)
    on.then(f"{DOC.key}.lapse", row.pk, at=after(given.until))


@act(
    (DOC.drafted, DOC.commenting, DOC.considering, DOC.reviewing, DOC.fairness, DOC.deciding),
    DOC.dropped,
    by=LEADERS,
    label=gettext_lazy("Drop the draft"),
    favourable=False,
)
def drop_draft(row: NormativeDocument, given: DocumentReason, on: Occasion) -> None:
    """With a reason; nothing was ever in force."""
    on.note = given.reason
    drafts = Disclosure.objects.filter(kind=queries.DRAFT, body__draft__document=row.pk, withdrawn_at=None)
    drafts.update(withdrawn_at=on.at)
