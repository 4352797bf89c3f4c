from django.urls import URLPattern

app_name = "office_review"
urlpatterns: list[URLPattern] = []
