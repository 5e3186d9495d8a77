"""What the shell around every page needs: the places, search, who is signed in, and the head of an incident's pages."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability
from secondstory.language.rule_pages import CATEGORY_TITLES
from secondstory.web.queries.hub import Hub, find_hub

PLACES = (
    ("Incidents", "incidents:list", "incidents", {"incidents", "timeline", "reports"}),
    ("Library", "library:search", "library", {"library"}),
    ("Actions", "actions:list", "actions", {"actions"}),
)
STEPS = {"incidents": "overview", "timeline": "timeline", "reports": "report", "actions": "actions"}


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class AccountLink:
    label: str
    url: str
    is_post: bool = False


def shell(request: HttpRequest) -> dict[str, object]:
    """Return what `design/base.html` reads. The hub costs a statement only where a page shows it."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    return {
        "person": person,
        "home_url": reverse("web:home"),
        "places": [
            Place(label, url, icon, _is_here(request, label, spaces)) for label, name, icon, spaces in PLACES if (url := _address(name))
        ],
        "search_url": _address("library:search"),
        "complete_url": _address("library:complete"),
        "import_url": _address("library:imports") if person.may(Ability.IMPORT) else "",
        "lint": SimpleLazyObject(wording_help),
        "account_links": account_links(person),
        "hub": SimpleLazyObject(lambda: hub_above(request, person)),
    }


def wording_help() -> dict[str, object]:
    """Return what a form needs to show wordings: whom to ask, where the rules are explained, and what their categories are called."""
    titles = {category.value: title for category, (title, _) in CATEGORY_TITLES.items()}
    return {"url": _address("api:lint"), "rules_url": reverse("web:wording"), "titles": titles}


def account_links(person: Person) -> list[AccountLink]:
    """Return what the account menu offers this person."""
    administers = person.may(Ability.ADMINISTER)
    named = [
        ("Your account", "accounts:account", True),
        ("API tokens", "accounts:tokens", True),
        ("People", "accounts:people", administers),
        ("Teams", "accounts:teams", True),
        ("Components", "incidents:components", True),
        ("Severity levels", "incidents:severity", administers),
        ("Measures of time", "incidents:measures", administers),
        ("Evidence inbox", "inbox:browse", person.may(Ability.WRITE)),
        ("Connections", "connections:list", administers),
        ("Audit record", "accounts:audit", administers),
    ]
    links = [AccountLink(label, url) for label, name, is_offered in named if is_offered and (url := _address(name))]
    return [*links, AccountLink("Sign out", reverse("account_logout"), is_post=True)]


def hub_above(request: HttpRequest, person: Person) -> Hub | None:
    """Return the hub of the incident whose key stands in the address."""
    match = request.resolver_match
    key = match.kwargs.get("key") if match else None
    if match is None or not isinstance(key, str):
        return None
    current = STEPS.get(match.namespace, "report" if match.url_name == "report" else "overview")
    return find_hub(key, person=person, current=current)


def _is_here(request: HttpRequest, label: str, spaces: set[str]) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if "key" in match.kwargs and match.namespace in {"web", *STEPS}:
        return label == "Incidents"
    return match.namespace in spaces


def _address(name: str) -> str:
    """Return an address, empty where the door is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
