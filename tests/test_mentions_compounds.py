"""Compounds: names by shape and context, look-alikes, aliases."""

from __future__ import annotations

import time

import pytest
from mention_pages import HOSTILE, TRADE, aliases, names, page, words

from kg.document import Document
from kg.mentions.compounds import recognise
from kg.structure import lay_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dosing with QZR4817 goes on.", "QZR4817"),
        ("The trial of XQ-204 enrols patients.", "XQ-204"),
        ("Its lead candidate, GEV-KM07S2, is a vaccine.", "GEV-KM07S2"),
        ("The company studies Z-PLUX₂₀₀ in asthma.", "Z-PLUX200"),
        ("It combines zorvatinib with chemotherapy.", "zorvatinib"),
        ("Patients receive quelutuzumab soravtansine weekly.", "quelutuzumab soravtansine"),
        ("Xelpriva® is a topical treatment for psoriasis.", "Xelpriva"),
        ("The FDA approved Xelpriva(TM) for asthma.", "Xelpriva"),
        ("It makes ROXALIN, a recombinant fusion protein. ROXALIN was granted priority review.", "ROXALIN"),
        ("QSMA ADC is an antibody-drug conjugate. Doses of QSMA ADC increase.", "QSMA ADC"),
        ("The pipeline holds KPX(TM)-RSV for asthma.", "KPX-RSV"),
        ("XQ-102 SL is given once daily.", "XQ-102 SL"),
        ("The pipeline includes quoverolimut-S.", "quoverolimut-S"),
        ("It makes KPX(TM)-RSV for asthma, and KPX+rZA for allergy.", "KPX+rZA"),
        ("It markets Xelpriva(R) SoftPen(R) (zorvatinib injection).", "Xelpriva SoftPen"),
        ("Xelpriva invented ROXALIN for asthma.", "ROXALIN"),
        ("Its lead product, HyXelioTM (synthetic quinericin), is a therapy for eczema.", "HyXelio"),
        ("The company develops QEO-ZVA, Zelda’s vaccine candidate for smallpox.", "QEO-ZVA"),
        ("Patients got pegylated liposomal zorvarubicin.", "pegylated liposomal zorvarubicin"),
        ("Lithium, a mood stabilizer, was approved.", "Lithium"),
        ("In QZR4817-treated patients doses fell.", "QZR4817"),
        ("It has products including CunnaXil and Zimetra. CunnaXil is for epilepsy.", "Zimetra"),
        ("Diabetes drugs like Xelpriva®, Zoldara® and Quviva® sell well.", "Quviva"),
        ("It won approval of Xelpriva® and markets Zoldara® and Xelpriva®.", "Zoldara"),
        ("Stem cell therapies, including Zelda Vita and ZeldaLink, are offered.", "Zelda Vita"),
        ("It prepares the launch of ZRIMOXOL PF for eczema.", "ZRIMOXOL PF"),
        ("The FDA approved the IND for QEO-KA1, a drug. QEO-M3 targets plaques.", "QEO-M3"),
        ("The drug is called Zimetra and treats pain. Zimetra sells well.", "Zimetra"),
        ("It withdrew its drug candidate, zovorestat.", "zovorestat"),
        ("It plans an application to the U.S. Agency for zoramin to treat sleeping sickness.", "zoramin"),
        ("The pipeline is comprised of ZeldaPrep(TM) to fight cancer.", "ZeldaPrep"),
        ("Development of XELVA(TM) Fentanyl goes on.", "XELVA Fentanyl"),
        ("Its lead candidate, Zelda TherapyTM, treats sepsis.", "Zelda Therapy"),
        ("It studies 2-bromo-LSD in patients.", "2-bromo-LSD"),
        ("QEO-ZVA is Zelda’s vaccine. The QEO-ZVA Phase 3 trial of QEO-ZVA goes on.", "QEO-ZVA"),
    ],
)
def test_compounds_are_found_by_shape_and_context(text: str, expected: str) -> None:
    assert expected in names(recognise, text, "Compound")


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 and H5N1 spread; SARS-CoV-2 is a virus.",
        "IL-2, CD19, HER2 and PD-1 are antigens; mutations such as V600E and G12C are known.",
        "The trial NCT01234567 is on ClinicalTrials.gov, and KEYROAD-689 is a Phase 3 trial.",
        "See Form 10-K, ISO-9001, 21E and the grant R01CA123456 of June 30, 2024.",
        "It spoke at EHA2025 on 12 June; abstract CT123 is number 8057.",
        "Xelform® is a technology platform for tablets.",
        "Zelda Therapeutics, Inc. (NASDAQ: ZLDA), a company that develops vaccines, reported results.",
        "The Food and Drug Administration met the company.",
        "Genes such as QOL17A1 were expressed, and treatment of patients with QOL17A1 drugs went on.",
        "It began ROSETTE-Lung1, a Phase 2 trial. Trials like ROSETTE-Lung1 for lung cancer matter.",
        "Abstract #LBA7431 tells of the trial ROSETTE U-01 for cancer.",
        "The enzyme shield drug (ESDRG) is new. ESDRG treatment, an antibody, was given.",
        "The registry, with the AHXA, is a therapy. The AHXA is a therapy.",
        "Therapies for conditions like Zeldheim and drugs like Zelda’s pill matter to patients in trials.",
        "It expands its Phase 3 QARADIZM program for depression. Patients of QARADIZM are treated.",
        "Our QRSTL program treats pain; QRSTL therapy is studied in asthma.",
        "CellZen, a program at the university, approved a trial. Development of CellZen for asthma goes on.",
        "It combats psoriasis (a disease) and type 2 diabetes mellitus (T2DM) with drugs.",
        "Xelform® is Zelda’s patented method for making drugs.",
        "Zelda launched the ZELDID™ Market. Trade at the ZELDID™ Market of drugs began.",
        "Patients take part in the Zelda Atlas Lipid Optimal Review Quality Improvement (ZALOR-QI) program."
        " The ZALOR-QI program treats disease.",
        "High-Risk patients have a high, others a low risk of disease. High-Risk treatment goes on.",
        "CHICAGO — A drug trial found that patients of CHICAGO did well.",
        "It measured plasma aldosterone of patients and eliminated benzethonium chloride, a preservative.",
        "It launched zeldaBBB.ai(TM), a public module that predicts drugs. Sales of zeldaBBB.ai(TM) rise.",
        "The vaccine uses modified vaccinia Ankara (MVA), a large virus capable of carrying antigens.",
        "Data from the studies, BRACELET-1 and IND-213, showed benefit for patients with disease.",
    ],
)
def test_look_alikes_are_none(text: str) -> None:
    assert names(recognise, text, "Compound") == set()


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        ("QZR853 (quelutuzumab soravtansine) is active.", "QZR853", "quelutuzumab soravtansine"),
        ("QZR853 (quelutuzumab soravtansine) is active.", "quelutuzumab soravtansine", "QZR853"),
        ("HyXelio(TM) (XQ301 or synthetic quinericin) is a therapy for eczema.", "HyXelio", "XQ301"),
        ("XQ-55, formerly known as QRT-9012, is an inhibitor. Doses of XQ-55 rise.", "QRT-9012", "XQ-55"),
        ("The vitreous substitute QVB-1701/Vitroxa® was approved.", "QVB-1701", "Vitroxa"),
        ("quelutuzumab (Quelura®) was given to patients.", "quelutuzumab", "Quelura"),
        ("Doses of QZR853 IV rise. The FDA cleared QZR853 for cancer.", "QZR853", "QZR853 IV"),
    ],
)
def test_aliases_in_both_directions(text: str, name: str, alias: str) -> None:
    assert alias in aliases(recognise, text, name)


