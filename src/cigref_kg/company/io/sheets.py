"""The sheets of the workbook: what they are called, their columns, and what each is for."""

from dataclasses import dataclass

from cigref_kg.base.model import Text

HEADING = "Company"
README = "ReadMe"
CODES = "Codes"
IGNORED = (README, CODES)
"""Sheets for people: they are written and never read. So is any whose name begins with “_”."""

CHANGES = ("add", "override", "drop")
REWORDINGS = ("replace", "drop")
KINDS = ("heading", "activity", "deliverable", "indicator")
MATCHES = ("broad", "close")
LANGUAGES = ("fr", "en")
LEVELS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name in its first row, and what stands below it."""

    name: str
    about: Text
    is_number: bool = False
    choices: tuple[str, ...] = ()
    width: int = 14
    """In characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, what it is for, and its columns in order; the first must be filled in every row."""

    name: str
    about: Text
    columns: tuple[Column, ...]


def _both(name: str, fr: str, en: str) -> tuple[Column, Column]:
    return (
        Column(f"{name} fr", Text(fr=f"{fr}, en français", en=f"{en}, in French"), width=40),
        Column(f"{name} en", Text(fr=f"{fr}, en anglais", en=f"{en}, in English"), width=40),
    )


FIELDS = (
    Column(
        "name",
        Text(
            fr="Nom court pour les adresses : minuscules, chiffres, tirets",
            en="Short name for addresses: small letters, digits, hyphens",
        ),
    ),
    Column(
        "base",
        Text(
            fr="Adresse sous laquelle se trouvent vos IRI ; finit par une barre oblique",
            en="Address under which your IRIs stand; ends with a slash",
        ),
    ),
    Column(
        "edition",
        Text(fr="Édition de la nomenclature étendue", en="Edition of the nomenclature you extend"),
        is_number=True,
    ),
    *_both("title", "Titre du référentiel", "Title of the framework"),
    *_both("description", "Ce qu’il couvre", "What it covers"),
    Column(
        "licence", Text(fr="IRI de la licence, s’il y en a une", en="IRI of its licence, if any")
    ),
)
"""The rows of the first sheet: a name in the first column, its value in the second."""

_CODE = Column(
    "code",
    Text(
        fr="Un code à vous, qui commence par une lettre",
        en="A code of yours, which begins with a letter",
    ),
)

SHEETS = (
    Sheet(
        "Families",
        Text(fr="Vos familles de métiers", en="Your families of jobs"),
        (
            _CODE,
            *_both("title", "Titre", "Title"),
            *_both("description", "Description", "Description"),
            Column(
                "close to",
                Text(
                    fr="Famille du Cigref qui lui ressemble", en="Cigref family that it resembles"
                ),
            ),
        ),
    ),
    Sheet(
        "Competences",
        Text(fr="Vos compétences, à côté de l’e-CF", en="Your competences, beside the e-CF"),
        (
            _CODE,
            *_both("title", "Titre", "Title"),
            *_both("description", "Description", "Description"),
            Column(
                "within",
                Text(fr="Compétence e-CF plus large", en="Competence of the e-CF that is broader"),
            ),
            Column(
                "close to",
                Text(
                    fr="Compétence e-CF qui lui ressemble", en="e-CF competence that it resembles"
                ),
            ),
        ),
    ),
    Sheet(
        "Levels",
        Text(
            fr="Ce que veut dire chaque niveau d’une compétence à vous",
            en="What each level of a competence of yours means",
        ),
        (
            Column("competence", Text(fr="Code de votre compétence", en="Code of your competence")),
            Column("level", Text(fr="De 1 à 5", en="From 1 to 5"), is_number=True, choices=LEVELS),
            *_both("description", "Ce que ce niveau veut dire", "What this level means"),
        ),
    ),
    Sheet(
        "Profiles",
        Text(fr="Vos profils métiers", en="Your job profiles"),
        (
            _CODE,
            Column(
                "extends",
                Text(
                    fr="Profil étendu : du Cigref (6.3) ou à vous, ou plusieurs (8.1, 8.4) ;"
                    " vide s’il est nouveau",
                    en="Extended profile: Cigref’s (6.3) or yours, or several (8.1, 8.4);"
                    " empty if it is new",
                ),
            ),
            Column(
                "match",
                Text(
                    fr="broad : un cas particulier du profil étendu ; close : à peu près le même",
                    en="broad: a special case of the extended profile; close: much the same",
                ),
                choices=MATCHES,
            ),
            Column(
                "family",
                Text(
                    fr="Famille du Cigref ou à vous ; vide : celle du profil étendu",
                    en="Family of Cigref’s or yours; empty: that of the extended profile",
                ),
            ),
            Column(
                "criticality",
                Text(
                    fr="Ce qui en dépend, de 1 à 5 : un plan de formation le sert plus tôt",
                    en="How much depends on it, 1 to 5: a training plan serves it sooner",
                ),
                is_number=True,
                choices=LEVELS,
            ),
            *_both("title", "Titre", "Title"),
            *_both("mission", "Mission, si elle change", "Mission, if it changes"),
            *_both("career path", "Parcours, s’il change", "Career path, if it changes"),
            *_both("trends", "Tendances, si elles changent", "Trends, if they change"),
        ),
    ),
    Sheet(
        "Requirements",
        Text(
            fr="Ce que vos profils demandent autrement que le profil étendu",
            en="What your profiles require otherwise than the extended profile",
        ),
        (
            Column("profile", Text(fr="Code de votre profil", en="Code of your profile")),
            Column(
                "change",
                Text(
                    fr="add : en plus ; override : à un autre niveau ; drop : n’est plus demandée",
                    en="add: besides; override: at another level; drop: no longer required",
                ),
                choices=CHANGES,
            ),
            Column(
                "competence",
                Text(fr="Code e-CF (E.8) ou à vous", en="Code of the e-CF (E.8) or yours"),
            ),
            Column(
                "level",
                Text(fr="De 1 à 5 ; vide pour drop", en="From 1 to 5; empty for drop"),
                is_number=True,
                choices=LEVELS,
            ),
        ),
    ),
    Sheet(
        "Statements",
        Text(
            fr="Activités, livrables et indicateurs ajoutés, dans l’ordre des lignes",
            en="Activities, deliverables and indicators that you add, in the order of the rows",
        ),
        (
            Column("profile", Text(fr="Code de votre profil", en="Code of your profile")),
            Column(
                "kind",
                Text(
                    fr="heading : intertitre d’un groupe d’activités ; activity ; deliverable ;"
                    " indicator",
                    en="heading: title of a group of activities; activity; deliverable; indicator",
                ),
                choices=KINDS,
            ),
            Column(
                "group",
                Text(
                    fr="Numéro du groupe d’activités (1, 2…) ; vide pour les autres",
                    en="Number of the group of activities (1, 2…); empty for the others",
                ),
                is_number=True,
            ),
            *_both("text", "Texte", "Text"),
        ),
    ),
    Sheet(
        "Rewordings",
        Text(
            fr="Ce que vos profils disent autrement des énoncés du profil étendu, ou écartent",
            en="What your profiles say otherwise of the extended profile’s statements, or drop",
        ),
        (
            Column("profile", Text(fr="Code de votre profil", en="Code of your profile")),
            Column(
                "change",
                Text(
                    fr="replace : vos mots à la place ; drop : ne vaut pas ici",
                    en="replace: your words in its place; drop: does not hold here",
                ),
                choices=REWORDINGS,
            ),
            Column(
                "statement",
                Text(
                    fr="L’énoncé : activity/2/3, deliverable/1, indicator/2 ; activity/2 est un"
                    " groupe et son intertitre",
                    en="The statement: activity/2/3, deliverable/1, indicator/2; activity/2 is a"
                    " group with its heading",
                ),
            ),
            *_both("text", "Texte ; vide pour drop", "Text; empty for drop"),
        ),
    ),
    Sheet(
        "OtherNames",
        Text(
            fr="Autres noms de vos profils, familles et compétences",
            en="Other names of your profiles, families and competences",
        ),
        (
            Column(
                "code", Text(fr="Code de ce qui porte ce nom", en="Code of what goes by the name")
            ),
            Column("language", Text(fr="fr ou en", en="fr or en"), choices=LANGUAGES),
            Column("name", Text(fr="L’autre nom", en="The other name"), width=40),
        ),
    ),
)
