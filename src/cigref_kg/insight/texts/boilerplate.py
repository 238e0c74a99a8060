"""What stands around a text and tells nothing: buttons of a page, other offers, meal vouchers."""

import re

_BUTTON = re.compile(
    r"^[ \t]*(?:(?:menu|accueil|home|se connecter|connexion|(?:log|sign) ?in|cr[ée]er un compte"
    r"|create (?:an )?account|postuler|apply(?: now)?|sauvegarder|save(?: job)?|partager|share"
    r"|tout (?:accepter|refuser)|accept all)(?=[ \t]{2}|\t|[ \t]*[|·]|[ \t]*$)"
    r"|(?:accueil|home)[ \t]*/"
    r"|aller au contenu|skip to (?:main )?content|retour (?:à la liste|aux (?:offres|r[ée]sultats))"
    r"|back to (?:search|results|jobs)|(?:nous utilisons|ce site utilise) des cookies"
    r"|(?:we|this (?:web)?site) uses? cookies|recherches fr[ée]quentes|popular searches"
    r"|publi[ée]e? (?:il y a|le)\b|posted (?:\d|on)).{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
_VOUCHER = re.compile(
    r"\b(?:tickets?|titres?)[ -]resto?(?:aurant)?s?\b|\b(?:meal|luncheon) vouchers?\b"
    r"|\b[ée]preuves? [ée]crites?\b|\bwritten (?:tests?|exam\w*)\b",
    re.IGNORECASE,
)
_OTHER_OFFERS = re.compile(
    r"^[ \t#*]*(?:(?:d['’])?autres (?:offres|annonces|postes|emplois)"
    r"|(?:offres|annonces|emplois|postes) (?:similaires|associ[ée]e?s|recommand[ée]e?s)"
    r"|vous (?:pourriez|aimerez) aussi|(?:similar|related|recommended|more|other) jobs"
    r"|people also viewed|jobs you (?:may|might) like).{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_SHORTEST_TEXT = 200  # characters above other offers; a page that begins with them is about them


def without_boilerplate(text: str) -> str:
    """Return a text with blanks where boilerplate stands, so that what is left keeps its place.

    >>> without_boilerplate("Testeur. Tickets restaurant.")
    'Testeur.                   .'
    >>> without_boilerplate("Save / restore databases")
    'Save / restore databases'
    """
    others = _OTHER_OFFERS.search(text, min(_SHORTEST_TEXT, len(text)))
    kept = text[: others.start()] if others else text
    for boilerplate in (_BUTTON, _VOUCHER):
        kept = boilerplate.sub(lambda match: " " * len(match[0]), kept)
    return kept