def test_an_ingredient_of_two_products_is_no_alias() -> None:
    text = "Xelpriva® (zorvatinib) and Yelpriva® (zorvatinib) were approved for the treatment of asthma."
    assert aliases(recognise, text, "Xelpriva") == set()


@pytest.mark.parametrize(
    "text",
    [
        "XQ945 (IV zorvatinib) was given. Doses of zorvatinib rise.",
        "XQ945, a zorvatinib product, has rivals. Doses of zorvatinib (XQ945) rise.",
    ],
)
def test_what_many_products_are_made_of_is_no_alias(text: str) -> None:
    assert aliases(recognise, text, "XQ945") == set()


def test_an_ingredient_that_the_text_gives_to_two_products_is_no_alias() -> None:
    text = "The FDA approved zorvatinib, the active ingredient in XQ945. Then zorvatinib (XQ942) was given."
    assert aliases(recognise, text, "XQ945") == set()
    assert aliases(recognise, text, "XQ942") == set()


def test_a_formulation_of_an_ingredient_is_a_product_of_its_own() -> None:
    text = "QP1001-A (zorvatinib with enhanced properties) began Phase 1 trials. Doses of zorvatinib rise."
    assert aliases(recognise, text, "QP1001-A") == set()


def test_a_disease_is_no_alias() -> None:
    assert aliases(recognise, "Trials in psoriasis (XQ302) of XQ302 go on.", "XQ302") == set()


def test_a_name_found_once_is_found_everywhere_with_its_mark() -> None:
    text = "Xelpriva® is a therapy for asthma. Then Xelpriva grew. XELPRIVA stayed."
    assert words(recognise, text) == {"Xelpriva®", "Xelpriva", "XELPRIVA"}


def test_texts_of_other_trades_hold_none() -> None:
    page_of_trade = lay_out(
        Document(id="bank", text="The drone DJI-4500 flies. Model XQ-204 is a car for ACME®.")
    )
    assert list(recognise(page_of_trade)) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:10]))
def test_time_is_linear_on_hostile_text(text: str) -> None:
    list(recognise(page(TRADE)))
    hostile = page(text)
    begin = time.process_time()
    list(recognise(hostile))
    assert time.process_time() - begin < 5
