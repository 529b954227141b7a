"""What other programs follow: the public record as an Atom feed (RFC 4287), a map of what is public (sitemaps.org), robots.txt.

Only standing disclosures, open datasets and the public pages are named. What is withdrawn or over leaves both by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hengjian.apps.datacentre.queries import open_tables, opening
from hengjian.kernel.models import Disclosure
from hengjian.web.access import Request, public
from hengjian.web.publications import label_of

from . import queries
from .pages import with_authorities

NEWEST = 50
PART = 50_000  # addresses that one map may hold (sitemaps.org)
BRIEFLY = "public, max-age=300"
XML = "application/xml; charset=utf-8"
# Pages of everybody that are no list of matters; what needs an account says so itself.
STANDING = ("portal:home", "portal:notices", "portal:verify", "portal:about", "datacentre:open")


def _at(name: str, *args: int | str) -> str:
    """The whole address of a page, under the name that the installation has."""
    return settings.HENGJIAN_URL.rstrip("/") + reverse(name, args=args)


def _answer(content: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = BRIEFLY
    return answer


def _feed(title: str, said: str, page: str, own: str) -> Atom1Feed:
    return Atom1Feed(title, page, said, language=get_language(), feed_url=own, feed_guid=own, author_name=_("Hengjian"))


@public
@require_safe
def notices(request: Request) -> HttpResponseBase:
    """The newest records, narrowed as on their page: `?kind=penalty&q=…`."""
    kind, text = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:60]
    rows = list(queries.latest_notices(kind, text).order_by("-since", "-pk")[:NEWEST])
    own, page = request.build_absolute_uri(), _at("portal:notices")
    title = _("Public record") if not kind else f"{_('Public record')}: {label_of(kind)}"
    said = _("What the authorities have made public, each under an article and with a proof.")
    feed = _feed(title, said, page, own)
    for row, authority in with_authorities(rows):
        link = _at("portal:notice", row.pk)
        kind_said = str(label_of(row.kind))
        told = escape(
            " · ".join(part for part in (kind_said, authority, row.article) if part)
        )  # a summary is read as HTML
        feed.add_item(
            title=row.title, link=link, description=told, unique_id=link, pubdate=row.since, updateddate=row.since,
            categories=[kind_said], author_name=authority or None,
        )  # fmt: skip
    return _answer(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")


@public
@require_safe
def open_data(request: Request) -> HttpResponseBase:
    """Open datasets by the moment their files were made, with the files to fetch."""
    files, found = opening.files(), open_tables.every()
    made = {id: max((f.made_at for f in files.get(id, [])), default=None) for id in found}
    dated = sorted(((at, id) for id, at in made.items() if at is not None), reverse=True)
    feed = _feed(_("Open data"), "", _at("datacentre:open"), request.build_absolute_uri())
    for at, id in dated:
        link = _at("datacentre:open-dataset", id)
        kinds = "、".join(f"{f.get_kind_display()} {f.sha256[:12]}" for f in files[id])
        feed.add_item(
            title=found[id].name, link=link, description=escape(f"{found[id].said} {kinds}"), unique_id=link, pubdate=at, updateddate=at
        )  # fmt: skip
    return _answer(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")


@public
@require_safe
def sitemap(request: Request) -> HttpResponseBase:
    """The index: one map of the standing pages, one for every fifty thousand records by number."""
    last = Disclosure.objects.aggregate(last=Max("pk"))["last"] or 0
    parts = [_at("portal:sitemap-part", n) for n in range(last // PART + 2)]
    return _answer(render_to_string("portal/sitemap_index.xml", {"parts": parts}), XML)


@public
@require_safe
def sitemap_part(request: Request, number: int) -> HttpResponseBase:
    """Part 0 are the pages and open datasets, the others the records that stand published."""
    lines = _pages() if number == 0 else _records(number - 1)
    if not lines and number > 1:
        raise Http404
    return _answer(render_to_string("portal/sitemap.xml", {"lines": lines}), XML)


def _pages() -> list[tuple[str, dt.datetime | None]]:
    files = opening.files()
    datasets: Iterable[tuple[str, dt.datetime | None]] = (
        (_at("datacentre:open-dataset", id), max((f.made_at for f in files.get(id, [])), default=None))
        for id in open_tables.every()
    )
    return [*((_at(name), None) for name in STANDING), *datasets]


def _records(part: int) -> list[tuple[str, dt.datetime | None]]:
    rows = Disclosure.objects.standing().filter(pk__gte=part * PART, pk__lt=(part + 1) * PART).order_by("pk")
    stem = _at("portal:notices")
    return [(f"{stem}{pk}/", since) for pk, since in rows.values_list("pk", "since")]


@public
@require_safe
def robots(request: Request) -> HttpResponseBase:
    """What searchers may visit: the public pages. Forms and the spaces behind an account are not for them."""
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in ("/api/", "/start/", "/accounts/", "/mine/", "/find/"))]
    return _answer("\n".join([*lines, "", f"Sitemap: {_at('portal:sitemap')}", ""]), "text/plain; charset=utf-8")
