"""Where the room is found: the request stands among the services of the public pages and in the officers' lists."""

from django.utils.translation import gettext_lazy as _

from hengjian.web.navigation import Entry

navigation = [
    Entry("", _("My personal data"), "/start/privacy.data_request/request/", public=True, roles=frozenset({"party"})),
]
