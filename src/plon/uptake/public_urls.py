"""Doors for people without an account: telling something of a result, and what they told, behind a secret."""

from django.urls import path

from plon.uptake import own_views, views

app_name = "uses"
urlpatterns = [
    path("results/<str:public_id>/use/", views.tell, {"telling": "use"}, name="declare"),
    path("results/<str:public_id>/ask/", views.tell, {"telling": "question"}, name="ask"),
    path("results/<str:public_id>/suggest/", views.tell, {"telling": "suggestion"}, name="suggest"),
    path("results/<str:public_id>/adaptation/", views.tell, {"telling": "adaptation"}, name="adapt"),
    path("results/<str:public_id>/policy/", views.tell, {"telling": "policy"}, name="policy"),
    path("told/sent/<str:token>/", views.sent, name="sent"),
    path("told/news/<str:token>/", own_views.stop_news, name="stop_news"),
    path("told/<str:secret>/", own_views.own, name="own"),
    path("told/<str:secret>/change/", own_views.change, name="change"),
    path("told/<str:secret>/card.<str:ending>", own_views.card, name="card"),
    path("told/<str:secret>/data.json", own_views.data, name="data"),
]
