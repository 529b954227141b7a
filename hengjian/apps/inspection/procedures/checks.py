"""现场检查: from the assignment to the published result and what is said against it (国发〔2019〕5号)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.inspection.models.items import item_names
from hengjian.apps.inspection.rules.catalogue import results
from hengjian.apps.inspection.rules.origins import ORIGINS
from hengjian.kernel.personal import EncryptedTextField
from hengjian.kernel.procedure import Final, Procedure, State

METHODS = [
    ("site", _("On site")),
    ("net", _("On the net")),
    ("doc", _("By documents")),
    ("data", _("By comparing data")),
    ("sample", _("By samples")),
]


class SiteCheck(Procedure):
    """检查: one visit to one subject, for all items that are to be looked at there (进一次门、查多项事)."""

    label = _("Site check")
    number_pattern = "{authority}检〔{year}〕{serial}号"

    planned = State(_("To be carried out"), limit="checks.carry_out")
    announced = State(_("Announced"), limit="checks.carry_out")
    in_field = State(_("In the field"), limit="checks.field_record")
    recorded = State(_("Recorded, result to be decided"), limit="checks.result_publicity")
    concluded = State(_("Result decided"), limit="checks.result_publicity", lapses="publish_by_clock")
    published = State(_("Result published"), limit="checks.objection_window", lapses="close_check", waits=True)
    objected = State(_("Objection is verified"), limit="checks.objection_decision")
    closed = Final(_("Closed"))
    called_off = Final(_("Called off"))

    origin = models.CharField(
        _("Why there is a check"), max_length=20, choices=[(k, o.label) for k, o in ORIGINS.items()]
    )
    source = models.CharField(
        _("Rests on"), max_length=80, blank=True, db_index=True
    )  # number of the draw, lead or order
    items = ArrayField(models.CharField(max_length=40), default=list)
    method = models.CharField(_("Method"), max_length=8, choices=METHODS, default="site")
    light = models.BooleanField(default=False)  # a light check: asked for by a trigger rule, for its items only
    team = models.JSONField(default=list)  # officer, name, certificate of each
    joint = ArrayField(models.CharField(max_length=60), default=list)  # departments that take part
    carry_out_by = models.DateField(null=True)
    visit_on = models.DateField(null=True)
    shown_at = models.DateTimeField(null=True)  # when certificates were shown
    answers = models.JSONField(default=dict)  # question → verdict, value, note, who, when, revision
    photos = models.JSONField(default=list)
    taken = models.JSONField(default=list)  # ids of the entries that devices have handed over
    recognised = models.JSONField(default=dict)  # item → the fresh result of others that stands for a look
    compared = models.JSONField(default=list)  # contradictions found before anybody was sent
    compared_at = models.DateTimeField(null=True)
    signatures = models.JSONField(default=list)  # hash and side; the name of who signed is beside, sealed
    signed_by = EncryptedTextField(blank=True, default="")
    absent = models.BooleanField(default=False)  # nobody was met at the place
    finished_at = models.DateTimeField(null=True)
    codes = ArrayField(models.CharField(max_length=4), default=list)
    finding = models.CharField(max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True)
    published_act = models.BigIntegerField(null=True)
    objection = models.CharField(max_length=2000, blank=True)
    recheck_of = models.BigIntegerField(null=True, db_index=True)  # the order whose correction is looked at

    def facts(self) -> list[tuple[Any, Any]]:
        origin = ORIGINS[self.origin]
        rows: list[tuple[Any, Any]] = [
            (_("Why there is a check"), origin.label),
            (_("Rests on"), self.source or "—"),
            (_("Article"), origin.article),
            (_("Items"), item_names(self.items)),
            (_("Officers"), "、".join(f"{one['name']} {one['certificate']}" for one in self.team)),
        ]
        if self.joint:
            rows.append((_("Together with"), "、".join(self.joint)))
        if self.carry_out_by:
            rows.append((_("To be carried out by"), self.carry_out_by))
        if self.answers:
            faults = sum(a["verdict"] == "fault" for a in self.answers.values())
            rows.append((_("Answers, faults among them"), f"{len(self.answers)} / {faults}"))
        if self.codes:
            rows.append((_("Result of a check"), "、".join(f"{code} {results()[code].zh}" for code in self.codes)))
        if self.finding:
            rows.append((_("Finding"), self.finding))
        return rows

    @property
    def officers(self) -> list[int]:
        """Ids of the team."""
        return [one["officer"] for one in self.team]

    @property
    def faults(self) -> list[str]:
        """Questions answered with a fault, in their order."""
        return sorted(key for key, a in self.answers.items() if a["verdict"] == "fault")
