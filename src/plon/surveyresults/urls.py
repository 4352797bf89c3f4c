from django.urls import URLPattern

app_name = "surveyresults"
urlpatterns: list[URLPattern] = []
