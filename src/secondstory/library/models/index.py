"""What search reads: a narrow row and the text of every incident, the open part and the restricted part in tables of their own.

The engines add to these tables what only they know: on SQLite full-text tables that triggers keep true, on PostgreSQL two vectors in the
narrow row. `engines` has the details.
"""

from django.db import models

from secondstory.incidents.models import Incident


class Entry(models.Model):
    """What results are narrowed, counted and sorted by. Sets stand in one column as `,3,17,`, so that `,3,` finds a member.

    The incident's own row may be gone before its entry is forgotten, hence no constraint.
    """

    incident = models.OneToOneField(Incident, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    occurred_on = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=20)
    severity_level = models.PositiveBigIntegerField(null=True, help_text="Id of the severity level.")
    status = models.CharField(max_length=12)
    teams = models.TextField(help_text="Ids.")
    components = models.TextField(help_text="Ids.")
    factors = models.TextField(help_text="Categories.")
    has = models.TextField(help_text="What can be asked for with has:.")
    single = models.CharField(max_length=80, help_text="Kind, level, status and year in one, to count them in one go.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"Entry {self.pk}"


class EntryText(models.Model):
    """Plain text for passages and phrases. `terms_…` are the distinct stems of each word class, where the engine needs them stored."""

    incident = models.OneToOneField(Incident, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    timeline = models.TextField()
    factors = models.TextField()
    actions = models.TextField()
    people = models.TextField()
    components = models.TextField()
    terms_title = models.TextField(db_default="")
    terms_summary = models.TextField(db_default="")
    terms_detail = models.TextField(db_default="")
    terms_often = models.TextField(db_default="")
    terms_rest = models.TextField(db_default="")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class OpenEntry(Entry):
    class Meta:
        db_table = "library_open_entry"


class RestrictedEntry(Entry):
    class Meta:
        db_table = "library_restricted_entry"


class OpenText(EntryText):
    class Meta:
        db_table = "library_open_text"


class RestrictedText(EntryText):
    class Meta:
        db_table = "library_restricted_text"


class Word(models.Model):
    """A word of the open part as it is written, for corrections and completions. `reports` is the number of entries that have it."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)
    reports = models.IntegerField()

    def __str__(self) -> str:
        return self.word
