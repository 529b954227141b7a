"""Acts by which entities leave the register."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures import Deregistration
from hengjian.apps.registry.rules import exits as rules
from hengjian.apps.registry.rules.articles import art
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, Nothing, ask
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT, CLOCK, Role
from hengjian.kernel.refusal import Incomplete

from . import register


class Leaving(Given):
    subject: int = ask(gettext_lazy("Business"), kind="subject")
    reason: str = ask(gettext_lazy("Reason"), lines=2, at_most=300)
    promise: bool = ask(
        gettext_lazy("I promise that debts, wages, insurance and taxes are settled"), kind="check", default=False
    )


class Objection(Given):
    department: str = ask(
        gettext_lazy("Department"),
        choices=[
            ("tax", gettext_lazy("Tax")),
            ("social_security", gettext_lazy("Human resources and social security")),
            ("court", gettext_lazy("Court")),
            ("other", gettext_lazy("Another department")),
        ],
        pattern="^(tax|social_security|court|other)$",
    )
    objection: str = ask(gettext_lazy("Objection and its facts"), lines=4, at_least=5, at_most=500)


@act(
    None,
    Deregistration.publicity,
    by=(APPLICANT, Role.HANDLER),
    label=gettext_lazy("Apply for simplified deregistration"),
)
def apply_to_leave(row: Deregistration, given: Leaving, on: Occasion) -> None:
    """Apply for simplified deregistration; departments may object while it is public."""
    what = _("The application was not taken.")
    subject = Subject.objects.filter(pk=given.subject).first()
    mine = on.principal.officer_id or (subject and subject.pk in on.principal.subjects)
    if subject is None or not mine:
        raise Incomplete(what, fields={"subject": _("Choose one of your own businesses.")})
    running = Deregistration.objects.filter(subject=subject, closed_at=None).first()
    rules.simple_deregistration(
        {"status": subject.status, "running": running.number if running else "", "promise": given.promise}, on.law
    ).require(what)
    row.subject, row.title, row.reason = subject, subject.name, given.reason
    row.code = subject.division_code[:6]
    on.admit(f"subject:{subject.pk}", "entity")
    article = art(on.law, 33)
    on.disclose(
        "simple_deregistration", f"{subject.name}简易注销公示", article, {"name": subject.name, "reason": given.reason}
    )


@act(
    Deregistration.publicity,
    Deregistration.objected,
    by=Role.HANDLER,
    label=gettext_lazy("Record an objection"),
    favourable=False,
)
def record_objection(row: Deregistration, given: Objection, on: Occasion) -> None:
    """A department objects; the simplified procedure ends."""
    row.objector, row.objection = given.department, given.objection
    on.note = given.objection
    on.tell(APPLICANT, title=_("Simplified deregistration ended by an objection"), body=given.objection)


@act(
    Deregistration.publicity,
    Deregistration.done,
    by=CLOCK,
    label=gettext_lazy("Deregister"),
    paper="registry.deregistration",
    discloses="deregistration",
)
def complete(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """The publicity has ended without objection: the business leaves the register, its licence is void."""
    subject = row.subject
    if subject is None:
        return
    register.close(subject, "deregistered", "deregistration", "准予注销登记", on)
    article = art(on.law, 33)
    on.issue(
        "registry.deregistration",
        "准予注销登记通知书",
        {"name": subject.name, "code": subject.code, "basis": [article]},
    )
    on.disclose("deregistration", f"{subject.name}注销登记", article, {"name": subject.name, "code": subject.code})
    on.tell(APPLICANT, title=_("Deregistered: %(name)s") % {"name": subject.name})


@act(Deregistration.publicity, Deregistration.withdrawn, by=APPLICANT, label=gettext_lazy("Withdraw"))
def take_back(row: Deregistration, given: Nothing, on: Occasion) -> None:
    """Take the application back."""
