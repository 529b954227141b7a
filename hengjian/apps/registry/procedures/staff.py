"""Who acts for a firm, as the firm itself says: invited by whoever manages it, with a role and until a day."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.models import SubjectMember, User
from hengjian.kernel.procedure import Final, Procedure, State

ROLES = [
    (SubjectMember.OPERATOR, _("Manages: does everything, and decides who else may")),
    (SubjectMember.FILER, _("Files: files and answers for the firm")),
    (SubjectMember.READER, _("Reads: sees matters and papers, acts on nothing")),
]


class StaffAccess(Procedure):
    """企业人员授权: a firm lets one of its own people act or read for it, until a day or until it is taken back."""

    label = _("Access of a firm's own people")
    number_pattern = "{authority}企员〔{year}〕{serial}号"

    inviting = State(_("Invitation on its way"))
    invited = State(_("Waits for the answer of the invited"))
    standing = State(_("Access in force"))
    declined = Final(_("Invitation declined"))
    over = Final(_("Access ended"))

    person = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="staff_accesses")
    role = models.CharField(_("May do"), max_length=10, choices=ROLES, default=SubjectMember.READER)
    since = models.DateField(_("Since"), null=True)
    until = models.DateField(_("Until"), null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Person"), self.person), (_("May do"), dict(ROLES)[self.role])]
        dated = [(_("Since"), self.since), (_("Until"), self.until)]
        return [*rows, *((label, day) for label, day in dated if day)]
