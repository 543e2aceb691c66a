"""What a word means in a French text: who is served, a program, a name, somebody else's, a term of law."""

from __future__ import annotations

import pytest
from support.checking import book_for
from support.shipped import DATA

from relcli.check.find import Finding, findings
from relcli.check.rulebook import Rulebook, forms_of_termbase

BOOK = Rulebook(forms_of_termbase(DATA), DATA, language="fr")
PROGRAMS = """
Le client envoie une requête HTTP au serveur, qui répond en JSON. L'API attend un jeton. Installez le logiciel
avec Docker, puis configurez le proxy, le port et le protocole TLS de votre réseau.
"""
"""The rest of a page about software."""


def judged(text: str, word: str, book: Rulebook = BOOK) -> list[Finding]:
    return [found for found in findings(text, "markdown", "x", book) if found.match.lower() == word]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Lorsque le Client est un consommateur, il dispose d’un délai de quatorze jours.", "consommateur"),
        ("« Client » : toute personne, consommateur ou professionnel.", "consommateur"),
        (
            "Entre un consommateur et un professionnel, la clause abusive est réputée non écrite.",
            "consommateur",
        ),
        ("Le consommateur moyen ne lit pas les conditions.", "consommateur"),
        ("Le consommateur peut saisir le médiateur.", "consommateur"),
        ("Le code de la consommation protège le consommateur.", "consommateur"),
        ("Le consommateur exerce son droit de rétractation.", "consommateur"),
        ("La garantie légale dont bénéficie le consommateur est de deux ans.", "consommateur"),
        ("Les associations de consommateurs l’ont dit.", "consommateurs"),
        ("Les usagers de la route sont prudents.", "usagers"),
        ("Les usagers des transports attendent.", "usagers"),
        ("Les usagers du service public ont des droits.", "usagers"),
        ("Le comité d’usagers se réunit en mai.", "usagers"),
        ("La charte rappelle les droits des usagers.", "usagers"),
    ],
)
def test_a_term_of_law_keeps_its_name(text: str, word: str) -> None:
    assert {found.verdict.judgement for found in judged(text, word)} == {"pass"}


@pytest.mark.parametrize(
    "text",
    [
        "Présentez votre carte client à la caisse.",
        "Un avoir client est valable un an.",
        "L’encours client ne dépasse pas mille euros.",
        "Lisez les avis clients.",
        "Chaque avis client compte.",
        "Les retours clients sont bons.",
        "Un retour client nous aide.",
        "Publiez un témoignage client.",
        "Voici trois témoignages clients.",
        "Un cas client par mois suffit.",
        "Les tarifs clients augmentent.",
        "N° client : 123",
        "Indiquez votre n° client.",
        "Réf. client : 123",
        "Le risque client est couvert.",
        "Un crédit client est possible.",
        "Chez nous, le client est roi.",
        "Un client mystère passera demain.",
        "Les comptes clients sont lettrés.",
        "Le poste clients est élevé.",
        "Notre service client répond.",
        "La synthèse client est prête.",
    ],
)
def test_a_compound_names_nobody(text: str) -> None:
    [found] = findings(text, "markdown", "x", BOOK)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", "compound")


@pytest.mark.parametrize(
    "text",
    [
        "Leurs clients paient.",
        "Le plombier rappelle ses clients.",
        "L’avocat défend son client.",
        "Les clients de leurs filiales paient.",
        "Les agences facturent leur propre client.",
        "Les clients de nos partenaires paient.",
        "Les utilisateurs de nos clients paient.",
    ],
)
def test_somebody_elses_are_not_ours(text: str) -> None:
    found = [f for f in findings(text, "markdown", "x", BOOK) if f.verdict.judgement == "pass"]

    assert [f.verdict.sense for f in found] == ["others"]


@pytest.mark.parametrize(
    "text",
    [
        "Nom du client et adresse e-mail.",
        "Elle répond au message d’un client et prend en charge la requête.",
        "Un client a ainsi économisé la moitié de son budget.",
        "Nous livrons l’application du client avant la réunion.",
        "Le client a validé le devis.",
        "La réponse du client arrive par courrier.",
        "Envoyez le devis au client.",
        "Nos clients nous recommandent.",
        "Prévenez la cliente.",
        "Lorsqu’un client paie, remerciez-le.",
    ],
)
def test_a_person_is_told_without_much_around(text: str) -> None:
    [found] = findings(text, "markdown", "x", BOOK)

    assert found.verdict.judgement == "flag"


