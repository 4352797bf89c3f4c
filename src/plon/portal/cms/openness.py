"""What of the editors' system is open: what serves to write. The rest is not there, for administrators either.

Its own pages of accounts, groups, sites, shelves and workflows would go past the house's rules and its history.
"""

from django.urls import ResolverMatch

# Groups of addresses that are open as a whole.
_GROUPS = frozenset(
    {
        "wagtailadmin_pages",
        "wagtailadmin_editing_sessions",
        "wagtailimages_chooser",
        "simple_translation",
        "articles",
        "portal_cms",
    }
)

# Addresses that are open one by one.
_SINGLE = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_explore_root",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_dismissibles",
        "wagtailadmin_block_preview",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_bulk_action",
        "wagtailimages:index",
        "wagtailimages:index_results",
        "wagtailimages:add",
        "wagtailimages:edit",
        "wagtailimages:delete",
        "wagtailimages:image_usage",
        "portal_delete_picture",
    }
)

# In these groups, what is no writing: nothing of the portal is for some readers only.
_CLOSED = frozenset({"wagtailadmin_pages:set_privacy", "simple_translation:submit_snippet_translation"})

# Whose things may be changed many at once.
_IN_BULK = frozenset({"wagtailcore", "portal"})


def is_open(match: ResolverMatch | None) -> bool:
    """Tell whether an address of the editors' system serves to write."""
    if match is None or match.view_name in _CLOSED:
        return False
    if match.view_name == "wagtail_bulk_action":
        return match.kwargs.get("app_label") in _IN_BULK
    return bool(_GROUPS.intersection(match.namespaces[:1])) or match.view_name in _SINGLE
