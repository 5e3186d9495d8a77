"""The addresses of this step."""

from django.urls import path

from secondstory.library.views import imports

app_name = "library"
urlpatterns = [
    path("import/", imports.imports, name="imports"),
    path("import/<int:run_id>/", imports.import_run, name="import_run"),
    path("import/<int:run_id>/confirm/", imports.confirm, name="import_confirm"),
    path("import/<int:run_id>/discard/", imports.discard, name="import_discard"),
    path("import/<int:run_id>/resume/", imports.resume, name="import_resume"),
    path("import/<int:run_id>/undo/", imports.undo, name="import_undo"),
    path("sources/<int:source_id>/", imports.source, name="source"),
]
