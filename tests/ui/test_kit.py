"""The kit's promises to people who cannot see the screen well, read on what it hands to the browser."""

import json

import reflex as rx

from liciel_app.ui import connection, toast
from liciel_app.ui.badge import STATUSES, count_badge, status_badge
from liciel_app.ui.choice import Choice, choice_cards
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import error_of, money_field, select_field, text_field
from liciel_app.ui.links import phone_link, post_form
from liciel_app.ui.stages import stage_bar
from liciel_app.ui.table import Column, data_table
from liciel_app.ui.tokens import TECHNICIAN_HUES, technician_hue

ROWS = rx.Var("rows", _var_type=list[dict[str, str]])
SORT = rx.Var("sort", _var_type=str)


def drawn(component: rx.Component) -> str:
    return str(component.render()).replace("\\\\", "\\")


def written(sentence: str) -> str:
    """As the compiler writes it."""
    return json.dumps(sentence)[1:-1]


def test_every_status_has_an_icon_and_a_word_beside_its_colour() -> None:
    for code, status in STATUSES.items():
        text = drawn(status_badge(code))
        assert written(status.label) in text
        assert "svg" in text or "Lucide" in text
        assert status.tone in text


def test_an_unknown_status_is_shown_as_it_is() -> None:
    assert "somewhere" in drawn(status_badge(rx.Var("somewhere", _var_type=str)))


def test_a_count_of_zero_is_not_shown() -> None:
    assert "> 0" in drawn(count_badge(rx.Var("waiting", _var_type=int)))


def test_a_refused_field_points_to_its_sentence_and_its_hint() -> None:
    errors = rx.Var("errors", _var_type=dict[str, str])
    text = drawn(text_field("street", "Rue", hint="Numéro et rue", error=error_of(errors, "street")))
    assert "champ-street-erreur champ-street-aide" in text
    assert "aria-invalid" in text
    assert 'htmlFor:"champ-street"' in text


def test_a_field_keeps_what_was_typed_because_it_has_no_value_of_its_own() -> None:
    text = drawn(money_field("price", "Prix", default_value="120,00"))
    assert "defaultValue" in text
    assert "value:" not in text.replace("defaultValue:", "")


def test_a_select_is_born_again_when_its_default_arrives_late() -> None:
    kind = rx.Var("record.kind", _var_type=str)
    assert "key:record.kind" in drawn(select_field("kind", "Nature", [("flat", "Appartement")], default_value=kind))


def test_choices_are_radios_of_one_group() -> None:
    text = drawn(choice_cards("project", "Projet", [Choice("sale", "Vente"), Choice("rent", "Location")]))
    assert text.count('name:"project"') == 2
    assert "fieldset" in text
    assert "legend" in text


def _table() -> str:
    columns = [
        Column("reference", "Référence", lambda row: row["reference"], sortable=True),
        Column("actions", "Gestes", lambda row: row["reference"], title_hidden=True, hide_on_phone=True),
    ]
    return drawn(
        data_table(
            columns,
            ROWS,
            label="Dossiers",
            empty=empty("Aucun dossier."),
            row_key=lambda row: row["id"],
            row_href=lambda row: row["reference"],
            sort=SORT,
            on_sort=lambda _key: rx.noop(),
        )
    )


def test_a_sorted_column_says_its_order() -> None:
    assert '"ascending"' in _table()
    assert '"descending"' in _table()


def test_a_row_is_opened_by_a_real_link() -> None:
    assert "lx-row-link" in _table()


def test_the_title_of_a_column_of_buttons_is_still_read_aloud() -> None:
    assert "lx-spoken" in _table()


def test_the_current_stage_is_marked_for_screen_readers() -> None:
    assert "aria-current" in drawn(stage_bar(["Commande", "Visite"], 1, label="Avancement"))


def test_logging_out_is_a_real_post() -> None:
    text = drawn(post_form("x", action="/deconnexion"))
    assert 'method:"post"' in text
    assert 'action:"/deconnexion"' in text


def test_a_phone_number_is_called_by_its_link() -> None:
    assert "tel:0556000010" in drawn(phone_link("0556000010"))


def test_an_act_can_be_taken_back_for_ten_seconds() -> None:
    text = str(toast.undoable("Déplacé.", rx.noop(), word="Annuler").args)
    assert "10000" in text
    assert "Annuler" in text


def test_what_can_be_taken_back_leaves_when_something_newer_happened() -> None:
    assert "visit-arrived" in str(toast.undoable("Noté.", rx.noop(), word="Annuler", name="visit-arrived").args)
    assert "visit-arrived" in str(toast.past("visit-arrived").args)


def test_nathalie_s_focus_comes_back_to_what_opened_the_dialog() -> None:
    text = drawn(panel_dialog("Planifier", open=rx.Var("o", _var_type=bool), on_open_change=rx.noop()))
    assert "onOpenAutoFocus" in text
    assert "onCloseAutoFocus" in text


def test_technicians_keep_apart_and_come_round_after_eight() -> None:
    assert len({hue.background for hue in TECHNICIAN_HUES}) == 8
    assert technician_hue(8) == technician_hue(0)


def test_the_framework_says_nothing_in_english() -> None:
    wraps = connection.app_wraps(rx.Var("lang", _var_type=str))
    text = "".join(str(wrap(True)) for wrap in wraps.values())
    assert "Cannot connect" not in text
    assert "An error occurred" not in text
    assert "interrompue" in text
