"""Responsibility lists of an authority, and the standard by which a business does them post by post."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.planning import queries
from hengjian.apps.planning.procedures import EnterpriseStandard, ResponsibilityList
from hengjian.apps.planning.queries.responsibility import LIST
from hengjian.apps.planning.rules import responsibility as rules
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Disclosure, Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, MACHINE, Role
from hengjian.kernel.refusal import Conflict, Incomplete

LEADERS = (Role.APPROVER, Role.HEAD)
STAFF = (Role.HANDLER, *LEADERS)


class OwnLine(Given):
    text: str = ask(gettext_lazy("What is to be done"), at_least=4, at_most=300)
    article: str = ask(gettext_lazy("On what it rests"), at_least=2, at_most=200)
    post: str = ask(gettext_lazy("Post"), default="", at_most=60)
    often: str = ask(gettext_lazy("How often"), default="", at_most=40)


class ListDrafted(Given):
    kind: str = ask(gettext_lazy("Kind of business"), kind="responsibility_kind")
    lines: list[OwnLine] = ask(
        gettext_lazy("Lines added by the authority"), default=[],
        help=gettext_lazy("The lines of the law come from the catalogue; none is left out."),
    )  # fmt: skip


class ListReason(Given):
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_least=4, at_most=500)


class DutyLine(Given):
    key: str = ask(gettext_lazy("Line"), at_most=60)
    post: str = ask(gettext_lazy("Post"), default="", at_most=60)
    how: str = ask(gettext_lazy("How and how often"), default="", at_most=300)


class StandardAdopted(Given):
    subject: int = ask(gettext_lazy("Subject"), kind="subject")
    list_number: str = ask(gettext_lazy("Responsibility list"), kind="responsibility_list", at_most=60)
    duties: list[DutyLine] = ask(gettext_lazy("Who does each line"), default=[])


@act(None, ResponsibilityList.drafted, by=STAFF, label=gettext_lazy("Draft a responsibility list"))
def draft_list(row: ResponsibilityList, given: ListDrafted, on: Occasion) -> None:
    """The lines of the law for a kind of business, and what this authority adds."""
    kind = rules.kinds().get(given.kind)
    if kind is None:
        raise Incomplete(_("The list was not drafted."), fields={"kind": _("Choose one of the values offered.")})
    own = [line.model_dump() for line in given.lines]
    row.kind, row.kind_name, row.lines = kind.key, kind.zh, rules.with_own(kind.lines, own, kind.key)
    row.title = f"{kind.zh}主体责任清单"


@act(
    ResponsibilityList.drafted,
    ResponsibilityList.standing,
    by=LEADERS,
    label=gettext_lazy("Publish the list"),
    apart_from="draft_list",
    discloses=LIST,
)
def publish_list(row: ResponsibilityList, given: Nothing, on: Occasion) -> None:
    """In force and public; an older list of the same authority and kind ends."""
    older = ResponsibilityList.objects.filter(code=row.code, kind=row.kind, state="standing").exclude(pk=row.pk)
    for one in older:
        on.then(f"{row.key}.end_list", one.pk, {"reason": f"由{row.number}代替"})
    row.published_act = on.act_id
    body = {
        "name": row.title,
        "number": row.number,
        "list_kind": row.kind,
        "kind_name": row.kind_name,
        "lines": row.lines,
    }
    article = "、".join(dict.fromkeys(line["article"].partition("第")[0] for line in row.lines))[:190]
    on.disclose(LIST, row.title, article, {**body, "content": f"{len(row.lines)}项责任，逐项注明依据"})


@act(
    (ResponsibilityList.drafted, ResponsibilityList.standing),
    ResponsibilityList.ended,
    by=(MACHINE, *LEADERS),
    label=gettext_lazy("End the list"),
)
def end_list(row: ResponsibilityList, given: ListReason, on: Occasion) -> None:
    """Replaced, or no longer of use; what was answered by it stays."""
    on.note = given.reason
    Disclosure.objects.take_back(row.published_act, on.at)


@act(None, EnterpriseStandard.standing, by=APPLICANT, label=gettext_lazy("Set the own standard by post"))
def adopt_standard(row: EnterpriseStandard, given: StandardAdopted, on: Occasion) -> None:
    """一企一标准: the business says which post does each line, and how; lines without a post are shown as gaps."""
    what = _("The standard was not set.")
    subject = Subject.objects.filter(pk=given.subject).first()
    if subject is None or subject.pk not in on.principal.subjects:
        raise Incomplete(what, fields={"subject": _("There is no such subject.")})
    found = queries.list_numbered(given.list_number)
    if found is None:
        raise Incomplete(what, fields={"list_number": _("There is no such list in force.")})
    by_key = {duty.key: (duty.post, duty.how) for duty in given.duties}
    row.duties = rules.duties(found["lines"], by_key)
    missing = rules.uncovered(row.duties)
    if len(missing) == len(row.duties):
        raise Conflict(what, fact=_("No line has a post."), remedy=_("Name the post that does each line."))
    row.uncovered = len(missing)
    row.subject, row.subject_name, row.code = subject, subject.name, subject.office_code or subject.division_code
    row.synthetic = row.synthetic or subject.synthetic
    row.list_number, row.kind = found["number"], found["list_kind"]
    row.title = f"{subject.name}：一企一标准（{found['kind_name']}）"
    on.admit(f"subject:{subject.pk}", "entity")
    before = queries.standard_of(subject.pk, row.kind)
    if before is not None:
        on.then(f"{row.key}.replace_standard", before.pk)


@act(EnterpriseStandard.standing, EnterpriseStandard.replaced, by=MACHINE, label=gettext_lazy("Replace the standard"))
def replace_standard(row: EnterpriseStandard, given: Nothing, on: Occasion) -> None:
    """The business has set a newer one."""
