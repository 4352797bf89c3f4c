from django.urls import path

from plon.events import after_views, office_views

app_name = "office_events"
urlpatterns = [
    path("", office_views.index, name="index"),
    path("new/", office_views.new, name="new"),
    path("<str:event>/", office_views.event, name="event"),
    path("<str:event>/edit/", office_views.edit, name="edit"),
    path("<str:event>/publish/", office_views.publish, name="publish"),
    path("<str:event>/cancel/", office_views.cancel, name="cancel"),
    path("<str:event>/copy/", office_views.copy, name="copy"),
    path("<str:event>/attendance/", office_views.attendance, name="attendance"),
    path("<str:event>/after/", office_views.after, name="after"),
    path("<str:event>/survey/", after_views.survey, name="survey"),
    path("<str:event>/report/", after_views.report, name="report"),
    path("<str:event>/registrations.<str:ending>", office_views.export, name="export"),
]
