"""Services around registration: rating, reports of barriers, filing across regions, size of a firm, conversion."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.registry.models import FirmSize
from hengjian.kernel.models import Proceeding
from hengjian.kernel.personal import EncryptedJSONField, EncryptedTextField, mask_id, mask_phone
from hengjian.kernel.procedure import Final, Procedure, State

TAGS = {
    "quick": _("Quick"),
    "clear": _("Told everything at once"),
    "polite": _("Polite"),
    "slow": _("Slow"),
    "extra": _("Asked for more than the guide says"),
    "rude": _("Impolite"),
    "faulty": _("The system did not work"),
}
BARRIERS = {
    "local_list": _("A list or threshold of a locality's own"),
    "relocation": _("Moving away refused or delayed"),
    "branch": _("Made to set up a local branch or company"),
    "material": _("Materials outside the guide"),
    "other": _("Another barrier"),
}
CROSS_MATTERS = {
    "establishment": _("Establishment"),
    "change": _("Change"),
    "deregistration": _("Deregistration"),
    "copy": _("Copy of the licence"),
}


class Rating(Procedure):
    """政务服务好差评: the party rates a closed matter once; a bad rating is followed up, and not by the one rated."""

    label = _("Rating")
    number_pattern = "{authority}评〔{year}〕{serial}号"

    follow_up = State(_("To be followed up"), limit="registry.rating_follow_up")
    kept = Final(_("Rated"))
    answered = Final(_("Followed up"))

    rated = models.OneToOneField(Proceeding, on_delete=models.PROTECT, null=True, related_name="rating")
    rated_procedure = models.CharField(max_length=60, blank=True)
    rated_handler = models.BigIntegerField(null=True)
    stars = models.SmallIntegerField(default=5)
    tags = ArrayField(models.CharField(max_length=20), default=list)
    text = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Stars"), "★" * self.stars + "☆" * (5 - self.stars))]
        rows += [(_("What was good or bad"), "、".join(str(TAGS.get(t, t)) for t in self.tags))] if self.tags else []
        rows += [(_("In words"), self.text)] if self.text else []
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows


class BarrierReport(Procedure):
    """准入壁垒反映: a firm reports an open or hidden barrier to the market; answered by a day, the answer is public."""

    label = _("Report of a barrier to the market")
    number_pattern = "{authority}壁垒〔{year}〕{serial}号"

    looking = State(_("Being looked into"), limit="registry.barrier_answer")
    removed = Final(_("Barrier removed"))
    none_found = Final(_("No barrier found"))

    kind = models.CharField(max_length=20, default="other")
    body = models.CharField(_("What happened"), max_length=1000)
    against = models.CharField(_("Who put it up"), max_length=100)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Kind"), BARRIERS[self.kind]),
            (_("Who put it up"), self.against),
            (_("What happened"), self.body),
        ]
        return [*rows, (_("Answer"), self.answer)] if self.answer else rows


class CrossRegionFiling(Procedure):
    """跨省通办: materials are taken here for a registration authority elsewhere, which decides; both see one file."""

    label = _("Filing for another region")
    number_pattern = "{authority}通办〔{year}〕{serial}号"

    taken = State(_("Taken, to be forwarded"), limit="registry.cross_region_forwarding")
    forwarded = State(_("With the registration authority"), limit="registry.registration_decision")
    settled = Final(_("Settled"))
    not_settled = Final(_("Not taken by the registration authority"))

    matter = models.CharField(max_length=20, default="establishment")
    applicant = models.CharField(_("Applicant"), max_length=60)
    id_number = EncryptedTextField(_("Identity number"))
    phone = EncryptedTextField(_("Phone"))
    materials = models.CharField(_("Materials taken"), max_length=1000)
    taken_by = models.CharField(_("Taken by"), max_length=80)
    decided_by = models.CharField(_("Decided by"), max_length=80)
    registrar = models.CharField(max_length=12)
    result = models.CharField(_("Outcome"), max_length=300, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Matter"), CROSS_MATTERS[self.matter]),
            (_("Applicant"), self.applicant),
            (_("Identity number"), mask_id(self.id_number)),
            (_("Phone"), mask_phone(self.phone)),
            (_("Materials taken"), self.materials),
            (_("Taken by"), self.taken_by),
            (_("Decided by"), self.decided_by),
        ]
        return [*rows, (_("Outcome"), self.result)] if self.result else rows


class SizeDeclaration(Procedure):
    """企业规模申报: a firm says its people, revenue and assets of a year; the standard says its size class."""

    label = _("Declaration of size")
    number_pattern = "{authority}规模〔{year}〕{serial}号"

    classing = State(_("Being classed"))
    listed = Final(_("Classed"))

    year = models.SmallIntegerField(default=0)
    industry = models.CharField(max_length=30)
    figures: "models.Field[Any, Any]" = EncryptedJSONField(default=dict)
    size = models.CharField(max_length=10, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [(_("Year"), str(self.year))]
        return [*rows, (_("Size"), dict(FirmSize.CLASSES)[self.size])] if self.size else rows
