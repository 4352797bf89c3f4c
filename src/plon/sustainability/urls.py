from django.urls import path

from plon.sustainability import views
from plon.sustainability.letters.views import preview

app_name = "sustainability"
urlpatterns = [
    path("", views.index, name="index"),
    path("timeline/", views.timeline, name="timeline"),
    path("letters/<str:keeper>/", preview, name="letter"),
    path("results/<str:result>/", views.plan, name="plan"),
    path("results/<str:result>/retire/", views.retire, name="retire"),
    path("results/<str:result>/look/", views.look, name="look"),
    path("results/<str:result>/reviews/<str:review>/", views.review, name="review"),
]
