from django.urls import path

from plon.activities import act_views, import_views, proof_views, series_views, views

app_name = "activities"
urlpatterns = [
    path("", views.index, name="index"),
    path("agenda/", views.agenda, name="agenda"),
    path("calendar/", views.calendar, name="calendar"),
    path("log.xlsx", views.export, name="export"),
    path("import/", import_views.bring, name="import"),
    path("import/log.xlsx", import_views.template, name="template"),
    path("new/", act_views.new, name="new"),
    path("<str:activity>/", act_views.detail, name="detail"),
    path("<str:activity>/change/", act_views.change, name="change"),
    path("<str:activity>/state/", act_views.state, name="state"),
    path("<str:activity>/duplicate/", act_views.duplicate, name="duplicate"),
    path("<str:activity>/repeat/", series_views.repeat, name="repeat"),
    path("<str:activity>/series/remove/", series_views.remove_series, name="remove_series"),
    path("<str:activity>/remove/", act_views.remove, name="remove"),
    path("<str:activity>/evidence/", proof_views.attach, name="attach"),
    path("<str:activity>/evidence/<str:evidence>/", proof_views.shows, name="shows"),
    path("<str:activity>/evidence/<str:evidence>/detach/", proof_views.detach, name="detach"),
]
