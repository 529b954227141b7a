"""Tiles, weeks to come, what an address may ask, outlines of a map."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hengjian.apps.cockpit.rules import asked, outlines, tiles, trend, wording

SPANS = {"year": (date(2026, 1, 1), date(2026, 11, 22)), "days30": (date(2026, 10, 24), date(2026, 11, 22)),
         "yesterday": (date(2026, 11, 21), date(2026, 11, 21))}  # fmt: skip
SQUARE = [[115.0, 33.0], [115.2, 33.0], [115.2, 33.2], [115.0, 33.2], [115.0, 33.0]]


def feature(code: str, ring: object = SQUARE, kind: str = "Polygon") -> dict[str, object]:
    return {"type": "Feature", "properties": {"code": code, "name": f"样{code}"},
            "geometry": {"type": kind, "coordinates": [ring] if kind == "Polygon" else [[ring]]}}  # fmt: skip


def collection(*features: dict[str, object]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@given(st.sets(st.integers(100000, 999999).map(str), max_size=60))
def test_every_part_has_a_tile_of_its_own(codes: set[str]) -> None:
    at = tiles.placed({"411602": (0.5, 0.0)}, codes | {"411602"})
    assert set(at) == codes | {"411602"}
    assert len(set(at.values())) == len(at)


@given(st.lists(st.decimals(0, 1000, places=2), min_size=1))
def test_shades_go_from_the_least_to_the_greatest(values: list[Decimal]) -> None:
    ends = tiles.bounds_of(values)
    shades = [tiles.shade(value, ends) for value in sorted(values)]
    assert shades == sorted(shades)
    assert shades[0] >= 1
    assert shades[-1] <= tiles.SHADES


def test_the_coming_weeks_follow_last_year_at_this_year_s_level() -> None:
    """Twice as many as a year ago for eight weeks: the next week is twice last year's, without doubt."""
    first = date(2026, 9, 7)
    weeks = [(first + trend.WEEK * n, 200.0) for n in range(8)]
    before = {first + trend.WEEK * n - trend.YEAR: 100.0 if n < 8 else 150.0 for n in range(13)}
    found = trend.ahead(weeks, before)
    assert [(a.low, a.mid, a.high) for a in found] == [(300.0, 300.0, 300.0)] * 5


def test_nothing_is_foretold_without_a_year_behind() -> None:
    assert trend.ahead([(date(2026, 9, 7), 5.0)], {}) == []


def test_an_address_is_read_within_the_range() -> None:
    def may(code: str) -> bool:
        return code.startswith("4116")

    read = asked.read({"code": "410100", "span": "days30"}, "4116", may, SPANS)
    assert (read.code, read.days) == ("4116", SPANS["days30"])
    own = asked.read({"code": "411602", "since": "2026-02-01", "until": "2026-02-28"}, "4116", may, SPANS)
    assert (own.code, own.span, own.before) == ("411602", "own", (date(2025, 2, 1), date(2025, 2, 28)))
    wrong = asked.read({"code": "x", "since": "2026-02-31", "until": "2026-01-01"}, "4116", may, SPANS)
    assert (wrong.code, wrong.span) == ("4116", "year")
    assert asked.before((date(2024, 2, 29), date(2024, 3, 1)))[0] == date(2023, 2, 28)


@given(st.text(max_size=12), st.text(max_size=12))
def test_whatever_the_address_says_it_is_read(code: str, day: str) -> None:
    read = asked.read({"code": code, "since": day, "until": day, "compare": code}, "4116", lambda c: c == "4116", SPANS)
    assert read.code == "4116"


def test_a_map_is_taken_by_codes_and_says_what_it_leaves() -> None:
    bare = feature("54") | {"geometry": {"type": "Polygon", "coordinates": []}}
    found = outlines.checked(
        collection(
            feature("410000"),
            feature("411600", kind="MultiPolygon"),
            feature(""),
            feature("999999"),
            bare,
        )
    )
    assert set(found.shapes) == {"41", "4116"}
    assert len(found.unknown) == 3
    assert not found.faults


def test_a_file_that_is_no_map_is_refused_with_its_reason() -> None:
    abroad = [[2.0, 48.0], [2.1, 48.0], [2.1, 48.1], [2.0, 48.0]]
    for content in (b"", b"[]", b"{", b'{"type": "FeatureCollection", "features": 3}', collection(), collection(feature("41", abroad)),
                    collection(feature("41", "x")), collection(feature("41", [[115, 33]]))):  # fmt: skip
        assert outlines.checked(content).faults, content


def test_a_square_is_drawn_as_a_square() -> None:
    drawn = outlines.drawn({"41": [[(115.0, 0.0), (116.0, 0.0), (116.0, 1.0), (115.0, 1.0), (115.0, 0.0)]]}, 110)
    path, x, y = drawn.paths["41"]
    assert drawn.height == 100.0
    assert (round(x), round(y)) == (55, 50)
    assert path.startswith("M")
    assert path.endswith("Z")


def test_thinning_keeps_the_ends() -> None:
    ring = [(115 + n / 10000, 33.0) for n in range(100)] + [(115.0, 33.5), (115.0, 33.0)]
    thin = outlines.thinned(ring)
    assert thin[0] == ring[0]
    assert thin[-1] == ring[-1]
    assert 4 <= len(thin) < len(ring)


def test_changes_in_words() -> None:
    assert wording.changed(Decimal(5), Decimal(0), "count") == ""
    assert wording.signed(Decimal("0.4")) == "+0.4"


def test_a_figure_is_stale_only_after_a_missed_night() -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    assert wording.age(at, at + timedelta(hours=25)) == ""
    assert wording.age(at, at + timedelta(hours=30)) != ""
