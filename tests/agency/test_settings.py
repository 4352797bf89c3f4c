"""What officers set is read everywhere, and noticed by other processes within seconds."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.agency import kept, settings
from plon.agency.actions import change_settings
from plon.agency.models import Setting
from plon.agency.own import contacts_for
from plon.agency.settings import SettingKind, register_setting, text_of, value_of
from plon.history.models import Event


def _set(by: User, capture: Any, **values: str) -> int:
    with capture(execute=True):
        return change_settings(
            {(f"agency.{name.partition('__')[0]}", name.partition("__")[2]): value for name, value in values.items()},
            by=by,
        )


def test_each_language_has_its_own_text(officer: User, django_capture_on_commit_callbacks: Any) -> None:
    assert text_of("agency.name", "pl") == ""

    assert _set(officer, django_capture_on_commit_callbacks, name__pl="Agencja", name__en="Agency", phone="22 123") == 3

    assert (text_of("agency.name", "pl"), text_of("agency.name", "en-gb")) == ("Agencja", "Agency")
    assert value_of("agency.phone") == "22 123"
    assert Event.objects.filter(kind="agency.setting_changed").count() == 3
    # Saving the same again is no change.
    assert _set(officer, django_capture_on_commit_callbacks, phone="22 123") == 0


def test_what_is_emptied_goes_back_to_its_default(
    officer: User, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "_kinds", dict(settings._kinds))
    register_setting(SettingKind("agency.motto", 1, "Motto", is_translated=True, defaults={"pl": "Plon", "en": "Crop"}))
    assert text_of("agency.motto", "en") == "Crop"

    _set(officer, django_capture_on_commit_callbacks, motto__en="Harvest")
    assert text_of("agency.motto", "en") == "Harvest"
    _set(officer, django_capture_on_commit_callbacks, motto__en="")
    assert text_of("agency.motto", "en") == "Crop"
    with pytest.raises(ValueError, match="kind"):
        register_setting(SettingKind("x", 1, "X", kind="colour"))


def test_a_process_reads_once_and_sees_what_others_change_within_seconds(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.forget_read()
    now = [100.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    with CaptureQueriesContext(connection) as asked:
        contacts_for("pl")
        contacts_for("en")
    assert len(asked) == 1

    # Another process writes: nothing in this one is told.
    Setting.objects.create(key="agency.phone", value="22 1234567", changed_by_label="x")
    assert value_of("agency.phone") == ""
    now[0] += kept.FRESH
    assert value_of("agency.phone") == "22 1234567"


def test_what_is_rolled_back_is_not_remembered(officer: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_settings({("agency.phone", ""): "22 123", ("agency.email", ""): "no address"}, by=officer)

    assert set(refusal.value.message_dict) == {"agency.email"}
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("agency.website", "javascript:alert(1)"),
        ("agency.phone", "call me"),
        ("accessibility.email", "a@b"),
        ("accessibility.note", "x" * 4001),
    ],
)
def test_what_is_malformed_is_refused(officer: User, key: str, value: str) -> None:
    with pytest.raises(ValidationError):
        change_settings({(key, "pl" if key.endswith("note") else ""): value}, by=officer)


def test_the_contact_for_the_public_stands_in_for_special_ones(
    officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    _set(officer, django_capture_on_commit_callbacks, email="info@example.org")

    told = contacts_for("pl")
    assert (told["accessibility_email"], told["privacy_email"]) == ("info@example.org", "info@example.org")
    with pytest.raises(KeyError):
        value_of("no.such")
