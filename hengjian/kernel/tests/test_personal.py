"""Personal data at rest: no plain text in the database, no text that moves from one field to another."""

from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps

from hengjian.kernel import personal
from hengjian.kernel.personal import EncryptedTextField, mask_address, mask_id, mask_name, mask_phone

PHONE = "13812340017"


@pytest.fixture
def field() -> EncryptedTextField:
    with isolate_apps("hengjian.kernel"):

        class Toy(models.Model):
            phone = EncryptedTextField()

            class Meta:
                app_label = "kernel"

        found = Toy._meta.get_field("phone")
        assert isinstance(found, EncryptedTextField)
        return found


def test_the_database_holds_no_plain_text(field: EncryptedTextField) -> None:
    stored = field.get_prep_value(PHONE)
    assert PHONE not in stored
    assert stored != field.get_prep_value(PHONE), "equal values must not look equal"
    assert field.from_db_value(stored, None, None) == PHONE
    assert field.get_prep_value("") == ""
    assert field.get_prep_value(None) is None


def test_a_value_is_bound_to_its_field(field: EncryptedTextField) -> None:
    stored = field.get_prep_value(PHONE)
    with pytest.raises(personal.Unreadable):
        personal.decrypt(stored, "kernel.other.phone")
    flipped = stored[:-2] + ("A" if stored[-2] != "A" else "B") + stored[-1]
    with pytest.raises(personal.Unreadable):
        field.from_db_value(flipped, None, None)


def test_an_encrypted_field_cannot_be_compared(field: EncryptedTextField) -> None:
    with pytest.raises(FieldError, match="fingerprint"):
        field.model._default_manager.filter(phone=PHONE)


def test_rotation_keeps_old_values_and_fingerprints(field: EncryptedTextField, settings: Any) -> None:
    stored, print_before = field.get_prep_value(PHONE), personal.fingerprint(PHONE)
    settings.HENGJIAN_OLD_DATA_KEYS = [settings.HENGJIAN_DATA_KEY]
    settings.HENGJIAN_DATA_KEY = b"n" * 32
    assert field.from_db_value(stored, None, None) == PHONE
    assert field.get_prep_value(PHONE).split(".")[0] != stored.split(".")[0]
    assert personal.fingerprint(PHONE) == print_before
    settings.HENGJIAN_OLD_DATA_KEYS = []
    with pytest.raises(personal.Unreadable, match="HENGJIAN_OLD_DATA_KEYS"):
        field.from_db_value(stored, None, None)


def test_fingerprints_find_equal_text_only() -> None:
    assert personal.fingerprint(" 41020219900101123x") == personal.fingerprint("４１020219900101123X")
    assert personal.fingerprint("a", "id") != personal.fingerprint("a", "phone")
    assert PHONE not in personal.fingerprint(PHONE)


def test_masks() -> None:
    assert mask_name("何建国") == "何**"
    assert mask_phone(PHONE) == "138****0017"
    assert mask_phone("822") == "*22"
    assert mask_id("410202199001011234") == "4102**********1234"
    assert mask_id("1234") == "****"
    assert mask_address("河南省周口市川汇区七一路12号") == "河南省周口市川汇区***"
    assert mask_address("某处") == "***"
    assert mask_name("") == mask_address("") == ""
