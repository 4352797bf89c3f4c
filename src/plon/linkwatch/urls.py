from django.urls import path

from plon.linkwatch import views

app_name = "linkwatch"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:link>/", views.link, name="link"),
    path("<int:link>/accept/", views.accept, name="accept"),
    path("<int:link>/doubt/", views.doubt, name="doubt"),
]
