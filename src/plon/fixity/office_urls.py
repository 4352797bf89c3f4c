from django.urls import path

from plon.fixity import views

app_name = "office_files"
urlpatterns = [path("files/", views.office, name="index")]
