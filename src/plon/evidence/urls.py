from django.urls import path

from plon.evidence import adding_views, bin_views, publishing_views, views
from plon.evidence.consents import photo_views
from plon.evidence.consents.urls import urlpatterns as consents
from plon.evidence.retention.urls import urlpatterns as retention
from plon.evidence.uploads.doors import team_door
from plon.evidence.uploads.views import upload_urls

app_name = "evidence"
urlpatterns = [
    path("", views.index, name="index"),
    path("files/", adding_views.add_files, name="add_files"),
    path("links/new/", adding_views.add_link, name="add_link"),
    path("figures/new/", adding_views.add_figure, name="add_figure"),
    path("bin/", bin_views.index, name="bin"),
    *upload_urls(team_door),
    *consents,
    *retention,
    path("<str:evidence>/", views.detail, name="detail"),
    path("<str:evidence>/change/", views.change, name="change"),
    path("<str:evidence>/remove/", bin_views.remove, name="remove"),
    path("<str:evidence>/restore/", bin_views.restore, name="restore"),
    path("<str:evidence>/destroy/", bin_views.destroy, name="destroy"),
    path("<str:evidence>/publishing/", publishing_views.publishing, name="publishing"),
    path("<str:evidence>/consents/", photo_views.photo_consents, name="photo-consents"),
]
