"""What programs follow: the feed and the map hold what stands published and nothing else."""

from xml.etree import ElementTree

import pytest
from django.conf import LazySettings
from django.test import Client

from hengjian.apps.registry.tests.builders import examined, filed
from hengjian.kernel.models import Disclosure
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import make_world

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def test_a_record_is_in_feed_and_map_until_it_is_withdrawn(client: Client, settings: LazySettings) -> None:
    settings.HENGJIAN_URL = "https://样.example/"
    examined(filed(make_world().enterprise))
    with acting_as(CLOCKWORK):
        record = Disclosure.objects.get()
    address = f"https://样.example/notices/{record.pk}/"
    [entry] = read(client, "/notices/feed.atom").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == record.title
    assert entry.findtext(f"{ATOM}id") == address
    assert record.article in (entry.findtext(f"{ATOM}summary") or "")
    assert read(client, f"/notices/feed.atom?kind={record.kind}").findall(f"{ATOM}entry")
    assert read(client, "/notices/feed.atom?kind=penalty").findall(f"{ATOM}entry") == []
    assert address in [one.text for one in read(client, "/sitemap-1.xml").iter(f"{MAP}loc")]
    with acting_as(CLOCKWORK):
        Disclosure.objects.update(withdrawn_at=record.since)
    assert read(client, "/notices/feed.atom").findall(f"{ATOM}entry") == []
    assert list(read(client, "/sitemap-1.xml").iter(f"{MAP}loc")) == []


def test_robots_are_led_to_the_map_and_by_it_to_every_part(client: Client, settings: LazySettings) -> None:
    settings.HENGJIAN_URL = "https://a.example"
    assert "Sitemap: https://a.example/sitemap.xml" in client.get("/robots.txt").content.decode()
    parts = [one.text or "" for one in read(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert parts == ["https://a.example/sitemap-0.xml", "https://a.example/sitemap-1.xml"]
    pages = {one.text for one in read(client, "/sitemap-0.xml").iter(f"{MAP}loc")}
    assert {"https://a.example/", "https://a.example/open-data/penalties/"} <= pages
    assert client.get("/sitemap-99.xml").status_code == 404


def test_open_data_has_a_feed(client: Client) -> None:
    assert read(client, "/open-data/feed.atom").tag == f"{ATOM}feed"
