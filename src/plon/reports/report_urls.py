from django.urls import path

from plon.reports.beneficiary import assessment_views, file_views, text_views, views

app_name = "beneficiary_reports"
_FILE = "<str:report>/files/<str:file>/"
_PARTNER = "<str:report>/partners/<str:organisation>/"
_TEXT = "<str:report>/texts/<str:language>/<str:key>/"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.start, name="start"),
    path("<str:report>/", views.report, name="report"),
    path("<str:report>/read/", views.read, name="read"),
    path("<str:report>/report.json", views.data, name="data"),
    path("<str:report>/settings/", views.settings, name="settings"),
    path("<str:report>/state/", views.move, name="move"),
    path("<str:report>/remove/", views.remove, name="remove"),
    path("<str:report>/undo/<int:event>/", text_views.undo, name="undo"),
    path(_TEXT, text_views.text, name="text"),
    path(f"{_TEXT}save/", text_views.save, name="save"),
    path(f"{_TEXT}preview/", text_views.preview, name="preview"),
    path(f"{_TEXT}draft/", text_views.take_draft, name="take_draft"),
    path(f"{_TEXT}keep/", text_views.keep, name="keep"),
    path("<str:report>/partners/", assessment_views.index, name="assessments"),
    path(_PARTNER, assessment_views.assess, name="assess"),
    path(f"{_PARTNER}remind/", assessment_views.remind, name="remind"),
    path("<str:report>/files/", file_views.ask, name="ask_file"),
    path(_FILE, file_views.file, name="file"),
    path(f"{_FILE}state/", file_views.file_state, name="file_state"),
    path(f"{_FILE}stop/", file_views.cancel, name="cancel_file"),
    path(f"{_FILE}download/", file_views.download, name="download"),
]
