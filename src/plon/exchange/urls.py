from django.urls import path

from plon.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.index, name="index"),
    path("imports/<str:import_id>/", views.detail, name="detail"),
    path("imports/<str:import_id>/progress/", views.progress, name="progress"),
    path("imports/<str:import_id>/refused.csv", views.refused, name="refused"),
    path("imports/<str:import_id>/cancel/", views.cancel, name="cancel"),
    path("imports/<str:import_id>/continue/", views.resume, name="continue"),
]
