"""Make ``docs/gallery`` anew: every tool of the example project, in Polish and in English (``make gallery``)."""

import dataclasses
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
LANGUAGES = ("pl", "en")
WIDTH, TALLEST = 720, 900
# Files that stand there whole, so that anybody can open them in their own program.
WHOLE = (("leaflet", "a5"), ("press", "docx"), ("slides", "pptx"))
ANSWERS = {
    "pl": {"event": "Warsztat nad rzeką", "date": "12 maja 2027", "time": "10:00–13:00", "place": "Szkoła nad rzeką"},
    "en": {
        "event": "A workshop by the river",
        "date": "12 May 2027",
        "time": "10:00–13:00",
        "place": "River school",
    },
}
INTRODUCTION = """# Gallery

Every tool of the toolkit, made from the example project (it is made up, and says so) without a word typed for it.
`make gallery` makes these pictures anew.
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PLON_DATA": folder,
            "PLON_DEMONSTRATION": "true",
            "PLON_BASE_URL": "https://plon.example.org",
            "DJANGO_SETTINGS_MODULE": "plon.site.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("demo", stdout=io.StringIO())
        shutil.rmtree(GALLERY, ignore_errors=True)
        GALLERY.mkdir()
        lines = [INTRODUCTION, *(line for key, sample in samples() for line in shown(key, sample))]
    (GALLERY / "README.md").write_text("\n".join(lines), encoding="utf-8")
    return 0


def samples() -> list[tuple[str, dict[str, Any]]]:
    """Return (tool, {language: what it says}), in the order in which a team sees them."""
    from plon.projects.models import Project
    from plon.toolkit.addresses import make_address
    from plon.toolkit.content import compose
    from plon.toolkit.facts import load_facts
    from plon.toolkit.previewing import sample_of
    from plon.typeset.tools.table import tools

    facts = load_facts(Project.objects.get(acronym="Żywa rzeka"))
    made = []
    for key in tools():
        contents = {}
        for language in LANGUAGES:
            chosen = sample_of(facts, key, language)
            address = make_address(facts.project, chosen.results, key, language, by=None)
            content = compose(facts, chosen, language, address=address).content
            contents[language] = dataclasses.replace(content, fields={**content.fields, **ANSWERS[language]})
        made.append((key, contents))
    return made


def shown(key: str, contents: dict[str, Any]) -> list[str]:
    """Write the pictures and files of one tool, and return its part of the page."""
    from django.utils.translation import override

    from plon.toolkit.labels import tool_name
    from plon.typeset.tools.table import tools

    tool = tools()[key]
    with override("en"):
        lines = [f"\n## {str(tool_name(key)).capitalize()}\n"]
    for language, content in contents.items():
        preview = tool.preview(content)
        for number, page in enumerate(preview.pages[:3], 1):
            name = f"{key}-{language}-{number}.webp"
            (GALLERY / name).write_bytes(small(page))
            lines.append(f'<img src="{name}" alt="{key}, {language}, page {number}" width="360">')
        if not preview.pages:
            ending, text = ("html", preview.html) if preview.html else ("txt", preview.text)
            (GALLERY / f"{key}-{language}.{ending}").write_text(text, encoding="utf-8")
            lines.append(f"[{key}-{language}.{ending}]({key}-{language}.{ending})\n")
        for of, output in WHOLE:
            if of == key:
                name = f"{key}-{language}.{tool.output(output).ending}"
                (GALLERY / name).write_bytes(tool.make(content, output))
                lines.append(f"\n[{name}]({name})\n")
    return lines


def small(page: bytes) -> bytes:
    """Return a page as a small picture."""
    from PIL import Image

    with Image.open(io.BytesIO(page)) as picture:
        shrunk = picture.convert("RGB")
    shrunk.thumbnail((WIDTH, TALLEST))
    out = io.BytesIO()
    shrunk.save(out, "WEBP", quality=82)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
