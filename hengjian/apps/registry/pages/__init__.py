"""Pages of the register beyond the generic ones."""

from django.utils.translation import gettext_lazy

from hengjian.kernel.models import Subject
from hengjian.web.access import Request
from hengjian.web.navigation import Entry, View, to_charge_and_own

from . import choosers, exchange, figures, growth, leaving, names, objecting, opening, people, rating, wallet
from .record import publications

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
    "people",
    "publications",
    "rating",
    "views",
    "wallet",
]


def _entered(request: Request, subject: Subject) -> bool:
    """Whether there is an entry of the register: a subject may also come from another source."""
    return hasattr(subject, "entity")


navigation = [
    Entry("subjects", gettext_lazy("Terms of contribution"), "/capital/", one="资"),
    Entry("subjects", gettext_lazy("Firms to be cleaned up"), "/cleanup/"),
    Entry("whole", gettext_lazy("Exchange with partners"), "/exchange/"),
    Entry("", gettext_lazy("Services"), "/services/", public=True),
    Entry("", gettext_lazy("My identity"), "/identity/", public=True, roles=frozenset({"party"})),
    Entry("mine", gettext_lazy("My people"), "/mine/people/", public=True, roles=frozenset({"party"})),
]
views = [
    View(gettext_lazy("Register in time"), "/subjects/{}/register/", _entered),
    View(gettext_lazy("Holders and control"), "/subjects/{}/relations/", _entered),
    View(gettext_lazy("Who acts for it"), "/subjects/{}/people/", to_charge_and_own),
]
