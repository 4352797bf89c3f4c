"""Answers as plain text: UTF-8, line breaks as Windows writes them, so that every editor pastes them right."""

from django.utils import translation

from plon.reports.exporting.sheet import chapters_of, preface, project_line, title_of
from plon.reports.queries import Application

_RULE = "=" * 72


def as_txt(application: Application) -> bytes:
    """Return all answers, each under its question and its count, exactly as they would be pasted."""
    with translation.override(application.language):
        lines = [title_of(application), project_line(application), preface(), ""]
        for chapter in chapters_of(application):
            lines += [_RULE, chapter.name.upper(), _RULE, ""]
            for entry in chapter.entries:
                head = f"[{entry.counted}; {entry.state}]"
                lines += [entry.name, entry.question, head, *([f"!!! {entry.note}"] if entry.note else []), ""]
                lines += [entry.text, "", "-" * 72, ""]
    return "\r\n".join("\n".join(lines).split("\n")).encode()
