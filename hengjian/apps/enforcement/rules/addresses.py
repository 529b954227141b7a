"""Which addresses a capture may reach: public ones only, so that a page of evidence is no way into a network (SSRF)."""

import ipaddress
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from hengjian.kernel.finding import Finding, Ground
from hengjian.kernel.law import cite

PORTS = {None, 80, 443}
LONGEST = 500


def form(url: str, inside: Collection[str] = ()) -> Finding:
    """Is it the address of a web page: http or https, a host, an ordinary port, no password in it?

    `inside`: hosts of the own network, each with its port, that the administrator lets be captured.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _not(_("This is no address of a web page."))
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > LONGEST:
        return _not(_("This is no address of a web page."))
    if port not in PORTS and not listed(url, inside):
        return _not(_("Only the ordinary ports 80 and 443 are captured."))
    if parts.username or parts.password:
        return _not(_("The address holds a name or a password."))
    return Finding()


def listed(url: str, inside: Collection[str]) -> bool:
    """Does the address begin with one of the hosts that the administrator has named, port and all?"""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.hostname}:{port}" in inside


def reachable(numbers: Iterable[str]) -> Finding:
    """May the addresses that a name stands for be reached? One that is not public bars them all."""
    found = [ipaddress.ip_address(n) for n in numbers]
    if not found:
        return _not(_("The name stands for no address."))
    if not all(_public(a) for a in found):
        return _not(_("The name stands for an address inside a network."))
    return Finding()


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)


def _not(fact: str) -> Finding:
    ground = Ground(fact, cite("penalty_law art. 46"), _("Give the address of a public page."), "url")
    return Finding((ground,))
