from django.urls import path

from plon.activities import now

app_name = "now"
urlpatterns = [
    path("now/", now.chooser, name="chooser"),
    path("<str:project>/activities/now/", now.page, name="page"),
    path("<str:project>/activities/now/send/", now.send, name="send"),
]
