from django.urls import path

from plon.fixity import views

app_name = "fixity"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:file>/check/", views.check, name="check"),
]
