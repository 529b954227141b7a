"""Simplified deregistration and the one-stop exit: states, time limits and columns."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import DEPARTMENTS, PARTS, ExitMatter
from hengjian.kernel.personal import EncryptedJSONField
from hengjian.kernel.procedure import Final, Procedure, State


class Deregistration(Procedure):
    """简易注销: an entity without debts leaves the register unless somebody objects (Regulation, art. 33; Rules, arts. 47-49).

    An individual business is put to the departments for ten days; any other entity is public for twenty days, in which
    departments, creditors and others may object, and then has twenty days to apply.
    """

    label = _("Simplified deregistration")
    number_pattern = "{authority}简注〔{year}〕{serial}号"

    examination = State(_("Automatic examination"), limit="registry.registration_decision")
    publicity = State(
        _("Put to the departments, objections open"),
        limit="registry.individual_simple_deregistration",
        lapses="complete",
        waits=True,
    )
    announced = State(
        _("Publicity, objections open"),
        limit="registry.simple_deregistration_publicity",
        lapses="open_application",
        waits=True,
    )
    applying = State(
        _("Application open"), limit="registry.simple_deregistration_apply", lapses="let_lapse", waits=True
    )
    deciding = State(_("Last examination"), limit="registry.registration_decision")
    done = Final(_("Deregistered"))
    barred = Final(_("Barred from the simplified procedure"))
    objected = Final(_("Ended by objection"))
    lapsed = Final(_("Not applied for in time"))
    withdrawn = Final(_("Withdrawn"))

    reason = models.CharField(_("Reason"), max_length=300)
    # Who signed the promise: name and identity number.
    signers: Any = EncryptedJSONField(default=list)
    cause_gone = models.CharField(_("How the cause of the earlier objection was removed"), max_length=300, blank=True)
    doubts = models.JSONField(default=list)
    objection = models.CharField(max_length=500, blank=True)
    objector = models.CharField(max_length=60, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Reason"), self.reason)]
        if self.signers:
            rows.append((_("Promise signed by"), "、".join(s["name"] for s in self.signers)))
        if self.cause_gone:
            rows.append((_("How the cause of the earlier objection was removed"), self.cause_gone))
        if self.objection:
            objector = dict(DEPARTMENTS).get(self.objector, self.objector)
            rows += [(_("Objection by"), objector), (_("Objection"), self.objection)]
        return rows + [(_("Bar"), f"{d['fact']}（{d['article']}）") for d in self.doubts]


class OneStopExit(Procedure):
    """注销一网服务: one application, and every department settles its own part beside the deregistration itself."""

    label = _("One-stop exit")
    number_pattern = "{authority}注网〔{year}〕{serial}号"

    received = State(_("Received"), limit="registry.registration_decision")
    running = State(_("With the departments"), limit="registry.one_stop_answer")
    done = Final(_("Settled with all departments"))
    withdrawn = Final(_("Withdrawn"))

    departments = models.JSONField(default=list)

    def facts(self) -> list[tuple[Any, Any]]:
        """One line for each department: where its part stands, since when, and what it said."""
        words = dict(PARTS)
        rows = ExitMatter.objects.filter(proceeding_id=self.pk).select_related("department").order_by("pk")
        return [
            (part.department.name, "；".join(filter(None, [str(words[part.state]), part.reference, part.note])))
            for part in rows
        ]
