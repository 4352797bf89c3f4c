"""What every agency has: a name and ways to reach it. Rooms register what they need beside these."""

from django.utils.translation import gettext_lazy as _

from plon.agency.settings import SettingKind, register_setting, text_of

NAME = "agency.name"
OWN = (
    SettingKind(NAME, 10, _("Name of the agency"), _("As the public reads it."), is_translated=True),
    SettingKind("agency.address", 20, _("Postal address"), kind="text"),
    SettingKind("agency.email", 30, _("E-mail for the public"), kind="email"),
    SettingKind("agency.phone", 40, _("Phone"), kind="phone"),
    SettingKind("agency.website", 50, _("Website of the agency"), kind="url"),
    SettingKind(
        "accessibility.email", 60, _("E-mail for accessibility"), kind="email",
        help=_("Stands in the accessibility statement. Empty: the e-mail for the public."),
    ),
    SettingKind("accessibility.phone", 70, _("Phone for accessibility"), kind="phone"),
    SettingKind(
        "accessibility.note", 80, _("More for the accessibility statement"), kind="text", is_translated=True,
        help=_("For example where to complain, or when the last review was. Empty lines part paragraphs."),
    ),
    SettingKind(
        "privacy.officer", 90, _("Data protection officer"), help=_("A name or an office; the public reads it."),
    ),
    SettingKind(
        "privacy.email", 100, _("E-mail for data protection"), kind="email",
        help=_("Stands in the privacy notice. Empty: the e-mail for the public."),
    ),
    SettingKind(
        "privacy.note", 110, _("More for the privacy notice"), kind="text", is_translated=True,
        help=_("For example the legal ground, or whom to complain to. Empty lines part paragraphs."),
    ),
)  # fmt: skip


def agency_name(language: str) -> str:
    """Return how the agency signs: its name, or Plon while it has none."""
    return text_of(NAME, language) or "Plon"


def register_own() -> None:
    for kind in OWN:
        register_setting(kind)


def contacts_for(language: str) -> dict[str, str]:
    """Return the agency's own settings for a page: {"name": …, "accessibility_email": …}; "" where nothing is set."""
    told = {kind.key.removeprefix("agency.").replace(".", "_"): text_of(kind.key, language) for kind in OWN}
    for about in ("accessibility", "privacy"):
        told[f"{about}_email"] = told[f"{about}_email"] or told["email"]
    told["accessibility_phone"] = told["accessibility_phone"] or told["phone"]
    return told
