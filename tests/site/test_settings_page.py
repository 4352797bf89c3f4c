from pathlib import Path

from plon.site.configuration import Configuration

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def settings_page() -> str:
    """The reference of the settings, made from the fields themselves."""
    lines = [
        "# Settings",
        "",
        "All settings are environment variables, and all are optional. Mistakes are reported together at the start.",
        "",
        "| variable | default | what it does |",
        "|---|---|---|",
    ]
    for name, field in Configuration.model_fields.items():
        default = field.get_default(call_default_factory=True)
        shown = "" if str(default) in {"", "None", "**********"} else f"`{default}`"
        lines.append(f"| `PLON_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(lines) + "\n"


def test_the_settings_page_tells_every_setting_as_it_is() -> None:
    assert PAGE.read_text() == settings_page()
