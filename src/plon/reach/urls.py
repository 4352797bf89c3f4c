from django.urls import path

from plon.reach import views

app_name = "reach"
urlpatterns = [
    path("", views.index, name="index"),
    path("keep/", views.keep, name="keep"),
    path("show/", views.show, name="show"),
    path("<str:table>.csv", views.export, name="export"),
]
