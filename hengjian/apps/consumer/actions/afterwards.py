"""After the end: a rating by whoever filed, and a review by another officer that may have it handled again."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Complaint, ComplaintReview
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Principal, Role
from hengjian.kernel.record import alone
from hengjian.kernel.refusal import Conflict, Incomplete

from .negotiation import carry
from .words import told

STARS = [(str(n), "★" * n) for n in (5, 4, 3, 2, 1)]


class Rated(Given):
    stars: str = ask(gettext_lazy("How content are you?"), choices=STARS)
    words: str = ask(gettext_lazy("In your words"), lines=3, default="", at_most=500)


class ReviewAsked(Given):
    complaint: int = ask(gettext_lazy("Complaint"), kind="own_closed_complaint")
    why: str = ask(gettext_lazy("Why a review is asked"), lines=4, at_least=4, at_most=1000)


class ReviewDecided(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=4, at_most=1000)


class HandledAgain(Given):
    review: int = ask(gettext_lazy("Review"), kind="number")


def rate(row: Complaint, given: Rated, principal: Principal) -> None:
    """评价: once, after the end, by whoever filed. No act of the procedure, as nothing follows for it; the ledger has it."""
    what = _("The rating was not taken.")
    if not row.stage.final:
        raise Conflict(what, fact=_("The complaint is not closed yet."), remedy=_("Rate it when it has ended."))
    if not row.parties.filter(principal__in=principal.names, role=APPLICANT).exists() or row.stars is not None:
        raise Conflict(what, fact=_("Only whoever filed it rates it, and only once."))
    row.stars, row.rated_words = int(given.stars), given.words
    row.save(update_fields=["stars", "rated_words"])
    body = {"from": row.state, "to": row.state, "stars": row.stars, "note": f"{'★' * row.stars} {given.words}".strip()}
    alone("consumer.complaint.rate", str(_("Rate how it was handled")), body, principal, row.code, row.pk)


@act(None, ComplaintReview.asked, by=APPLICANT, label=gettext_lazy("Ask for a review"))
def ask_review(row: ComplaintReview, given: ReviewAsked, on: Occasion) -> None:
    """The person is not content with how a closed complaint was handled."""
    what = _("No review was asked.")
    old = Complaint.objects.filter(pk=given.complaint).first()  # the scope shows only one's own
    if old is None or not old.stage.final:
        raise Incomplete(what, fact=_("There is no closed complaint of yours with this number."))
    if ComplaintReview.objects.filter(complaint_id=old.pk).exists():
        raise Conflict(what, fact=_("A review of this complaint has been asked before."))
    row.complaint_id, row.complaint_number, row.complaint_why = old.pk, old.number, given.why
    row.subject, row.subject_name, row.code, row.synthetic = old.subject, old.subject_name, old.code, old.synthetic
    row.title = f"投诉复核：{old.subject_name}"


@act(
    ComplaintReview.asked,
    ComplaintReview.upheld,
    by=(Role.HEAD, Role.SUPERVISOR),
    label=gettext_lazy("Handled rightly"),
)
def uphold(row: ComplaintReview, given: ReviewDecided, on: Occasion) -> None:
    """The handling stands; the person learns why."""
    _not_the_mediator(row, on)
    row.answer = on.note = given.answer
    on.tell(APPLICANT, title=told(row.complaint_number, _("the handling stands")), body=given.answer)


@act(ComplaintReview.asked, ComplaintReview.reopened, by=(Role.HEAD, Role.SUPERVISOR),
     label=gettext_lazy("Have it handled again"), favourable=True)  # fmt: skip
def have_handled_again(row: ComplaintReview, given: ReviewDecided, on: Occasion) -> None:
    """It is handled again from the beginning, under a number and a clock of its own."""
    _not_the_mediator(row, on)
    row.answer = on.note = given.answer
    on.then(f"{Complaint.key}.handle_again", None, {"review": row.pk})
    on.tell(APPLICANT, title=told(row.complaint_number, _("it is handled again")), body=given.answer)


def _not_the_mediator(row: ComplaintReview, on: Occasion) -> None:
    old = Complaint.objects.filter(pk=row.complaint_id).first()
    if old is not None and old.handler_id == on.principal.officer_id:
        raise Conflict(_("Nothing was decided."), fact=_("You handled this complaint; another officer reviews it."))


@act(None, Complaint.received, by=MACHINE, label=gettext_lazy("Handle again"))
def handle_again(row: Complaint, given: HandledAgain, on: Occasion) -> None:
    """A complaint that a review has sent back begins again, of the same person under the same code."""
    review = ComplaintReview.objects.get(pk=given.review)
    old = Complaint.objects.get(pk=review.complaint_id)
    carry(old, row)
    row.channel, row.again_of, row.title = old.channel, old.number, f"投诉：{old.subject_name}"
    row.wish, row.known_on, row.consents, row.delegable = old.wish, old.known_on, old.consents, old.delegable
    for party in old.parties.filter(role=APPLICANT):
        on.admit(party.principal, APPLICANT)
    on.then(f"{Complaint.key}.examine", row.pk)
