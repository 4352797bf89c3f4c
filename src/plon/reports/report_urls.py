from django.urls import URLPattern

app_name = "beneficiary_reports"
urlpatterns: list[URLPattern] = []
