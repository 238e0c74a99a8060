"""The words of the query page."""

from collections.abc import Mapping

from cigref_kg.base.model import Text

WORDS: Mapping[str, Text] = {
    "title": Text(fr="Interroger les données (SPARQL)", en="Query the data (SPARQL)"),
    "summary": Text(
        fr="Posez une question aux données en SPARQL, ou partez d’une question toute prête.",
        en="Ask the data a question in SPARQL, or start from a worked one.",
    ),
    "query": Text(fr="Requête", en="Query"),
    "run": Text(fr="Exécuter", en="Run"),
    "hint": Text(
        fr="Tapez un code ou un nom de métier ou de compétence : l’éditeur propose son IRI. "
        "Ctrl + Espace : suggestions (↓ et Entrée pour choisir). Ctrl + Entrée : exécuter.",
        en="Type a code, or the name of a job or competence: the editor suggests its IRI. "
        "Ctrl + Space: suggestions (↓ and Enter to choose). Ctrl + Enter: run.",
    ),
    "suggestions": Text(fr="Suggestions", en="Suggestions"),
    "link": Text(fr="Lien vers cette requête", en="Link to this query"),
    "copy_link": Text(fr="Copier le lien vers la requête", en="Copy the link to the query"),
    "copied": Text(fr="Lien copié", en="Link copied"),
    "line": Text(fr="Ligne", en="Line"),
    "narrow": Text(fr="Filtrer les questions", en="Filter the questions"),
    "narrowed": Text(fr="Questions :", en="Questions:"),
    "questions": Text(fr="Questions toutes prêtes", en="Worked questions"),
    "answer": Text(fr="Réponse", en="Answer"),
    "yes": Text(fr="Oui", en="Yes"),
    "no": Text(fr="Non", en="No"),
    "nothing": Text(fr="Aucune ligne ne répond à la question.", en="No row answers the question."),
    "rows": Text(fr="lignes", en="rows"),
    "row": Text(fr="ligne", en="row"),
    "shown": Text(fr="premières affichées", en="first shown"),
    "cut": Text(
        fr="Début de la réponse ; les autres formats la donnent entière.",
        en="The beginning of the answer; the other formats have the whole.",
    ),
    "more": Text(fr="En montrer plus", en="Show more"),
    "findings": Text(
        fr="Certains termes de la requête ne se trouvent pas ici :",
        en="Some terms of the query are not found here:",
    ),
    "ask": Text(fr="Demander", en="Ask"),
    "about_jobs": Text(fr="Sur les métiers", en="About jobs"),
    "about_competences": Text(
        fr="Sur les compétences et les aspects", en="About competences and aspects"
    ),
    "about_families": Text(fr="Sur les familles", en="About families"),
    "about_changes": Text(fr="Sur les éditions", en="About editions"),
    "about_data": Text(fr="Sur les données", en="About the data"),
    "parameter_profile": Text(fr="Métier", en="Job"),
    "parameter_from": Text(fr="Du métier", en="From job"),
    "parameter_to": Text(fr="Au métier", en="To job"),
    "parameter_covering": Text(fr="Métier qui couvre", en="Job that covers"),
    "parameter_covered": Text(fr="Métier couvert", en="Job covered"),
    "parameter_competence": Text(fr="Compétence", en="Competence"),
    "parameter_level": Text(fr="Niveau", en="Level"),
    "parameter_aspect": Text(fr="Aspect", en="Aspect"),
    "parameter_stars": Text(fr="Étoiles", en="Stars"),
    "parameter_family": Text(fr="Famille", en="Family"),
    "parameter_top": Text(fr="Domaine ou famille", en="Area or family"),
    "parameter_words": Text(fr="Mots", en="Words"),
    "formats": Text(fr="Dans un autre format :", en="In another format:"),
    "failed": Text(fr="La requête n’a pas abouti", en="The query has no answer"),
    "machines": Text(
        fr="Pour les programmes : protocole SPARQL 1.1 à cette même adresse, en GET ou en POST, "
        "sans clé. La description du service s’obtient en demandant du Turtle.",
        en="For programs: the SPARQL 1.1 Protocol at this very address, by GET or POST, without "
        "a key. Ask for Turtle to get the service description.",
    ),
}
