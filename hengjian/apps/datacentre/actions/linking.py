"""记于名下: rows to subjects by code, by old number, by name and place; what is doubtful waits for an officer.

A party is a name and place as a source writes them. It is judged once: every row that writes it the same way, now or in a
later run, follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.datacentre.models import ImportedRow, ImportedTable, LinkParty
from hengjian.apps.datacentre.procedures import LinkageDoubt
from hengjian.apps.datacentre.rules.likeness import core, likeness
from hengjian.kernel import divisions, search
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.law import LawOn
from hengjian.kernel.models import Subject
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.perform import perform
from hengjian.kernel.personal import fingerprint
from hengjian.kernel.principal import CLOCK, CLOCKWORK, Role, acting_as
from hengjian.kernel.refusal import Conflict, Incomplete

CODES = ("uscc", "respondent_uscc", "use_unit", "producer_uscc")
NAMES, PLACES = ("entity_name",), ("domicile", "address_full")
MOST_PARTIES = 500  # a run looks at so many new names; the nightly task goes on with the rest
MOST_CANDIDATES = 5
BY_CODE = f"""UPDATE datacentre_importedrow r SET subject_id = s.id, link = 'code' FROM kernel_subject s
 WHERE r.subject_id IS NULL AND r.link = 'none' AND s.code = coalesce({", ".join(f"r.body->>'{name}'" for name in CODES)})"""
BY_NUMBER = """UPDATE datacentre_importedrow r SET subject_id = n.subject_id, link = 'number' FROM datacentre_linknumber n
 WHERE r.subject_id IS NULL AND r.link = 'none' AND n.number = r.body->>'reg_no_old'"""
DECIDERS = (Role.HANDLER, Role.APPROVER, Role.ANALYST)


class LinkChoice(Given):
    candidate: str = ask(gettext_lazy("It means"), kind="link_candidate", at_most=20)
    reason: str = ask(gettext_lazy("What speaks for it"), lines=3, at_least=4, at_most=500)


class LinkRefusal(Given):
    reason: str = ask(gettext_lazy("Why none of them is meant"), lines=3, at_least=4, at_most=500)


class DoubtFound(Given):
    print: str = ask(gettext_lazy("Party"), at_most=64)
    table: str = ask(gettext_lazy("Table"), at_most=40)
    candidates: list[dict[str, Any]] = ask(gettext_lazy("Candidates"))


def marks(values: Mapping[str, str | None]) -> tuple[str, str, str]:
    """What a row says of whose it is: code, old number, and the print of name and place where neither is there."""
    code = next((values[name] or "" for name in CODES if values.get(name)), "")
    number = values.get("reg_no_old") or ""
    name = next((values[one] or "" for one in NAMES if values.get(one)), "")
    if code or not name:
        return code, number, ""
    place = next((values[one] or "" for one in PLACES if values.get(one)), "")
    return code, number, fingerprint(f"{name}|{place}", "datacentre.party")


def resolve(table: ImportedTable, most: int = MOST_PARTIES) -> dict[str, int]:
    """Judge the parties of a table that nobody has judged: linked at once, put before an officer, or of nobody known."""
    with acting_as(CLOCKWORK):
        waiting = list(
            ImportedRow.objects.filter(table=table, link="waiting")
            .values("party")
            .annotate(row=Max("pk"))
            .order_by("party")[:most]
        )
        rows = ImportedRow.objects.in_bulk([one["row"] for one in waiting])
    for one in waiting:
        _judge(table, one["party"], rows[one["row"]])
    with acting_as(CLOCKWORK):
        found = dict(
            ImportedRow.objects.filter(table=table).values_list("link").annotate(n=Count("pk")).values_list("link", "n")
        )
    linked = sum(n for link, n in found.items() if link in ("code", "number", "name", "decided"))
    return {"linked": linked, "doubtful": found.get("doubt", 0), "waiting": found.get("waiting", 0)}


def link_later(most: int = MOST_PARTIES) -> int:
    """Link rows whose subject was registered after they came in; gives how many rows and parties were looked at anew.

    What an officer has decided stays. A name is judged again only where a subject of that name is younger than the judgement.
    """
    younger = Subject.objects.filter(name=OuterRef("name"), opened_on__gte=OuterRef("judged_on"))
    with acting_as(CLOCKWORK):
        with connection.cursor() as cursor:
            cursor.execute(BY_CODE)
            looked = int(cursor.rowcount)
            cursor.execute(BY_NUMBER)
            looked += int(cursor.rowcount)
        judged = LinkParty.objects.annotate(judged_on=TruncDate("decided_at"))
        again = judged.filter(Exists(younger), state="refused", act_id=None).order_by("print")
        prints = list(again.values_list("print", flat=True)[:most])
        ImportedRow.objects.filter(party__in=prints, link="none").update(link="waiting")
    return looked + len(prints)


def _judge(table: ImportedTable, print_: str, row: ImportedRow) -> None:
    """One party in a transaction of its own, so that a kill loses nothing that was judged."""
    name = next((row.body[one] for one in NAMES if row.body.get(one)), "")
    place = next((row.body[one] for one in PLACES if row.body.get(one)), "")
    with acting_as(CLOCKWORK) as machine:
        law = LawOn(timezone.localdate())
        certain = int(law.value("datacentre.linkage.certain").amount)
        doubtful = int(law.value("datacentre.linkage.doubtful").amount)
        found = candidates(name, place)
        clear = [c for c in found if c["score"] >= certain]
        party, _made = LinkParty.objects.get_or_create(print=print_, defaults={"name": name, "place": place})
        if len(clear) == 1:
            _settle(party, "linked", clear[0]["subject"], "name")
        elif any(c["score"] >= doubtful for c in found):
            kept = [c for c in found if c["score"] >= doubtful]
            given = {"print": print_, "table": table.key, "candidates": kept}
            perform(f"{LinkageDoubt.key}.find_doubt", None, given, machine, key=f"doubt:{print_}"[:60])
            ImportedRow.objects.filter(party=print_, link="waiting").update(link="doubt")
        else:
            _settle(party, "refused", None, "none")


def candidates(name: str, place: str) -> list[dict[str, Any]]:
    """The likeliest subjects of the register with what speaks for each, the likeliest first."""
    found = {s.pk: s for probe in _probes(name) for s in search.find(probe, MOST_CANDIDATES * 4)}
    scored = []
    for subject in found.values():
        where = subject.facts.get("premises") or divisions.full_name(subject.division_code)
        alike = likeness(name, place, subject.name, str(where))
        scored.append(
            {
                "subject": subject.pk,
                "name": subject.name,
                "code": subject.code or "",
                "place": str(where),
                **alike.as_dict(),
            }
        )
    return sorted(scored, key=lambda one: (-one["score"], one["subject"]))[:MOST_CANDIDATES]


def _probes(name: str) -> list[str]:
    """What to look for: the name, what distinguishes it, how that sounds, its two halves; a slip spoils one of them only."""
    inner = core(name)
    sound = search.keys(inner)["initials"]
    half = max(2, len(inner) // 2)
    halves = [inner[:half], *([inner[half:]] if len(inner) > 5 else [])]
    return list(dict.fromkeys([name, inner, *([sound] if len(sound) > 3 else []), *halves]))


def _settle(party: LinkParty, state: str, subject: int | None, link: str, act_id: int | None = None) -> None:
    """Remember whom a party means, and let every row that writes it so follow."""
    party.state, party.subject_id, party.act_id, party.decided_at = state, subject, act_id, timezone.now()
    party.save()
    ImportedRow.objects.filter(party=party.print).update(subject_id=subject, link=link)


@act(None, LinkageDoubt.open, by=CLOCK, label=gettext_lazy("Find a doubtful match"))
def find_doubt(row: LinkageDoubt, given: DoubtFound, on: Occasion) -> None:
    """A name and place that may mean one of several, or nobody."""
    party = LinkParty.objects.filter(pk=given.print).first()
    table = ImportedTable.objects.filter(key=given.table).first()
    if party is None or table is None:
        raise Conflict(_("No doubt was found."), fact=_("There is no such party."))
    row.code, row.print, row.title = table.code, party.pk, party.name
    row.party_name, row.party_place = party.name, party.place
    row.table_key, row.supplier, row.candidates = table.key, table.supplier, given.candidates
    row.synthetic = table.synthetic


@act(
    LinkageDoubt.open,
    LinkageDoubt.linked,
    by=DECIDERS,
    label=gettext_lazy("It is one of them"),
    basis="enterprise_info_regulation art. 13",
)
def choose_candidate(row: LinkageDoubt, given: LinkChoice, on: Occasion) -> None:
    """Every row that writes the party so stands under this name, now and in later runs."""
    what = _("Nothing was linked.")
    subject = Subject.objects.filter(pk=int(given.candidate)).first() if given.candidate.isdigit() else None
    if subject is None or subject.pk not in {c["subject"] for c in row.candidates}:
        raise Incomplete(what, fields={"candidate": _("Choose one of the candidates.")})
    row.subject, row.subject_name = subject, subject.name
    row.chosen = f"{subject.name} {subject.code or ''}".strip()
    on.note = given.reason
    with acting_as(CLOCKWORK):
        _settle(LinkParty.objects.get(pk=row.print), "linked", subject.pk, "decided", on.act_id)


@act(
    LinkageDoubt.open,
    LinkageDoubt.refused,
    by=DECIDERS,
    label=gettext_lazy("It is none of them"),
    basis="enterprise_info_regulation art. 13",
    favourable=False,
)
def refuse_candidates(row: LinkageDoubt, given: LinkRefusal, on: Occasion) -> None:
    """The rows stand under nobody's name, now and in later runs."""
    row.chosen = str(_("None of the candidates"))
    on.note = given.reason
    with acting_as(CLOCKWORK):
        _settle(LinkParty.objects.get(pk=row.print), "refused", None, "none", on.act_id)
