from django.urls import URLPattern, path

from plon.collections import entry_views, keeping_views, office_views, public_views

app_name = "collections"
urlpatterns: list[URLPattern] = [
    path("", public_views.index, name="index"),
    path("mine/", keeping_views.mine, name="mine"),
    path("new/", keeping_views.new, name="new"),
    path("add/", entry_views.add, name="add"),
    path("shared/<str:secret>/", public_views.shared, name="shared"),
    path("<str:public_id>/", public_views.collection, name="collection"),
    path("<str:public_id>/feed.atom", public_views.feed, name="feed"),
    path("<str:public_id>/export.<str:ending>", public_views.export, name="export"),
    path("<str:public_id>/edit/", keeping_views.edit, name="edit"),
    path("<str:public_id>/change/", keeping_views.change, name="change"),
    path("<str:public_id>/show-to/", keeping_views.show_to, name="show_to"),
    path("<str:public_id>/new-link/", keeping_views.renew_link, name="renew_link"),
    path("<str:public_id>/remove/", keeping_views.remove, name="remove"),
    path("<str:public_id>/restore/", keeping_views.restore, name="restore"),
    path("<str:public_id>/order/", entry_views.order, name="order"),
    path("<str:public_id>/entries/<int:entry>/note/", entry_views.note, name="note"),
    path("<str:public_id>/entries/<int:entry>/move/", entry_views.move, name="move"),
    path("<str:public_id>/entries/<int:entry>/remove/", entry_views.remove, name="remove_entry"),
    path("<str:public_id>/entries/<int:entry>/restore/", entry_views.restore, name="restore_entry"),
    path("<str:public_id>/hide/", office_views.hide, name="hide"),
    path("<str:public_id>/unhide/", office_views.unhide, name="unhide"),
    path("<str:public_id>/feature/", office_views.feature, name="feature"),
]
