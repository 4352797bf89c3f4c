from django.urls import include, path

from plon.toolkit import kit_views, material_views, views

app_name = "toolkit"
urlpatterns = [
    path("", views.index, name="index"),
    path("look/", views.look, name="look"),
    path("look/logo/", views.logo, name="logo"),
    path("look/logo.png", views.logo_file, name="logo_file"),
    path("kits/", kit_views.kits, name="kits"),
    path("kits/<str:kit>/", kit_views.kit, name="kit"),
    path("kits/<str:kit>/state/", kit_views.kit_state, name="kit_state"),
    path("kits/<str:kit>/stop/", kit_views.cancel, name="cancel_kit"),
    path("kits/<str:kit>/kit.zip", kit_views.kit_file, name="kit_file"),
    path("files/<str:version>/", kit_views.version_file, name="file"),
    path("library/", include("plon.toolkit.library_urls")),
    path("new/<str:tool>/", material_views.new, name="new"),
    path("new/<str:tool>/picture/", views.picture, name="tool_picture"),
    path("new/<str:tool>/preview/", material_views.preview, name="preview"),
    path("new/<str:tool>/hand-out/", material_views.hand_out, name="hand_out"),
    path("<str:material>/", material_views.material, name="material"),
    path("<str:material>/make/", material_views.make, name="make"),
    path("<str:material>/make-again/", material_views.make_again, name="make_again"),
    path("<str:material>/shown/", material_views.shown, name="shown"),
    path("<str:material>/picture/", material_views.picture, name="picture"),
    path("<str:material>/remove/", material_views.remove, name="remove"),
    path("<str:material>/restore/", material_views.restore, name="restore"),
    path("<str:material>/put-away/", material_views.put_away, name="put_away"),
]
