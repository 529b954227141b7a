"""Pages of the register beyond the generic ones."""

from django.utils.translation import gettext_lazy

from hengjian.web.navigation import Entry

from . import choosers, exchange, figures, growth, leaving, names, objecting, opening, rating, wallet

__all__ = [
    "choosers",
    "exchange",
    "figures",
    "growth",
    "leaving",
    "names",
    "navigation",
    "objecting",
    "opening",
    "rating",
    "wallet",
]

navigation = [
    Entry("subjects", gettext_lazy("Terms of contribution"), "/capital/", one="资"),
    Entry("subjects", gettext_lazy("Firms to be cleaned up"), "/cleanup/"),
    Entry("whole", gettext_lazy("Exchange with partners"), "/exchange/"),
    Entry("", gettext_lazy("Services"), "/services/", public=True),
    Entry("", gettext_lazy("My identity"), "/identity/", public=True, roles=frozenset({"party"})),
]
