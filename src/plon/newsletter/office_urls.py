from django.urls import URLPattern

app_name = "office_newsletter"
urlpatterns: list[URLPattern] = []
