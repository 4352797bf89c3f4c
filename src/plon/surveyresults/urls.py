from django.urls import path

from plon.responses.erasing_views import erase
from plon.surveyresults import comparing_views, export_views, text_views, views

app_name = "surveyresults"
urlpatterns = [
    path("<str:survey>/", views.survey, name="survey"),
    path("<str:survey>/compared/", comparing_views.compared, name="compared"),
    path("<str:survey>/<str:asking>/", views.one, name="round"),
    path("<str:survey>/<str:asking>/live/", views.live, name="live"),
    path("<str:survey>/<str:asking>/charts/<str:question>.<str:ending>", views.chart, name="chart"),
    path("<str:survey>/<str:asking>/texts/", text_views.texts, name="texts"),
    path("<str:survey>/<str:asking>/people/", text_views.people, name="people"),
    path("<str:survey>/<str:asking>/people/<int:sheet>/erase/", erase, name="erase_sheet"),
    path("<str:survey>/<str:asking>/summary.pdf", export_views.summary, name="summary"),
    path("<str:survey>/<str:asking>/files/<str:kind>", export_views.file, name="file"),
    path("<str:survey>/<str:asking>/people/files/<str:kind>", export_views.people_file, name="people_file"),
]
