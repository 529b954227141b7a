"""Pages of the register beyond the generic ones."""

from django.utils.translation import gettext_lazy

from hengjian.web.navigation import Entry

from . import leaving, names

__all__ = ["leaving", "names", "navigation"]

navigation = [
    Entry("subjects", gettext_lazy("Terms of contribution"), "/capital/", one="资"),
    Entry("subjects", gettext_lazy("Firms to be cleaned up"), "/cleanup/"),
    Entry("", gettext_lazy("My identity"), "/identity/", public=True, roles=frozenset({"party"})),
]
