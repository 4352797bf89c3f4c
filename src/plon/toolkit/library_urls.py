"""The doors of the library, below those of the toolkit."""

from django.urls import path

from plon.toolkit import library_views

urlpatterns = [
    path("", library_views.index, name="library"),
    path("upload/", library_views.upload, name="library_upload"),
    path("at/<str:activity>/", library_views.at, name="library_at"),
    path("<str:material>/", library_views.detail, name="library_detail"),
    path("<str:material>/describe/", library_views.describe, name="library_describe"),
    path("<str:material>/versions/", library_views.new_version, name="library_version"),
    path("<str:material>/uses/", library_views.use, name="library_use"),
    path("<str:material>/uses/<int:use>/", library_views.unuse, name="library_unuse"),
    path("<str:material>/bin/", library_views.to_bin, name="library_bin"),
    path("<str:material>/check/", library_views.check, name="library_check"),
]
