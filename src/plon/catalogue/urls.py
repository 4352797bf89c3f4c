from django.urls import URLPattern, path

from plon.catalogue import (
    data_views,
    downloads,
    embedding,
    evidence_views,
    export_views,
    feed_views,
    list_views,
    sharing_views,
    sitemap,
    social,
    suggest_views,
    views,
)
from plon.catalogue.previews import views as preview_views

app_name = "catalogue"
urlpatterns: list[URLPattern] = [
    path("search/", list_views.everything, name="search"),
    path("search/suggestions.json", suggest_views.suggestions, name="suggest"),
    path("search/feed.atom", feed_views.feed, name="feed"),
    path("search/calendar.ics", feed_views.calendar, name="calendar"),
    path("search/file/", export_views.export, name="export"),
    path("search/file/<str:key>/", export_views.export_state, name="export_state"),
    path("search/file/<str:key>/state/", export_views.export_part, name="export_part"),
    path("search/file/<str:key>/download", export_views.export_file, name="export_file"),
    path("results/", list_views.results, name="results"),
    path("results/<str:public_id>/", views.result, name="result_without_slug"),
    path("results/<str:public_id>/<str:slug>/", views.result, name="result"),
    path("projects/", list_views.projects, name="projects"),
    path("projects/<str:slug>/", views.project, name="project"),
    path("projects/<str:slug>/card.png", social.project_card, name="project_card"),
    path("data/", data_views.about, name="data"),
    path("organisations/", list_views.organisations, name="organisations"),
    path("organisations/<str:public_id>/", views.organisation, name="organisation_without_slug"),
    path("organisations/<str:public_id>/<str:slug>/", views.organisation, name="organisation"),
]

# Without a language: what posters, robots and download links name.
permanent_patterns: list[URLPattern] = [
    path("r/<str:public_id>", views.permanent, name="permanent"),
    path("r/<str:public_id>/", views.permanent),
    path("r/<str:public_id>/cite.<str:ending>", sharing_views.cite, name="result_citation"),
    path("r/<str:public_id>/qr.<str:ending>", sharing_views.qr_code, name="result_qr"),
    path("r/<str:public_id>/links.json", sharing_views.links, name="result_links"),
    path("r/<str:public_id>/embed/", embedding.card, name="result_embed"),
    path("oembed", embedding.oembed, name="oembed"),
    path("r/<str:public_id>/card.png", social.result_card, name="result_card"),
    path("files/<str:public_id>/preview/<int:number>.webp", preview_views.page, name="file_page"),
    path("files/<str:public_id>/play/<str:name>", preview_views.play, name="file_to_play"),
    path("files/<str:public_id>/<str:name>", downloads.download, name="public_file"),
    path("r/<str:public_id>/cover-<int:width>.webp", downloads.cover, name="result_cover"),
    path("p/<str:public_id>/<int:width>.webp", evidence_views.photo, name="public_photo"),
    path("p/<str:public_id>/file/<str:name>", evidence_views.file, name="public_paper"),
    path("data/index.json", data_views.index, name="dump_index"),
    path("data/<slug:kind>.jsonl.gz", data_views.dump, name="dump_file"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("robots.txt", sitemap.robots, name="robots"),
]
