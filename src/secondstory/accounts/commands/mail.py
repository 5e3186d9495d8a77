from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string


class MailNotSentError(Exception):
    """The mail server did not take a mail. The message says so in plain words; the cause holds the technical reason."""

    def __init__(self, problem: str) -> None:
        super().__init__("The e-mail could not be sent: the mail server did not take it.")
        self.problem = problem


def mail_connection() -> BaseEmailBackend:
    """Return a connection to the mail server, with Django's time limit; it opens with the first mail."""
    connection: BaseEmailBackend = get_connection(fail_silently=False)
    return connection


def send_mail(template: str, *, to: str, context: dict[str, object], connection: BaseEmailBackend | None = None) -> None:
    """Send `<template>_subject.txt`, `<template>_message.txt` and `<template>_message.html`; raise `MailNotSentError`."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    mail = EmailMultiAlternatives(
        subject, render_to_string(f"{template}_message.txt", context).strip() + "\n", to=[to], connection=connection
    )
    mail.attach_alternative(render_to_string(f"{template}_message.html", context).strip(), "text/html")
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        raise MailNotSentError(str(error)[:200] or type(error).__name__) from error
