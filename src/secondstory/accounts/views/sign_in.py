from allauth.account.views import PasswordResetView
from django.http import HttpResponse

from secondstory.accounts.commands import MailNotSentError
from secondstory.accounts.forms.sign_in import AskForResetForm


class AskForResetView(PasswordResetView):  # type: ignore[misc]
    """allauth's page, which also says when the mail server does not take the e-mail."""

    def form_valid(self, form: AskForResetForm) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except MailNotSentError:
            form.add_error(None, "The e-mail could not be sent just now. Try again in a few minutes, or ask your administrator.")
            response = self.form_invalid(form)
            response.status_code = 503
        return response


ask_for_reset = AskForResetView.as_view()
