"""What the address asks for: place, days, comparison. What is outside the range or makes no sense gives way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from hengjian.kernel import divisions

SPANS = ("year", "days30", "yesterday")
OWN, LAST_YEAR = "own", "last_year"
Days = tuple[date, date]


@dataclass(frozen=True)
class Asked:
    """Place and days of the screen, and what it is compared with: the same days a year earlier, or another place."""

    code: str
    span: str
    since: date
    until: date
    compare: str
    before: Days

    @property
    def days(self) -> Days:
        return self.since, self.until

    @property
    def place(self) -> str:
        """The other place, if that is what it is compared with."""
        return "" if self.compare == LAST_YEAR else self.compare

    @property
    def query(self) -> str:
        """The state as the end of an address."""
        told = {"code": self.code, "span": self.span}
        if self.span == OWN:
            told |= {"since": self.since.isoformat(), "until": self.until.isoformat()}
        if self.place:
            told["compare"] = self.place
        return urlencode(told)

    @property
    def figure_query(self) -> str:
        """The state as the page of one figure takes it."""
        return urlencode({"code": self.code, "since": self.since.isoformat(), "until": self.until.isoformat()})


def read(said: Mapping[str, str], own: str, may: Callable[[str], bool], spans: Mapping[str, Days]) -> Asked:
    """The state that an address names, within what its reader may see."""
    code = place(said.get("code", ""), may) or own
    since, until = day(said.get("since", "")), day(said.get("until", ""))
    name = said.get("span", "")
    if since and until and since <= until and (name in ("", OWN)):
        span, days = OWN, (since, until)
        for known in SPANS:
            span = known if spans[known] == days else span
    else:
        span = name if name in SPANS else SPANS[0]
        days = spans[span]
    other = place(said.get("compare", ""), may)
    return Asked(
        code, span, *days, other if other and other != code else LAST_YEAR, spans.get(f"{span}_before") or before(days)
    )


def place(code: str, may: Callable[[str], bool]) -> str:
    """The code if it is one and may be seen."""
    try:
        divisions.level(code)
    except ValueError:
        return ""
    return code if code and may(code) else ""


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def before(days: Days) -> Days:
    """The same days a year earlier."""
    return _earlier(days[0]), _earlier(days[1])


def _earlier(one: date) -> date:
    return one.replace(year=one.year - 1, day=28 if (one.month, one.day) == (2, 29) else one.day)
