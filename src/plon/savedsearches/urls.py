from django.urls import URLPattern, path

from plon.savedsearches import stopping_views, views

app_name = "savedsearches"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("stop/<str:token>/", stopping_views.stop, name="stop"),
    path("stop/<str:token>/again/", stopping_views.again, name="again"),
    path("<str:public_id>/", views.search, name="search"),
    path("<str:public_id>/pause/", views.pause, name="pause"),
    path("<str:public_id>/remove/", views.remove, name="remove"),
    path("<str:public_id>/restore/", views.restore, name="restore"),
]
