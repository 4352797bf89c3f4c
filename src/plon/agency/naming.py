"""What the agency says of its own name as a granting authority, where it is no longer what Plon knows."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.agency.settings import SettingKind, register_setting, text_of, value_of
from plon.programme.authorities import authority_choices, register_renaming

SECTION = "authority"
CODE, NAME, IN_SENTENCE = "authority.code", "authority.name", "authority.in_sentence"


def register_naming() -> None:
    """Register the settings, and tell the programme's list of them."""
    register_setting(SettingKind(
        CODE, 10, _("Which authority your agency is"), _("Names below hold for projects that it granted."),
        kind="choice", section=SECTION, choices=_choices,
    ))  # fmt: skip
    register_setting(SettingKind(
        NAME, 20, _("Name of the authority"), _("In papers and on pages. Empty: as Plon knows it."),
        is_translated=True, section=SECTION,
    ))  # fmt: skip
    register_setting(SettingKind(
        IN_SENTENCE, 30, _("Name within the disclaimer"),
        _("As the sentence asks for it: in Polish in the genitive, in English with the article if it has one."),
        is_translated=True, section=SECTION,
    ))  # fmt: skip
    register_renaming(_names_of)


def _choices() -> Sequence[tuple[str, str]]:
    return authority_choices(get_language() or "pl")


def _names_of(code: str) -> Mapping[str, str]:
    if value_of(CODE) != code:
        return {}
    return {
        "pl": text_of(NAME, "pl"), "en": text_of(NAME, "en"),
        "of_pl": text_of(IN_SENTENCE, "pl"), "of_en": text_of(IN_SENTENCE, "en"),
    }  # fmt: skip
