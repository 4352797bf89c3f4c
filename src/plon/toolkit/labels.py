"""What tools, their texts, answers and files are called, and for what each is good. A key without words says itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = Promise | str


@dataclass(frozen=True, slots=True)
class ToolWords:
    """The name of a tool, for what it is good, and the stem of its files' names in Polish and English."""

    name: Words
    purpose: Words
    stems: tuple[str, str]


_TOOLS: Mapping[str, ToolWords] = {
    "poster": ToolWords(
        _("Poster"), _("For the corridor, the staff room, the stand: seen from afar, read in a minute."),
        ("plakat", "poster"),
    ),
    "rollup": ToolWords(
        _("Roll-up banner"), _("Stands beside you at conferences and fairs; goes to the print shop as it is."),
        ("roll-up", "roll-up"),
    ),
    "leaflet": ToolWords(
        _("Leaflet (A5)"), _("To take home from a meeting: two pages that say what it is and how to begin."),
        ("ulotka", "leaflet"),
    ),
    "threefold": ToolWords(
        _("Leaflet (three-fold)"), _("One A4 sheet, printed on both sides and folded twice: six small pages."),
        ("ulotka-skladana", "threefold-leaflet"),
    ),
    "sheet": ToolWords(
        _("Result sheet"), _("One page for those who decide: headteachers, school authorities, partners."),
        ("karta-rezultatu", "result-sheet"),
    ),
    "press": ToolWords(
        _("Press release"), _("For local papers, radio and portals; a document that they can copy from."),
        ("informacja-prasowa", "press-release"),
    ),
    "slides": ToolWords(
        _("Slides"), _("Five slides for a staff meeting or a conference, to be changed as you like."),
        ("prezentacja", "slides"),
    ),
    "newsletter": ToolWords(
        _("Newsletter block"), _("A piece for the next newsletter of the school, the partner, the network."),
        ("newsletter", "newsletter"),
    ),
    "cards": ToolWords(
        _("Social media cards"), _("Pictures for Facebook, LinkedIn, Instagram, in the three usual shapes."),
        ("grafika", "card"),
    ),
    "posts": ToolWords(
        _("Post texts"), _("Texts for social media, as long as each network bears, with your hashtags."),
        ("posty", "posts"),
    ),
    "signature": ToolWords(
        _("E-mail signature"), _("Everybody to whom the team writes sees the project, with the emblem."),
        ("podpis", "signature"),
    ),
    "badge": ToolWords(
        _("Badge for websites"), _("A small sign with a link for your own and your partners' pages."),
        ("znak-na-strone", "web-badge"),
    ),
    "certificate": ToolWords(
        _("Certificate of attendance"), _("For everyone who took part in a training or an event, by name."),
        ("zaswiadczenie", "certificate"),
    ),
    "invitation": ToolWords(
        _("Invitation"), _("To an event: what, when, where, for whom, and how to say that one comes."),
        ("zaproszenie", "invitation"),
    ),
    "labels": ToolWords(
        _("QR labels"), _("Small labels to stick on books, boxes, devices: the way to the result."),
        ("naklejki-qr", "qr-labels"),
    ),
}  # fmt: skip

_TEXTS: Mapping[str, Words] = {
    "title": pgettext_lazy("text of a tool", "Title"),
    "message": _("Message to the group"),
    "summary": _("What it is"),
    "problem": _("What problem it solves"),
    "audience": _("For whom"),
    "how_to_use": _("How to use it"),
    "needs": _("What is needed"),
    "call": _("What the reader should do"),
    "lead": _("Opening paragraph"),
    "quote": _("Quotation"),
    "about": _("About the project"),
    "post": _("Text of the post"),
}

