from django.urls import path

from plon.contact import views

app_name = "contact"
urlpatterns = [
    path("", views.index, name="index"),
    path("sent/<slug:category>/", views.sent, name="sent"),
]
