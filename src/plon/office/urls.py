from django.urls import URLPattern

app_name = "office_people"
urlpatterns: list[URLPattern] = []
