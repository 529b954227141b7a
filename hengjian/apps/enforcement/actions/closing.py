"""结案归档: closed when nothing is left to do, filed in the order of the papers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Case, CaseMeasure, PersonPenalty
from hengjian.apps.enforcement.rules import publication
from hengjian.apps.enforcement.rules.file_order import in_order
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.apps.enforcement.rules.papers import internal_sheets
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Paper
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import Role
from hengjian.kernel.refusal import Conflict

from . import persons, printer, sides

KEPT = [
    ("permanent", gettext_lazy("For ever")),
    ("30", gettext_lazy("30 years")),
    ("10", gettext_lazy("10 years")),
]
KEPT_ZH = {"permanent": "永久", "30": "30年", "10": "10年"}


class CaseClosing(Given):
    reason: str = ask(gettext_lazy("Why the case is closed"), lines=2, default="", at_most=900)


class CaseFiling(Given):
    kept: str = ask(gettext_lazy("Kept for"), choices=KEPT, default="30")


@act(
    Case.performed, Case.closed, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("Close the case"),
    apart_from=("propose", "conclude"), internal=True,
)  # fmt: skip
def close_case(row: Case, given: CaseClosing, on: Occasion) -> None:
    """结案审批表: performed, or nothing to perform; no measure may still be in force."""
    what = _("The case was not closed.")
    running = CaseMeasure.objects.filter(case_id=row.pk, closed_at=None).values_list("number", flat=True).first()
    if running:
        raise Conflict(
            what,
            fact=_("A compulsory measure is still in force: %(number)s.") % {"number": running},
            article=on.law.cite("compulsion_law art. 28"),
            remedy=_("Release it first."),
        )
    shown = publication.Publication(
        publication.due(row.result, row.simple, row.kinds), row.published_on, bool(row.unpublished)
    )
    publication.closing(shown, on.law).require(what)
    _persons(row, what)
    done = f"罚没款人民币{yuan(row.money)}元已缴纳人民币{yuan(row.paid)}元" if row.money else "无缴款义务"
    done += f"，加处罚款人民币{yuan(row.surcharge)}元" if row.surcharge else ""
    reason = given.reason or row.closing
    facts = printer.facts_of(row, on.law) | {"done": done, "why_closed": reason}
    printer.print_paper(row, "PEN-53", facts, on, what)
    row.closed_on, row.closing = on.day, reason
    on.note = reason


def _persons(row: Case, what: str) -> None:
    """Nobody who was punished beside the business is forgotten."""
    left = PersonPenalty.objects.filter(case_id=row.pk, closed_at=None).exclude(state="finished")
    number = left.values_list("number", flat=True).first()
    if number:
        raise Conflict(
            what,
            fact=_("The penalty of a person is not performed and published: %(number)s.") % {"number": number},
            remedy=_("Have it performed and published first, or record why it is not published."),
        )


@act(
    Case.performed, None, by=(Role.APPROVER, Role.HEAD), label=gettext_lazy("Record why it is not published"),
    internal=True,
)  # fmt: skip
def keep_unpublished(row: Case, given: persons.NotPublished, on: Occasion) -> None:
    """不予公示: a legal ground with its article and the reason, recorded by a leader."""
    what = _("Nothing was recorded.")
    if row.published_on is not None or not publication.due(row.result, row.simple, row.kinds):
        raise Conflict(what, fact=_("It has been published, or is none that is published."))
    row.unpublished = persons.unpublished_words(given, on)
    on.note = f"{row.unpublished}：{given.reason}"


@act(
    Case.closed, Case.archived, by=(Role.HANDLER, Role.APPROVER, Role.HEAD), label=gettext_lazy("Archive the file"),
    internal=True,
)  # fmt: skip
def archive(row: Case, given: CaseFiling, on: Occasion) -> None:
    """The index lists the papers in the order of the file, then the evidence; internal papers in a second volume."""
    papers = Paper.objects.filter(proceeding_id=row.pk).order_by("pk").values_list("data__paper", "title", "number")
    first, second = in_order([(sheet or "", title, number) for sheet, title, number in papers], internal_sheets())
    lines = [f"正卷{n}. {title} {number}" for n, (_s, title, number) in enumerate(first, start=1)]
    lines += [
        f"正卷{n}. 证据{one.position} {one.name}"
        for n, one in enumerate(
            CaseEvidence.objects.filter(proceeding_id=row.pk).order_by("position"), start=len(first) + 1
        )
    ]
    lines += [f"副卷{n}. {title} {number}" for n, (_s, title, number) in enumerate(second, start=1)]
    facts = printer.facts_of(row, on.law) | {"listing": lines, "kept": KEPT_ZH[given.kept]}
    printer.print_paper(row, "PEN-55", facts, on, _("The file was not archived."))
    row.closed_at, row.on_time = on.at, row.on_time is not False
    sides.end(row, on)
