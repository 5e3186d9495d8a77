"""The vocabulary of a report and how long it takes to read."""

import re
from enum import StrEnum

WORDS_A_MINUTE = 230  # Silent reading of non-fiction, Brysbaert 2019: 238 on average; rounded down for technical text.


class ReportStatus(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


MOVES: dict[ReportStatus, dict[ReportStatus, str]] = {
    ReportStatus.DRAFT: {ReportStatus.IN_REVIEW: "Ask for a review"},
    ReportStatus.IN_REVIEW: {ReportStatus.REVIEWED: "It is reviewed", ReportStatus.DRAFT: "Back to draft"},
    ReportStatus.REVIEWED: {ReportStatus.PUBLISHED: "Publish", ReportStatus.IN_REVIEW: "Back to review"},
    ReportStatus.PUBLISHED: {ReportStatus.SUPERSEDED: "Mark as superseded", ReportStatus.DRAFT: "Take back to draft"},
    ReportStatus.SUPERSEDED: {ReportStatus.PUBLISHED: "Publish again"},
}


def moves_from(status: str, *, may_publish: bool) -> dict[ReportStatus, str]:
    """Return where a report can go from here, with the words of the button. What is out changes only through those who may publish."""
    out = {ReportStatus.PUBLISHED, ReportStatus.SUPERSEDED}
    here = ReportStatus(status)
    return {there: words for there, words in MOVES[here].items() if may_publish or not {here, there} & out}


class SectionKind(StrEnum):
    NARRATIVE = "narrative"
    CAUSES = "causes"
    WENT_WELL = "went_well"
    WAS_HARD = "was_hard"
    LUCKY = "lucky"
    BACKLOG_BEFORE = "backlog_before"
    ACTED_BEFORE = "acted_before"
    LESSONS = "lessons"
    APPENDIX = "appendix"
    OTHER = "other"


class FactorRole(StrEnum):
    TRIGGER = "trigger"
    CONTRIBUTING = "contributing"
    LATENT = "latent"
    WORSENED = "worsened"
    DEFENCE_HELD = "defence_held"
    LUCK = "luck"


class FactorCategory(StrEnum):
    CHANGE = "change"
    CONFIGURATION = "configuration"
    CAPACITY = "capacity"
    CODE_DEFECT = "code_defect"
    ARCHITECTURE = "architecture"
    DEPENDENCY = "dependency"
    DATA = "data"
    INFRASTRUCTURE = "infrastructure"
    OBSERVABILITY = "observability"
    TESTING = "testing"
    DEPLOYMENT_PIPELINE = "deployment_pipeline"
    TOOLING = "tooling"
    DOCUMENTATION = "documentation"
    TRAINING = "training"
    PROCESS_APPROVAL = "process_approval"
    OWNERSHIP = "ownership"
    COMMUNICATION = "communication"
    WORKLOAD_PRESSURE = "workload_pressure"
    INCENTIVES_PRIORITY = "incentives_priority"
    SECURITY = "security"
    EXTERNAL = "external"
    UNKNOWN = "unknown"


def word_count(*texts: str) -> int:
    return sum(len(re.findall(r"\w+(?:['’-]\w+)*", text)) for text in texts)


def seconds_to_read(words: int) -> int:
    return round(words * 60 / WORDS_A_MINUTE)
