"""Words of the editors' system in its lists, about pictures, and about many things at once."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

# fmt: off
LISTS = (
    _("Locale"),
    _("locale"),
    _("Search term"),
    _("1 page selected"),
    _("%(objects)s pages selected"),
    _("All %(objects)s pages on this screen selected"),
    _("All pages in listing selected"),
    _("1 image selected"),
    _("%(objects)s images selected"),
    _("All %(objects)s images on this screen selected"),
    _("All images in listing selected"),
    _("1 item selected"),
    _("%(objects)s items selected"),
    _("All %(objects)s items on this screen selected"),
    _("All items in listing selected"),
    _("Bulk actions"),
    _("More bulk actions"),
    _("Explore subpages of '%(title)s'"),
    _("Explore child pages of '%(title)s'"),
    _("Add a child page to '%(title)s'"),
    _('Sorry, there are no matches for "<em>%(search_query)s</em>"'),
    _(
        "Pages created here will not be accessible at any URL. To add pages to an existing site, create "
        "them as children of the homepage."
    ),
    _("No results across entire site."),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _("Sorry, no pages match <em>%(query_string)s</em>"),
    _("Enter a search term above"),
    _("Updated"),
    _("Visit the live page"),
    _("Visible to all. Visit the live page"),
    _("Private. Visit the live page"),
    _("Show in Explorer"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _("Sort the order of child pages within '%(parent)s' by '%(label)s' in ascending order."),
    _("Sort the order of child pages within '%(parent)s' by '%(label)s' in descending order."),
    _("More options for '%(title)s'"),
    _("Search all pages…"),
    _("Unpublish selected pages"),
    _("View live"),
    _("View draft"),
    _("Edited by"),
    _("has unpublished changes"),
    _("scheduled"),
    _("live + scheduled"),
    _("live + draft"),
    _("in moderation"),
    _("live + in moderation"),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _("No, don't unpublish"),
    _("No, don't publish"),
    ngettext_lazy(
        "Delete 1 page",
        "Delete %(counter)s pages",
    ),
    _("Are you sure you want to delete these pages?"),
    ngettext_lazy(
        "This will also delete one more subpage.",
        "This will also delete %(counter)s more subpages.",
    ),
    ngettext_lazy(
        "Move 1 page",
        "Move %(counter)s pages",
    ),
    _("Are you sure you want to move these pages?"),
    ngettext_lazy(
        "This page has one child page",
        "This page has %(counter)s child pages",
    ),
    ngettext_lazy(
        "The following page cannot be moved due to duplicate slug",
        "The following pages cannot be moved due to duplicate slugs",
    ),
    _("There is no valid destination page for these pages"),
    ngettext_lazy(
        "Publish 1 page",
        "Publish %(counter)s pages",
    ),
    ngettext_lazy(
        "This page has one unpublished subpage",
        "This page has %(counter)s unpublished subpages",
    ),
    _("Are you sure you want to unpublish these pages?"),
    ngettext_lazy(
        "You don't have permission to unpublish this page",
        "You don't have permission to unpublish these pages",
    ),
    _("Yes, unpublish"),
    ngettext_lazy(
        "This page has one subpage",
        "This page has %(counter)s subpages",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
    ),
    ngettext_lazy(
        "It will also delete %(translation_count)s translation.",
        "It will also delete %(translation_count)s translations.",
    ),
    _(
        'Alternatively you can <a href="%(unpublish_url)s">unpublish the page</a>. This removes the page '
        "from public view and you can edit or publish it again later."
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
    ),
    _("Are you sure you want to unschedule this revision?"),
    _("Yes, unschedule"),
    _("No, don't unschedule"),
    _("Unschedule"),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    ngettext_lazy(
        "Referenced %(count)s time",
        "Referenced %(count)s times",
    ),
    _("Are you sure you want to delete this %(model_name)s?"),
    ngettext_lazy(
        "%(num_pages)d page has been moved",
        "%(num_pages)d pages have been moved",
    ),
    _("Image is decorative"),
    _("Please add some alt text for your image or mark it as decorative"),
    _(
        "Not a valid .%(extension)s image. The extension does not match the file format "
        "(%(image_format)s)"
    ),
    _("This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s."),
    _("This file has too many pixels (%(num_pixels)s). Maximum pixels %(max_pixels_count)s."),
    _("This file is too big. Maximum filesize %(max_filesize)s."),
    ngettext_lazy(
        "Are you sure you want to tag the following image?",
        "Are you sure you want to tag the following images?",
    ),
    ngettext_lazy(
        "Delete 1 image",
        "Delete %(counter)s images",
    ),
    ngettext_lazy(
        "Are you sure you want to delete this image?",
        "Are you sure you want to delete these images?",
    ),
    _("You haven't uploaded any images."),
    _(
        "You haven't uploaded any images. Why not <a href=\"%(wagtailimages_add_image_url)s\">upload one "
        "now</a>?"
    ),
    _("Image focal point"),
    _("Focal point"),
    _("To define this image's most important region, drag a box over the image above."),
    _("Current focal point shown"),
    _("Remove focal area"),
    _("Sort by"),
    _("Select all images in listing"),
    _('Sorry, no images match "<em>%(query_string)s</em>"'),
    ngettext_lazy(
        "New tags have been added to %(num_parent_objects)d image",
        "New tags have been added to %(num_parent_objects)d images",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d image has been deleted",
        "%(num_parent_objects)d images have been deleted",
    ),
    _("Newest"),
    _("Oldest"),
    _("Title: (A -> Z)"),
    _("Title: (Z -> A)"),
    _("File size: (low to high)"),
    _("File size: (high to low)"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Usage count"),
    _("The image could not be saved due to errors."),
    _("Image '%(image_title)s' updated."),
    _("The source image file could not be found. Please change the source or delete the image."),
    _("Image '%(image_title)s' deleted."),
    _("The image could not be created due to errors."),
    _("Image '%(image_title)s' added."),
    _("Add images"),
    ngettext_lazy(
        "%(count)s image",
        "%(count)s images",
    ),
    _("Layout"),
    _("Grid layout"),
    _("List layout"),
    _("The filter options you have selected are not valid."),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" data-action="w-tabs#select:prevent" '
        'data-w-tabs-target="trigger" data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _("Locales"),
    ngettext_lazy(
        "Include subtree (%(descendant_count)s page)",
        "Include subtree (%(descendant_count)s pages)",
    ),
    ngettext_lazy(
        "A locale is disabled because a parent page is not translated.",
        "Some locales are disabled because some parent pages are not translated.",
    ),
    _("%(locales_count)s locales"),
    _("The page '%(page_title)s' was successfully created in %(locales)s"),
    _("%(range_start)s - %(range_end)s"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        "class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    ngettext_lazy(
        "Deleting this page will also delete %(translation_count)s translation of this page.",
        "This will also delete %(descendant_count)s more child pages. Deleting this page will also "
        "delete %(translation_count)s translations of this page.",
    ),
    ngettext_lazy(
        "This will also move one translation of this page and its child pages",
        "This will also move %(translations_to_move_count)s translations of this page and their child "
        "pages",
    ),
    ngettext_lazy(
        "This will also unpublish one translation of the page.",
        "This will also unpublish all %(translation_count)s translations of the page.",
    ),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
    ),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Sort item order"),
    _(
        "Focus on the drag button and press up or down arrows to move the item, then press enter to "
        "submit the change."
    ),
    _("(blank)"),
    _("Anyone"),
    _("Locked by"),
    _("%(parent_pages)s and %(child_pages)s have been deleted"),
    _("%(parent_pages)s and %(child_pages)s have been published"),
    _("%(parent_pages)s and %(child_pages)s have been unpublished"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been deleted",
        "%(num_parent_objects)d pages have been deleted",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been published",
        "%(num_parent_objects)d pages have been published",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been unpublished",
        "%(num_parent_objects)d pages have been unpublished",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page",
        "%(num_parent_objects)d pages",
    ),
    ngettext_lazy(
        "%(num_child_objects)d child page",
        "%(num_child_objects)d child pages",
    ),
)
# fmt: on
