"""The forms of django-allauth, in our words."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

from secondstory.accounts.forms.fields import PASSWORD_HELP
from secondstory.accounts.models import Person


class SignInForm(allauth_forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, login=("E-mail address", ""), password=("Password", ""))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AskForResetForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Sends a link to people with an active account, and a hint to anybody else; the page says the same either way."""

    users: list[Person]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, email=("E-mail address", "The one you sign in with."))

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [person for person in self.users if person.has_account]
        return email

    def save(self, request: HttpRequest, **options: Any) -> str:
        email: str = self.cleaned_data["email"]
        if self.users:
            super().save(request, **options)
        else:
            get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password1=("New password", PASSWORD_HELP), password2=("New password, once more", ""))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self,
            oldpassword=("Present password", ""),
            password1=("New password", PASSWORD_HELP),
            password2=("New password, once more", ""),
        )


def _reword(form: forms.Form, **words: tuple[str, str]) -> None:
    """Set label and help of fields, and take the placeholders away: a label stays readable while you type."""
    for name, (label, help_text) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)
