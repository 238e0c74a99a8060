"""The words of the workbooks in each language: sheets, headings, and what cells say."""

from cigref_kg.base.model import (
    ActivityGroup,
    Language,
    MoveSection,
    ProfilePart,
    RatingCompleteness,
    Text,
)
from cigref_kg.records.mappings import Relation, Vocabulary

SHEETS = {
    "about": Text(fr="À propos", en="About"),
    "profiles": Text(fr="Métiers", en="Jobs"),
    "matrix": Text(fr="Matrice", en="Matrix"),
    "requirements": Text(fr="Compétences requises", en="Requirements"),
    "aspects": Text(fr="Aspects transverses", en="Transversal aspects"),
    "aspect_matrix": Text(fr="Matrice des aspects", en="Matrix of aspects"),
    "competences": Text(fr="Compétences", en="Competences"),
    "levels": Text(fr="Niveaux", en="Levels"),
    "statements": Text(fr="Activités et livrables", en="Activities and deliverables"),
    "moves": Text(fr="Mobilités", en="Career moves"),
    "changes": Text(fr="Changements", en="Changes"),
    "names": Text(fr="Noms", en="Names"),
    "mappings": Text(fr="ESCO, CITP, ROME", en="ESCO, ISCO, ROME"),
    "comparison": Text(fr="Comparaison", en="Comparison"),
}

HEADINGS = {
    "code": Text(fr="Code", en="Code"),
    "title": Text(fr="Titre", en="Title"),
    "family_code": Text(fr="Code famille", en="Family code"),
    "family": Text(fr="Famille", en="Family"),
    "mission": Text(fr="Mission", en="Mission"),
    "career_path": Text(fr="Parcours professionnel", en="Career path"),
    "trends": Text(fr="Tendances et évolutions", en="Trends and next steps"),
    "completeness": Text(fr="Lisibilité des étoiles", en="Legibility of the stars"),
    "page": Text(fr="Page", en="Page"),
    "iri": Text(fr="IRI", en="IRI"),
    "profile_code": Text(fr="Code métier", en="Job code"),
    "profile": Text(fr="Métier", en="Job"),
    "competence_code": Text(fr="Code compétence", en="Competence code"),
    "competence": Text(fr="Compétence", en="Competence"),
    "area": Text(fr="Domaine", en="Area"),
    "level": Text(fr="Niveau", en="Level"),
    "levels": Text(fr="Niveaux décrits", en="Levels described"),
    "descriptor": Text(fr="Ce que le niveau veut dire", en="What the level means"),
    "description": Text(fr="Description", en="Description"),
    "added_by": Text(fr="Ajouté par l’édition", en="Added by the edition"),
    "demand": Text(fr="Métiers qui la demandent", en="Jobs that require it"),
    "aspect_code": Text(fr="Code aspect", en="Aspect code"),
    "aspect": Text(fr="Aspect transverse", en="Transversal aspect"),
    "stars": Text(fr="Étoiles (1 à 5)", en="Stars (1 to 5)"),
    "meaning": Text(fr="Ce que les étoiles veulent dire", en="What the stars mean"),
    "kind": Text(fr="Nature", en="Kind"),
    "position": Text(fr="Position", en="Position"),
    "text": Text(fr="Texte", en="Text"),
    "from_code": Text(fr="De (code)", en="From (code)"),
    "from": Text(fr="De", en="From"),
    "to_code": Text(fr="Vers (code)", en="To (code)"),
    "to": Text(fr="Vers", en="To"),
    "stated_in": Text(fr="Énoncé dans", en="Stated in"),
    "from_edition": Text(fr="Depuis l’édition", en="From the edition"),
    "to_edition": Text(fr="À l’édition", en="To the edition"),
    "parts": Text(fr="Parties changées", en="Changed parts"),
    "removed": Text(
        fr="Compétences retirées (anciens codes)", en="Competences removed (older codes)"
    ),
    "added": Text(
        fr="Compétences ajoutées ou de niveau changé",
        en="Competences added or given another level",
    ),
    "name": Text(fr="Nom", en="Name"),
    "vocabulary": Text(fr="Vocabulaire", en="Vocabulary"),
    "relation": Text(fr="Le concept est", en="The concept is"),
    "concept_code": Text(fr="Code du concept", en="Code of the concept"),
    "concept": Text(fr="Concept", en="Concept"),
    "confidence": Text(fr="Confiance", en="Confidence"),
    "reason": Text(fr="Raison", en="Reason"),
    "language": Text(fr="Langue", en="Language"),
    "use": Text(fr="Emploi", en="Use"),
    "owner": Text(fr="Référentiel d’entreprise", en="Company framework"),
    "gap": Text(fr="Écart {first} → {last}", en="Gap {first} → {last}"),
}

