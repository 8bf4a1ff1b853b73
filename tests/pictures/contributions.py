"""What the people of the pictures write: goals, measures and comments as the members of a rural network write them."""

from dataclasses import dataclass

AREAS = ("Kainuu", "Savo", "Satakunta", "Österbotten", "Lappi", "Pohjois-Karjala", "Keski-Suomi", "Åboland")

# (place of the theme, Finnish, Swedish); one has one language only.
GOALS = (
    (0, "Valtionosuudet tunnustavat pitkät etäisyydet", "Statsandelarna tar hänsyn till långa avstånd"),
    (0, "Kunnalla on varaa päättää omista palveluistaan", "Kommunen har råd att besluta om sin egen service"),
    (0, "Kuntaliitosten sijasta sovitaan yhteisistä palveluista", ""),
    (0, "Hankerahoitus kolmeksi vuodeksi kerrallaan", "Projektfinansiering för tre år åt gången"),
    (1, "Valokuitu joka kotiin vuoteen 2030 mennessä", "Fiber till varje hem före 2030"),
    (1, "Alemman tieverkon korjausvelka puolitetaan", "Reparationsskulden på det lägre vägnätet halveras"),
    (1, "Asuntoja vuokralle myös kirkonkylissä", "Hyresbostäder också i kyrkbyarna"),
    (1, "Monipaikkainen asuminen näkyy kuntien rahoituksessa", ""),
    (2, "Etätyöpiste jokaiseen kirjastoon", "Distansarbetsplats i varje bibliotek"),
    (2, "Lähiruoka kuntien keittiöihin", "Närproducerad mat i kommunernas kök"),
    (2, "Yrityksen jatkajalle tukea sukupolvenvaihdokseen", "Stöd för den som tar över ett företag"),
    (2, "Biokaasu maatiloilta liikenteen polttoaineeksi", ""),
    (3, "", "Skolan finns kvar nära barnen"),
    (3, "Koulukyyti enintään tunnin päivässä", "Skolskjuts högst en timme om dagen"),
    (3, "Kulttuurista ja liikunnasta kutsu kaikille ikäryhmille", "Kultur och motion för alla åldrar"),
    (4, "Neuvola ja terveysasema tunnin matkan päässä SOTE:n jälkeenkin", ""),
    (4, "Kotihoidon lähitori kylätaloille", "Hemvårdens mötesplatser i byagårdarna"),
    (4, "Nuorille keskusteluapua ilman jonoa", "Samtalsstöd för unga utan kö"),
)
RATIONALE = {
    "fi": "Etätyö, etävastaanotto ja yrittäminen edellyttävät sitä. Meillä kyse on siitä, voiko täällä asua.",
    "sv": "Distansarbete, distansmottagning och företagande förutsätter det. Hos oss gäller det om man kan bo här.",
}
LONG = (
    "Kunnassamme on 1 240 asukasta ja 870 kesäasukasta. Matkaa lähimpään terveysasemaan on 64 kilometriä.\n\n"
    "Kokeilu alkoi EU:n tuella vuonna 2017, ja sen aikana palveluja käytettiin kolme kertaa enemmän kuin ennen. "
    "Jos rahoitus päättyy 31.12., palvelu päättyy samana päivänä. Siksi esitämme pysyvää rahoitusta."
)
MEASURES = {
    "fi": (
        {"text": "Laajakaistatuki kaikille kunnille"},
        {
            "text": "Yhteinen kilpailutus naapurikuntien kanssa",
            "responsible": "Maakunnan liitto",
            "time_frame": "2020–2022",
        },
        {"text": "Selvitys kustannuksista", "responsible": "Kuntaliitto", "time_frame": "kevät 2020"},
    ),
    "sv": ({"text": "Utredning om kostnaderna", "responsible": "Kommunförbundet", "time_frame": "våren 2020"},),
}
COMMENTS = (
    ("for", "fi", "Juuri näin. Meillä kolme yritystä on jo muuttanut pois tämän takia."),
    ("question", "fi", "Kuka maksaa? Entä mökit, joilla asutaan puolet vuodesta?"),
    ("against", "sv", "Jag håller inte med: pengarna räcker inte till både vägar och fiber."),
    ("neutral", "fi", "Tavoite on hyvä, mutta vuosiluku on väärä."),
)
PEOPLE = (
    ("Aino Virtanen", "advisory-board"),
    ("Bengt Öhman", "small-network"),
    ("Eeva-Liisa Mäkelä-Korhonen", "advisory-board"),
    ("Heikki Laaksonen", "infra-network"),
    ("Kaisa Niemi", "infra-network"),
    ("Maj-Britt Sjöström", "small-network"),
    ("Olavi Rautiainen", "advisory-board"),
    ("Päivi Åkerblom", "experts"),
    ("Raimo Tuominen", "advisory-board"),
    ("Seppo Heikkinen", "working-groups"),
    ("Tuula Hämäläinen", "advisory-board"),
    ("Väinö Kettunen", None),
)


@dataclass(frozen=True)
class Written:
    """A goal as someone writes it: where, in which language, and the title in the other one if someone gave it."""

    theme: int
    lang: str
    title: str
    other_title: str
    rationale: str
    measures: list[dict[str, str]]
    phenomena: int


def goals(number: int) -> list[Written]:
    """Return this many goals, each with a title of its own."""
    return [_goal(each) for each in range(number)]


def _goal(number):
    theme, finnish, swedish = GOALS[number % len(GOALS)]
    turn = number // len(GOALS)
    place = f" – {AREAS[(turn - 1) % len(AREAS)]}" if turn else ""
    place += f" {1 + (turn - 1) // len(AREAS)}" if turn > len(AREAS) else ""
    lang = "fi" if finnish else "sv"
    measures = MEASURES[lang]
    return Written(
        theme=theme,
        lang=lang,
        title=(finnish or swedish) + place,
        other_title=swedish + place if finnish and swedish else "",
        rationale=LONG if lang == "fi" and number % 7 == 5 else RATIONALE[lang] if number % 3 == 1 else "",
        measures=[measures[at % len(measures)] for at in range(number, number + (number * 2) % 3)],
        phenomena=number % 4,
    )
