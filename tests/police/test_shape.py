"""Every room looks like every other, so that who knows one can find anything in the next."""

import re

import pytest

from tests.police.repository import PACKAGE, ROOMS, ROOT, TEXT, files, named, place, product

FILES = {
    "__init__.py", "apps.py", "models.py", "procedures.py", "actions.py", "rules.py", "queries.py", "indicators.py",
    "facts.py", "tasks.py", "pages.py", "urls.py", "api.py", "demo.py", "bench.py",
}  # fmt: skip
FOLDERS = {"migrations", "templates", "papers", "tests", "static", "management"}
# What would outgrow its file becomes a package of the same name, whose modules are named after what they are about.
FOLDERS |= {name.removesuffix(".py") for name in FILES if not name.startswith("__")}
# A file of its own name needs a reason; who adds a line here has asked whether the name above it would not do.
OWN = {
    "credit/targeting": "the model that learns whom to visit: a program of its own, used by command and by draws",
    "enforcement/capture.py": "the wire to the web for evidence: vetted addresses, WARC and picture, neither a rule nor an act",
    "consumer/learning": "the model that learns to class texts: a program of its own, used by command",
    "datacentre/readers.py": "formats of files of other systems as rows of text, neither a rule nor an act",
    "datacentre/sources.py": "the wire to databases of other systems, whose tables become rows of text",
    "inspection/engine.py": "the draw in SQL for rosters of millions; rules stay free of engines",
    "inspection/catalogue.py": "loads the list of inspection items, which is law as data and changed by act",
    "planning/catalogue.py": "loads the plans that the package carries, which are read by all and joined to what is declared",
    "registry/catalogue.py": "loads the business-scope catalogue, which is law as data but too long to read each time",
    "registry/naming": "the engine of enterprise names: pure like rules.py, but a subject of its own of a thousand lines",
    "registry/history.py": "pages of the register in time, beside pages.py for length",
    "registry/identity.py": "the page on which a person hands in its identity, beside pages.py for length",
    "registry/relations.py": "pages of holders and control with their picture, beside pages.py for length",
    "registry/credentials.py": "licences as W3C credentials: one format, neither a rule nor an act",
    "registry/partners": "the wire to partners: client, signature, callback and the mock that plays them",
    "licensing/catalogue.py": "loads the list of permits with its guides, which is law as data but too long to read each time",
    "desk/reference.py": "pages on which an administrator keeps reference data, beside pages.py for length",
    "portal/enterprise.py": "pages of the enterprise space, beside pages.py for length",
    "portal/feeds.py": "what programs follow (Atom, sitemap, robots.txt), beside pages.py for length",
    "portal/verification.py": "the page on which anybody checks a paper, beside pages.py for length",
}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_holds_only_files_of_known_names(room) -> None:
    names = {p.name for p in room.iterdir() if p.name != "__pycache__"}
    own = {key.partition("/")[2] for key in OWN if key.startswith(f"{room.name}/")}
    assert names - FILES - FOLDERS - own == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_it_covers(room) -> None:
    assert (room / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    assert (room / "apps.py").exists()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_templates_and_papers_lie_under_the_name_of_their_room(room) -> None:
    folders = {p.name for p in (room / "templates").glob("*")} if (room / "templates").exists() else set()
    assert folders <= {room.name}
    assert all(p.suffix == ".typ" for p in (room / "papers").glob("*"))


def test_no_reason_outlives_its_file() -> None:
    assert [name for name in OWN if not (ROOT / "hengjian" / "apps" / name).exists()] == []


def test_no_path_is_longer_than_120_characters() -> None:
    assert [place(f) for f in files() if len(place(f)) > 120] == []


def test_the_product_asks_for_the_day_in_china() -> None:
    """The database's own day begins eight hours late (`hengjian.lake.offer.DAY_IN_CHINA`)."""
    asking = re.compile(r"\b(current_date|localtimestamp)\b|\bnow\(\)::date", re.IGNORECASE)
    found = [place(f) for f in [*product(), *named(".sql", below=PACKAGE)] if asking.search(f.read_text("utf-8"))]
    assert [name for name in found if "/bench" not in name] == []


def test_nothing_names_a_folder_of_the_machine_it_was_written_on() -> None:
    words = ["/work" + "/", "../" + "shared"]
    found = [
        f"{place(f)}: {word}"
        for f in named(*TEXT, "")
        for word in words
        if word in f.read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []
