"""The addresses of this step."""

from django.urls import path

from secondstory.timeline.views import assembling, drawn, events, exports, files, importing, inbox, notes, people

app_name = "timeline"
urlpatterns = [
    path("<str:key>/note/", notes.note, name="note"),
    path("<str:key>/timeline/", events.events, name="events"),
    path("<str:key>/timeline/rows/", events.rows, name="rows"),
    path("<str:key>/timeline/quick/", events.quick, name="quick"),
    path("<str:key>/timeline/act/", events.act, name="act"),
    path("<str:key>/timeline/shift/", events.shift, name="shift"),
    path("<str:key>/timeline/undo/", events.take_back, name="undo"),
    path("<str:key>/timeline/questions/", events.questions, name="questions"),
    path("<str:key>/timeline/question/", events.question, name="question"),
    path("<str:key>/timeline/participants/", people.participants, name="participants"),
    path("<str:key>/timeline/changed/", events.changed, name="changed"),
    path("<str:key>/timeline/export.<str:form>", exports.export, name="export"),
    path("<str:key>/timeline/history/", events.history, name="history"),
    path("<str:key>/timeline/drawn/", drawn.drawn, name="drawn"),
    path("<str:key>/timeline/aside/", events.aside, name="aside"),
    path("<str:key>/timeline/assemble/", assembling.assemble, name="assemble"),
    path("<str:key>/timeline/assemble/undo/", assembling.undo, name="assemble_undo"),
    path("<str:key>/timeline/import/", importing.imports, name="imports"),
    path("<str:key>/timeline/import/<int:import_id>/", importing.import_, name="import"),
    path("<str:key>/timeline/import/<int:import_id>/again/", importing.again, name="import_again"),
    path("<str:key>/timeline/import/<int:import_id>/take/", importing.take, name="import_take"),
    path("<str:key>/timeline/import/<int:import_id>/undo/", importing.undo, name="import_undo"),
    path("<str:key>/timeline/import/<int:import_id>/resume/", importing.resume, name="import_resume"),
    path("<str:key>/timeline/import/<int:import_id>/forget/", importing.forget, name="import_forget"),
    path("<str:key>/timeline/import/<int:import_id>/columns/<int:import_file_id>/", importing.columns, name="import_columns"),
    path("<str:key>/timeline/<int:event_id>/", events.about, name="about"),
    path("<str:key>/timeline/<int:event_id>/files/", files.add, name="add_files"),
    path("<str:key>/timeline/files/<int:file_id>/<str:name>", files.whole, name="file"),
    path("<str:key>/timeline/files/<int:file_id>/small/<str:name>", files.small, name="small_file"),
    path("<str:key>/timeline/<int:event_id>/edit/", events.edit, name="edit"),
]

note_patterns = [path("", notes.choose, name="choose")]

inbox_patterns = [
    path("", inbox.browse, name="browse"),
    path("deliveries/<int:delivery_id>/retry/", inbox.retry, name="retry"),
]
