"""Words in the scripts of the editors' system, whose catalogue knows no other room."""

from django.utils.translation import gettext_noop as _

# fmt: off
SCRIPTS = (
    _("A network error occurred."),
    _("A server error occurred."),
    _("Autosave in progress…"),
    _("Changes have been autosaved."),
    _("Complex"),
    _("Fair"),
    _("Good"),
    _("%(time_zone_option)s: %(localized_time_zone_label)s"),
    _("Are you sure?"),
    _("Broken link"),
    _("Decorative image"),
    _("Enter your comments..."),
    _("Enter your reply..."),
    _("Error while sending preview data."),
    _("Expand all"),
    _("Insert a block"),
    _("Line break"),
    _("Loading…"),
    _("Pin toolbar"),
    _("Unpin toolbar"),
    _("Saving..."),
    _("Show latest content"),
    _("Reload saved content"),
    _("Split block"),
    _("The editor just crashed. Content has been reset to the last saved version."),
    _("Toggle section"),
    _("View child pages of '%(title)s'"),
    _("Write something or type ‘/’ to insert a block"),
    _("Focus comment"),
    _("Unfocus comment"),
    _("Report this error to your website administrator with the following information:"),
    _("Edit '%(title)s'"),
)
# fmt: on
