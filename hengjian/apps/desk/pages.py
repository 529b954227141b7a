"""The officer's own pages: desk, preview, search, palette, notices, profile."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hengjian.kernel import law
from hengjian.kernel import search as finder
from hengjian.kernel.models import Delegation, Notice, Officer, Proceeding
from hengjian.kernel.offers import offers_of
from hengjian.kernel.procedure import procedures
from hengjian.web import lights, lists
from hengjian.web import queries as shared
from hengjian.web.access import Request, officers, user_id
from hengjian.web.navigation import Entry, whole
from hengjian.web.proceeding import load, timeline
from hengjian.web.starting import by_room, startable

from . import queries

navigation = [
    Entry("mine", gettext_lazy("Desk"), "/desk/", one="办", key="d"),
    Entry("mine", gettext_lazy("Notices"), "/desk/inbox/", one="知", key="n"),
    Entry("subjects", gettext_lazy("Find a subject"), "/search/", one="主", key="s"),
    Entry("whole", gettext_lazy("Law in force"), "/reference/law/", one="法", key="l"),
    Entry("whole", gettext_lazy("Procedures"), "/reference/procedures/", one="程", key="p"),
    Entry("whole", gettext_lazy("Authorities"), "/reference/authorities/", one="机", key="a"),
    Entry("whole", gettext_lazy("Officers"), "/reference/officers/", one="人", key="o"),
    Entry("whole", gettext_lazy("Working calendar"), "/reference/calendar/", one="历", key="c"),
]
TABS = {
    "mine": (gettext_lazy("My work"), queries.mine),
    "office": (gettext_lazy("My authority"), queries.office),
    "supervised": (gettext_lazy("Supervised"), queries.supervised),
    "sign": (gettext_lazy("To countersign"), queries.to_sign),
}
DAYS = 15


def narrow_kind(rows: Any, value: str, request: Request) -> Any:
    return rows.filter(procedure=value)


def tab_of(request: Request) -> str:
    tab = request.GET.get("tab", "mine")
    return tab if tab in TABS else "mine"


PAGE = lists.ListPage(
    name="desk",
    title=gettext_lazy("Desk"),
    rows=lambda request: TABS[tab_of(request)][1](request.principal),
    columns=[replace(c, optional=c.optional or c.name == "opened") for c in lists.PROCEEDING_COLUMNS],
    filters=(
        lists.Filter(
            "kind", gettext_lazy("Kind"), lambda r: [(k, p.label) for k, p in procedures().items()], narrow_kind
        ),
        lists.Filter("due", gettext_lazy("Time limit"), lists.due_choices, lists.narrow_due),
    ),
    search=lists.proceeding_search,
    empty=gettext_lazy("Nothing is waiting here."),
    acts=True,
)


@officers
@require_GET
def desk(request: Request) -> HttpResponseBase:
    """What is due, and what can be done about it."""
    if request.GET.get("as"):
        return lists.respond(PAGE, request)
    current = tab_of(request)
    if request.htmx and request.GET.get("after"):
        shown = lists.show(PAGE, request)
        dress(shown, request)
        return lists.drawn("desk/desk.html", request, shown, {"list": shown, "compact": True})
    tabs = {name: rows(request.principal) for name, (_label, rows) in TABS.items()}
    listed = lists.narrowed(PAGE, request, tabs[current])
    narrowed = {} if listed is tabs[current] else {"listed": listed}  # the same rows are not counted twice
    counted = dict(zip([*tabs, *narrowed], shared.counts(*tabs.values(), *narrowed.values()), strict=True))
    shown = lists.show(PAGE, request, counted.get("listed", counted[current]), listed)
    dress(shown, request)
    days = queries.due_days(tabs[current]) if current == "mine" else {}
    context = {
        "title": _("Desk"),
        "today": timezone.localdate(),
        "list": shown,
        "tabs": [
            {
                "label": label,
                "count": counted[name],
                "href": f"?tab={name}",
                "current": name == current,
                "hot": name == "supervised",
            }
            for name, (label, _rows) in TABS.items()
        ],
        "strip": strip(days) if current == "mine" else [],
        "due_today": days.get(timezone.localdate(), 0),
        "overdue": sum(n for day, n in days.items() if day < timezone.localdate()),
        "starts": startable(request.principal)[:3],
        "compact": True,
        "first": shown.rows[0] if shown.rows else None,
    }
    return render(request, "desk/desk.html", context)


def strip(days: dict[dt.date, int]) -> list[dict[str, Any]]:
    """Bars of what falls due: overdue, the next two weeks, later."""
    today = timezone.localdate()
    end = today + dt.timedelta(days=DAYS - 1)
    late = sum(n for day, n in days.items() if day < today)
    out: list[dict[str, Any]] = []
    if late:
        out.append({"tone": "red", "n": late, "label": _("Overdue"), "href": "?due=overdue", "fill": "fred"})
    for offset in range(DAYS):
        day = today + dt.timedelta(days=offset)
        n = days.get(day, 0)
        rest = not n and not lights.is_workday(day)
        label = f"{day:%d}"
        out.append(
            {
                "tone": "amber" if not offset else "rest" if rest else "",
                "n": n,
                "label": label,
                "small": _("today") if not offset else lights.weekday(day, short=True),
                "href": f"?due={day.isoformat()}",
                "fill": "famber" if not offset else "f1",
                "day": lights.sentence_day(day),
            }
        )
    later = sum(n for day, n in days.items() if day > end)
    if later:
        out.append({"tone": "late", "n": later, "label": _("Later"), "href": "?sort=due", "fill": "f5"})
    return [{**one, "bars": queries.as_bars(one["n"])} for one in out]


def dress(shown: lists.Shown, request: Request) -> None:
    """Group headings, the next act and the preview address of each row; what follows on goes on in the last group."""
    last = request.GET.get("group", "") if shown.had else ""
    for at, row in enumerate(shown.rows):
        group = group_of(row)
        row.group = group if group != last else ""
        last = group
        row.next = next_act(row, request)
        row.preview = reverse("desk:preview", args=[row.pk])
        row.chosen = at == 0 and not shown.had
    if shown.more:
        shown.more += "&" + urlencode({"group": last})


def group_of(row: Proceeding) -> str:
    """Under which heading of the desk a row stands."""
    if row.stopped_since:
        return _("Clock stopped")
    if row.due is None:
        return _("No time limit")
    today, day = timezone.localdate(), timezone.localtime(row.due).date()
    if row.due < lights.now():
        return _("Overdue")
    if day == today:
        return _("Due today")
    sunday = today + dt.timedelta(days=6 - today.weekday())
    if day <= sunday:
        return _("Due this week")
    return _("Due next week") if day <= sunday + dt.timedelta(days=7) else _("Due later")


def next_act(row: Proceeding, request: Request) -> Any:
    """The likeliest act of this officer on the row, from the declaration alone."""
    kind = procedures().get(row.procedure)
    if kind is None:
        return None
    if row.held == "countersign" and tab_of(request) == "sign":
        return kind.acts.get("countersign")
    ready = [
        a for a in kind.acts.values() if not a.generic and a.starts_from(row.state) and a.by & request.principal.roles
    ]
    return ready[0] if ready and not row.held else None


@officers
@require_GET
def preview(request: Request, pk: int) -> HttpResponseBase:
    """The pane beside the list: light, acts, arithmetic, latest entries."""
    row = load(pk)
    offers = offers_of(row, request.principal)
    record = shared.acts_of(row, 4)
    context = {
        "p": row,
        "kind": row.label,
        "light": lights.of(row),
        "sums": lights.sums(row),
        "allowed": [o for o in offers if o.allowed and not o.act.generic],
        "barred": [o for o in offers if not o.allowed and not o.act.generic],
        "general": [o for o in offers if o.allowed and o.act.generic],
        "timeline": timeline(record, row)[:3],
        "more": len(record) > 3,
    }
    return render(request, "desk/preview.html", context)


@officers
@require_GET
def all_pages(request: Request) -> HttpResponseBase:
    """Every page there is: the phone's navigation."""
    return render(
        request,
        "desk/all.html",
        {"title": _("All"), "starts": by_room(startable(request.principal)), "groups": whole(request)},
    )


