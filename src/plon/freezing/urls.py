from django.urls import path

from plon.freezing import views

app_name = "freezing"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:site>/", views.site, name="site"),
    path("<str:site>/state/", views.state, name="state"),
    path("<str:site>/stop/", views.cancel, name="cancel"),
    path("<str:site>/file/", views.file, name="file"),
]
