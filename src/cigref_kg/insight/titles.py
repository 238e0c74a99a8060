"""How people write job titles, in French and English: what says the same, what says nothing.

Titles of posts mix both languages, genders, seniority and technologies (« Ingénieure DevOps
confirmée (H/F) », "Senior Java Developer"). :func:`title_words` reduces one to the words that tell
jobs apart, the same for both languages. The lists are this project's own, made from common usage;
none is about a single job.
"""

import re
from collections.abc import Iterable, Mapping

from cigref_kg.base.collation import fold
from cigref_kg.insight.search import query_words, stem

# One line per meaning. The first word stands for all: no other meaning may use it.
_EXPRESSIONS = """
it: systemes d information, systeme d information, systemes informatiques, information systems,
    information system, technologies de l information, information technology, technologies
cybersecurity: securite des systemes d information, securite du systeme d information,
    securite de l information, securite informatique, securite des si, securite du si, securite si,
    securite it, cyber securite, cyber security, cyberdefense, information systems security,
    information system security, information security, computer security, it security,
    ict security, cybersecurite, ssi, infosec, cyber
pentest: tests d intrusion, test d intrusion, testeur d intrusion, testeuse d intrusion,
    penetration testing, penetration tester, penetration test, pen tester, pentesting, pentester,
    hacker ethique, hackeur ethique, ethical hacker, ethical hacking
soc: security operations center, security operations centre, centre operationnel de securite
helpdesk technician: hotliner
helpdesk: help desk, service desk, servicedesk, hot line, hotline, centre de services,
    centre de service, support aux utilisateurs, support utilisateurs, support utilisateur,
    assistance aux utilisateurs, assistance utilisateurs, user support, end user support,
    support informatique, assistance informatique, it support, first line support, support n1
desktop: postes de travail, poste de travail, micro informatique, bureautique, de proximite,
    proximite, workstation, work station, deskside, end user computing, field support,
    on site support, onsite support
database: bases de donnees, base de donnees, data base, bdd, sgbd, dbms
greenit: numerique responsable, responsible digital, digital responsibility, green it,
    sustainable it, it for green, informatique durable, informatique responsable,
    sustainable digital, digital sustainability, it sustainability, sobriete numerique
dataprotection: protection des donnees a caractere personnel, protection des donnees personnelles,
    protection des donnees, protection de la vie privee, informatique et libertes, data protection,
    data privacy, privacy, rgpd, gdpr
learning: machine learning, apprentissage automatique, deep learning, intelligence artificielle,
    artificial intelligence, ia, ai, ml
bi: business intelligence, informatique decisionnelle, decisionnelle, decisionnel
moa: maitrise d ouvrage
moe: maitrise d oeuvre, maitrise oeuvre
amoa: assistance a maitrise d ouvrage, assistant a maitrise d ouvrage,
    assistante a maitrise d ouvrage, assistance maitrise d ouvrage, assistance moa
pmo: project management office, project management officer, bureau des projets
fullstack: full stack
frontend: front end
backend: back end
devops: dev ops, devsecops
erp: sap, progiciels, progiciel, software packages, software package, packages, package, dynamics,
    workday
database administrator: dba
scrummaster: scrum master
sqlserver: sql server, windows server, power bi, active directory
network: local area network, wide area network
"""

_WORDS = """
it: informatique si is ict tic technologie computer computing
engineer: ingenieur ingenieure engineering
developer: developpeur developpement development programmer programmeur programmation programming
    codeur coder
manager: responsable chef cheffe gestionnaire management gestion manageur manageuse supervisor
director: directeur direction head chief vp dirigeant
officer: charge chargee delegue deleguee correspondant correspondante
technician: technicien technicienne agent
operator: operateur
administrator: administrateur admin administration
architect: architecte architecture
analyst: analyste analyse analysis analytic
expert: experte expertise specialist specialiste
consultant: consultante conseil conseiller conseillere advisor adviser
buyer: acheteur achat purchaser purchasing procurement
auditor: auditeur audit auditing
tester: testeur test testing recette recetteur qa
integrator: integrateur integration
designer: concepteur conception
assistant: assistante
functional: fonctionnel fonctionnelle
technical: technique
project: projet
programme: program
product: produit
contract: contrat contractuel
vendor: fournisseur supplier prestataire
relationship: relation relationnel
licence: license
software: logiciel logicielle
asset: actif
application: applicatif applicative app
system: systeme serveur server
network: reseau lan wan
telecom: telecommunication telephonie
tool: outil
method: methode
quality: qualite
infrastructure: infra
operation: exploitation operational
security: securite
data: donnee
science: scientist scientiste scientifique
analytics: analytique
digital: digitale numerique
enterprise: entreprise corporate
business: metier
user: utilisateur
service: prestation
study: etude
configuration: parametrage parametreur configurator
deployment: deploiement
controller: pilote pilotage
domain: domaine
research: recherche
representative: representant
entity: entite
urbanist: urbaniste urbanisation
sysadmin: sysadmin
"""

_RELATED = """
director manager 0.6
expert engineer 0.5
expert consultant 0.4
developer engineer 0.4
officer manager 0.5
technician operator 0.6
technician officer 0.4
security cybersecurity 0.6
science analytics 0.4
production operation 0.8
analytics analyst 0.8
designer developer 0.5
integrator engineer 0.4
functional business 0.6
helpdesk support 0.6
software application 0.7
"""
"""Pairs of words that say nearly the same, and how nearly (0 to 1)."""

