"""Addresses of private files, for templates. The page has asked whether the person may see them."""

from django import template

from plon.evidence.models import Evidence
from plon.evidence.serving import file_url
from plon.evidence.thumbnails import has_thumbnail

register = template.Library()


@register.simple_tag
def evidence_file(evidence: Evidence) -> str:
    """Return the signed address of a file; "" if there is none."""
    return file_url(evidence) if evidence.path else ""


@register.simple_tag
def evidence_thumbnail(evidence: Evidence) -> str:
    """Return the signed address of a small picture; "" if there can't be one."""
    return file_url(evidence, thumbnail=True) if has_thumbnail(evidence) else ""
