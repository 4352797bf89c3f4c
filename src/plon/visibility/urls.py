from django.urls import path

from plon.visibility import views

app_name = "visibility"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:check>/", views.check, name="check"),
    path("<str:check>/progress/", views.progress, name="progress"),
    path("<str:check>/again/", views.again, name="again"),
    path("<str:check>/remove/", views.remove, name="remove"),
    path("<str:check>/report.json", views.report, name="report"),
    path("<str:check>/<str:mode>.<str:ending>", views.emblem, name="emblem"),
    path("<str:check>/places/<str:key>.jpg", views.crop, name="crop"),
]
