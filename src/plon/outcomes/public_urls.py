"""Doors for people without an account, behind a secret that only a letter carries."""

from django.urls import path

from plon.outcomes import public_views as views

app_name = "outcome"
urlpatterns = [
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<str:secret>/", views.own, name="own"),
    path("<str:secret>/data.json", views.data, name="data"),
]
