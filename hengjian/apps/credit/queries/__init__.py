"""Reads of the credit room that other rooms may use."""

from .entries import LIVING as LIVING
from .entries import Listed as Listed
from .entries import ended_entries as ended_entries
from .entries import listed as listed
from .entries import listed_among as listed_among
from .entries import listed_of as listed_of
from .entries import public_lists as public_lists
from .entries import record_of as record_of
from .entries import standing as standing
from .entries import standing_of as standing_of
from .measures import banned as banned
from .measures import bans_of as bans_of
from .measures import measures_for as measures_for
from .measures import restricted as restricted
from .repair import Repairable as Repairable
from .repair import repairs_of as repairs_of
from .reports import entered_for_year as entered_for_year
from .reports import filed_since as filed_since
from .reports import missing_reports as missing_reports
from .reports import missing_years as missing_years
from .reports import report_facts as report_facts
from .reports import reports_of as reports_of
from .risk import grades as grades
from .risk_system import system_on as system_on
