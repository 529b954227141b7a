"""Acts on laboratory reports, opinions of supervision, guiding cases and captured pages."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.procedures import GuidingCase, LabReport, SupervisionOpinion, WebCapture
from hengjian.apps.enforcement.queries import gaps_of
from hengjian.apps.enforcement.rules import addresses
from hengjian.apps.enforcement.rules.causes import causes
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Authority, Officer
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import ANYONE, MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete, NotAllowed
from hengjian.web.jobs import later

from .around import LEADERS, STAFF, concerns, entitle, matter, mine, of_subject


class LabReportEntry(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    lab: str = ask(gettext_lazy("Laboratory"), at_least=2, at_most=120)
    accreditation: str = ask(gettext_lazy("Accreditation number"), at_least=4, at_most=40)
    scope: str = ask(gettext_lazy("Scope of the test"), at_least=2, at_most=300)
    sample: str = ask(gettext_lazy("Sample"), at_least=2, at_most=200)
    result: str = ask(gettext_lazy("Result"), lines=3, at_least=2, at_most=1000)
    tested_on: date = ask(gettext_lazy("Tested on"), kind="date")
    valid_until: date = ask(gettext_lazy("Valid until"), kind="date")
    others: list[str] = ask(gettext_lazy("Authorities that may rely on it"), kind="other_authority", default=[])
    file: str = ask(gettext_lazy("Report"), kind="file", default="")


class Reliance(Given):
    matter: str = ask(gettext_lazy("Own matter it serves"), at_least=2, at_most=120)


class FindingReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class OpinionText(Given):
    about: str = ask(gettext_lazy("Number of the matter"), at_most=80)
    what: str = ask(gettext_lazy("Opinion"), lines=4, at_least=4, at_most=1500)


class OpinionAnswer(Given):
    answer: str = ask(gettext_lazy("Answer: what was done, or why not"), lines=4, at_least=4, at_most=1500)


class GuidingDraft(Given):
    cause: str = ask(gettext_lazy("Cause of action"), kind="penalty_cause")
    title: str = ask(gettext_lazy("Title"), at_least=4, at_most=120)
    happened: str = ask(gettext_lazy("Facts"), lines=5, at_least=4, at_most=2000)
    rule: str = ask(gettext_lazy("Rule others shall follow"), lines=3, at_least=4, at_most=1000)
    keywords: str = ask(gettext_lazy("Keywords"), default="", at_most=120)


class CaptureOrder(Given):
    url: str = ask(gettext_lazy("Address"), at_least=8, at_most=500)
    why: str = ask(gettext_lazy("What it shall prove"), lines=2, at_least=4, at_most=500)
    about: str = ask(gettext_lazy("Number of the matter"), default="", at_most=80)


class Capture(Given):
    status: int = ask(gettext_lazy("Answer of the server"), kind="number")
    media_type: str = ask(gettext_lazy("Kind of file"), default="", at_most=100)
    size: int = ask(gettext_lazy("Size"), kind="number")
    sha256: str = ask(gettext_lazy("Hash"), at_most=64)
    warc: str = ask(gettext_lazy("WARC file"), at_most=64)
    screenshot: str = ask(gettext_lazy("Hash of the picture (SHA-256)"), default="", at_most=64)
    picture: str = ask(gettext_lazy("How the picture was made, or why there is none"), default="", at_most=300)
    addresses: str = ask(gettext_lazy("Network address"), default="", at_most=300)


class CaptureFault(Given):
    fault: str = ask(gettext_lazy("Why it failed"), at_most=500)


@act(None, LabReport.valid, by=STAFF, label=gettext_lazy("Enter a laboratory report"), basis="lab_supervision_measures")
def enter_report(row: LabReport, given: LabReportEntry, on: Occasion) -> None:
    """With accreditation, scope and validity; the authorities named may rely on it."""
    what = _("The report was not entered.")
    of_subject(row, given.subject, on, what)
    if given.tested_on > on.day or given.valid_until < given.tested_on:
        raise Incomplete(what, fields={"valid_until": _("The dates do not fit each other.")})
    for name in ("lab", "accreditation", "scope", "sample", "result", "tested_on", "valid_until"):
        setattr(row, name, getattr(given, name))
    on.keep_sent(given.file, "检验报告", place=given.lab)
    known = Authority.objects.filter(pk__in=given.others).values_list("pk", flat=True)
    on.shares += [(code, _("Laboratory report")) for code in known]
    mine(row, on)
    entitle(row, "检验报告")


@act(LabReport.valid, None, by=ANYONE, label=gettext_lazy("Rely on the report"), internal=True)
def rely(row: LabReport, given: Reliance, on: Occasion) -> None:
    """Another authority spares a second test: for which matter is on record, on both sides."""
    what = _("The report was not relied on.")
    officer = Officer.objects.select_related("authority").filter(pk=on.principal.officer_id or 0).first()
    if officer is None:
        raise NotAllowed(what, fact=_("Only authorities rely on it."))
    if on.day > row.valid_until:
        fact = _("It was valid until %(day)s.") % {"day": row.valid_until}
        raise Conflict(what, fact=fact, remedy=_("Have the sample tested again."))
    body = officer.authority.name
    row.reliances = [*row.reliances, {"body": body, "matter": given.matter, "on": on.day.isoformat()}]
    on.note = f"{body}：{given.matter}"


@act(
    LabReport.valid, LabReport.withdrawn_report, by=STAFF, label=gettext_lazy("Withdraw the report"), irreversible=True
)
def withdraw_report(row: LabReport, given: FindingReason, on: Occasion) -> None:
    """It was wrong; everybody who relied on it can see that."""
    on.note = given.reason


@act(
    None,
    SupervisionOpinion.issued,
    by=Role.SUPERVISOR,
    label=gettext_lazy("Give an opinion of supervision"),
    paper="kernel.notice",
    basis="penalty_law art. 75",
)
def give_supervision(row: SupervisionOpinion, given: OpinionText, on: Occasion) -> None:
    """What is missing or late in a matter below goes with the opinion, as the ledger shows it."""
    found = matter(given.about, "about", _("No opinion was given."))
    row.about, row.what, row.code = found, given.what, found.code
    row.subject, row.subject_name = found.subject, found.subject_name
    row.synthetic = row.synthetic or found.synthetic
    row.gaps = [str(gap.words) for gap in gaps_of([found])]
    entitle(row, "监督意见", found.number)
    if found.handler_id:
        on.tell(f"officer:{found.handler_id}", title=row.title, body=given.what)


@act(
    SupervisionOpinion.issued,
    SupervisionOpinion.answered,
    by=STAFF,
    label=gettext_lazy("Answer the opinion"),
    apart_from="give_supervision",
)
def answer_supervision(row: SupervisionOpinion, given: OpinionAnswer, on: Occasion) -> None:
    """It must be answered in time."""
    row.answer = given.answer
    on.note = given.answer


@act(
    SupervisionOpinion.answered,
    SupervisionOpinion.accepted,
    by=Role.SUPERVISOR,
    label=gettext_lazy("Accept the answer"),
    apart_from="answer_supervision",
)
def accept_answer(row: SupervisionOpinion, given: Nothing, on: Occasion) -> None:
    """The gap is closed."""


@act(
    SupervisionOpinion.answered,
    SupervisionOpinion.issued,
    by=Role.SUPERVISOR,
    label=gettext_lazy("The answer is not enough"),
    apart_from="answer_supervision",
)
def reject_answer(row: SupervisionOpinion, given: FindingReason, on: Occasion) -> None:
    """It is asked for again, with a new time."""
    on.note = given.reason


@act(None, GuidingCase.drafted, by=(*STAFF, Role.SUPERVISOR), label=gettext_lazy("Draft a guiding case"))
def draft_guiding(row: GuidingCase, given: GuidingDraft, on: Occasion) -> None:
    """Facts without names, and the rule."""
    if given.cause not in causes():
        raise Incomplete(_("Nothing was drafted."), fields={"cause": _("Choose one of the values offered.")})
    row.cause, row.happened, row.rule, row.keywords = given.cause, given.happened, given.rule, given.keywords
    row.title = given.title


@act(
    GuidingCase.drafted,
    GuidingCase.in_use,
    by=(Role.HEAD, Role.SUPERVISOR),
    label=gettext_lazy("Publish the guiding case"),
    apart_from="draft_guiding",
    discloses="guiding_case",
    basis="samr_discretion_opinion",
)
def publish_guiding(row: GuidingCase, given: Nothing, on: Occasion) -> None:
    """Shown to everybody, and while a case of its cause is built."""
    article = on.law.cite("samr_discretion_opinion")
    cause = causes()[row.cause].name
    on.disclose("guiding_case", row.title, article, {"name": row.title, "cause": cause, "content": row.rule})


@act(
    GuidingCase.in_use,
    GuidingCase.out_of_use,
    by=(Role.HEAD, Role.SUPERVISOR),
    label=gettext_lazy("No longer follow it"),
)
def retire_guiding(row: GuidingCase, given: FindingReason, on: Occasion) -> None:
    """The law or the practice has changed."""
    on.note = given.reason


@act(GuidingCase.drafted, GuidingCase.out_of_use, by=(*LEADERS, Role.SUPERVISOR), label=gettext_lazy("Drop the draft"))
def drop_guiding(row: GuidingCase, given: FindingReason, on: Occasion) -> None:
    """It will not be published."""
    on.note = given.reason


@act(
    None,
    WebCapture.ordered,
    by=STAFF,
    label=gettext_lazy("Capture a page"),
    certificate=True,
    basis="penalty_law art. 46",
)
def order_capture(row: WebCapture, given: CaptureOrder, on: Occasion) -> None:
    """The worker fetches the page as anybody would see it; only public addresses are reached."""
    addresses.form(given.url, settings.HENGJIAN_CAPTURE_INSIDE).require(_("The page was not captured."))
    row.url, row.why = given.url, given.why
    if given.about:
        row.about = matter(given.about, "about", _("The page was not captured."))
        concerns(row, row.about.subject, code=row.about.code)
    mine(row, on)
    row.title = f"网页取证：{given.url}"[:200]
    on.note = given.url
    later("enforcement.capture", {"proceeding_id": row.pk, "url": given.url})


@act(WebCapture.ordered, WebCapture.captured, by=MACHINE, label=gettext_lazy("The page was captured"))
def keep_capture(row: WebCapture, given: Capture, on: Occasion) -> None:
    """WARC file and picture become evidence; their hashes stand in the ledger with the time."""
    for name in ("status", "media_type", "size", "sha256", "warc", "screenshot", "picture", "addresses"):
        setattr(row, name, getattr(given, name))
    row.finished_at = on.at
    on.keep(given.warc, "capture.warc.gz", "网页取证 WARC", taken_at=on.at, place=row.url[:200])
    if given.screenshot:
        on.keep(given.screenshot, "capture.png", "网页截图", taken_at=on.at, place=row.url[:200])
    on.note = f"SHA-256 {given.sha256}"
    if row.about is not None and row.about.procedure == "enforcement.case":
        into = {"number": row.number, "url": row.url, "why": row.why, "sha256": given.screenshot or given.warc}
        on.then("enforcement.case.take_capture", row.about.pk, into)


@act(WebCapture.ordered, WebCapture.failed, by=MACHINE, label=gettext_lazy("The page could not be captured"))
def fail_capture(row: WebCapture, given: CaptureFault, on: Occasion) -> None:
    """Why, in words."""
    row.fault, row.finished_at = given.fault, on.at
    on.note = given.fault
    if row.handler_id:
        on.tell(f"officer:{row.handler_id}", title=row.title, body=given.fault)
