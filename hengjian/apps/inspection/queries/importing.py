"""Reading rosters from a file: each row is taken or refused with its own reason, and nothing is kept unless all are right."""

from dataclasses import dataclass
from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from hengjian.apps.inspection.models import Inspector, SubjectTag
from hengjian.kernel.divisions import names
from hengjian.kernel.models import Officer, Subject
from hengjian.kernel.principal import Principal
from hengjian.kernel.sheets import BadFile as BadFile
from hengjian.kernel.sheets import table as table_of

MOST = 20_000
LONGEST_TAG = 40
HEADS = {
    "officers": {"姓名": "name", "执法证号": "certificate", "区划": "places", "专长": "skills", "最多户数": "load"},
    "tags": {"统一社会信用代码": "code", "标签": "tag", "起": "since", "止": "until"},
}


@dataclass(frozen=True)
class BadRow:
    """A row that was refused: its number in the file, and why."""

    number: int
    why: str


def read(kind: str, data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV or XLSX file by the names of its heads."""
    table = table_of(data)
    heads = HEADS[kind]
    if not table or not set(heads) <= {cell.strip() for cell in table[0]}:
        raise BadFile(_("The first row must name: %(heads)s.") % {"heads": "、".join(heads)})
    if len(table) > MOST:
        raise BadFile(_("At most %(most)d rows at once.") % {"most": MOST})
    at = {heads[cell.strip()]: n for n, cell in enumerate(table[0]) if cell.strip() in heads}
    return [
        {name: (line[n].strip() if n < len(line) else "") for name, n in at.items()} for line in table[1:] if any(line)
    ]


def officers(rows: list[dict[str, str]], who: Principal, default_load: int) -> tuple[list[Inspector], list[BadRow]]:
    """Officers to enrol; known by certificate number and name, within the reader's range."""
    known = {
        o.certificate_no: o
        for o in Officer.objects.select_related("user").filter(
            active=True,
            certificate_no__in=[r["certificate"] for r in rows],
            authority_id__gte=who.lo,
            authority_id__lt=who.hi,
        )
    }
    good: list[Inspector] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        found, places = known.get(row["certificate"]), _parts(row["places"])
        why = _officer_fault(row, found, places, seen)
        seen.add(row["certificate"])
        if why or found is None:
            bad.append(BadRow(number, why))
            continue
        load = int(row["load"]) if row["load"] else default_load
        good.append(
            Inspector(
                officer=found, code=found.authority_id, places=places, skills=_parts(row["skills"]), load=load,
                synthetic=found.user.synthetic,
            )
        )  # fmt: skip
    return good, bad


def _officer_fault(row: dict[str, str], found: Officer | None, places: list[str], seen: set[str]) -> str:
    if found is None:
        return _("No active officer of your range has the certificate %(number)s.") % {
            "number": row["certificate"] or "—"
        }
    if found.user.display_name != row["name"]:
        return _("The certificate belongs to somebody else.")
    if row["certificate"] in seen:
        return _("This officer stands in the file twice.")
    unknown = [p for p in places if p not in names()]
    if unknown:
        return _("No such division: %(code)s.") % {"code": "、".join(unknown)}
    if row["load"] and not (row["load"].isdigit() and 0 < int(row["load"]) <= 500):
        return _("The number of visits is a whole number from 1 to 500.")
    return ""


def tags(rows: list[dict[str, str]], who: Principal, source: str, today: date) -> tuple[list[SubjectTag], list[BadRow]]:
    """Tags of subjects, known by their credit code, within the reader's range."""
    codes = [r["code"].upper() for r in rows]
    held = Subject.objects.filter(code__in=codes, **who.within("division_code"))
    known = {s.code: s for s in held}
    good: list[SubjectTag] = []
    bad: list[BadRow] = []
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, 2):
        found, since, until = known.get(row["code"].upper()), _day(row["since"]), _day(row["until"])
        key = (row["code"].upper(), row["tag"])
        why = _tag_fault(row, found, since, until, twice=key in seen)
        seen.add(key)
        if why or found is None:
            bad.append(BadRow(number, why))
            continue
        good.append(
            SubjectTag(
                subject=found,
                tag=row["tag"],
                since=since or today,
                until=until,
                source=source,
                synthetic=found.synthetic,
            )
        )
    return good, bad


def _tag_fault(row: dict[str, str], found: Subject | None, since: date | None, until: date | None, twice: bool) -> str:
    if found is None:
        return _("No subject of your range has the code %(code)s.") % {"code": row["code"] or "—"}
    if not row["tag"] or len(row["tag"]) > LONGEST_TAG:
        return _("The tag is missing or longer than 40 characters.")
    if (row["since"] and since is None) or (row["until"] and until is None) or (since and until and until < since):
        return _("A day is written such as 2026-11-20, and the end is not before the beginning.")
    return _("This tag of the subject stands in the file twice.") if twice else ""


def _day(text: str) -> date | None:
    try:
        return parse_date(text[:10]) if text else None
    except ValueError:
        return None


def _parts(text: str) -> list[str]:
    return [p for p in text.replace("，", ",").replace("、", ",").replace(";", ",").replace(" ", "").split(",") if p]
