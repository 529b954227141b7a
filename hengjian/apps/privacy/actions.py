"""Acts of a request about personal data."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.kernel import record
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.ledger.erasure import erase
from hengjian.kernel.models import Act, Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, Role
from hengjian.kernel.refusal import Conflict, Incomplete

from . import queries, rules
from .procedures import KINDS, DataRequest

KEEPERS = (Role.HEAD, Role.ADMIN)  # who answers for personal data in an authority


class Request(Given):
    kind: str = ask(gettext_lazy("What is asked"), choices=KINDS, pattern="^(access|correction|erasure)$")
    authority: str = ask(gettext_lazy("County or district"), kind="division", pattern=r"^\d{6}$")
    matter: str = ask(gettext_lazy("Number of the matter"), default="", at_least=0, at_most=60)
    what: str = ask(gettext_lazy("Which data, and why"), lines=4, at_least=5, at_most=1000)


class Disclosed(Given):
    answer: str = ask(gettext_lazy("Answer"), lines=4, at_least=5, at_most=1000)


class Refused(Given):
    reason: str = ask(gettext_lazy("Grounds"), lines=4, at_least=5, at_most=1000)


class Proposal(Given):
    seal: int = ask(
        gettext_lazy("Number beside the seal of the entry"),
        kind="number",
        at_least=0,
        help=gettext_lazy("In the record of the matter, at the right of each line"),
    )
    ground: str = ask(gettext_lazy("Ground in the law"), choices=rules.GROUNDS, pattern="^[1-5]$")
    reason: str = ask(
        gettext_lazy("Reason"),
        lines=3,
        at_least=5,
        at_most=500,
        help=gettext_lazy("Goes on record for good: do not repeat what is to be erased"),
    )


@act(None, DataRequest.asked, by=(APPLICANT, *KEEPERS), label=gettext_lazy("Ask about personal data"))
def request(row: DataRequest, given: Request, on: Occasion) -> None:
    """Ask to see, correct or erase personal data."""
    authority = Authority.objects.filter(pk=given.authority).first()
    if authority is None:
        raise Incomplete(_("The request was not taken."), fields={"authority": _("Choose one from the list.")})
    row.code, row.kind, row.matter = authority.pk, given.kind, given.matter
    on.note = given.what
    row.title = _("Personal data: %(kind)s") % {"kind": dict(KINDS)[given.kind]}


@act(DataRequest.asked, DataRequest.answered, by=(Role.HANDLER, *KEEPERS), label=gettext_lazy("Answer the request"),
     favourable=True)  # fmt: skip
def answer(row: DataRequest, given: Disclosed, on: Occasion) -> None:
    """Say what is held, or what was corrected."""
    on.note = given.answer
    on.tell(APPLICANT, title=_("Answered: %(number)s") % {"number": row.number}, body=given.answer)


@act(DataRequest.asked, DataRequest.refused, by=KEEPERS, label=gettext_lazy("Refuse the request"), favourable=False,
     irreversible=True, basis="pipl art. 50")  # fmt: skip
def refuse(row: DataRequest, given: Refused, on: Occasion) -> None:
    """Refuse with reasons; the person may sue (art. 50)."""
    on.note = given.reason
    on.tell(APPLICANT, title=_("Request refused: %(number)s") % {"number": row.number}, body=given.reason)


@act(DataRequest.asked, DataRequest.proposed, by=KEEPERS, label=gettext_lazy("Propose to erase"), internal=True)
def propose(row: DataRequest, given: Proposal, on: Occasion) -> None:
    """Name the entry of the ledger whose content shall be erased, and the ground in the law."""
    found = queries.act_behind(given.seal)
    cleared = found is not None and queries.is_cleared(found.pk)
    rules.erasable(rules.Entry(found is not None, cleared), on.law).require(_("Nothing was proposed."))
    row.entry, row.ground, row.why = found.pk if found else None, given.ground, given.reason


@act(DataRequest.proposed, DataRequest.asked, by=KEEPERS, label=gettext_lazy("Do not consent"), apart_from="propose",
     internal=True)  # fmt: skip
def object_to(row: DataRequest, given: Refused, on: Occasion) -> None:
    """The second person does not agree."""
    row.entry, row.ground, row.why = None, "", ""
    on.note = given.reason


@act(DataRequest.proposed, DataRequest.erased, by=KEEPERS, label=gettext_lazy("Consent and erase"),
     apart_from="propose", irreversible=True, favourable=True)  # fmt: skip
def consent(row: DataRequest, given: Nothing, on: Occasion) -> None:
    """The second person agrees: the content is erased for good, and both names stay in the ledger."""
    what = _("Nothing was erased.")
    gone = Act.objects.filter(pk=row.entry or 0).first()
    article = rules.article_of(row.ground, on.law)
    if gone is None or not erase(gone.pk, article.official):
        raise Conflict(what, fact=_("Its content has been erased already."), article=article)
    body = {"act": gone.pk, "article": article.official, "reason": row.why, "request": row.number}
    record.alone("kernel.content.erase", "依法删除行为内容", body, on.principal, gone.code, gone.proceeding_id)
    on.tell(APPLICANT, title=_("Erased: %(number)s") % {"number": row.number}, body=article.official)
