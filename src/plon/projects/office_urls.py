from django.urls import path

from plon.projects import office_views

app_name = "claims"
urlpatterns = [
    path("claims/", office_views.index, name="index"),
    path("claims/<int:claim>/", office_views.decide, name="decide"),
]
