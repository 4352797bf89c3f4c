from django.urls import path

from plon.corner import views

app_name = "partner_links"
urlpatterns = [
    path("", views.links, name="index"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/make/", views.make_calendar, name="make_calendar"),
    path("letters/", views.letters, name="letters"),
    path("<str:link>/renew/", views.renew, name="renew"),
    path("<str:link>/revoke/", views.revoke, name="revoke"),
]