_ROLES = frozenset(
    """
    administrator analyst architect assistant auditor buyer coach consultant controller developer
    director engineer expert integrator manager master officer operator owner pmo scientist
    scrummaster technician tester
    """.split()
)
"""Words that say by themselves what kind of job one has."""

_NOISE = frozenset(
    stem(word)
    for word in """
    e h f m x d hf fh mf fm cdi cdd stage stagiaire intern internship alternance alternant
    alternante apprenti apprentie apprentissage interim freelance permanent poste job senior junior
    sr jr confirme confirmee experimente experimentee experienced debutant debutante lead leader
    principal principale certifie certifiee certified bilingue bilingual francophone anglophone
    anglais english francais french niveau level n1 n2 n3 1 2 3 ii iii remote teletravail hybride
    hybrid urgent temps plein partiel full part time group groupe international france europe
    """.split()
)
"""Words that tell posts apart, but not jobs."""

_TECHNOLOGIES = frozenset(
    stem(name)
    for name in """
    abap active airflow android angular ansible apache api aws azure big c cassandra cisco citrix
    cobol cplusplus csharp css databricks db2 docker dotnet drupal elastic excel flutter fortinet
    gcp git gitlab go golang google hadoop html ios iso27001 istqb itil j2ee java javascript jee
    jenkins jira js juniper kafka kotlin kubernetes laravel linux looker magento mainframe
    mariadb microsoft mongodb mssql mvs mysql net node nodejs nosql office oracle php plsql pmp
    postgre postgresql powerbi prince2 python qlik r rail react redhat ruby rust safe
    salesforce sas scala servicenow sharepoint snowflake spark splunk spring sql sqlserver swift
    symfony tableau talend terraform togaf typescript unix vmware vue vuejs window windows
    wordpress
    """.split()
)
"""Names of products, languages, norms: they say with what one works, hardly what one does."""

_SEPARATORS = re.compile(r"[^a-z0-9+#]+")
_GENDERS = re.compile(r"\(?\b[hfmx]\s*/\s*[hfmx](?:\s*/\s*[xdn])?\b\)?")
_INCLUSIVE = re.compile(r"(?<=[a-z])[·.(/](?:e|se|euse|trice|rice|ne|ere|re|fe)\.?·?s?\)?(?![a-z])")
_SIGNS = (("c++", "cplusplus"), ("c#", "csharp"), (".net", " dotnet"))


def title_words(title: str) -> tuple[str, ...]:
    """Return the words of a job title that tell what the job is, in one language for both.

    >>> title_words("Cheffe de projet informatique confirmée (H/F)")
    ('manager', 'project', 'it')
    >>> title_words("Senior IT project manager")
    ('it', 'project', 'manager')
    """
    folded = _GENDERS.sub(" ", fold(title))
    folded = _INCLUSIVE.sub("", folded)
    for sign, name in _SIGNS:
        folded = folded.replace(sign, name)
    spaced = " ".join(_SEPARATORS.sub(" ", folded).split())
    replaced = _EXPRESSION.sub(lambda match: _BY_EXPRESSION[match[0]], spaced)
    stems = query_words(replaced)
    told = [
        _BY_WORD.get(word, word) for word in stems if word not in _NOISE and not word.isdecimal()
    ]
    return tuple(dict.fromkeys(told or stems))


def spellings(word: str) -> Iterable[str]:
    """Return the words that people write for a word of :func:`title_words`, itself included."""
    return _SPELLINGS.get(word, (word,))


def is_technology(word: str) -> bool:
    """Tell whether a word of :func:`title_words` names a product, a language or a norm."""
    return word in _TECHNOLOGIES


def is_role(word: str) -> bool:
    """Tell whether a word of :func:`title_words` names a kind of job, whatever its field."""
    return word in _ROLES


def related(word: str) -> Mapping[str, float]:
    """Return the words that say nearly the same as ``word``, with how nearly."""
    return _NEAR.get(word, {})


def _entries(lines: str) -> Iterable[tuple[str, str]]:
    """Yield each word of a list with the one that stands for it."""
    for line in re.sub(r"\n +", " ", lines).strip().splitlines():
        meaning, _, words = line.partition(":")
        yield meaning, words


def _read_expressions() -> dict[str, str]:
    return {
        expression.strip(): meaning
        for meaning, expressions in _entries(_EXPRESSIONS)
        for expression in expressions.split(",")
    }


def _read_words() -> dict[str, str]:
    return {
        stem(word): meaning
        for meaning, words in _entries(_WORDS)
        for word in (*words.split(), meaning)
    }


def _read_related() -> dict[str, dict[str, float]]:
    near: dict[str, dict[str, float]] = {}
    for line in _RELATED.strip().splitlines():
        one, other, closeness = line.split()
        near.setdefault(one, {})[other] = float(closeness)
        near.setdefault(other, {})[one] = float(closeness)
    return near


def _pattern(expressions: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all expressions, the longest first."""
    longest_first = sorted(expressions, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


_BY_EXPRESSION = _read_expressions()
_EXPRESSION = _pattern(_BY_EXPRESSION)
_BY_WORD = _read_words()
_NEAR = _read_related()
_SPELLINGS: dict[str, list[str]] = {}
for _spelling, _meaning in _BY_WORD.items():
    _SPELLINGS.setdefault(_meaning, []).append(_spelling)
