"""How django-allauth behaves here: nobody signs up alone, mails look like ours and fail in plain words, words are ours."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from secondstory.accounts.commands.mail import send_mail
from secondstory.accounts.models import Person


def base_url(request: HttpRequest) -> str:
    """Return the address under which people reach the product, without a slash: the one set, else that of the request."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is deactivated. An administrator can reactivate it.",
        "email_password_mismatch": "The e-mail address and the password do not match. Check both, or set a new password.",
        "enter_current_password": "This is not your present password.",
        "too_many_login_attempts": "Too many attempts in a short time. Wait five minutes, or set a new password.",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "rate_limited": "Too many attempts in a short time. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send our mail in the place of allauth's; raise `MailNotSentError`."""
        request = allauth_context.request
        send_mail(template_prefix, to=email, context={**context, "request": None, "base_url": base_url(request), "email": email})

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return base_url(allauth_context.request) + path.replace("UID-KEY", key)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")

    def set_password(self, user: Person, password: str) -> None:
        """Store a new password; every other session of the person ends with the old one."""
        user.set_password(password)
        user.save(update_fields=["password"])
