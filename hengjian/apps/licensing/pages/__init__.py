"""The room's pages, one module a kind of reader, and what they offer in forms and in the navigation."""

from django.utils.translation import gettext_lazy

from hengjian.web.navigation import Entry, View

from . import choosers, guides, holders, office
from .record import publications

navigation = [
    Entry("", gettext_lazy("Permits"), "/permits/", public=True),
    Entry("", gettext_lazy("My permits"), "/permits/mine/", public=True, roles=frozenset({"party"})),
    Entry("subjects", gettext_lazy("Permits"), "/permits/held/"),
    Entry("matters", gettext_lazy("Checks due"), "/permits/checks/"),
    Entry("whole", gettext_lazy("List of permits"), "/permits/"),
    Entry("whole", gettext_lazy("Time used on permits"), "/permits/times/"),
]
views = [View(gettext_lazy("Permits"), "/permits/of/{}/")]

__all__ = ["choosers", "guides", "holders", "navigation", "office", "publications", "views"]
