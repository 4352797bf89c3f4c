from django.urls import URLPattern

app_name = "office_events"
urlpatterns: list[URLPattern] = []
