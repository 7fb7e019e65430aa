"""Second thoughts about files and conclusions, and who may have them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import DossierFile, FileRole
from liciel_app.dossiers.queries import asked
from liciel_app.dossiers.queries.reaching import Point, reach
from liciel_app.dossiers.services import correcting
from tests.dossiers.cases import a_planned_dossier, a_report
from tests.people import Cast

Remove = Callable[[Work, int], DossierFile]
REMOVING = pytest.mark.parametrize("remove", [services.remove_file, correcting.take_back])


@pytest.fixture
def file(work: Work, people: Cast) -> DossierFile:
    file = a_report(work, a_planned_dossier(work, people), "scan.pdf")
    work.db.commit()
    return file


def test_the_type_of_an_attachment_is_not_a_report_s(work: Work, people: Cast) -> None:
    plan = a_report(work, a_planned_dossier(work, people), "plan.pdf", role=FileRole.ATTACHMENT)
    with pytest.raises(Refused):
        correcting.correct_kind(work, plan.id or 0, "DPE")


def test_an_unknown_type_is_refused(work: Work, file: DossierFile) -> None:
    with pytest.raises(Invalid):
        correcting.correct_kind(work, file.id or 0, "RECETTE")


def test_a_file_comes_back_unless_another_took_its_name(work: Work, file: DossierFile) -> None:
    correcting.take_back(work, file.id or 0)
    assert queries.current(work, file.dossier_id) == []
    a_report(work, queries.get(work, file.dossier_id), "scan.pdf", content=b"%PDF-1.4 other")
    with pytest.raises(Conflict):
        correcting.put_back(work, file.id or 0)


def test_what_was_not_removed_cannot_be_put_back(work: Work, file: DossierFile) -> None:
    with pytest.raises(NotFound):
        correcting.put_back(work, file.id or 0)


@REMOVING
def test_karim_removes_his_own_file_until_he_hands_the_dossier_over(
    people: Cast, work: Work, file: DossierFile, remove: Remove
) -> None:
    dossier = queries.get(work, file.dossier_id)
    work.actor = people.technician
    first, second = (a_report(work, dossier, f"{kind}.pdf").id or 0 for kind in ("GAZ", "ELEC"))
    remove(work, first)
    services.hand_over(work, file.dossier_id)
    for late in (lambda: remove(work, second), lambda: correcting.put_back(work, first)):
        with pytest.raises(NotAllowed, match="Seul le bureau"):
            late()
    work.actor = people.assistant
    remove(work, second)
    assert [one.name for one in queries.current(work, file.dossier_id)] == ["scan.pdf"]


@REMOVING
def test_karim_removes_neither_the_office_s_file_nor_a_namesake_s(
    people: Cast, work: Work, file: DossierFile, remove: Remove
) -> None:
    file.uploaded_by = people.technician.name
    work.db.add(file)
    work.db.commit()
    with begin(people.technician) as his, pytest.raises(NotAllowed):
        remove(his, file.id or 0)


@REMOVING
def test_a_file_of_a_dossier_that_is_no_longer_karim_s_is_not_found(
    people: Cast, work: Work, file: DossierFile, remove: Remove
) -> None:
    dossier = queries.get(work, file.dossier_id)
    work.actor = people.technician
    his = a_report(work, dossier, "GAZ.pdf").id or 0
    work.actor = people.assistant
    services.cancel_visit(work, file.dossier_id)
    work.actor = people.technician
    with pytest.raises(NotFound):
        remove(work, his)


@REMOVING
@pytest.mark.parametrize("who", ["sales", "client", "stranger", "visitor"])
def test_nobody_else_removes_anything(people: Cast, work: Work, file: DossierFile, remove: Remove, who: str) -> None:
    with begin(getattr(people, who)) as theirs, pytest.raises((NotAllowed, NotFound)):
        remove(theirs, file.id or 0)
    assert queries.current(work, file.dossier_id) == [file]


def test_neither_claire_nor_a_stranger_corrects_anything(people: Cast, work: Work, file: DossierFile) -> None:
    for actor, refusal in ((people.client, NotAllowed), (people.stranger, (NotFound, NotAllowed))):
        with begin(actor) as theirs:
            for gesture in (correcting.take_back, correcting.put_back):
                with pytest.raises((NotFound, NotAllowed)):
                    gesture(theirs, file.id or 0)
            with pytest.raises(refusal):
                correcting.correct_kind(theirs, file.id or 0, "DPE")


def test_rewording_an_absent_mission_is_not_found(work: Work, file: DossierFile) -> None:
    with pytest.raises(NotFound):
        correcting.reword(work, 999, "Rien.")


def test_a_reworded_conclusion_of_another_s_dossier_is_not_found(people: Cast, work: Work, file: DossierFile) -> None:
    mission = queries.dossier_sheet(work, file.dossier_id).missions[0].id
    services.cancel_visit(work, file.dossier_id)
    work.db.commit()
    with begin(people.technician) as his, pytest.raises(NotFound):
        correcting.reword(his, mission, "Rien.")


@given(st.text())
def test_an_address_names_a_dossier_or_none(text: str) -> None:
    try:
        assert 0 <= asked.number(text) < 2**31
    except NotFound:
        assert not (text.isascii() and text.isdecimal() and len(text) < 10)


@given(st.text(), st.text(), st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_links_to_a_phone_s_applications_are_one_word(phone: str, address: str, point: Point | None) -> None:
    links = reach(phone, address, point)
    for link in (links.call, links.text, links.road, links.geo):
        assert not any(sign.isspace() or sign in '"<>' for sign in link)
    assert links.call == "" or links.call.startswith("tel:")
