from django.urls import URLPattern, path

from plon.catalogue import downloads, evidence_views, list_views, sitemap, social, views

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("results/", list_views.results, name="results"),
    path("results/<str:public_id>/", views.result, name="result_without_slug"),
    path("results/<str:public_id>/<str:slug>/", views.result, name="result"),
    path("projects/", list_views.projects, name="projects"),
    path("projects/<str:slug>/", views.project, name="project"),
    path("projects/<str:slug>/card.png", social.project_card, name="project_card"),
    path("organisations/", list_views.organisations, name="organisations"),
    path("organisations/<str:public_id>/", views.organisation, name="organisation_without_slug"),
    path("organisations/<str:public_id>/<str:slug>/", views.organisation, name="organisation"),
]

# Without a language: what posters, robots and download links name.
permanent_patterns: list[URLPattern] = [
    path("r/<str:public_id>", views.permanent, name="permanent"),
    path("r/<str:public_id>/", views.permanent),
    path("r/<str:public_id>/card.png", social.result_card, name="result_card"),
    path("files/<str:public_id>/<str:name>", downloads.download, name="public_file"),
    path("r/<str:public_id>/cover-<int:width>.webp", downloads.cover, name="result_cover"),
    path("p/<str:public_id>/<int:width>.webp", evidence_views.photo, name="public_photo"),
    path("p/<str:public_id>/file/<str:name>", evidence_views.file, name="public_paper"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("robots.txt", sitemap.robots, name="robots"),
]