def found(request: Request, text: str, most: int) -> dict[str, Any]:
    """Subjects, matters and articles that a text may mean."""
    word = text.strip().lower()
    entries = [
        e for e in law.entries() if word and (word in e.what.zh.lower() or word in e.what.en.lower() or word in e.id)
    ]
    return {
        "q": text,
        "subjects": finder.find(text, most) if word else [],
        "matters": queries.matters(request.principal, text.strip(), most),
        "law": [{"id": e.id, "value": e.values[-1]} for e in entries[:most]],
        "starts": [a for a in startable(request.principal) if not word or word in str(a.label).lower()][:6],
    }


@officers
@require_GET
def search(request: Request) -> HttpResponseBase:
    """One box for everything."""
    text = request.GET.get("q", "")
    return render(request, "desk/search.html", {"title": _("Find"), **found(request, text, 20)})


@officers
@require_GET
def palette(request: Request) -> HttpResponseBase:
    """Lines of the command palette: where to go, what to start, what was found."""
    text = request.GET.get("q", "")
    context = found(request, text, 6)
    pages = [entry for group in whole(request) for entry in group.entries]
    context["pages"] = [entry for entry in pages if not text or text.lower() in entry.label.lower()][:8]
    return render(request, "desk/palette.html", context)


@officers
def inbox(request: Request) -> HttpResponseBase:
    """Notices; opening the page marks nothing, the button does."""
    mine = Notice.objects.filter(user_id=user_id(request))
    if request.method == "POST":
        mine.filter(read_at=None).update(read_at=timezone.now())
        return HttpResponseRedirect(reverse("desk:inbox"))
    return render(request, "desk/inbox.html", {"title": _("Notices"), "notices": mine.order_by("-at")[:100]})


