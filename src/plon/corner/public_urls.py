"""Doors that open by a secret in the address, without an account."""

from django.urls import include, path

from plon.corner import calendar_views, corner_views, logging_views, proving_views, stopping_views
from plon.corner.uploads import corner_uploads

corner = [
    path("", corner_views.home, name="home"),
    path("now/", logging_views.log, name="log"),
    path("now/send/", logging_views.send, name="send"),
    path("acts/<str:act>/", logging_views.act, name="act"),
    path("acts/<str:act>/proofs/", proving_views.prove_act, name="prove"),
    path("acts/<str:act>/proofs/<str:evidence>/remove/", proving_views.unprove_act, name="unprove"),
    *corner_uploads(),
    path("plan/", corner_views.whole_plan, name="plan"),
    path("calendar/", corner_views.calendar, name="calendar"),
    path("language/", corner_views.language, name="language"),
    path("letters/", corner_views.letters, name="letters"),
]
letters = [
    path("<str:token>/", stopping_views.stop, name="stop"),
    path("<str:token>/again/", stopping_views.again, name="again"),
]
urlpatterns = [
    path("corner/<str:secret>/", include((corner, "corner"))),
    path("letters/", include((letters, "letters"))),
    path("calendar/<str:secret>.ics", calendar_views.feed, name="calendar"),
]
