"""Doors for keepers without an account: behind the secret of their letters, in their language."""

from django.urls import path

from plon.keepers import kept_views as views

app_name = "kept"
urlpatterns = [
    path("letters/<str:token>/", views.stop, name="stop"),
    path("letters/<str:token>/again/", views.again, name="again"),
    path("<str:secret>/", views.own, name="own"),
    path("<str:secret>/<str:keeping>/", views.one, name="one"),
    path("<str:secret>/<str:keeping>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:secret>/<str:keeping>/step-down/", views.end, name="end"),
    path("<str:secret>/<str:keeping>/retire/", views.retire, name="retire"),
]
