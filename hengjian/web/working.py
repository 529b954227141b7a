"""Working as an authority below the own one: an officer narrows the range for a while, and widens it again up to the own."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models.functions import Length
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hengjian.kernel import divisions
from hengjian.kernel.models import Authority, Officer
from hengjian.kernel.people import narrowed, range_of

from .access import Request, officers
from .middleware import WORKING_AS
from .preferences import next_page

DEEPER = {0: 2, 1: 4, 2: 6, 3: 9}


@dataclass(frozen=True)
class Choice:
    """An authority one may work as; `code` is empty for the own one."""

    code: str
    name: str
    depth: int
    current: bool


@officers
def working(request: Request) -> HttpResponseBase:
    """Choose the authority to work as; a code outside the own range changes nothing."""
    me = Officer.objects.select_related("authority").get(pk=request.principal.officer_id or 0)
    if request.method == "POST":
        code = request.POST.get("code", "")
        found = narrowed(me, code)
        if found:
            request.session[WORKING_AS] = found.code
            messages.success(request, _("You now work as %(name)s.") % {"name": found.name})
        elif code in ("", me.authority_id):
            request.session.pop(WORKING_AS, None)
            messages.success(request, _("You work as %(name)s again.") % {"name": me.authority.name})
        else:
            messages.error(request, _("That authority does not lie within your range. Nothing was changed."))
        return HttpResponseRedirect(next_page(request, "/desk/"))
    context = {
        "title": _("Authority"),
        "choices": choices(me, request.principal.working_as),
        "next": came_from(request),
    }
    return render(request, "web/parts/working.html" if request.htmx else "web/working.html", context)


def came_from(request: Request) -> str:
    """The list the officer looked at; a single matter may lie outside the new range."""
    path = request.htmx.current_url_abs_path or ""
    return path if path.startswith(("/desk/", "/list/", "/reference/")) else "/desk/"


def choices(me: Officer, now: str) -> list[Choice]:
    """The own authority, those directly below it, and those on the way to and below the one chosen now."""
    found = [Choice("", me.authority.name, 0, not now)]
    base = divisions.level(me.authority_id)
    for authority in below(me, me.authority_id):
        found.append(Choice(authority.code, authority.name, 1, authority.code == now))
        if now.startswith(authority.code):
            found += _branch(me, authority.code, now, base)
    return found


def _branch(me: Officer, code: str, now: str, base: int) -> list[Choice]:
    found = []
    for authority in below(me, code):
        depth = divisions.level(authority.code) - base
        found.append(Choice(authority.code, authority.name, depth, authority.code == now))
        if now.startswith(authority.code):
            found += _branch(me, authority.code, now, base)
    return found


def below(me: Officer, code: str) -> list[Authority]:
    """The authorities directly below a code, within the officer's range."""
    (low, high), (lo, hi) = divisions.bounds(code), range_of(me)
    size = DEEPER.get(divisions.level(code), 0)
    rows = Authority.objects.alias(size=Length("code")).filter(code__gte=low, code__lt=high, size=size)
    return list(rows.filter(code__gte=lo, code__lt=hi).exclude(code=divisions.NATION).order_by("code"))
