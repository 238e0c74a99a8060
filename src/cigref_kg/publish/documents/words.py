"""The words of documents about jobs, in French and English, and which sections each kind has."""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from cigref_kg.base.model import Text

DocumentKind = Literal["description", "advert"]
KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)

SECTIONS = (
    "company mission activities deliverables indicators competences aspects career trends".split()
)
DEFAULT_SECTIONS: Mapping[DocumentKind, Sequence[str]] = {
    "description": [name for name in SECTIONS if name not in {"company", "trends"}],
    "advert": ["company", "mission", "activities", "competences", "career"],
}
HEADINGS: Mapping[DocumentKind, Mapping[str, Text]] = {
    "description": {
        "company": Text(fr="L’entreprise", en="The company"),
        "mission": Text(fr="Mission", en="Mission"),
        "activities": Text(fr="Activités", en="Activities"),
        "deliverables": Text(fr="Livrables", en="Deliverables"),
        "indicators": Text(fr="Indicateurs de performance", en="Performance indicators"),
        "competences": Text(fr="Compétences requises", en="Required competences"),
        "aspects": Text(fr="Aspects transverses", en="Transversal aspects"),
        "career": Text(fr="Parcours professionnel", en="Career path"),
        "trends": Text(fr="Tendances et évolutions", en="Trends and next steps"),
    },
    "advert": {
        "company": Text(fr="Qui nous sommes", en="Who we are"),
        "mission": Text(fr="Votre mission", en="Your mission"),
        "activities": Text(fr="Ce que vous ferez", en="What you will do"),
        "deliverables": Text(fr="Ce que vous produirez", en="What you will deliver"),
        "indicators": Text(fr="Ce qui dira que c’est réussi", en="How we will know it works"),
        "competences": Text(fr="Ce que vous savez faire", en="What you can do"),
        "aspects": Text(fr="Ce à quoi vous êtes attentif", en="What you pay attention to"),
        "career": Text(fr="D’où l’on vient, où l’on va", en="Where it comes from, where it leads"),
        "trends": Text(fr="Ce qui change dans ce métier", en="What is changing in this job"),
    },
}
KIND_NAMES: Mapping[DocumentKind, Text] = {
    "description": Text(fr="Fiche de poste", en="Job description"),
    "advert": Text(fr="Offre d’emploi", en="Job advert"),
}
COMPETENCE_COLUMNS = Text(
    fr="Code|Compétence|Niveau|Ce que ce niveau veut dire",
    en="Code|Competence|Level|What this level means",
)
ASPECT_COLUMNS = Text(fr="Code|Aspect|Étoiles (1 à 5)", en="Code|Aspect|Stars (1 to 5)")
SOURCE = Text(
    fr="D’après la nomenclature des métiers du numérique du Cigref, édition {year}, et l’e-CF"
    " (EN 16234-1) ; textes de cigref-kg ou de l’entreprise.",
    en="After the Cigref nomenclature of digital jobs, {year} edition, and the e-CF"
    " (EN 16234-1); wording by cigref-kg or by the company.",
)
OFFICIAL_SOURCE = Text(
    fr="Textes officiels du Cigref, de l’AFNOR et du CEN : ne pas publier sans autorisation.",
    en="Official wording of Cigref, AFNOR and CEN: do not publish it without permission.",
)
