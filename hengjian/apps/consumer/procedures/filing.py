"""What complaints, reports and enquiries have in common: channel, content, place, and who filed it, sealed."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.apps.consumer.rules import categories
from hengjian.apps.consumer.rules.routing import RESPONDENTS
from hengjian.kernel import divisions
from hengjian.kernel.law import basis
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.personal import EncryptedTextField, mask_name, mask_phone
from hengjian.kernel.principal import current

CHANNELS = [
    ("platform_web", _("Web")),
    ("api", _("Program")),
    ("hotline_12315", _("Hotline 12315")),
    ("hotline_12345", _("Hotline 12345")),
    ("letter", _("Letter")),
    ("visit", _("Walk-in")),
    ("consumer_station", _("Service station")),
    ("odr", _("Negotiation that failed")),
    ("association", _("Consumer association")),
    ("transfer_dept", _("Another department")),
    ("transfer_superior", _("Authority above")),
]
URGENCIES = {"urgent": _("Urgent"), "soon": _("Soon")}


def yuan(fen: int | None) -> str:
    """128.50 from 12850; empty where nothing was said."""
    return "" if fen is None else f"{Decimal(fen) / 100:.2f}"


class Filing(models.Model):
    """Columns of everything a person files; the person's own data are encrypted and shown masked."""

    channel = models.CharField(_("Channel"), max_length=20, choices=CHANNELS)
    channel_number = models.CharField(_("Number of the channel"), max_length=60, blank=True)
    what = models.CharField(_("What happened"), max_length=3000)
    category = models.CharField(_("Category"), max_length=12, blank=True, db_collation="C")
    problem = models.CharField(_("Problem"), max_length=24, blank=True, db_collation="C")
    goods = models.CharField(_("Goods or service"), max_length=120, blank=True)
    happened_on = models.DateField(_("When it happened"), null=True)
    amount = models.BigIntegerField(_("Amount in dispute"), null=True)  # fen
    place_division = code_field()
    place = models.CharField(_("Address of the business"), max_length=200, blank=True)
    respondent = models.CharField(_("Kind of business"), max_length=12, choices=RESPONDENTS, default="shop")
    platform = models.CharField(_("Platform"), max_length=120, blank=True)
    route = models.CharField(_("Why this authority"), max_length=300, blank=True)
    guest = models.CharField(max_length=40, blank=True, db_collation="C")  # the principal that code and phone make
    filer_name = EncryptedTextField(_("Name of the person"), blank=True, default="")
    filer_phone = EncryptedTextField(_("Phone of the person"), blank=True, default="")
    query_code = EncryptedTextField(_("Query code"), blank=True, default="")
    filer_print = models.CharField(max_length=64, blank=True, db_index=True)  # of the phone: counts, never names
    earlier = models.IntegerField(null=True)  # filings of the same person in the twelve months before
    urged = models.SmallIntegerField(default=0)
    guess = models.JSONField(
        default=dict
    )  # what the machine said of it, with its reasons; an officer's word stands above

    class Meta:
        abstract = True

    against: Any = _("Against")  # what the other side is called

    def about(self) -> list[tuple[Any, Any]]:
        """What it is about, without who filed it."""
        rows = [
            (self.against, getattr(self, "subject_name", "") or "—"),
            (_("Goods or service"), self.goods),
            (_("Problem"), categories.problem_called(self.problem)),
            (_("Category"), categories.called(self.category)),
            (_("When it happened"), self.happened_on),
            (_("Amount in dispute"), yuan(self.amount) and f"{yuan(self.amount)} 元"),
            (_("Place"), f"{divisions.full_name(self.place_division)}{self.place}"),
            (_("Platform"), self.platform),
            (_("What happened"), self.what),
            (_("Channel"), f"{self.get_channel_display()} {self.channel_number}".strip()),  # type: ignore[attr-defined]
            (_("Why this authority"), self.route),
        ]
        return [(label, value) for label, value in rows if value]

    def filer(self) -> list[tuple[Any, Any]]:
        """Who filed it, masked."""
        if not self.filer_phone:
            return []
        shown = f"{mask_name(self.filer_name)} {mask_phone(self.filer_phone)}"
        rows: list[tuple[Any, Any]] = [(_("Filed by"), shown)]
        if self.earlier is not None and current().kind == "officer":
            rows.append((_("Filings of the same person in twelve months"), self.earlier))
        return rows

    def classed(self) -> list[tuple[Any, Any]]:
        """For officers: how often it was urged, and what the machine said of it with the words it rests on."""
        if current().kind != "officer":
            return []
        said = self.guess
        sure = f"（{said['confidence']:.0%}）" if said.get("confidence") else ""
        rows: list[tuple[Any, Any]] = [
            (_("Urged, times"), self.urged),
            (_("Urgency"), URGENCIES.get(said.get("urgency", ""), "")),
            (_("Many may be hit"), _("yes") if said.get("incident") else ""),
            (_("Legal basis to look at"), basis(*said["basis"]) if said.get("basis") else ""),
            (_("Why the machine classed it so"), "；".join(said["reasons"]) + sure if said.get("reasons") else ""),
        ]
        return [(label, value) for label, value in rows if value]
