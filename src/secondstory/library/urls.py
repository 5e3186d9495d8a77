"""The addresses of this step."""

from django.urls import path

from secondstory.library.views import feed, imports, search

app_name = "library"
urlpatterns = [
    path("", search.page, name="search"),
    path("filters/", search.filters, name="facets"),
    path("complete/", search.complete, name="complete"),
    path("feed/", feed.feed, name="feed"),
    path("saved/", search.saved, name="saved"),
    path("saved/new/", search.keep, name="save_search"),
    path("saved/<int:saved_id>/forget/", search.forget, name="forget_search"),
    path("import/", imports.imports, name="imports"),
    path("import/<int:run_id>/", imports.import_run, name="import_run"),
    path("import/<int:run_id>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<int:run_id>/discard/", imports.discard, name="import_discard"),
    path("import/<int:run_id>/resume/", imports.resume, name="import_resume"),
    path("import/<int:run_id>/undo/", imports.undo, name="import_undo"),
    path("sources/<int:source_id>/", imports.source, name="source"),
]
