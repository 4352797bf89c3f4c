from django.urls import URLPattern

app_name = "keptcopies"
urlpatterns: list[URLPattern] = []
