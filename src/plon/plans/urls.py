from django.urls import path, register_converter
from django.urls.converters import StringConverter

from plon.plans import comment_views, views, wizard_views


class ItemKind(StringConverter):
    """The kinds of items that have a form of their own; other words are other pages."""

    regex = "group|activity|indicator"


register_converter(ItemKind, "item")

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("poster/", views.poster, name="poster"),
    path("poster/file/", views.poster_file, name="poster_file"),
    path("comments/<str:comment>/remove/", comment_views.remove, name="remove_comment"),
    path("comments/<str:kind>/<str:item>/", comment_views.comments, name="comments"),
    path("messages/<str:result>/<str:group>/", views.message, name="message"),
    path("start/", wizard_views.wizard, name="wizard"),
    path("start/from/<str:source>/", wizard_views.wizard_move, name="wizard_move"),
    path("start/<str:step>/", wizard_views.wizard_step, name="wizard_step"),
    path("<item:kind>/new/", views.add, name="add"),
    path("<item:kind>/<str:item>/", views.change, name="change"),
    path("<item:kind>/<str:item>/move/", views.move, name="move"),
    path("<item:kind>/<str:item>/duplicate/", views.duplicate, name="duplicate"),
    path("<item:kind>/<str:item>/remove/", views.remove, name="remove"),
]
