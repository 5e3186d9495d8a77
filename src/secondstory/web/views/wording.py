from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from secondstory.language.rule_files import built_in_rules


def wording(request: HttpRequest) -> HttpResponse:
    """Every rule of the linter: what it looks for, why, and what helps instead."""
    rules = [(rule.id.replace("-", " ").capitalize(), rule) for rule in built_in_rules()]
    return render(request, "web/wording.html", {"rules": rules})
