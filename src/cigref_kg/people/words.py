"""The words of what is told of people, in French and English: sheets, headings, what cells say."""

from cigref_kg.base.model import Language, Text

SHEETS = {
    "matches": Text(fr="Personnes et métiers", en="People and jobs"),
    "gaps": Text(fr="À acquérir", en="To learn"),
    "unknown": Text(fr="Non évalué", en="Not assessed"),
    "detail": Text(fr="Détail", en="Detail"),
    "heat": Text(fr="Qui a quoi", en="Who has what"),
    "depth": Text(fr="Compétences", en="Competences"),
    "nobody": Text(fr="Que personne n’a", en="What nobody has"),
    "only_one": Text(fr="Qu’un seul a", en="What only one has"),
    "candidates": Text(fr="Candidats", en="Candidates"),
    "training": Text(fr="Formations utiles", en="Useful courses"),
    "plan": Text(fr="Plan", en="Plan"),
    "enrolments": Text(fr="Inscriptions", en="Enrolments"),
    "teams": Text(fr="Par équipe", en="By team"),
    "uncovered": Text(fr="Sans formation", en="Without a course"),
    "left_out": Text(fr="Hors budget", en="Beyond the budget"),
    "changes": Text(fr="Changements", en="Changes"),
    "about": Text(fr="À propos", en="About"),
}

HEADINGS = {
    "person": Text(fr="Personne", en="Person"),
    "job": Text(fr="Code métier", en="Job code"),
    "job_title": Text(fr="Métier", en="Job"),
    "job_held": Text(fr="Métier tenu", en="Job held"),
    "team": Text(fr="Équipe", en="Team"),
    "manager": Text(fr="Responsable", en="Manager"),
    "site": Text(fr="Site", en="Site"),
    "coverage": Text(fr="Couverture de l’évalué", en="Coverage of what was assessed"),
    "assessed": Text(fr="Part évaluée", en="Part assessed"),
    "likeness": Text(fr="Ressemblance", en="Likeness"),
    "covered": Text(fr="Niveaux couverts", en="Levels covered"),
    "required_levels": Text(fr="Niveaux demandés et évalués", en="Levels required and assessed"),
    "asked": Text(fr="Niveaux demandés en tout", en="Levels required in all"),
    "held_levels": Text(fr="Niveaux acquis", en="Levels held"),
    "gap": Text(fr="Niveaux à gagner", en="Levels to gain"),
    "gaps": Text(fr="À acquérir", en="To learn"),
    "unknown": Text(fr="Non évalué", en="Not assessed"),
    "code": Text(fr="Code compétence", en="Competence code"),
    "competence": Text(fr="Compétence", en="Competence"),
    "held": Text(fr="Acquis", en="Held"),
    "required": Text(fr="Demandé", en="Required"),
    "evidence": Text(fr="Vu par", en="Seen by"),
    "line": Text(fr="Ligne du fichier", en="Line of the file"),
    "able": Text(fr="À ce niveau", en="At this level"),
    "below": Text(fr="En dessous", en="Below"),
    "not_assessed": Text(fr="Non évalués", en="Not assessed"),
    "jobs": Text(fr="Métiers qui la demandent", en="Jobs that require it"),
    "who": Text(fr="Qui", en="Who"),
    "level": Text(fr="Niveau", en="Level"),
    "course": Text(fr="Formation", en="Course"),
    "course_title": Text(fr="Intitulé", en="Course title"),
    "aim": Text(fr="Niveau visé", en="Level aimed at"),
    "closes": Text(fr="Écart fermé", en="Gap closed"),
    "days": Text(fr="Jours", en="Days"),
    "cost": Text(fr="Coût", en="Cost"),
    "criticality": Text(fr="Criticité du métier", en="Criticality of the job"),
    "paid": Text(fr="Au budget", en="In the budget"),
    "people": Text(fr="Personnes", en="People"),
    "enrolments": Text(fr="Inscriptions", en="Enrolments"),
    "number_of_gaps": Text(fr="Écarts", en="Gaps"),
}