_FIELDS: Mapping[str, Words] = {
    "date": pgettext_lazy("field of a tool", "Date"),
    "time": _("Hour"),
    "place": pgettext_lazy("field of a tool", "Place"),
    "event": _("Name of the event"),
    "start": _("Begins"),
    "end": _("Ends"),
    "link": _("Address for those who join online"),
    "agenda": _("Agenda, one item in each line"),
    "names": _("Names, one in each line"),
    "name": _("First and last name"),
    "role": _("Role in the project"),
    "signer": _("Who signs"),
    "signatory": _("Who signs"),
    "signer_role": _("Role of who signs"),
    "hours": _("How many hours"),
    "topics": _("Topics"),
    "programme": pgettext_lazy("field of a tool", "Programme of the event"),
    "register": _("How to register"),
    "registration": _("How to register"),
    "organiser": _("Who organises it"),
    "hashtags": _("Hashtags"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "contact": _("Whom to ask"),
    "quote": _("Quotation"),
    "quoted": _("Whose words"),
    "copies": _("How many on a sheet"),
    "about": _("About the project"),
    "note": _("Words under the code"),
    "covers": _("What it was about"),
    "signature": _("Who signs, one person in each line"),
    "organisation": _("Organisation"),
}

_OUTPUTS: Mapping[str, Words] = {
    "a1": "A1", "a2": "A2", "a3": "A3", "a4": "A4", "a5": "A5",
    "pdf": "PDF", "docx": _("Word (DOCX)"), "pptx": _("PowerPoint (PPTX)"), "html": "HTML",
    "text": _("plain text"), "txt": _("plain text"), "png": "PNG", "svg": "SVG",
    "wide": _("wide, 1200 × 630"), "square": _("square, 1080 × 1080"), "tall": _("tall, 1080 × 1920"),
    "print": _("for the print shop"), "screen": _("for the screen"), "embed": _("code to embed"),
    "page": _("page to copy from"), "letter": _("draft of an e-mail"), "service": _("files for a newsletter service"),
    "posts": _("all texts"), "message": _("message to friends"), "sheet": _("sheet of stickers"),
    "large": _("large, to cut"), "single": _("one label"), "qr": _("the code alone"), "emblem": _("the emblem"),
    "calendar": _("calendar"), "mail": _("text of an e-mail"), "ics": _("calendar"), "eml": _("draft of an e-mail"),
    "x": "X", "mastodon": "Mastodon",
    "bluesky": "Bluesky", "linkedin": "LinkedIn", "facebook": "Facebook", "instagram": "Instagram",
}  # fmt: skip

# Tools that have no page to show a picture of: a sign of the design system stands in its place.
_SIGNS: Mapping[str, str] = {
    "newsletter": "news",
    "posts": "chat",
    "signature": "mail",
    "press": "file",
    "labels": "qr",
}

# Texts and answers written in several lines.
LONG = frozenset({
    "message", "summary", "problem", "audience", "how_to_use", "needs", "call", "lead", "quote", "about", "post",
    "names", "agenda", "signature", "topics", "programme", "registration",
})  # fmt: skip
# Tools whose answers hold names of people: nothing of them is kept unless somebody asks.
PERSONAL = frozenset({"certificate"})
PERSONAL_FIELDS = frozenset({"names"})


def tool_name(key: str) -> str:
    return str(_TOOLS[key].name) if key in _TOOLS else key.replace("_", " ").capitalize()


def tool_purpose(key: str) -> str:
    return str(_TOOLS[key].purpose) if key in _TOOLS else ""


# Texts and pages of HTML: nothing of them is drawn, so no small picture is asked for.
WITHOUT_PICTURE = frozenset({"newsletter", "posts", "signature"})


def tool_sign(key: str) -> str:
    """Return the name of the icon that stands for a tool where it has no picture."""
    return _SIGNS.get(key, "poster")


def file_stem(key: str, language: str) -> str:
    """Return how the files of a tool begin: Polish names for Polish files, English for all others."""
    if key not in _TOOLS:
        return key
    polish, english = _TOOLS[key].stems
    return polish if language == "pl" else english


def text_label(key: str) -> str:
    return str(_TEXTS.get(key) or key.replace("_", " ").capitalize())


def field_label(key: str) -> str:
    return str(_FIELDS.get(key) or key.replace("_", " ").capitalize())


# Answers that are moments, picked in a calendar; what a reader sees of them is written in the tool's language.
MOMENTS = frozenset({"start", "end"})
# Words of an event's day and hour: Plon writes them from the moments, in every language.
WRITTEN_FROM_MOMENTS = frozenset({"date", "time"})


def output_label(key: str, ending: str) -> str:
    """Return how a file is called on its button, e.g. "A3 (PDF)"."""
    words = str(_OUTPUTS.get(key) or key)
    return words if ending.casefold() in words.casefold() else f"{words} ({ending.upper()})"
