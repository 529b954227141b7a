"""消费教育: activities with their material, announced in a public calendar; afterwards, how many were reached."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

THEMES = [
    ("rights", _("Consumer rights and 15 March")),
    ("elderly", _("Older consumers")),
    ("young", _("Young consumers")),
    ("rural", _("Consumers in the country")),
    ("prepaid", _("Prepaid cards")),
    ("online", _("Buying online")),
    ("food", _("Food and health claims")),
    ("waste", _("No waste of food")),
    ("safety", _("Safe use of goods")),
]


class EducationActivity(Procedure):
    """消费教育活动: planned in the calendar, held, and counted."""

    label = _("Activity of consumer education")
    number_pattern = "{authority}消教〔{year}〕{serial}号"

    announced = State(_("In the calendar"))
    took_place = State(_("Held, to be counted"), limit="consumer.education.report")
    counted = Final(_("Held and counted"))
    cancelled = Final(_("Cancelled"))

    theme = models.CharField(_("Theme"), max_length=10, choices=THEMES)
    name = models.CharField(_("Activity"), max_length=120)
    base = models.CharField(_("Consumer education base"), max_length=120, blank=True)
    place = models.CharField(_("Held at"), max_length=200)
    first_day = models.DateField(_("First day"))
    last_day = models.DateField(_("Last day"))
    content = models.CharField(_("What it is about"), max_length=1000)
    material = models.JSONField(default=list)  # title, text: what anybody may read and hand on
    reached = models.IntegerField(_("People reached on the spot"), null=True)
    handed_out = models.IntegerField(_("Copies handed out"), null=True)
    seen_online = models.IntegerField(_("Views online"), null=True)
    result = models.CharField(_("What came of it"), max_length=1000, blank=True)
    published_act = models.BigIntegerField(null=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Theme"), self.get_theme_display()),
            (_("When"), f"{self.first_day} — {self.last_day}" if self.last_day > self.first_day else self.first_day),
            (_("Held at"), self.place),
            (_("Consumer education base"), self.base),
            (_("What it is about"), self.content),
            *((one["title"], one["text"]) for one in self.material),
        ]
        if self.reached is not None:
            rows += [
                (_("People reached on the spot"), str(self.reached)),
                (_("Copies handed out"), str(self.handed_out)),
                (_("Views online"), str(self.seen_online)),
            ]
        return [(label, value) for label, value in [*rows, (_("What came of it"), self.result)] if value]
