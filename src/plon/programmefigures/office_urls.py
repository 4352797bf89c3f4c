from django.urls import path

from plon.programmefigures import views

app_name = "programmefigures"
urlpatterns = [
    path("", views.index, name="index"),
    path("white-spots/", views.spots, name="white_spots"),
    path("white-spots/export.<str:ending>", views.export_spots, name="export_spots"),
    path("unused/", views.unused, name="unused"),
    path("list/", views.behind, name="list"),
    path("export.<str:ending>", views.export, name="export"),
    path("charts/<str:key>.<str:ending>", views.chart_file, name="chart"),
    path("count/", views.count, name="count"),
    path("count/state/", views.state, name="state"),
    path("count/<str:count>/stop/", views.cancel, name="cancel"),
]
