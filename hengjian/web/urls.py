"""Pages that every room has: proceedings, acts, papers, lists, drafts, preferences, proofs."""

from django.urls import path

from . import batch, export, files, lists, personal, preferences, proceeding, proofs, rooms, saved, starting, working

app_name = "web"
urlpatterns = [
    path("preferences/", preferences.preferences, name="preferences"),
    path("drafts/<path:key>", preferences.draft, name="draft"),
    path("p/<int:pk>/", proceeding.page, name="proceeding"),
    path("p/<int:pk>/act/<slug:verb>/", proceeding.act, name="act"),
    path("p/<int:pk>/evidence/add/", files.add_evidence, name="add-evidence"),
    path("p/<int:pk>/evidence/<int:evidence>/", files.evidence, name="evidence"),
    path("p/<int:pk>/personal/", personal.personal, name="personal"),
    path("work-as/", working.working, name="working"),
    path("keys/", personal.keys, name="keys"),
    path("p/<int:pk>/<slug:tab>/", proceeding.page, name="tab"),
    path("papers/<int:pk>/", files.paper, name="paper"),
    path("papers/<int:pk>/page-<int:number>.png", files.paper_page, name="paper-page"),
    path("papers/<int:pk>/file.pdf", files.paper_file, name="paper-file"),
    path("start/<slug:room>.<slug:procedure>/<slug:verb>/", starting.start, name="start"),
    path("list/<slug:room>.<slug:procedure>/", lists.procedure_list, name="list"),
    path("views/<path:page>", saved.save_view, name="save-view"),
    path("columns/<path:page>", saved.keep_columns, name="keep-columns"),
    path("exports/", export.exports, name="exports"),
    path("exports/start/", export.start, name="start-export"),
    path("exports/<int:pk>/", export.export, name="export"),
    path("rooms/<slug:label>/", rooms.room, name="room"),
    path("batch/", batch.act, name="batch-act"),
    path("batch/acts/", batch.offered, name="batch-acts"),
    path("batch/<int:pk>/", batch.batch, name="batch"),
    path("proofs/<int:act>/", proofs.proof, name="proof"),
    path("suggest/<slug:kind>/", preferences.suggest, name="suggest"),
]