CELLS = {
    "wholly": Text(fr="en entier", en="wholly"),
    "partly": Text(fr="en partie", en="partly"),
    "none": Text(fr="aucune formation", en="no course"),
    "yes": Text(fr="oui", en="yes"),
    "no": Text(fr="non", en="no"),
    "within": Text(fr="{0}, qui en fait partie", en="{0}, which is within it"),
    "close_to": Text(fr="{0}, qui en est proche", en="{0}, which is close to it"),
}

TITLES = {
    "match": Text(fr="Personnes et métiers", en="People and jobs"),
    "person": Text(fr="Fiche de la personne {0}", en="Sheet of person {0}"),
    "team": Text(fr="Équipe : {0} personnes", en="Team: {0} people"),
    "succession": Text(fr="Succession : {0}", en="Succession: {0}"),
    "plan": Text(fr="Plan de formation", en="Training plan"),
}

FACTS = {
    "people": Text(fr="Personnes", en="People"),
    "without_job": Text(fr="Personnes sans métier connu", en="People whose job is unknown"),
    "reading": Text(fr="Lecture", en="How to read it"),
    "arithmetic": Text(
        fr="Non évalué n’est pas zéro : la couverture porte sur ce qui a été évalué, et la part"
        " évaluée est donnée à côté.",
        en="Not assessed is not zero: coverage is over what was assessed; the part assessed stands"
        " beside it.",
    ),
    "measure": Text(
        fr="Des niveaux ne disent rien de l’expérience : ils ne décident de rien seuls.",
        en="Levels know nothing of experience: they decide nothing alone.",
    ),
    "gaps": Text(fr="Écarts", en="Gaps"),
    "closed": Text(fr="fermés en entier", en="wholly closed"),
    "partly": Text(fr="fermés en partie", en="partly closed"),
    "without_course": Text(fr="sans formation", en="without a course"),
    "left_out": Text(fr="hors budget", en="beyond the budget"),
    "unknown": Text(fr="Exigences non évaluées", en="Requirements not assessed"),
    "enrolments": Text(fr="Inscriptions", en="Enrolments"),
    "days": Text(fr="Jours", en="Days"),
    "cost": Text(fr="Coût", en="Cost"),
    "budget": Text(fr="Budget", en="Budget"),
    "incumbents": Text(fr="Titulaires, laissés de côté", en="Incumbents, left out"),
    "nobody": Text(fr="Compétences que personne n’a", en="Competences that nobody has"),
    "only_one": Text(fr="Compétences qu’un seul a", en="Competences that only one has"),
}


FORM = {
    "sheet": Text(fr="Auto-évaluation", en="Self-assessment"),
    "title": Text(fr="Auto-évaluation : {0}", en="Self-assessment: {0}"),
    "help": Text(
        fr="Remplissez les cases jaunes : votre matricule, la date, et pour chaque compétence le"
        " niveau qui décrit le mieux ce que vous faites (2,5 entre deux niveaux, 0 si vous ne"
        " l’avez pas, vide ou NE si vous ne savez pas).",
        en="Fill in the yellow cells: your number, the date, and for each competence the level that"
        " best describes what you do (2.5 between two levels, 0 if you do not have it, empty or NE"
        " if you do not know).",
    ),
    "person": Text(fr="Matricule", en="Employee number"),
    "date": Text(fr="Date", en="Date"),
    "team": Text(fr="Équipe", en="Team"),
    "job": Text(fr="Emploi", en="Job"),
    "assessor": Text(fr="Évaluateur", en="Assessor"),
    "self": Text(fr="Auto", en="Self"),
    "code": Text(fr="Compétence", en="Competence"),
    "name": Text(fr="Intitulé", en="Name"),
    "level": Text(fr="Niveau {0}", en="Level {0}"),
    "own": Text(fr="Votre niveau", en="Your level"),
}


def said(words: Text, language: Language, *values: object) -> str:
    """Return words in ``language`` with values in their places."""
    return (words.get(language) or "").format(*values)
