from django.urls import path

from plon.responses import views

app_name = "answering"
urlpatterns = [
    path("<str:secret>/", views.start, name="start"),
    path("<str:secret>/thanks/", views.thanks, name="thanks"),
]
