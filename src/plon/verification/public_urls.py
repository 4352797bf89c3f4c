from django.urls import path

from plon.verification import public_views, room_views

app_name = "audit"
urlpatterns = [
    path("", public_views.entry, name="entry"),
    path("room/<str:secret>/", room_views.room, name="room"),
    path("room/<str:secret>/report/", room_views.paper, name="paper"),
    path("room/<str:secret>/proofs/<str:key>/", room_views.proof, name="proof"),
    path("room/<str:secret>/files/<str:kind>/", room_views.file, name="file"),
    path("<str:code>/", public_views.report, name="report"),
    path("<str:code>/check/", public_views.check, name="check"),
]
