from django.urls import path

from plon.packages import views

app_name = "packages"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:package>/", views.package, name="package"),
    path("<str:package>/state/", views.state, name="state"),
    path("<str:package>/stop/", views.cancel, name="cancel"),
    path("<str:package>/file/", views.file, name="file"),
]
