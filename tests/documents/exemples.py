"""Fictional fiches for the tests and the bench of documents: ordinary, minor, overflowing."""

import dataclasses
import datetime as dt
import functools
import io

from models.personnes.naissance import Precision
from models.prescriptions.contenu import (
    PAR_REFERENT,
    CritereContenu,
    DispositifContenu,
    FicheContenu,
    FinanceurContenu,
    FreinContenu,
    Identite,
    Logo,
    PersonneContenu,
    PrescripteurContenu,
    Protege,
    RepresentantContenu,
    RoleSignature,
    ServiceContenu,
    SignatureContenu,
    SituationContenu,
    Verdict,
    accords_usuels,
)

JETON = "MFRGGZDFMZTWQ2LKNNWG23TP"


@functools.cache
def logo() -> Logo:
    """A small drawn logo, with transparency."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (360, 120), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((10, 10, 110, 110), fill=(23, 97, 107, 255))
    pen.ellipse((70, 10, 170, 110), fill=(214, 137, 16, 200))
    pen.rectangle((200, 40, 350, 56), fill=(30, 42, 46, 255))
    pen.rectangle((200, 68, 310, 80), fill=(30, 42, 46, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return Logo.of("Centre social des Alizés", out.getvalue())


SERVICE = ServiceContenu(
    nom="Centre social des Alizés",
    adresse=("12 rue des Cordiers", "87000 Limoges"),
    telephone="05 55 00 12 34",
    courriel="accueil@alizes.example",
    siret="123 456 782 00010",
    contact_droits="Mme Rivière, directrice",
    conservation="deux ans après notre dernier contact",
    financeurs=(
        FinanceurContenu("Union européenne", "Cofinancé par l’Union européenne"),
        FinanceurContenu("Politique de la ville", "Contrat de ville de Limoges"),
    ),
)

DISPOSITIF = DispositifContenu(
    intitule="Les Ateliers citoyens",
    presentation=(
        "Trois mois de mobilisation, dix mois de service civique (25 h par semaine), deux mois "
        "d’accompagnement vers la suite, avec un seul référent du début à la fin."
    ),
    comite=(
        "le centre social",
        "la MLDS",
        "la prévention spécialisée",
        "la mission locale",
        "la maison du département",
    ),
    session="Session d’automne",
    session_debut=dt.date(2026, 10, 5),
    session_fin=dt.date(2027, 12, 31),
    criteres=(
        "Avoir de 16 à 20 ans (22 au plus)",
        "Ne plus être scolarisé·e",
        "Habiter le quartier",
        "Vouloir s’engager un an",
    ),
)

PRESCRIPTEUR = PrescripteurContenu(
    structure="Mission locale de l’agglomération",
    nom="Claire Beaumont",
    fonction="Conseillère",
    telephone="05 55 00 98 76",
    courriel="c.beaumont@ml.example",
    connait_depuis="janvier 2026, 6 rendez-vous",
)

PERSONNE = PersonneContenu(
    nom="DIALLO Fatoumata",
    civilite="Madame",
    naissance=dt.date(2006, 5, 14),
    adresse="8 allée des Tilleuls, bât. C",
    commune="87000 Limoges",
    quartier="Val de l’Aurence",
    telephone="06 00 12 34 56",
    courriel="fatou.diallo@courriel.example",
    contact_prefere="SMS",
)

PROTEGE = Protege(
    motif=(
        "Fatoumata a quitté le lycée il y a huit mois et cherche une première expérience qui ait "
        "du sens. Elle vient à tous nos rendez-vous et progresse vite dès qu’un cadre est posé. "
        "Le service civique lui permettrait de vérifier son envie de travailler avec des enfants."
    ),
    situation=SituationContenu(
        scolarite="1re professionnelle ASSP",
        sortie_ecole="mars 2026",
        niveau="Brevet des collèges",
        experiences="Stage de 3 semaines en crèche, aide bénévole aux devoirs",
        logement="Chez ses parents",
        mobilite="Bus, pas de permis",
        ressources="Aucune",
        langues="Français, peul",
        mission_locale="Oui, depuis janvier 2026",
        france_travail="Non",
        obligation_formation="Sans objet",
    ),
    freins=(
        FreinContenu("Mobilité", "dépend des transports, pas de permis"),
        FreinContenu("Formation", "sans diplôme professionnel"),
        FreinContenu("Confiance", "prend peu la parole en groupe"),
    ),
    points_appui="Ponctuelle, à l’aise avec les enfants, soutenue par sa famille et par son club.",
    projet=(
        "Animer des ateliers de lecture dans une école ou une médiathèque, puis préparer le CAP "
        "Accompagnant éducatif petite enfance en apprentissage."
    ),
    expression=(
        "J’ai arrêté le lycée parce que je ne voyais plus à quoi ça servait. Ce qui me plaît, "
        "c’est quand les petits comprennent quelque chose grâce à moi. Je voudrais essayer pour "
        "de vrai, avec des gens qui m’expliquent. J’ai un peu peur de parler devant les autres "
        "mais je veux y arriver.\n\nJe peux commencer tout de suite."
    ),
)


def _criteres_de_l_accueil() -> tuple[CritereContenu, ...]:
    """The same as the accueil reads them."""
    first, second, *others = _criteres()
    return (first, CritereContenu(second.label, raison=PAR_REFERENT, reserve=True), *others)


def _criteres() -> tuple[CritereContenu, ...]:
    labels = DISPOSITIF.criteres
    return (
        CritereContenu(labels[0], Verdict.OK, "20 ans"),
        CritereContenu(labels[1], Verdict.OK, "sortie en mars 2026"),
        CritereContenu(labels[2], Verdict.OK, "Val de l’Aurence"),
        CritereContenu(labels[3], Verdict.A_VERIFIER, "à l’entretien"),
    )


ORDINAIRE = FicheContenu(
    Identite(
        service=SERVICE,
        dispositif=DISPOSITIF,
        numero="FP-2026-0142",
        version=1,
        date=dt.date(2026, 9, 1),
        jeton=JETON,
        prescripteur=PRESCRIPTEUR,
        personne=PERSONNE,
        mineur=False,
        criteres=_criteres_de_l_accueil(),
        disponibilites="Tous les jours, sauf le mercredi matin",
        documents="Pièce d’identité, attestation de sécurité sociale, RIB",
        accords=accords_usuels(DISPOSITIF, referent="M. Vasseur"),
        signatures=(
            SignatureContenu(RoleSignature.PERSONNE, "DIALLO Fatoumata"),
            SignatureContenu(RoleSignature.PRESCRIPTEUR, "Claire Beaumont", "Conseillère"),
            SignatureContenu(RoleSignature.STRUCTURE, "Centre social des Alizés"),
        ),
    ),
    dataclasses.replace(PROTEGE, criteres=_criteres()),
)


def ordinaire(*, with_logo: bool = True) -> FicheContenu:
    """An adult, everything filled, nothing too long."""
    return _with_logo(ORDINAIRE) if with_logo else ORDINAIRE


def mineur() -> FicheContenu:
    """A minor with a representative, an exception, a partial birth date, one accord given."""
    identite = ORDINAIRE.identite
    first, *others = identite.accords
    return FicheContenu(
        dataclasses.replace(
            identite,
            service=dataclasses.replace(SERVICE, logo=logo()),
            numero="FP-2026-0143",
            version=2,
            jeton="NBSWY3DPO5XXE3DEORUGK4TF",
            personne=dataclasses.replace(
                PERSONNE,
                nom="NGUYỄN-LEFÈVRE Thị Ánh Nguyệt",
                nom_naissance="NGUYỄN",
                prenom_usage="Luna",
                naissance=dt.date(2009, 1, 1),
                naissance_precision=Precision.ESTIMEE,
                adresse="chez Mme Lefèvre, résidence du Parc, 45 bis avenue du Général-Leclerc",
                quartier="La Bastide",
            ),
            mineur=True,
            representant=RepresentantContenu("Hélène Lefèvre", "Tante, tutrice", "06 00 65 43 21"),
            accords=(dataclasses.replace(first, coche=True), *others),
            signatures=(
                SignatureContenu(
                    RoleSignature.PERSONNE,
                    "NGUYỄN-LEFÈVRE Thị Ánh Nguyệt",
                    date=dt.date(2026, 9, 3),
                    lieu="Limoges",
                ),
                SignatureContenu(RoleSignature.REPRESENTANT, "Hélène Lefèvre", "Tante, tutrice"),
                SignatureContenu(RoleSignature.PRESCRIPTEUR, "Claire Beaumont", "Conseillère"),
                SignatureContenu(RoleSignature.STRUCTURE, "Centre social des Alizés"),
            ),
        ),
        dataclasses.replace(
            PROTEGE,
            criteres=(
                CritereContenu(DISPOSITIF.criteres[0], Verdict.OK, "≈ 17 ans"),
                CritereContenu(DISPOSITIF.criteres[1], Verdict.OK),
                CritereContenu(
                    DISPOSITIF.criteres[2], Verdict.NON, "La Bastide", "fratrie déjà suivie ici"
                ),
                CritereContenu(DISPOSITIF.criteres[3], Verdict.A_VERIFIER),
            ),
            situation=dataclasses.replace(
                PROTEGE.situation, obligation_formation="Oui, jusqu’à 18 ans"
            ),
        ),
    )


def mineur_dense() -> FicheContenu:
    """A minor about whom much is known: long names, an exception, texts of four to six lines."""
    base = mineur().identite
    identite = dataclasses.replace(
        base,
        numero="FP-2026-0145",
        jeton="OBSXE43PNZXGKLTBOVRGK4RA",
        prescripteur=PrescripteurContenu(
            structure="Mission de lutte contre le décrochage scolaire, CIO de Limoges",
            nom="Jean-Christophe Delacroix",
            fonction="Coordonnateur MLDS",
            telephone="05 55 00 98 76",
            courriel="jean-christophe.delacroix@ac-limoges.example",
            connait_depuis="septembre 2025, un rendez-vous par mois",
        ),
        personne=dataclasses.replace(
            base.personne,
            nom="BEN SALEM-LEFEBVRE Yanis",
            nom_naissance="BEN SALEM",
            prenom_usage="",
            civilite="Monsieur",
            naissance=dt.date(2009, 11, 23),
            naissance_precision=Precision.JOUR,
            quartier="Val de l’Aurence",
            courriel="yanis.bensalem.lefebvre@courriel.example",
            contact_prefere="téléphone de sa mère, le soir",
        ),
        representant=RepresentantContenu(
            "Samira Ben Salem-Lefebvre", "Mère, autorité parentale", "06 00 65 43 21"
        ),
        documents="Pièce d’identité, attestation de sécurité sociale, RIB, autorisation parentale",
        signatures=(
            SignatureContenu(RoleSignature.PERSONNE, "BEN SALEM-LEFEBVRE Yanis"),
            SignatureContenu(RoleSignature.REPRESENTANT, "Samira Ben Salem-Lefebvre", "Mère"),
            SignatureContenu(
                RoleSignature.PRESCRIPTEUR, "Jean-Christophe Delacroix", "Coordonnateur MLDS"
            ),
            SignatureContenu(RoleSignature.STRUCTURE, "Centre social des Alizés"),
        ),
    )
    return FicheContenu(identite, _PROTEGE_DENSE)


_PROTEGE_DENSE = Protege(
    motif=(
        "Yanis ne va plus au lycée depuis les vacances d’avril, après une orientation en mécanique "
        "qu’il n’avait pas choisie. Il vient aux rendez-vous, il est ponctuel et il parle "
        "volontiers. Il a besoin d’un cadre collectif et d’une mission concrète avant de reprendre "
        "une formation. Sa mère soutient la démarche."
    ),
    criteres=(
        CritereContenu(DISPOSITIF.criteres[0], Verdict.OK, "16 ans"),
        CritereContenu(DISPOSITIF.criteres[1], Verdict.OK, "sortie en avril 2026"),
        CritereContenu(
            DISPOSITIF.criteres[2],
            Verdict.NON,
            "à proximité : exception à motiver",
            "hébergé chez sa tante au Val de l’Aurence, orienté par la MLDS",
        ),
        CritereContenu(DISPOSITIF.criteres[3], Verdict.A_VERIFIER, "à l’entretien"),
    ),
    situation=SituationContenu(
        scolarite="2de professionnelle, mécanique",
        sortie_ecole="avril 2026",
        niveau="Brevet des collèges",
        experiences=(
            "Stage d’observation d’une semaine au garage associatif, bénévole au club de football"
        ),
        logement="Chez sa mère, trois jours par semaine chez sa tante",
        mobilite="Bus et vélo, pas de permis",
        ressources="Aucune ; foyer au RSA",
        langues="Français, arabe (parlé)",
        mission_locale="Non, rendez-vous demandé",
        france_travail="Non concerné",
        obligation_formation="Oui, jusqu’à ses 18 ans",
    ),
    freins=(
        FreinContenu("Scolarité", "décrochage, mauvaise image du lycée"),
        FreinContenu("Santé", "suivi en cours, sommeil décalé"),
        FreinContenu("Mobilité", "deux bus pour venir de chez sa mère"),
        FreinContenu("Numérique", "un téléphone, pas d’ordinateur"),
    ),
    points_appui="Ponctuel, bon contact avec les plus jeunes, une mère très présente.",
    projet=(
        "Découvrir le métier d’animateur sportif, passer le BAFA, puis préparer un CPJEPS en "
        "apprentissage. Une mission dehors, avec un groupe, pas derrière un bureau."
    ),
    expression=(
        "Le lycée c’était pas pour moi, j’avais demandé sport et on m’a mis en mécanique. Quand "
        "j’entraîne les petits le samedi je vois que je sais faire des choses. Je voudrais une "
        "mission où je bouge et où je suis utile, et un vrai contrat pour aider ma mère.\n\n"
        "Ce que j’attends c’est qu’on me fasse confiance et qu’on me dise les choses en face. J’ai "
        "peur de pas tenir si c’est trop de papiers, mais si quelqu’un m’explique je tiendrai."
    ),
)


def debordante() -> FicheContenu:
    """Texts that no box holds, and several scripts."""
    long = "Une phrase parmi d’autres, qui raconte une étape du parcours. "
    protege = dataclasses.replace(
        PROTEGE,
        motif=long * 14,
        criteres=_criteres(),
        freins=tuple(FreinContenu(f"Frein n° {n}", "à lever avec lui") for n in range(1, 15)),
        expression="محمد الأمين يريد أن يتعلم مهنة جديدة (2026).\nשלום לכולם\n" + long * 60,
        projet="J’aimerais travailler 🚲 dans un atelier vélo " * 12,
    )
    identite = dataclasses.replace(
        ORDINAIRE.identite,
        service=dataclasses.replace(SERVICE, logo=None),
        numero="FP-2026-0144",
        personne=dataclasses.replace(
            PERSONNE,
            nom="DE LA FONTAINE-VILLENEUVE EL-MANSOURI Jean-Baptiste Abdelrahmane Maximilien",
            courriel="jean-baptiste.abdelrahmane.de-la-fontaine-villeneuve@courriel-tres-long.example",
        ),
    )
    return FicheContenu(identite, protege)


def _with_logo(contenu: FicheContenu) -> FicheContenu:
    service = dataclasses.replace(contenu.identite.service, logo=logo())
    return dataclasses.replace(
        contenu, identite=dataclasses.replace(contenu.identite, service=service)
    )