KINDS = {
    "family": Text(fr="famille", en="family"),
    "profile": Text(fr="métier", en="job"),
    "competence": Text(fr="compétence", en="competence"),
    "aspect": Text(fr="aspect transverse", en="transversal aspect"),
    "group": Text(fr="groupe d’activités", en="activity group"),
    "activity": Text(fr="activité", en="activity"),
    "deliverable": Text(fr="livrable", en="deliverable"),
    "indicator": Text(fr="indicateur", en="indicator"),
    "preferred": Text(fr="nom principal", en="main name"),
    "alternative": Text(fr="autre nom", en="other name"),
}

VOCABULARIES = {
    Vocabulary.ESCO: Text(fr="ESCO", en="ESCO"),
    Vocabulary.ISCO: Text(fr="CITP-08", en="ISCO-08"),
    Vocabulary.ROME: Text(fr="ROME 4.0, fiche", en="ROME 4.0, fiche"),
    Vocabulary.APPELLATION: Text(fr="ROME 4.0, appellation", en="ROME 4.0, name of a job"),
}
RELATIONS = {
    Relation.EXACT: Text(fr="équivalent", en="equivalent"),
    Relation.CLOSE: Text(fr="très proche", en="very close"),
    Relation.BROAD: Text(fr="plus large", en="broader"),
    Relation.NARROW: Text(fr="plus étroit", en="narrower"),
    Relation.RELATED: Text(fr="apparenté", en="related"),
    Relation.NONE: Text(fr="rien qui convienne", en="nothing fits"),
}

COMPLETENESS = {
    RatingCompleteness.COMPLETE: Text(fr="toutes lisibles", en="all legible"),
    RatingCompleteness.PARTIAL: Text(fr="une partie est perdue", en="some are lost"),
    RatingCompleteness.UNCERTAIN: Text(fr="lecture incertaine", en="reading uncertain"),
    RatingCompleteness.ABSENT: Text(fr="perdues", en="lost"),
}
ILLEGIBLE = Text(
    fr="illisible dans le document : ce n’est pas un zéro",
    en="illegible in the document: this is not a zero",
)
SECTIONS = {
    MoveSection.CAREER_PATH: Text(fr="parcours professionnel", en="career path"),
    MoveSection.TRENDS: Text(fr="tendances", en="trends"),
}
PARTS = {
    ProfilePart.TITLE: Text(fr="titre", en="title"),
    ProfilePart.MISSION: Text(fr="mission", en="mission"),
    ProfilePart.ACTIVITIES: Text(fr="activités", en="activities"),
    ProfilePart.DELIVERABLES: Text(fr="livrables", en="deliverables"),
    ProfilePart.INDICATORS: Text(fr="indicateurs", en="indicators"),
    ProfilePart.CAREER_PATH: Text(fr="parcours professionnel", en="career path"),
    ProfilePart.TRENDS: Text(fr="tendances", en="trends"),
    ProfilePart.COMPETENCES: Text(fr="compétences", en="competences"),
}

ABOUT = {
    "title": Text(
        fr="Nomenclature Cigref des métiers du numérique, édition {year}",
        en="Cigref nomenclature of digital jobs, {year} edition",
    ),
    "family": Text(fr="Famille {code} : {name}", en="Family {code}: {name}"),
    "matrix": Text(
        fr="Matrice des métiers et des compétences, édition {year}",
        en="Matrix of jobs and competences, {year} edition",
    ),
    "comparison": Text(fr="Comparaison : {names}", en="Comparison: {names}"),
    "source": Text(fr="Source", en="Source"),
    "framework": Text(fr="Référentiel", en="Framework"),
    "wording": Text(fr="Textes", en="Wording"),
    "own": Text(
        fr="Écrits par le projet cigref-kg avec ses propres mots ; les faits sont ceux de la"
        " nomenclature du Cigref et de la norme EN 16234-1.",
        en="Written by the cigref-kg project in its own words; the facts are those of the Cigref"
        " nomenclature and of EN 16234-1.",
    ),
    "official": Text(
        fr="Textes officiels du Cigref, de l’AFNOR et du CEN, repris de votre exemplaire du"
        " document : ne pas publier sans autorisation.",
        en="Official texts of Cigref, AFNOR and CEN, taken from your own copy of the document: do"
        " not publish them without permission.",
    ),
    "licence": Text(fr="Licence des données", en="Licence of the data"),
    "version": Text(fr="Version des données", en="Version of the data"),
    "dataset": Text(fr="Jeu de données", en="Dataset"),
    "gap": Text(fr="Niveaux à gagner", en="Levels to gain"),
    "gap_value": Text(
        fr="{gap} de {first} vers {last}, {reverse} de {last} vers {first}",
        en="{gap} from {first} to {last}, {reverse} from {last} to {first}",
    ),
    "distance": Text(fr="Distance", en="Distance"),
    "distance_value": Text(
        fr="{value} entre {first} et {last} (0 : mêmes niveaux partout ; 1 : rien de commun)",
        en="{value} between {first} and {last} (0: the same levels everywhere; 1: nothing shared)",
    ),
}


def heading_of_group(group: ActivityGroup, language: Language) -> str | None:
    """Return what stands over a group of activities: its heading, its introduction, or nothing."""
    return group.heading.localized(language) or group.introduction.localized(language) or None
