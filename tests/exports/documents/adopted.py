"""A document with everything in it, made without a database: what its files are tested and shown by."""

from datetime import date

from workshop.content import (
    Content,
    DataTable,
    GoalEntry,
    MeasureEntry,
    Picture,
    Prose,
    Section,
    Wording,
)

LANGUAGES = ("fi", "sv")


def said(fi: str, sv: str = ""):
    """Return a text in both languages; where it has no Swedish, its Finnish stands there, and says so."""
    return {"fi": Wording(fi, "fi"), "sv": Wording(sv, "sv") if sv else Wording(fi, "fi")}


def document(*more: str) -> Content:
    """Return an adopted document with two themes, and with `more` as texts at the end of its introduction."""
    return Content(
        title=said("Kuntien luontotyön painopisteet 2027–2030", "Prioriteringar för kommunernas naturarbete 2027–2030"),
        organisation=said("Kuntien luontoverkosto", "Kommunernas naturnätverk"),
        state="adopted",
        languages=LANGUAGES,
        sections=(_introduction(more), _forests(), _waters(), _appendix()),
        body=said("Verkoston johtoryhmä", "Nätverkets styrgrupp"),
        adopted_on=date(2027, 4, 25),
        minutes="§ 14",
        address="https://tavoitteet.example/a/luonto-2027",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


def _introduction(more):
    text = said(
        "Verkoston kunnat kokosivat tavoitteensa **kahdessa työpajassa**. Tavoitteita ehdotettiin 60, ja niistä "
        "kymmenen sai eniten kannatusta.\n\n### Näin luet\n\n- Numero on tavoitteen oma ja pysyvä.\n"
        "- Sen alla kerrotaan, millä numerolla tavoite ehdotettiin.\n\n"
        "Lisää: [verkoston sivut](https://verkosto.example/).",
        "Nätverkets kommuner samlade sina mål i **två verkstäder**. Sextio mål föreslogs, och tio av dem fick mest "
        "stöd.\n\n### Så läser du\n\n- Numret är målets eget och ändras inte.\n"
        "- Under målet står det vilket nummer det föreslogs under.\n\n"
        "Mera: [nätverkets sidor](https://natverket.example/).",
    )
    return Section(
        "introduction", "", said("Johdanto", "Inledning"), (Prose(text), *(Prose(said(each)) for each in more))
    )


def _forests():
    first = GoalEntry(
        "1.1",
        "3.7",
        said(
            "Kunnan metsissä on lahopuuta vähintään 20 m³ hehtaarilla",
            "I kommunens skogar finns minst 20 m³ död ved per hektar",
        ),
        rationale=said(
            "Lahopuu on neljäsosan metsälajeista koti. Taajamametsissä sitä on nyt keskimäärin kolme kuutiota, ja "
            "suojelualueillakin harvoin yli kymmenen.",
            "Var fjärde skogsart lever av död ved. I tätortsskogarna finns det nu i medeltal tre kubikmeter, och "
            "sällan över tio ens i skyddsområden.",
        ),
        figures=(said("Puolesta 31, vastaan 4", "För 31, emot 4"), said("Sija 1/10", "Plats 1/10")),
        measures=(
            MeasureEntry(
                "1.1.1",
                said(
                    "Kaatuneet puut jätetään paikoilleen, kun ne eivät ole vaaraksi.",
                    "Fallna träd lämnas kvar där de inte är till fara.",
                ),
                said("Tekninen toimi", "Tekniska sektorn"),
                said("2028 mennessä", "senast 2028"),
            ),
            MeasureEntry("1.1.2", said("Asukkaille kerrotaan kylteillä, miksi puu saa maata.")),
        ),
    )
    second = GoalEntry(
        "1.2",
        "3.2",
        said(
            "Joka kunnassa on vieraslajien torjunnan yhteyshenkilö",
            "Varje kommun har en kontaktperson för bekämpning av främmande arter",
        ),
        rationale=said(
            "Talkoot onnistuvat, kun joku vastaa puhelimeen.", "Talkon lyckas när någon svarar i telefonen."
        ),
        measures=(
            MeasureEntry("1.2.1", said("Nimetään yhteyshenkilö ja varahenkilö.", "Kontaktperson och ersättare utses.")),
        ),
    )
    return Section("theme", "1", said("Metsät ja viheralueet", "Skogar och grönområden"), (first, second))


def _waters():
    goal = GoalEntry(
        "2.1",
        "5.1",
        said("Purot avataan putkista", "Bäckar öppnas ur rör"),
        rationale=said("Avoin puro viilentää, viivyttää tulvaa ja tuo taimenen takaisin."),
    )
    return Section("theme", "2", said("Vedet", "Vatten"), (goal,))


def _appendix():
    rows = [
        (said("1 Metsät ja viheralueet", "1 Skogar och grönområden"), "2", "0", "0"),
        (said("2 Vedet", "2 Vatten"), "1", "1", "0"),
    ]
    table = DataTable(
        said("Teemat ja ilmiöt", "Teman och fenomen"),
        (
            said("Teema", "Tema"),
            said("Ilmastonmuutos", "Klimatförändringen"),
            said("Luontokato", "Förlusten av biologisk mångfald"),
            said("Ei ilmiötä", "Inget fenomen"),
        ),
        tuple((name, *(said(figure, figure) for figure in figures)) for name, *figures in rows),
    )
    picture = Picture(
        "themes-and-phenomena",
        said("Metsillä ei ole tavoitetta luontokadosta.", "Skogarna har inget mål om mångfalden."),
        table,
    )
    return Section("appendix", "", said("Liite: luvut", "Bilaga: siffror"), (picture,))
