from django.urls import path

from plon.keepers import views

app_name = "keepers"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.name, name="name"),
    path("results/<str:result>/retire/", views.retire, name="retire"),
    path("results/<str:result>/bring-back/", views.bring_back, name="bring_back"),
    path("<str:keeping>/hand-over/", views.hand_over, name="hand_over"),
    path("<str:keeping>/end/", views.end, name="end"),
    path("<str:keeping>/remind/", views.remind, name="remind"),
    path("<str:keeping>/confirm/", views.confirm, name="confirm"),
]
