from django.urls import path

from plon.labels import views

app_name = "labels"
urlpatterns = [path("", views.index, name="index")]
