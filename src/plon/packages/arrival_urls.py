from django.urls import path

from plon.packages import arrival_views as views

app_name = "arrivals"
urlpatterns = [
    path("", views.bring, name="bring"),
    path("<str:arrival>/", views.arrival, name="arrival"),
    path("<str:arrival>/state/", views.arrival_state, name="state"),
]
