"""Papers: reproducible, signed, checked, and honest about characters that cannot be printed."""

import asyncio
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import as_signing_certificate_v2

from hengjian.kernel.paper import MissingGlyph, certificates, check_pdf, render, render_png, sign_pdf, unprintable

DATA: dict[str, Any] = {
    "title": "放风筝许可决定书",
    "authority": "川汇区市场监督管理局",
    "number": "风筝〔2026〕1号",
    "date": "2026-11-20",
    "verify_code": "7K3MX9QDTB2W8HNR",
    "to": "何建国",
    "paragraphs": ["经审查，符合条件，决定准予许可。"],
    "rows": [["地点", "人民广场"]],
    "basis": ["《风筝管理办法》第三条"],
    "synthetic": True,
}
LICENCE = {
    **DATA,
    "title": "营业执照",
    "code": "92411602MA9XYT3K7Q",
    "name": "川汇区老何烩面馆",
    "operator": "何建国",
    "composition": "个人经营",
    "premises": "河南省周口市川汇区七一路12号",
    "scope": "餐饮服务；" * 60,
    "registered_on": "2026-11-20",
}
REGISTRY = ["acceptance", "supplement", "refusal", "registration", "deregistration"]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.HENGJIAN_HOME = tmp_path
    certificates._read.cache_clear()
    yield tmp_path
    certificates._read.cache_clear()


@pytest.fixture
def signed(home: Path) -> bytes:
    return sign_pdf(render("toy.permit", DATA), reason="许可", at=datetime.now(UTC))


def test_equal_data_give_equal_bytes() -> None:
    one = render("toy.permit", DATA)
    assert one == render("toy.permit", dict(reversed(DATA.items())))
    assert one != render("toy.permit", {**DATA, "number": "风筝〔2026〕2号"})
    assert one.startswith(b"%PDF-1.7")
    assert b"pdfaid" in one


@pytest.mark.parametrize("name", REGISTRY)
def test_every_letter_of_the_register_fits_one_page(name: str) -> None:
    rows = [["经营者", "何建国"], ["组成形式", "个人经营"]]
    data = {
        **DATA,
        "rows": rows,
        "missing": ["身份证明"],
        "grounds": "名称含有不得使用的字词\n经营场所不符",
        "materials": ["申请书"],
    }
    assert len(render_png(f"registry.{name}", data, ppi=30)) == 1


def test_a_licence_fits_one_page_even_with_a_long_scope() -> None:
    assert len(render_png("registry.licence", LICENCE, ppi=30)) == 1
    assert render("registry.licence", LICENCE)


@pytest.mark.parametrize("rare", ["𠮷", "\ue000", "👩"])
def test_a_character_without_a_glyph_is_named(rare: str) -> None:
    assert unprintable(f"何{rare}国{rare}") == [rare]
    with pytest.raises(MissingGlyph) as caught:
        render("toy.permit", {**DATA, "rows": [["经营者", f"何{rare}"]]})
    assert caught.value.character == rare
    with pytest.raises(MissingGlyph):
        render_png("toy.permit", {**DATA, "to": rare})


def test_rare_names_that_fonts_have_are_printed() -> None:
    assert unprintable("㛃䶮𬸚𰻞何A1，。〔〕\n") == []
    assert render("toy.permit", {**DATA, "to": "㛃䶮𬸚𰻞"})


def test_a_template_name_cannot_leave_its_folder() -> None:
    with pytest.raises(ValueError, match="not the name of a paper"):
        render("../secrets", DATA)


def test_data_cannot_be_markup() -> None:
    assert render("toy.permit", {**DATA, "to": '#read("/etc/passwd") $x$ *强*'})


def test_a_signed_paper_is_genuine(signed: bytes) -> None:
    found = check_pdf(signed)
    assert found.genuine
    assert found.intact
    assert found.signed_by == "Hengjian papers"
    assert found.signed_at is not None


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_a_flipped_byte_is_caught(signed: bytes, share: float) -> None:
    changed = bytearray(signed)
    changed[int(len(signed) * share)] ^= 1
    found = check_pdf(bytes(changed))
    assert not found.genuine
    assert found.reason in ("changed", "unreadable")


def test_what_is_no_paper_of_ours_says_why(signed: bytes, home: Path, settings: Any, tmp_path: Path) -> None:
    assert check_pdf(b"not a pdf").reason == "unreadable"
    assert check_pdf(render("toy.permit", DATA)).reason == "unsigned"
    assert not check_pdf(signed + b"\n% more").genuine
    settings.HENGJIAN_HOME = tmp_path / "elsewhere"
    assert check_pdf(signed).reason == "stranger"


def test_signing_works_in_threads_and_in_a_loop(home: Path) -> None:
    pdf = render("toy.permit", DATA)

    async def inside() -> bytes:
        return sign_pdf(pdf, reason="许可", at=datetime.now(UTC))

    assert check_pdf(asyncio.run(inside())).genuine
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: sign_pdf(pdf, reason="许可", at=datetime.now(UTC)), range(4)))
    assert all(check_pdf(one).genuine for one in made)


def test_keys_are_readable_by_their_owner_alone(home: Path) -> None:
    certificates.keys()
    folder = home / "secrets" / "ca"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert certificates.root_pem().startswith(b"-----BEGIN CERTIFICATE")


def test_the_signature_covers_what_pades_b_b_asks_and_names_the_certificate_of_the_signer(home: Path) -> None:
    """ETSI EN 319 142-1, 6.3: content type, message digest and signing certificate; no signing time in the attributes."""
    papers = [sign_pdf(render("toy.permit", DATA), reason="许可", at=datetime.now(UTC)) for _ in range(2)]
    for paper in papers:
        [found] = PdfFileReader(BytesIO(paper)).embedded_regular_signatures
        signed = {a["type"].native: a["values"][0].dump() for a in found.signer_info["signed_attrs"]}
        assert set(signed) == {"content_type", "message_digest", "signing_certificate_v2"}
        assert signed["signing_certificate_v2"] == as_signing_certificate_v2(found.signer_cert).dump()
