"""An invented nomenclature, laid out as the text of the official document is.

It describes the jobs of an orchard. Everything that a reader must get right is said as data below
(:data:`FAMILIES`, :data:`COMPETENCES`), and :func:`render` writes it down with all the traits of
the real text: lines apart, running headers on some pages only, blocks of two columns cut by page
breaks in three orders, stars told by spaces, a table of changes told by spaces, side labels in
fragments, garbled headings, and the rest of design §8.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

STAR = "\uf0ab"
HEADER = "NOMENCLATURE DES PROFILS DU VERGER – VERSION  2022 "
SUMMARY_HEADING = "SYNTHÈSE DES COMPÉTENCES DU VERGER (ISSUES DU GRAND LIVRE)"
TRENDS = "TENDANCES ET FACTEURS D’ÉVOLUTION"
DETAIL_HEADING = "COMPÉTENCES PRINCIPALES (ISSUES DU GRAND LIVRE)"
ASPECTS = {
    "T1": ["Abri "],
    "T2": ["Bonté  "],
    "T3": ["Usages ", "", "anciens liés ", "aux haies  "],
    "T4": ["Paix du ", "", "voisinage "],
    "T5": ["Clôture  "],
    "T6": ["Longue ", "", "durée  "],
    "T7": ["Utilité "],
}
ASPECT_TITLES = {
    "T1": "Abri",
    "T2": "Bonté",
    "T3": "Usages anciens liés aux haies",
    "T4": "Paix du voisinage",
    "T5": "Clôture",
    "T6": "Longue durée",
    "T7": "Utilité",
}
LABELS = {
    "A": ["A", ". S", "", "EM", "E", "", "R", " "],
    "B": ["B", ". G", "", "RE", "FF", "", "ER", " "],
    "D": ["D", ". C", "", "UE", "IL", "", "L", "IR", " "],
}
AREAS = {"A": "Semer", "B": "Greffer", "D": "Cueillir"}


@dataclass(frozen=True)
class Competence:
    """A competence of the orchard: its title, its description and what its levels mean."""

    title: str
    description: str
    levels: dict[int, str]


COMPETENCES = {
    "A.1": Competence(
        "Choix des semences et des parcelles",
        "Regarde longuement chaque parcelle avant d'ouvrir le moindre sillon. Note la pente, le "
        "vent et la couleur de la terre dans un carnet à spirale. Compare les graines de trois "
        "marchands, garde un échantillon de chacune et renonce aux plus vieilles. Prévoit une "
        "réserve pour les années de gel.",
        {
            3: "Trie les graines avec deux voisins et range les sachets par lune croissante",
            4: "Décide seul du calendrier des semis et le défend devant toute la coopérative.",
        },
    ),
    "A.10": Competence(
        "Écoute des abeilles",
        "Passe un moment au pied des ruches chaque matin sans fumée ni gants. Reconnaît un essaim "
        "nerveux à son bourdonnement et prévient les promeneurs. Tient à jour la carte des "
        "floraisons pour que les butineuses ne manquent de rien entre deux pluies.",
        {2: "Signale toute ruche silencieuse avant midi.", 4: "Installe un rucher école."},
    ),
    "B.3": Competence(
        "Essais de greffe",
        "Prépare des greffons de la longueur d'un doigt et les garde au frais dans du sable. "
        "Essaie chaque porte-greffe sur douze arbres au moins, puis attend deux printemps avant de "
        "conclure. Raconte aussi les échecs, qui apprennent davantage que les réussites.",
        {
            1: "Tient le couteau propre.",
            3: "Mène une campagne complète de greffes en fente, en écusson et en couronne sur des "
            "pommiers, des poiriers et des cognassiers, compare les reprises rang après rang, "
            "consigne la date, la météo et la main qui a greffé, puis expose le bilan aux autres "
            "vergers du canton lors de la veillée de la Saint-Martin.",
        },
    ),
    "B.5": Competence(
        "Tenue du cahier de taille",
        "Écrit au crayon, sous la pluie comme au soleil, ce que chaque arbre a perdu de bois. "
        "Dessine les charpentières d'un trait sûr et colorie celles de l'an passé.",
        {2: "Recopie le cahier au propre.", 3: "Enseigne le dessin des branches aux apprentis."},
    ),
    "D.2": Competence(
        "Organisation de la cueillette",
        "Compose des équipes de quatre paires de mains et une échelle. Fixe l'heure du départ "
        "selon la rosée, jamais selon l'horloge. Veille à ce que les paniers restent à demi pleins "
        "pour ne pas meurtrir les fruits du fond, et fait chanter ceux qui fatiguent.",
        {
            3: "Conduit une équipe d'une parcelle à l'autre et rend compte le soir",
            4: "Coordonne toutes les équipes du domaine pendant les trois semaines de presse.",
        },
    ),
    "D.10": Competence(
        "Mémoire du verger",
        "Recueille les récits des anciens et les noms oubliés des variétés. Range les "
        "photographies par saison et accroche les plus belles dans le pressoir.",
        {3: "Anime une soirée de récits.", 4: "Publie un almanach illustré."},
    ),
}
"""The text of B.3 at level 3 is longer than 255 characters, so that some copies can be cut."""


@dataclass(frozen=True)
class Group:
    """Activities under a heading; a pair is an activity with those below it."""

    heading: str | None
    activities: tuple[str | tuple[str, tuple[str, ...]], ...]
    introduction: str | None = None


@dataclass(frozen=True)
class Profile:
    """A profile, and how its pages are printed."""

    code: str
    title: str
    page: int
    mission: tuple[str, ...]
    groups: tuple[Group, ...]
    deliverables: tuple[str | tuple[str, tuple[str, ...]], ...]
    indicators: tuple[str | tuple[str, tuple[str, ...]], ...]
    career_path: tuple[str, ...]
    trends: tuple[str, ...]
    required: dict[str, int]
    stars: tuple[int, ...] | None
    introduction: str | None = None
    deliverables_heading: str | None = None
    indicators_heading: str | None = None
    indicator_note: str | None = None
    # How it is printed
    flags: str = "       "
    changed: tuple[str, ...] = ()
    listed_title: str | None = None
    """The title in contents and table of changes, if it is another."""
    detail_order: tuple[str, ...] = ()
    breaks: dict[str, str] = field(default_factory=dict)
    """Competences cut by a page break: in which columns (``"left"``, ``"right"``, ``"both"``)."""
    traits: frozenset[str] = frozenset()
    stars_text: str | None = None
    """What is left of the stars, if it is not all: ``*`` stars, ``_`` spaces, ``/`` line ends."""
    legible: dict[str, int] | None = None


@dataclass(frozen=True)
class Family:
    """A family with its profiles."""

    code: str
    title: str
    description: str
    profiles: tuple[Profile, ...]


FAMILIES = (
    Family(
        "1",
        "Conduite du verger et de ses chemins",
        "Cette famille réunit ceux qui décident des arbres et des allées. Ils vivent sur place et "
        "connaissent chaque tronc par son nom.",
        (
            Profile(
                "1.1",
                "Maître du verger",
                5,
                mission=(
                    "Il veille sur les arbres du lever du jour jusqu'à la tombée de la nuit, et "
                    "répond de leur santé devant la coopérative entière.",
                    "Il choisit les variétés :\n• celles qui supportent le gel et le vent du "
                    "nord,\n• celles que les enfants aiment croquer au retour de l'école, même "
                    "quand la récolte est maigre.",
                ),
                groups=(
                    Group(
                        "Soin des arbres",
                        (
                            "Taille les pommiers en hiver, par temps sec.",
                            (
                                "Prépare les bouillies avec prudence :",
                                ("Le soufre contre la tavelure.", "La chaux au pied des troncs."),
                            ),
                            "Surveille les fourmis qui montent le long des écorces et les détourne "
                            "vers la haie par un cordon de cendre.",
                        ),
                    ),
                    Group(
                        "Entretien des chemins, des fossés et des clôtures de tout le domaine, "
                        "en toute saison et par tous les temps",
                        ("Remblaie les ornières.", "Redresse les piquets après les crues."),
                    ),
                ),
                deliverables=("Plan de taille signé.", "Registre des fontes-printanières."),
                indicators=("Nombre d'arbres debout.",),
                career_path=("Dix saisons dehors au moins.",),
                trends=(
                    "Le métier change avec le climat et demande de plus en plus de patience.",
                    "Il attire des citadins.",
                ),
                required={"A.1": 4, "A.10": 2, "B.3": 3, "D.2": 4},
                stars=(3, 4, 1, 2, 5, 3, 1),
                flags="  X  X ",
                changed=("A1", "D10"),
                breaks={"A.1": "left", "B.3": "right"},
                traits=frozenset({"header in activities", "footnote", "stray full stop"}),
            ),
            Profile(
                "1.2",
                "Chef de culture (CDC)",
                9,
                mission=("Elle tient le rythme des semis.",),
                groups=(
                    Group(
                        None,
                        (
                            "Sème à la volée sans se presser",
                            "Couvre les rangs de paille",
                            "Arrose au crépuscule, quand les merles se taisent et que la terre "
                            "boit enfin.",
                        ),
                    ),
                ),
                introduction="Les mots de ce métier viennent du patois. Ils ne se traduisent pas "
                "sans dommage, et l'on gagne à les entendre sur le terrain avec les anciens.",
                deliverables=("Le calendrier lunaire.", "Le plan des rangs."),
                deliverables_heading="La préparation des fêtes de saison",
                indicators=(),
                indicator_note="Rien ne se mesure dans ce métier.",
                career_path=("École d'horticulture.",),
                trends=("Elle peut devenir maîtresse de verger.",),
                required={"A.1": 3, "B.5": 2},
                stars=None,
                changed=("A1", "A2", "A4", "B5", "D2", "D3", "D4", "D5", "D6"),
                breaks={"A.1": "both"},
                traits=frozenset({"echo of trends", "level on its own line"}),
            ),
            Profile(
                "1.3",
                "Gardien des ruches",
                12,
                mission=("Il parle bas et marche lentement.", "Il ne porte jamais de noir."),
                groups=(
                    Group(
                        "Visite des ruches",
                        ("Soulève les cadres.", "Compte les reines."),
                        introduction="Par beau temps :",
                    ),
                    Group("Veille", ("Écoute.",)),
                ),
                deliverables=(
                    ("Une présentation du miel sous forme :", ("de pots cachetés,", "de rayons.")),
                ),
                indicators=("Poids du miel.", "Humeur des essaims."),
                indicators_heading="Dans un délai honnête",
                career_path=("Autodidacte.",),
                trends=(
                    "Il va vers :\n• le métier d'apiculteur itinérant,\n• la vente au marché.",
                    "Les frelons compliquent tout.",
                ),
                required={"A.10": 4, "B.5": 3, "D.10": 3, "D.2": 3},
                stars=(1, 1, 2, 1, 4, 1, 2),
                flags="X      ",
                listed_title="Chef de culture (CDC)",
                detail_order=("A.10", "B.5", "D.2", "D.10"),
                traits=frozenset({"indicators with small marks", "wrong side label", "stars lost"}),
                stars_text="/_____________//________//**_/**_//____//____________//__",
                legible={"T5": 4},
            ),
        ),
    ),
    Family(
        "2",
        "Cueillette",
        "Cette famille rassemble les mains agiles et les dos patients de la belle saison.",
        (
            Profile(
                "2.1",
                "Cueilleur d'élite",
                16,
                mission=("Elle cueille vite et bien.",),
                groups=(
                    Group(
                        "Cueillette",
                        (
                            "Monte à l'échelle.",
                            "Pose les fruits dans le panier sans bruit, queue en l'air, en évitant "
                            "les taches d'herbe.",
                        ),
                    ),
                ),
                deliverables=("Paniers pleins.",),
                indicators=(("Suivi des paniers, par mois :", ("les pleins.", "les vides.")),),
                career_path=("Une saison suffit.",),
                trends=("Rien ne change.",),
                required={"B.3": 3, "B.5": 2, "D.2": 4},
                stars=(5, 3, 3, 5, 3, 5, 5),
                flags=" X X   ",
                traits=frozenset({"cut descriptor", "title after header"}),
            ),
            Profile(
                "2.2",
                "Porteur de paniers / Chanteur",
                19,
                mission=("Il porte et chante.",),
                groups=(Group("Portage", ("Porte.", "Chante.")),),
                deliverables=("Une chanson.",),
                indicators=("Nombre de couplets.",),
                career_path=("Choriste.",),
                trends=("Avenir incertain",),
                required={"B.3": 1, "D.10": 4},
                stars=(2, 2, 2, 2, 2, 2, 2),
                changed=("D12",),
                traits=frozenset({"header after stars"}),
            ),
        ),
    ),
)
PROFILES = tuple(profile for family in FAMILIES for profile in family.profiles)
ADDED = ("D.2", 3)


# --- Rendering ----------------------------------------------------------------------------------


def render() -> str:
    """Return the text of the invented document."""
    lines = [*_front(), *_changes()]
    for family in FAMILIES:
        lines += _family(family)
        for profile in family.profiles:
            lines += _profile(family, profile)
    lines += ["", "", " ", "", " ", "", "Le verger vous salue ", "", "et vous attend. ", "", ""]
    return "\n".join(lines)


def spaced(texts: Iterable[str]) -> Iterator[str]:
    """Yield lines as prose has them: a space at the end, a blank line after each."""
    for text in texts:
        yield f"{text} "
        yield ""


def wrapped(text: str, first: str = "", measure: int = 95) -> list[str]:
    """Return a paragraph as lines."""
    return textwrap.wrap(f"{first}{text}", measure, break_long_words=False, break_on_hyphens=True)


def opens_page(lines: Sequence[str]) -> list[str]:
    """Mark the first line as the first of a page."""
    return [f" {lines[0]}", *lines[1:]]


def running_header(family: str, page: int, profile: str = " ") -> list[str]:
    """Return a header as a page keeps it."""
    return ["", "", "", f"{family}P A G E | {page} ", profile, " ", "", HEADER, ""]


def stars_lines(ratings: Sequence[int]) -> list[str]:
    """Return the bar chart of ratings as lines of stars and spaces."""
    wraps = {5: ["**", "***"], 4: ["**", "**"], 3: ["*", "**"], 2: ["**"], 1: ["*"]}
    lines: list[str] = []
    for row in range(5, 0, -1):
        pending = ""
        for column, rating in enumerate(ratings):
            if column:
                pending += " "
            if rating < row:
                pending += " "
            elif rating == row:
                lines += [pending, ""] if pending else []
                lines += [f"{stars} " for stars in wraps[row]]
                pending = ""
        lines += [pending, ""]
    return [line.replace("*", STAR) for line in lines]


def _front() -> list[str]:
    count = len(PROFILES)
    texts = [
        "PRÉSENTATION",
        f"Le grand livre compte {count} descriptions de profils du verger.",
        f"Tout est rangé en deux ({len(FAMILIES)}) familles.",
    ]
    for family in FAMILIES:
        texts += [f"{family.code}. {family.title}", *wrapped(family.description)]
    competence = COMPETENCES[ADDED[0]]
    texts += wrapped(
        f"Pour la compétence {ADDED[0]}. {competence.title}, un niveau {ADDED[1]} existe ici : "
        f"« {COMPETENCES['D.10'].levels[3]} »."
    )
    return [
        *opens_page(list(spaced(texts))),
        " ",
        "1 Cette note de bas de page ne dit rien. ",
    ]


def _changes() -> list[str]:
    lines = [" PRINCIPALES MODIFICATIONS DEPUIS LA VERSION 2018 ", ""]
    lines += [" ".join(["Profil", *"TMALKPTC"]) + " ", ""]
    for profile in PROFILES:
        title = f"{profile.code}. {profile.listed_title or profile.title} "
        flags = "".join("X " if flag == "X" else " " for flag in profile.flags)
        codes = list(profile.changed)
        codes += [""] * (-len(codes) % 8 or (0 if codes else 8))
        rows = [
            "".join(f"{code} " for code in codes[at : at + 8]) for at in range(0, len(codes), 8)
        ]
        if len(rows) > 1:
            lines += [title + flags, *(line for row in rows for line in (row, ""))]
        elif " / " in title:
            before, after = title.split("/ ")
            lines += [f"{before}/ ", after, "", flags + rows[0], ""]
        else:
            lines += [title + flags + rows[0], ""]
    return lines


def _family(family: Family) -> list[str]:
    title = f"{family.code}. {family.title.upper()}"
    entries = []
    for profile in family.profiles:
        name = f"{profile.code}. {(profile.listed_title or profile.title).upper()} "
        entries.append(f"{name}{'.' * (90 - len(name))} {profile.page}")
    texts = [
        *wrapped(title, measure=30),
        *wrapped(family.description),
        "Elle réunit les métiers suivants :",
        *entries,
    ]
    return opens_page(list(spaced(texts)))


def _profile(family: Family, profile: Profile) -> list[str]:
    title = f"{profile.code}. {profile.title.upper()} "
    heading = f"{family.code}. {family.title.upper()} "
    lines = opens_page([title, ""])
    if "title after header" in profile.traits:
        lines = [*running_header(heading, profile.page, title), title, ""]
    lines += [*spaced(["MISSION"]), *_prose(profile.mission)]
    activities = [*spaced(["ACTIVITÉS ET TÂCHES"]), *_activities(profile)]
    if "header in activities" in profile.traits:
        middle = len(activities) // 2 // 2 * 2
        header = running_header(heading, profile.page + 1, title)
        activities = [*activities[:middle], *header, *activities[middle:]]
    lines += activities
    lines += opens_page(list(spaced(["LIVRABLES"])))
    if profile.deliverables_heading:
        lines += spaced([f"{profile.deliverables_heading} :"])
    lines += _items(profile.deliverables)
    if "stray full stop" in profile.traits:
        lines += spaced(["."])
    if "footnote" in profile.traits:
        lines += [" ", "2 Une fonte est un dégel. ", " INDICATEURS  DE PERFORMANCE ", ""]
    else:
        lines += spaced(["INDICATEURS DE PERFORMANCE"])
    if profile.indicator_note:
        lines += spaced([profile.indicator_note])
    if profile.indicators_heading:
        lines += spaced([f"{profile.indicators_heading} :"])
    small = "indicators with small marks" in profile.traits
    lines += _items(profile.indicators, mark="o" if small else "•")
    lines += [" PARCOURS PROFESSIONNEL ", "", *_prose(profile.career_path)]
    if "echo of trends" in profile.traits:
        lines += spaced([f"{TRENDS.capitalize()}.", TRENDS.removeprefix("TENDANCES ET ")])
    else:
        lines += spaced([f"{TRENDS} "])
    lines += _prose(profile.trends)
    lines += _summary(profile)
    lines += _stars(profile)
    if "header after stars" in profile.traits:
        lines += [" ", *running_header(heading, profile.page + 1, title)]
    lines += [f"{DETAIL_HEADING} ", ""]
    order = profile.detail_order or tuple(profile.required)
    for code in order:
        lines += _block(profile, code, first=code == order[0])
    while not lines[-1]:
        lines.pop()
    return lines


def _prose(paragraphs: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for paragraph in paragraphs:
        for part in paragraph.split("\n"):
            lines += spaced(wrapped(part))
    return lines


def _activities(profile: Profile) -> list[str]:
    lines = list(spaced(wrapped(profile.introduction))) if profile.introduction else []
    for group in profile.groups:
        if group.heading:
            lines += spaced(wrapped(f"{group.heading} :"))
        if group.introduction:
            lines += spaced([group.introduction])
        lines += _items(group.activities)
    return lines


def _items(items: Iterable[str | tuple[str, tuple[str, ...]]], mark: str = "•") -> Iterator[str]:
    for item in items:
        text, below = (item, ()) if isinstance(item, str) else item
        yield from spaced(wrapped(text, f"{mark} ", 90))
        for sub in below:
            yield from spaced(wrapped(sub, "o ", 85))


def _summary(profile: Profile) -> list[str]:
    lines = [f" {SUMMARY_HEADING} ", ""]
    cells = []
    for code, level in profile.required.items():
        title = COMPETENCES[code].title
        if len(title) > 24:
            cells.append(f"{code}. \n{title[:20].rpartition(' ')[0]} \n{_tail(title)} \n\n{level}")
        else:
            cells.append(f"{code}. {title} {level}")
    for left, right in zip(cells[::2], [*cells[1::2], ""], strict=False):
        lines += [*f"{left}  {right} ".split("\n"), ""]
    return lines


def _tail(title: str) -> str:
    return title[len(title[:20].rpartition(" ")[0]) + 1 :]


def _stars(profile: Profile) -> list[str]:
    lines: list[str] = []
    for code, label in ASPECTS.items():
        lines += [f"{code} ", *label, "", " ", ""]
    lines = lines[:-2]
    if profile.stars_text is not None:
        text = profile.stars_text.replace("*", STAR).replace("_", " ")
        return opens_page([*lines, *text.split("/")])
    if profile.stars is None:
        return opens_page([*lines[:-1], ""])
    return opens_page([*lines, *stars_lines(profile.stars)])


def _block(profile: Profile, code: str, first: bool) -> list[str]:
    competence = COMPETENCES[code]
    level = profile.required[code]
    label = LABELS["A" if "wrong side label" in profile.traits and code[0] == "B" else code[0]]
    if first and "level on its own line" in profile.traits:
        title = [f"{code}. ", f"{competence.title} ", "", f"Niveau {level} ", ""]
        label = label[:3]
    else:
        title = [f"{code}. {competence.title} Niveau {level} ", ""]
    descriptor = competence.levels[level]
    if "cut descriptor" in profile.traits:
        descriptor = descriptor[:255].rstrip()
    left = [f"{line} " for line in wrapped(competence.description, measure=64)]
    right = [f"{line} " for line in wrapped(descriptor, measure=28)]
    lines = [*label, "", *title]
    cut = profile.breaks.get(code)
    if cut == "left":
        lines += [*left[:-2], "", *right, *opens_page(left[-2:]), ""]
    elif cut == "right":
        lines += [*left, "", *right[:-3], *opens_page(right[-3:]), ""]
    elif cut == "both":
        lines += [*left[:-2], "", *right[:-1], *opens_page(left[-2:]), "", right[-1], ""]
    else:
        lines += [*left, "", *right, ""]
    return lines
