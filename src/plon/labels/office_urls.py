from django.urls import path

from plon.labels import nomination_views, office_views

app_name = "office_labels"
urlpatterns = [
    path("", office_views.index, name="index"),
    path("proposals/", office_views.proposals, name="proposals"),
    path("decided/", office_views.decided, name="decided"),
    path("propose/<str:candidate>/", office_views.propose, name="propose"),
    path("nominations/", nomination_views.index, name="lists"),
    path("nominations/<str:listed>/", nomination_views.nominations, name="nominations"),
    path("nominations/<str:listed>/delete/", nomination_views.delete, name="delete_list"),
    path("nominations/<str:listed>/<int:nomination>/", nomination_views.change, name="change_nomination"),
    path("nominations/<str:listed>/list.<str:form>", nomination_views.export, name="export"),
    path("<str:label>/", office_views.label, name="label"),
    path("<str:label>/opinion/", office_views.opinion, name="opinion"),
    path("<str:label>/decision/", office_views.decide, name="decide"),
    path("<str:label>/withdraw/", office_views.withdraw, name="withdraw"),
]
