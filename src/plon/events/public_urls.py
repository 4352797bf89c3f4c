"""Doors for everybody, and for who registered, behind a secret. "r/" can't be an event: ids are longer."""

from django.urls import path

from plon.events import own_views, views

app_name = "events"
urlpatterns = [
    path("", views.index, name="index"),
    path("feed.atom", views.feed, name="feed"),
    path("calendar.ics", views.all_calendar, name="all_calendar"),
    path("r/sent/<str:token>/", views.sent, name="sent"),
    path("r/letters/<str:token>/", own_views.stop, name="stop"),
    path("r/<str:secret>/", own_views.own, name="own"),
    path("r/<str:secret>/change/", own_views.change, name="change"),
    path("r/<str:secret>/calendar.ics", own_views.own_calendar, name="own_calendar"),
    path("r/<str:secret>/certificate.pdf", own_views.certificate, name="certificate"),
    path("<str:public_id>/register/", views.register, name="register"),
    path("<str:public_id>/event.ics", views.calendar, name="calendar"),
    path("<str:public_id>/<slug:slug>/", views.event, name="event"),
]
