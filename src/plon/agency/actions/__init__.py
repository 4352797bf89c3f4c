"""What officers do with what the agency says: settings and announcements."""

from plon.agency.actions.announcements import (
    change_announcement,
    delete_announcement,
    end_announcement,
    publish_announcement,
    write_announcement,
)
from plon.agency.actions.logos import remove_logo, set_logo
from plon.agency.actions.settings import change_settings
from plon.agency.actions.statements import write_statement

__all__ = [
    "change_announcement", "change_settings", "delete_announcement", "end_announcement", "publish_announcement",
    "remove_logo", "set_logo", "write_announcement", "write_statement",
]  # fmt: skip
