from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms
from django.http import Http404
from django.test import Client, RequestFactory, override_settings

from secondstory.design import views
from secondstory.design.tests.rendering import render

AT = datetime(2026, 11, 10, 13, 4, tzinfo=UTC)


class TrialForm(forms.Form):
    due_on = forms.DateField(label="Due date", help_text="Within 15 days.")
    told = forms.BooleanField(label="Told", required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_severity_is_said_in_a_word_and_in_rungs() -> None:
    markup = render('{% load design %}{% severity 2 "Major" %}')
    assert "Major" in markup
    assert markup.count('fill="currentColor"') == 2


@pytest.mark.parametrize(("level", "rungs"), [(1, 3), (2, 2), (3, 1), (4, 1), (0, 0)])
def test_graver_levels_have_more_rungs(level: int, rungs: int) -> None:
    assert render("{% load design %}{% severity level %}", {"level": level}).count('fill="currentColor"') == rungs


def test_a_label_is_escaped() -> None:
    assert "<script>" not in render("{% load design %}{% severity 1 label %}", {"label": "<script>"})
    assert "<script>" not in render("<c-badge>{{ label }}</c-badge>", {"label": "<script>"})


def test_a_relative_time_says_the_exact_one_to_screen_readers() -> None:
    markup = render('{% load design %}{% ago at zone="Europe/Berlin" %}', {"at": AT})
    assert 'datetime="2026-11-10T13:04:00+00:00"' in markup
    assert '<span class="hide">Tuesday 10 November 2026, 14:04 CET</span>' in markup


def test_no_time_leaves_nothing_on_the_page() -> None:
    assert render("{% load design %}{% ago none %}{% moment none %}{% due none %}", {"none": None}) == ""


def test_times_are_shown_in_the_zone_of_the_reader() -> None:
    class Reader:
        time_zone = "Asia/Tokyo"

    assert "22:04 JST" in render('{% load design %}{% moment at style="time" %}', {"at": AT, "person": Reader()})


def test_a_field_ties_help_and_error_to_its_control() -> None:
    form = TrialForm({"due_on": "31 Nov"})
    markup = render("<c-field :field='form.due_on' />", {"form": form})
    assert 'aria-describedby="id_due_on_helptext id_due_on_error"' in markup
    assert 'id="id_due_on_error"' in markup
    assert 'aria-invalid="true"' in markup
    assert 'value="31 Nov"' in markup


def test_choices_are_a_fieldset_with_a_legend() -> None:
    markup = render("<c-field :field='form.kind' />", {"form": TrialForm()})
    assert "<fieldset" in markup
    assert markup.count("<label") == 2


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    markup = render("<c-form_errors :form='form' />", {"form": TrialForm({})})
    assert '<a href="#id_due_on">Due date: This field is required.</a>' in markup
    assert 'role="alert"' in markup


def test_a_button_with_an_address_is_a_link() -> None:
    assert render('<c-button href="/x/">Go</c-button>').strip().startswith("<a ")
    assert 'type="submit"' in render("<c-button>Go</c-button>")


def test_the_icons_that_do_not_exist_are_noticed() -> None:
    with pytest.raises(KeyError):
        render('{% load design %}{% icon "unicorn" %}')


@pytest.mark.usefixtures("alone")
@pytest.mark.django_db
def test_the_components_page_is_for_those_who_ask_for_it() -> None:
    assert Client().get("/design/").status_code == 200
    with override_settings(DESIGN_PAGE=False), pytest.raises(Http404):
        views.components(RequestFactory().get("/design/"))


def test_where_nobody_can_be_asked_a_form_has_nothing_for_wordings() -> None:
    assert render('<c-wording :lint="lint" :people="[]" />', {"lint": None}).strip() == ""


def test_the_names_of_people_stand_in_a_form_as_data_and_never_as_markup() -> None:
    lint = {"url": "/api/lint", "rules_url": "/wording/", "titles": {"fault": "Fault"}}
    markup = render('<c-wording :lint="lint" :people="people" />', {"lint": lint, "people": ["</script><b>Ada</b>"]})
    assert "<b>Ada" not in markup
    assert 'data-wording="/api/lint"' in markup
    assert 'role="status"' in markup
