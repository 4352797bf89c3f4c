from django.urls import path

from plon.keepers import views

app_name = "keepers"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.name, name="name"),
    path("<str:keeping>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:keeping>/end/", views.end, name="end"),
    path("<str:keeping>/remind/", views.remind, name="remind"),
    path("<str:keeping>/confirm/", views.confirm, name="confirm"),
]
