"""Doors for everybody, and for who subscribed, behind a secret. "own" and "stop" can't be numbers: ids are longer."""

from django.urls import path

from plon.newsletter import own_views, views

app_name = "newsletter"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/sent/", views.sent, name="sent"),
    path("own/<str:secret>/", own_views.own, name="own"),
    path("stop/<str:token>/", own_views.stop, name="stop"),
    path("<str:public_id>/", views.issue, name="issue"),
]
