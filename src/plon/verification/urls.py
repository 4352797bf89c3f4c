from django.urls import path

from plon.verification import opening_views, views

app_name = "verification"
urlpatterns = [
    path("", views.index, name="index"),
    path("rooms/<str:room>/", opening_views.room, name="room"),
    path("rooms/<str:room>/close/", opening_views.close_room, name="close_room"),
    path("<str:issued>/", views.issued, name="issued"),
    path("<str:issued>/state/", views.state, name="state"),
    path("<str:issued>/stop/", views.cancel, name="cancel"),
    path("<str:issued>/check/", views.check, name="check"),
    path("<str:issued>/rooms/", opening_views.new_room, name="new_room"),
    path("<str:issued>/files/<str:kind>/", views.file, name="file"),
]
