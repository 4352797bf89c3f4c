from django.urls import URLPattern

app_name = "office_figures"
urlpatterns: list[URLPattern] = []
