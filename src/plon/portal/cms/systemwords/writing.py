"""Words of the editors' system around a text that is being written, which we say better in Polish."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# fmt: off
WRITING = (
    _("Submit for moderation"),
    _("Resubmit to %(task_name)s"),
    _("Submit to %(workflow_name)s"),
    _("Restart workflow "),
    _("Cancel workflow "),
    _("%(label)s and Publish"),
    _("Sorry, you do not have permission to access this area."),
    _("Go live date/time must be before expiry date/time"),
    _("New slug"),
    _("Keep the new pages updated with future changes"),
    _("Email link"),
    ngettext_lazy(
        "There is %(counter)s match",
        "There are %(counter)s matches",
    ),
    _("Convert to internal link"),
    _(
        'The URL you entered, <a target="_blank" rel="noreferrer" '
        'href="%(submitted_url)s">%(submitted_url)s</a>, looks like it matches the internal page '
        '%(page)s, which has the URL <a target="_blank" rel="noreferrer" '
        'href="%(internal_url)s">%(internal_url)s</a>.'
    ),
    _(
        "Converting this to an internal link to %(page)s would make the link automatically update if the "
        "underlying page changes its URL. Would you like to do this?"
    ),
    _("Use external link"),
    _("Add an email link"),
    _("Publish %(model_name)s"),
    _(
        "Preview cannot display due to validation errors. <br /> Click save to highlight the relevant "
        "fields."
    ),
    _("Changing the privacy for this page has been disabled."),
    _("Publish this version"),
    _("Create a page in %(title)s"),
    _("Create a page in"),
    _("Choose which type of page you'd like to create."),
    _("Sorry, you cannot create a page at this location."),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Choose when this page should go live and/or expire"),
    _("Anyone with editing permissions can create schedules"),
    _("But only those with publishing permissions can make them effective."),
    _("Toggle breadcrumbs"),
    _("Breadcrumb"),
    _("You saved a new version in another window"),
    _("%(user_name)s saved a new version"),
    ngettext_lazy(
        "One other user is currently viewing",
        "%(num_user)s other users are currently viewing",
    ),
    _("Minimap"),
    _("Toggle side panel"),
    _("Content metrics"),
    _("Issues found"),
    _("Locale: "),
    _("Available in %(translations_total)s locales"),
    _("Switch locales"),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Anyone can edit this %(model_name)s"),
    _("Lock"),
    _("Locked"),
    _("Unlocked"),
    _("Once live anyone can view"),
    _("Choose who can view the live version of this page"),
    _("Privacy changes apply to all children of this page too."),
    _("Expiry:"),
    _("Go-live:"),
    _("In Moderation"),
    _("Loading"),
    _("Refreshing…"),
    _("Preview is out of date"),
    _("Save your changes before leaving"),
    _("You have <span>unsaved edits</span>"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are the <a "
        'href="https://www.enable-javascript.com/" target="_blank" rel="noreferrer">instructions how to '
        "enable JavaScript in your web browser</a>."
    ),
    _("Skip to main content"),
    _("Toggle sidebar"),
    _("Text formatting"),
    _("Insert or edit a link"),
    _("Monospace (code)"),
    _("Superscript"),
    _("Subscript"),
    _("Toggle status"),
    _("Toggle comments"),
    _("Toggle preview"),
    _("Button text is empty"),
    _("Use meaningful text for screen reader users"),
    _("Empty heading found"),
    _("Table header text is empty"),
    _("Use a meaningful title for screen reader users"),
    _("Incorrect heading hierarchy"),
    _("Link text is empty"),
    _("Misusing paragraphs as headings"),
    _("Use proper heading tags"),
    _("Image alt text has inappropriate pattern"),
    _("Use meaningful text"),
    _("Editing %(page_type)s"),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("Tags can only consist of a single word, no spaces allowed."),
    _("The minimum number of items is %(min_num)d"),
    _("The maximum number of items is %(max_num)d"),
    _("This block has no options."),
    _("No one can make changes while the %(model_name)s is locked"),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b>."),
    _("Locked by you"),
    _("Locked by another user"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("This %(model_name)s is currently awaiting moderation."),
    _("This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> workflow."),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Locked by workflow"),
    _("{model_name} '{title}' is locked and has been scheduled to go live at {datetime}"),
    _("Locked by schedule"),
    _("Currently locked and will go live on the scheduled date"),
    _("go live date/time"),
    _("expiry date/time"),
    _("The page title as you'd like it to be seen by the public"),
    _("slug"),
    _("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    _("Preview in mobile size"),
    _("Preview in tablet size"),
    _("Preview in desktop size"),
    _("Please select another parent."),
    _("Expiry date/time must be in the future."),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure the slug is "
        "unique and try again."
    ),
    _("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."),
    _("Tag(s) %(value_too_long)s are over %(max_tag_length)d characters."),
    _("Go to the first error"),
    _("Actions (footer)"),
    _("Scheduling…"),
    _("Schedule to publish"),
    _('This publishing schedule will only take effect after you select the "Schedule to publish" option'),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("View latest version"),
    _("Currently idle"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a separate tab "
        "to view the last saved version."
    ),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and calculate the "
        "number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for different "
        "languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences and words "
        "result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more information '
        "on how content metrics are calculated."
    ),
    _("To be created by %(user)s"),
    _("Once scheduled:"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Checks"),
    _("Show keyboard shortcuts"),
    _("Toggle minimap"),
    _("Close modal dialogs (like this one)"),
    _("Add or show comments"),
    _("Text editing"),
    _("Toggle checks"),
    _("Empty frame title found"),
    _("Input button text is empty"),
    _("Meta description is empty"),
    _("Add a concise description for search engines"),
    _("Saving will overwrite a newer version."),
    _("There are validation errors, click save to highlight them."),
    _("Preview for %(block_label)s (%(block_type)s)"),
    _("Placeholder title"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("You do not have permission to access the admin."),
)
# fmt: on
