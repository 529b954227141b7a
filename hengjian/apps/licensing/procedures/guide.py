"""办事指南: drafted by one officer, published by another; only then can the matter be filed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, State

from .about import AboutItem


class GuidePublication(AboutItem):
    """办事指南公布: conditions, materials, limits, place and fee are made public before use (Licensing Law, art. 30)."""

    label = _("Publication of a service guide")
    number_pattern = "{authority}指南〔{year}〕{serial}号"

    drafted = State(_("Drafted"))
    published = Final(_("Published"))
    dropped = Final(_("Dropped"))

    place = models.CharField(_("Place"), max_length=200)
    phone = models.CharField(_("Telephone"), max_length=40)
    fee = models.CharField(_("Fee"), max_length=100)
    promised_days = models.SmallIntegerField(_("Promised working days"), null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows = [
            (_("Item"), self.wanted.name),
            (_("Place"), self.place),
            (_("Telephone"), self.phone),
            (_("Fee"), self.fee),
        ]
        return [*rows, (_("Promised working days"), self.promised_days or "—")]
