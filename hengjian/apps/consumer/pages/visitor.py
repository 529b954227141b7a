"""Visits to what was filed under a query code (web.guests), with the cookie of this room."""

from hengjian.kernel.guests import NAME
from hengjian.web.guests import Visits
from hengjian.web.guests import shown as shown

VISITS = Visits("hj_visit", "hengjian.consumer.visit", NAME)
visitor, remember = VISITS.visitor, VISITS.remember
