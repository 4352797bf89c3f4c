from django.urls import path

from plon.evaluation import chart_views, feed_views, telling_views, value_views, views

app_name = "evaluation"
urlpatterns = [
    path("", views.index, name="index"),
    path("charts/", chart_views.charts, name="charts"),
    path("charts/<slug:key>.<str:ending>", chart_views.chart_file, name="chart"),
    path("evaluation.<str:ending>", chart_views.export, name="export"),
    path("indicators/<str:indicator>/", views.indicator, name="indicator"),
    path("indicators/<str:indicator>/enter/", value_views.enter, name="enter"),
    path("indicators/<str:indicator>/write-down/", value_views.write_down, name="write-down"),
    path("indicators/<str:indicator>/feed/", feed_views.feed, name="feed"),
    path("indicators/<str:indicator>/feed/stop/", feed_views.stop, name="stop-feed"),
    path("indicators/<str:indicator>/values/<str:measurement>/", value_views.measurement, name="measurement"),
    path("indicators/<str:indicator>/values/<str:measurement>/withdraw/", value_views.withdraw, name="withdraw"),
    path("indicators/<str:indicator>/statements/new/", telling_views.add, name="state"),
    path("indicators/<str:indicator>/statements/<str:statement>/remove/", telling_views.remove, name="unstate"),
]
