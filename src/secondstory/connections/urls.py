"""The addresses of this step. What vendors send to is no page and stands elsewhere: `connections.rules.hook_path`."""

from django.urls import path

from secondstory.connections import views

app_name = "connections"
urlpatterns = [
    path("connections/", views.connections_page, name="list"),
    path("connections/new/", views.new_page, name="new"),
    path("connections/<int:connection_id>/", views.connection_page, name="connection"),
    path("connections/<int:connection_id>/edit/", views.edit_page, name="edit"),
    path("connections/<int:connection_id>/signing-secret/", views.signing_secret_page, name="signing_secret"),
    path("connections/<int:connection_id>/address/", views.renew_address_view, name="renew_address"),
    path("connections/<int:connection_id>/switch/", views.switch_view, name="switch"),
    path("connections/<int:connection_id>/remove/", views.remove_view, name="remove"),
]