@officers
def profile(request: Request) -> HttpResponseBase:
    """Who I am here, and who acts for me while I am away."""
    me = Officer.objects.select_related("user", "authority").get(pk=request.principal.officer_id or 0)
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = delegate(request, me)
        if not errors:
            return HttpResponseRedirect(reverse("desk:profile"))
    context = {
        "title": _("Profile and delegation"),
        "me": me,
        "given": me.delegations_given.select_related("to_officer__user").order_by("-since")[:20],
        "held": me.delegations_held.select_related("from_officer__user").order_by("-since")[:20],
        "colleagues": [c for c in shared.officer_choices(request.principal) if c[0] != str(me.pk)],
        "errors": errors,
        "typed": request.POST,
    }
    return render(request, "desk/profile.html", context, status=422 if errors else 200)


def delegate(request: Request, me: Officer) -> dict[str, str]:
    """Give one's powers to a colleague for a while, or end that; names each field at fault."""
    ended = request.POST.get("end", "")
    if ended.isdigit():
        Delegation.objects.filter(pk=ended, from_officer=me).update(until=timezone.localdate() - dt.timedelta(days=1))
        return {}
    to = shared.officers_of(request.principal).filter(pk=request.POST.get("to") or 0).exclude(pk=me.pk).first()
    since, until = (parse_date(request.POST.get(name, "")) for name in ("since", "until"))
    errors = {
        "to": "" if to else _("Choose a colleague."),
        "since": "" if since else _("Write a date such as 2026-11-20."),
        "until": "" if until and since and until >= since else _("The last day, not before the first."),
    }
    wrong = {name: text for name, text in errors.items() if text}
    if not wrong and to and since and until:
        Delegation.objects.create(
            from_officer=me, to_officer=to, since=since, until=until, note=request.POST.get("note", "")[:200]
        )
        messages.success(
            request, _("%(name)s acts for you until %(day)s.") % {"name": to, "day": lights.sentence_day(until)}
        )
    return wrong
