from django.urls import path

from plon.reports import views

app_name = "reports"
_FIELD = "<str:form>/<str:language>/<str:question>/<str:subject>/"
urlpatterns = [
    path("", views.application, name="application"),
    path("undo/<int:event>/", views.undo, name="undo"),
    path("file/<str:form>/<str:language>/<str:kind>/", views.file, name="file"),
    path(f"{_FIELD}write/", views.write, name="write"),
    path(f"{_FIELD}save/", views.save, name="save"),
    path(f"{_FIELD}draft/", views.take_draft, name="take_draft"),
    path(f"{_FIELD}keep/", views.keep, name="keep"),
]