@pytest.mark.parametrize(
    "text",
    [
        "Mettez à jour votre client.",
        "Tout autre client e-mail convient.",
        "Tout autre client de messagerie convient.",
        "Le client s'authentifie avec un jeton.",
        "Téléchargez le client pour Windows.",
        "Le client Git affiche l'erreur.",
        "Le contrôle se fait côté client.",
    ],
)
def test_a_program_is_told_in_a_page_about_software(text: str) -> None:
    found = findings(f"{PROGRAMS}\n{text}\n", "markdown", "x", BOOK)[-1]

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", "software")


@pytest.mark.parametrize(
    "text",
    [
        "Nos clients ont besoin de conseils.",
        "Signalez au client toute panne de plus d'une heure : il sera remboursé sur sa facture.",
    ],
)
def test_a_page_about_software_speaks_of_people_too(text: str) -> None:
    assert findings(f"{PROGRAMS}\n{text}\n", "markdown", "x", BOOK)[-1].verdict.judgement == "flag"


def test_a_contract_about_software_speaks_of_its_parties() -> None:
    terms = "Le prestataire assume la responsabilité prévue par la présente clause. Les parties ont des obligations."
    text = f"{PROGRAMS}\n{terms}\nSauf contrainte légale, le Client n'est autorisé qu'à copier le logiciel.\n"

    assert findings(text, "markdown", "x", BOOK)[-1].verdict.judgement == "flag"


def test_an_account_that_is_named_is_nobody() -> None:
    [found] = findings("Connectez-vous avec l’utilisateur `root`.", "markdown", "x", BOOK)

    assert (found.verdict.judgement, found.verdict.sense) == ("pass", "software")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("utilisateur", "Une valeur définie par l’utilisateur s’affiche."),
        ("habitué", "Vous êtes habitué à cet outil."),
        ("membre", "La Roumanie est un État membre de l’Union."),
        ("membre", "Les membres du conseil votent."),
        ("patient", "Soyez patient."),
        ("patient", "Le dossier patient est chiffré."),
        ("élève", "Le total s’élève à dix euros."),
        ("élève", "Les parents d’élèves votent."),
        ("hôte", "Indiquez le nom d’hôte."),
        ("invité", "Vous êtes invité à répondre."),
        ("abonné", "Si vous êtes abonné à la lettre, ignorez ceci."),
        ("lecteur", "Branchez le lecteur de cartes."),
        ("utilisateur", "Choisissez un nom d’utilisateur."),
        ("utilisateur", "Ouvrez les préférences utilisateur."),
    ],
)
def test_words_of_other_trades_have_senses_of_their_own(word: str, text: str) -> None:
    found = findings(text, "markdown", "x", book_for("client", word, language="fr", concept="client"))

    assert [f.verdict.judgement for f in found] == ["pass"]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("habitué", "Nos habitués ont leur table."),
        ("membre", "Chaque membre paie une cotisation."),
        ("patient", "Le patient voit le médecin."),
        ("élève", "L’élève arrive au cours avec son moniteur."),
        ("hôte", "Nos hôtes quittent la chambre à midi."),
        ("invité", "Nos invités dînent."),
        ("abonné", "L’abonné paie chaque mois."),
        ("lecteur", "Nos lecteurs écrivent au journal."),
        ("usager", "L’usager souhaite un rendez-vous."),
        ("acheteur", "L’acheteur règle sa commande."),
        ("utilisateur", "L’utilisateur clique sur le bouton."),
    ],
)
def test_words_of_other_trades_mean_people_too(word: str, text: str) -> None:
    found = findings(text, "markdown", "x", book_for("client", word, language="fr", concept="client"))

    assert [f.verdict.judgement for f in found] == ["flag"]


@pytest.mark.parametrize(
    "word",
    [
        "acheteur",
        "client",
        "consommateur",
        "habitué",
        "membre",
        "patient",
        "prospect",
        "usager",
        "utilisateur",
    ],
)
def test_without_evidence_nothing_is_flagged(word: str) -> None:
    [found] = findings(word, "text", "x", book_for("tiers", word, language="fr", concept="client"))

    assert (found.verdict.judgement, found.verdict.cues) == ("review", ())


def test_what_a_word_is_called_is_told() -> None:
    assert {"terme", "mot", "appelé", "dit", "nommé", "désigne"} <= DATA.senses["fr"].names.mentions
