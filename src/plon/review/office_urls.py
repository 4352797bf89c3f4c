from django.urls import path

from plon.review import hiding_views, news_views, office_views

app_name = "office_review"
urlpatterns = [
    path("", office_views.index, name="index"),
    path("hidden/", hiding_views.index, name="hidden"),
    path("hidden/<str:hiding>/", hiding_views.hiding, name="hiding"),
    path("hide/<str:result>/", hiding_views.hide, name="hide"),
    path("letters/", news_views.letters, name="letters"),
    path("letters/<str:token>/", news_views.stop_letters, name="stop_letters"),
    path("reasons/<int:reason>/forget/", office_views.forget, name="forget"),
    path("<str:review>/", office_views.review, name="review"),
    path("<str:review>/decide/", office_views.decide, name="decide"),
    path("<str:review>/assign/", office_views.assign, name="assign"),
    path("<str:review>/conflict/", office_views.conflict, name="conflict"),
    path("<str:review>/message/", office_views.remark, name="remark"),
]
