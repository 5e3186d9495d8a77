from django.http import HttpRequest, JsonResponse

from secondstory.incidents.queries import component_suggestions, people_suggestions, team_names
from secondstory.kit.zones import zone_names

MOST = 10


def components(request: HttpRequest) -> JsonResponse:
    return _answer(component_suggestions(_typed(request), limit=MOST))


def people(request: HttpRequest) -> JsonResponse:
    return _answer(people_suggestions(_typed(request), limit=MOST))


def teams(request: HttpRequest) -> JsonResponse:
    return _answer([team.name for team in team_names().filter(name__icontains=_typed(request))[:MOST]])


def zones(request: HttpRequest) -> JsonResponse:
    typed = _typed(request).lower().replace(" ", "_")
    return _answer([name for name in zone_names() if typed in name.lower()][:MOST])


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:120]


def _answer(names: list[str]) -> JsonResponse:
    return JsonResponse([{"value": name, "label": name} for name in names], safe=False)
