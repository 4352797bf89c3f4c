"""What the uploader says of its limits."""

from django import template

from plon.evidence.uploads.actions import largest_upload

register = template.Library()


@register.simple_tag
def upload_limit() -> int:
    """Return the size of the largest file that is let in, in bytes."""
    return largest_upload()
