"""The addresses of this step. Those of django-allauth are listed one by one: nothing else of it is reachable."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from secondstory.accounts.views import account, audit, claims, invitations, joining, people, sign_in, teams

app_name = "accounts"
urlpatterns = [
    path("setup/", joining.set_up_page, name="setup"),
    path("invitation/<str:token>/", joining.invitation_page, name="invitation"),
    path("account/", account.account_page, name="account"),
    path("account/tokens/", account.tokens_page, name="tokens"),
    path("account/tokens/<int:token_id>/revoke/", account.revoke_token_view, name="revoke_token"),
    path("people/", people.people_page, name="people"),
    path("people/search/", people.people_search, name="people_search"),
    path("people/invite/", invitations.invite_page, name="invite"),
    path("people/import/", invitations.roster_page, name="import_people"),
    path("people/invitations/", people.invitations_page, name="invitations"),
    path("people/invitations/<int:invitation_id>/send/", invitations.resend_view, name="resend_invitation"),
    path("people/invitations/<int:invitation_id>/withdraw/", invitations.withdraw_view, name="withdraw_invitation"),
    path("people/claims/<int:claim_id>/confirm/", claims.confirm_view, name="confirm_claim"),
    path("people/claims/<int:claim_id>/decline/", claims.decline_view, name="decline_claim"),
    path("people/<int:person_id>/", people.person_page, name="person"),
    path("people/<int:person_id>/edit/", people.edit_person_page, name="edit_person"),
    path("people/<int:person_id>/merge/", people.merge_page, name="merge"),
    path("people/<int:person_id>/deactivate/", people.deactivate_view, name="deactivate"),
    path("people/<int:person_id>/reactivate/", people.reactivate_view, name="reactivate"),
    path("people/<int:person_id>/claim/", claims.claim_view, name="claim"),
    path("teams/", teams.teams_page, name="teams"),
    path("teams/add/", teams.add_team_page, name="add_team"),
    path("teams/<slug:slug>/", teams.team_page, name="team"),
    path("teams/<slug:slug>/edit/", teams.edit_team_page, name="edit_team"),
    path("teams/<slug:slug>/members/<int:person_id>/remove/", teams.remove_member_view, name="remove_member"),
    path("audit/", audit.audit_page, name="audit"),
]

# Without a namespace, because allauth looks them up by these names.
sign_in_patterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("password/reset/", sign_in.ask_for_reset, name="account_reset_password"),
    path("password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", allauth_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
