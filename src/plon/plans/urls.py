from django.urls import path, register_converter
from django.urls.converters import StringConverter

from plon.plans import (
    board_views,
    coach_views,
    comment_views,
    commitment_views,
    export_views,
    item_views,
    overview_views,
    poster_views,
    proposal_views,
    table_views,
    wizard_views,
)


class ItemKind(StringConverter):
    """The kinds of items that have a form of their own; other words are other pages."""

    regex = "group|activity|indicator"


register_converter(ItemKind, "item")

app_name = "plans"
urlpatterns = [
    path("", board_views.index, name="index"),
    path("poster/", poster_views.poster, name="poster"),
    path("poster/file/", poster_views.poster_file, name="poster_file"),
    path("coach/", coach_views.coach, name="coach"),
    path("comments/<str:comment>/remove/", comment_views.remove, name="remove_comment"),
    path("comments/<str:kind>/<str:item>/", comment_views.comments, name="comments"),
    path("start/", wizard_views.wizard, name="wizard"),
    path("start/from/<str:source>/", wizard_views.wizard_move, name="wizard_move"),
    path("start/<str:step>/", wizard_views.wizard_step, name="wizard_step"),
    path("commitments/", commitment_views.commitments, name="commitments"),
    path("commitments/freeze/", commitment_views.freeze, name="freeze"),
    path("commitments/compare/", commitment_views.comparison, name="comparison"),
    path("commitments/<int:number>/", commitment_views.commitment, name="commitment"),
    path("from-file/", proposal_views.sources, name="sources"),
    path("from-file/<str:source>/", proposal_views.source, name="source"),
    path("from-file/<str:source>/by-hand/", proposal_views.by_hand, name="by_hand"),
    path("from-file/<str:source>/delete/", proposal_views.delete, name="delete_source"),
    path("from-file/<str:source>/<str:proposal>/", proposal_views.proposal, name="proposal"),
    path("from-file/<str:source>/<str:proposal>/decide/", proposal_views.decide, name="decide"),
    path("table/", table_views.table, name="table"),
    path("table/paste/", table_views.paste, name="paste"),
    path("timeline/", overview_views.timeline, name="timeline"),
    path("matrix/", overview_views.matrix, name="matrix"),
    path("export/<str:view>.<str:ending>", export_views.export, name="export"),
    path("connect/", board_views.connect, name="connect"),
    path("cards/<str:kind>/<str:item>/", item_views.card, name="card"),
    path("messages/new/", item_views.new_message, name="new_message"),
    path("messages/<str:result>/<str:group>/", item_views.message, name="message"),
    path("result/<str:item>/", item_views.result, name="result"),
    path("use/<str:item>/", item_views.use, name="use"),
    path("use/<str:item>/remove/", item_views.remove_use, name="remove_use"),
    path("<item:kind>/new/", item_views.add, name="add"),
    path("<item:kind>/<str:item>/", item_views.change, name="change"),
    path("<item:kind>/<str:item>/move/", item_views.move, name="move"),
    path("<item:kind>/<str:item>/place/", board_views.place, name="place"),
    path("<item:kind>/<str:item>/duplicate/", item_views.duplicate, name="duplicate"),
    path("<item:kind>/<str:item>/remove/", item_views.remove, name="remove"),
]
