from django.urls import URLPattern

app_name = "office_labels"
urlpatterns: list[URLPattern] = []
