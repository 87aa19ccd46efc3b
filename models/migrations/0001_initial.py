"""The first schema."""

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    DateTimeField,
    FixedCharField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
    TimeField,
)

C_SORTED = (
    ("personne_mot", "mot"),
    ("personne_mot", "cle"),
    ("personne", "cle"),
    ("structure", "cle"),
)


def up(migrator, db):
    class Nomenclature(Model):
        id = CharField(primary_key=True, max_length=80)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        libelle = TextField()
        aide = TextField(default="")

        class Meta:
            database = db
            table_name = "nomenclature"

    db.create_tables([Nomenclature])

    class Valeur(Model):
        id = CharField(primary_key=True, max_length=160)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nomenclature = ForeignKeyField(Nomenclature, on_delete="RESTRICT")
        code = CharField(max_length=80)
        libelle = TextField()
        ordre = IntegerField(default=0)
        actif = BooleanField(default=True)
        parent = ForeignKeyField("self", null=True, on_delete="RESTRICT")
        remplace_par = ForeignKeyField("self", null=True, on_delete="RESTRICT")
        sensible = BooleanField(default=False)
        precision = BooleanField(default=False)
        maison = BooleanField(default=False)
        mots = TextField(default="")
        donnees = TextField(default="{}")

        class Meta:
            database = db
            table_name = "valeur"
            indexes = (
                (("nomenclature", "ordre"), False),
                (("nomenclature", "code"), True),
            )

    db.create_tables([Valeur])

    class Quartier(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        code = CharField(index=True, max_length=10, default="")
        nom = TextField()
        commune = TextField(default="")
        code_insee = CharField(max_length=5, default="")
        qpv = BooleanField(default=True)
        actif_du = DateField(null=True)
        actif_au = DateField(null=True)
        source = TextField(default="")

        class Meta:
            database = db
            table_name = "quartier"

    db.create_tables([Quartier])

    class Personne(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nom_naissance = TextField(default="")
        nom_usage = TextField(default="")
        prenom = TextField(default="")
        prenom_usage = TextField(default="")
        surnom = TextField(default="")
        sexe = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        date_naissance = DateField(null=True)
        precision_naissance = CharField(max_length=80, default="inconnue")
        lieu_naissance = TextField(default="")
        telephone = TextField(index=True, default="")
        telephone_autre = TextField(default="")
        courriel = TextField(default="")
        preference_contact = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        type_adresse = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        heberge_par = TextField(default="")
        domiciliee_du = DateField(null=True)
        domiciliee_au = DateField(null=True)
        adresse = TextField(default="")
        code_postal = TextField(default="")
        commune = TextField(default="")
        code_insee = CharField(max_length=5, default="")
        quartier = TextField(default="")
        qpv = ForeignKeyField(Quartier, null=True, on_delete="RESTRICT", index=False)
        source_qpv = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        qpv_verifie_le = DateField(null=True)
        identite = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        identite_document = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        identite_vue_le = DateField(null=True)
        besoin_linguistique = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        situation = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        type_menage = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        equipement = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        origine_contact = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        commentaire = TextField(default="")
        alerte = TextField(default="")
        cle = TextField(default="")

        class Meta:
            database = db
            table_name = "personne"
            indexes = ((("cle", "id", "archived_at"), False),)

    db.create_tables([Personne])

    class Dispositif(Model):
        id = CharField(primary_key=True, max_length=80)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        intitule = TextField()
        presentation = TextField(default="")
        comite = TextField(default="[]")
        documents = TextField(default="[]")
        accords = TextField(default="[]")
        financeurs = TextField(default="[]")
        places = IntegerField(default=0)
        heures_cible = IntegerField(null=True)
        heures_semaine = IntegerField(null=True)
        sans_contact = IntegerField(default=30)
        ordre = IntegerField(default=0)
        maison = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "dispositif"

    db.create_tables([Dispositif])

    class Session(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        dispositif = ForeignKeyField(Dispositif, on_delete="RESTRICT")
        intitule = TextField()
        debut = DateField()
        fin = DateField(null=True)
        places = IntegerField()

        class Meta:
            database = db
            table_name = "session"

    db.create_tables([Session])

    class Suivi(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        dispositif = ForeignKeyField(Dispositif, null=True, on_delete="RESTRICT")
        ouvert_le = DateField()
        clos_le = DateField(null=True)
        motif_sortie = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        precision_sortie = TextField(default="")
        precedent = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
        heures_cible = IntegerField(null=True)
        heures_semaine = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "suivi"

    db.create_tables([Suivi])

    class Structure(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nom = TextField()
        type_prescripteur = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        telephone = TextField(default="")
        courriel = TextField(default="")
        cle = TextField(index=True, default="")

        class Meta:
            database = db
            table_name = "structure"

    db.create_tables([Structure])

    class Prescription(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        numero = CharField(unique=True, max_length=20)
        jeton = CharField(unique=True, max_length=24)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        dispositif = ForeignKeyField(Dispositif, on_delete="RESTRICT")
        session = ForeignKeyField(Session, null=True, on_delete="RESTRICT")
        suivi = ForeignKeyField(Suivi, null=True, on_delete="RESTRICT")
        date_demande = DateField()
        prescripteur_structure = ForeignKeyField(Structure, null=True, on_delete="RESTRICT")
        prescripteur_nom = TextField(default="")
        prescripteur_fonction = TextField(default="")
        prescripteur_telephone = TextField(default="")
        prescripteur_courriel = TextField(default="")
        connait_depuis = TextField(default="")
        representant_nom = TextField(default="")
        representant_qualite = TextField(default="")
        representant_telephone = TextField(default="")
        disponibilites = TextField(default="")
        documents = TextField(default="")
        type_prescripteur = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        territoire = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        protege = BlobField(null=True)

        class Meta:
            database = db
            table_name = "prescription"

    db.create_tables([Prescription])

    class Accord(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        prescription = ForeignKeyField(Prescription, on_delete="RESTRICT")
        code = CharField(max_length=80)
        texte = TextField()
        donne = BooleanField()
        date = DateField()
        retire_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "accord"
            indexes = ((("prescription", "code"), True),)

    db.create_tables([Accord])

    class Acte(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        at = DateTimeField()
        poste_id = FixedCharField(max_length=32)
        agent_id = FixedCharField(null=True, max_length=32)
        action = CharField(max_length=80)
        libelle = CharField(max_length=200)
        droit = CharField(null=True, max_length=80)
        undone_at = DateTimeField(null=True)
        undoes_id = FixedCharField(null=True, max_length=32)

        class Meta:
            database = db
            table_name = "acte"
            indexes = ((("agent_id", "poste_id", "id"), False),)

    db.create_tables([Acte])

    class ActeLigne(Model):
        acte = ForeignKeyField(Acte, on_delete="CASCADE")
        rang = IntegerField()
        table_name = CharField(max_length=80)
        row_id = CharField(max_length=80)
        avant = TextField(null=True)
        version_apres = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "acte_ligne"
            primary_key = CompositeKey("acte", "rang")

    db.create_tables([ActeLigne])

    class Frein(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        valeur = ForeignKeyField(Valeur, on_delete="RESTRICT")
        precision = TextField(default="")

        class Meta:
            database = db
            table_name = "frein"

    db.create_tables([Frein])

    class Objectif(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        valeur = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        intitule = TextField(default="")
        frein = ForeignKeyField(Frein, null=True, on_delete="RESTRICT")
        fixe_le = DateField()
        echeance = DateField(null=True)
        atteint_le = DateField(null=True)
        abandonne_le = DateField(null=True)
        motif = TextField(default="")

        class Meta:
            database = db
            table_name = "objectif"

    db.create_tables([Objectif])

    class Agent(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        identifiant = CharField(unique=True, null=True, max_length=60)
        prenom = TextField(default="")
        nom = TextField(default="")
        fonction = TextField(default="")
        statut = CharField(null=True, max_length=80)
        telephone = TextField(default="")
        courriel = TextField(default="")
        verrouille = BooleanField(default=False)
        changer_mot_de_passe = BooleanField(default=False)
        last_login_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "agent"

    db.create_tables([Agent])

    class Action(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        objectif = ForeignKeyField(Objectif, null=True, on_delete="RESTRICT")
        intitule = TextField()
        qui = CharField(max_length=80, default="personne")
        agent = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)
        echeance = DateField(null=True)
        etat = CharField(max_length=80, default="prevue")
        etat_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "action"
            indexes = ((("etat", "echeance"), False),)

    db.create_tables([Action])

    class AgentRole(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        agent = ForeignKeyField(Agent, on_delete="RESTRICT")
        role = CharField(max_length=80)

        class Meta:
            database = db
            table_name = "agent_role"
            indexes = ((("agent", "role"), True),)

    db.create_tables([AgentRole])

    class AnonymeConnu(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        repere = TextField()
        cle = TextField(index=True, default="")
        personne = ForeignKeyField(Personne, null=True, on_delete="RESTRICT")
        rattache_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "anonyme_connu"

    db.create_tables([AnonymeConnu])

    class Atelier(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        intitule = TextField()
        dispositif = ForeignKeyField(Dispositif, null=True, on_delete="RESTRICT")
        session = ForeignKeyField(Session, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "atelier"

    db.create_tables([Atelier])

    class Lieu(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nom = TextField()
        type_lieu = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        adresse = TextField(default="")
        commune = TextField(default="")
        horaires = TextField(default="{}")
        ferme_le = DateField(null=True)
        ordre = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "lieu"

    db.create_tables([Lieu])

    class Passage(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        moment = DateTimeField()
        jour = DateField()
        heure = TimeField(null=True)
        lieu = ForeignKeyField(Lieu, on_delete="RESTRICT", index=False)
        mode_contact = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        type_contact = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        personne = ForeignKeyField(Personne, null=True, on_delete="RESTRICT", index=False)
        identification = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        sexe = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        tranche_age = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        age = SmallIntegerField(null=True)
        precision_age = CharField(max_length=80, default="inconnue")
        duree_minutes = IntegerField(null=True)
        accueilli_par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)
        statut_accueillant = CharField(null=True, max_length=80)
        anonyme = ForeignKeyField(AnonymeConnu, null=True, on_delete="RESTRICT")
        effectif = SmallIntegerField(null=True)
        deja_connus = SmallIntegerField(null=True)
        commentaire = TextField(default="")
        origine = CharField(max_length=80, default="guichet")

        class Meta:
            database = db
            table_name = "passage"
            indexes = (
                (("jour", "lieu"), False),
                (("moment", "id", "archived_at"), False),
                (("personne", "moment", "id", "archived_at"), False),
            )

    db.create_tables([Passage])

    class Attente(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        lieu = ForeignKeyField(Lieu, on_delete="RESTRICT", index=False)
        jour = DateField(index=True)
        personne = ForeignKeyField(Personne, null=True, on_delete="RESTRICT")
        nom = TextField(default="")
        objet = TextField(default="")
        pour = ForeignKeyField(Agent, null=True, on_delete="RESTRICT")
        arrive_le = DateTimeField()
        recu_le = DateTimeField(null=True)
        parti_le = DateTimeField(null=True)
        passage = ForeignKeyField(Passage, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "attente"

    db.create_tables([Attente])

    class Carnet(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        intitule = TextField(default="")
        lieu = ForeignKeyField(Lieu, null=True, on_delete="RESTRICT", index=False)
        jour = DateField()
        emporte_le = DateTimeField()
        emporte_par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)
        personnes = IntegerField(default=0)
        rentre_le = DateTimeField(null=True)
        perdu_le = DateTimeField(null=True)
        passages = IntegerField(default=0)
        empreinte = CharField(max_length=64, default="")

        class Meta:
            database = db
            table_name = "carnet"

    db.create_tables([Carnet])

    class ColonneExport(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        rang = IntegerField()
        champ = CharField(max_length=80)
        entete = TextField()
        valeurs = TextField(default="{}")

        class Meta:
            database = db
            table_name = "colonne_export"

    db.create_tables([ColonneExport])

    class Comite(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        dispositif = ForeignKeyField(Dispositif, on_delete="RESTRICT")
        session = ForeignKeyField(Session, null=True, on_delete="RESTRICT")
        date = DateField()
        lieu = TextField(default="")
        observations = TextField(default="")

        class Meta:
            database = db
            table_name = "comite"

    db.create_tables([Comite])

    class Correspondance(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        sujet = CharField(max_length=80)
        texte = TextField()
        cible = CharField(max_length=160, default="")

        class Meta:
            database = db
            table_name = "correspondance"
            indexes = ((("sujet", "texte"), True),)

    db.create_tables([Correspondance])

    class Decision(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        comite = ForeignKeyField(Comite, on_delete="RESTRICT")
        prescription = ForeignKeyField(Prescription, on_delete="RESTRICT")
        sens = CharField(max_length=80)
        motif = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        rang = IntegerField(null=True)
        date = DateField()

        class Meta:
            database = db
            table_name = "decision"
            indexes = ((("comite", "prescription"), True),)

    db.create_tables([Decision])

    class Demande(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        rang = IntegerField(default=0)
        thematique = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        objet = TextField(default="")
        operateur = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        resultat = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        orientation = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        autonomie = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        passage = ForeignKeyField(Passage, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "demande"
            indexes = ((("thematique", "id"), False),)

    db.create_tables([Demande])

    class DemandeReponse(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        demande = ForeignKeyField(Demande, on_delete="RESTRICT", index=False)
        reponse = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "demande_reponse"
            indexes = ((("demande", "reponse"), True),)

    db.create_tables([DemandeReponse])

    class DispositifCritere(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        dispositif = ForeignKeyField(Dispositif, on_delete="RESTRICT")
        rang = IntegerField()
        code = CharField(max_length=80)
        genre = CharField(max_length=80)
        libelle = TextField()
        parametres = TextField(default="{}")

        class Meta:
            database = db
            table_name = "dispositif_critere"

    db.create_tables([DispositifCritere])

    class DispositifPhase(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        dispositif = ForeignKeyField(Dispositif, on_delete="RESTRICT")
        rang = IntegerField()
        code = CharField(max_length=80)
        libelle = TextField()
        mois = IntegerField()
        optionnelle = BooleanField(default=False)
        condition = TextField(default="")
        description = TextField(default="")
        partagee = BooleanField(default=False)
        mission = BooleanField(default=False)
        heures_cible = IntegerField(null=True)
        heures_semaine = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "dispositif_phase"

    db.create_tables([DispositifPhase])

    class Document(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        type_document = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        intitule = TextField(default="")
        fichier = TextField(default="")
        date = DateField(null=True)
        echeance = DateField(null=True)
        taille = IntegerField(default=0)
        empreinte = CharField(max_length=64, default="")
        cle = BlobField()
        contenu = BlobField(null=True)

        class Meta:
            database = db
            table_name = "document"

    db.create_tables([Document])

    class Draft(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        poste_id = FixedCharField(max_length=32)
        agent_id = FixedCharField(null=True, max_length=32)
        cle = CharField(max_length=120)
        contenu = BlobField()
        at = DateTimeField()

        class Meta:
            database = db
            table_name = "draft"
            indexes = ((("poste_id", "agent_id", "cle"), True),)

    db.create_tables([Draft])

    class Effectif(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        passage = ForeignKeyField(Passage, on_delete="RESTRICT", index=False)
        valeur = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        nombre = SmallIntegerField()

        class Meta:
            database = db
            table_name = "effectif"
            indexes = ((("passage", "valeur"), True),)

    db.create_tables([Effectif])

    class Entretien(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        date = DateField()
        heure = TimeField(null=True)
        duree = IntegerField(null=True)
        nature = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        agent = ForeignKeyField(Agent, on_delete="RESTRICT")
        avec = TextField(default="")
        lieu = ForeignKeyField(Lieu, null=True, on_delete="RESTRICT", index=False)
        ailleurs = TextField(default="")

        class Meta:
            database = db
            table_name = "entretien"
            indexes = ((("suivi", "date", "nature", "archived_at"), False),)

    db.create_tables([Entretien])

    class Etape(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        prescription = ForeignKeyField(Prescription, on_delete="RESTRICT")
        nature = CharField(max_length=80)
        date = DateField()
        motif = BlobField(null=True)
        suivi = ForeignKeyField(Suivi, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "etape"

    db.create_tables([Etape])

    class Financeur(Model):
        id = CharField(primary_key=True, max_length=80)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nom = TextField()
        mention = TextField(default="")

        class Meta:
            database = db
            table_name = "financeur"

    db.create_tables([Financeur])

    class Foyer(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        intitule = TextField(default="")

        class Meta:
            database = db
            table_name = "foyer"

    db.create_tables([Foyer])

    class FoyerMembre(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        foyer = ForeignKeyField(Foyer, on_delete="RESTRICT")
        personne = ForeignKeyField(Personne, unique=True, on_delete="RESTRICT")
        lien = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "foyer_membre"

    db.create_tables([FoyerMembre])

    class FreinNiveau(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        frein = ForeignKeyField(Frein, on_delete="RESTRICT")
        date = DateField()
        intensite = IntegerField()
        etat = CharField(max_length=80)
        par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "frein_niveau"
            indexes = ((("frein", "date"), False),)

    db.create_tables([FreinNiveau])

    class Fusion(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        gardee = ForeignKeyField(Personne, on_delete="RESTRICT")
        absorbee = ForeignKeyField(Personne, on_delete="RESTRICT")
        faite_le = DateTimeField()
        annulee_le = DateTimeField(null=True)
        contenu = TextField(default="{}")

        class Meta:
            database = db
            table_name = "fusion"

    db.create_tables([Fusion])

    class Homonymie(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        autre = ForeignKeyField(Personne, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "homonymie"
            indexes = ((("personne", "autre"), True),)

    db.create_tables([Homonymie])

    class Importation(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        fichier = TextField()
        empreinte = CharField(index=True, max_length=64)
        faite_le = DateTimeField()
        annulee_le = DateTimeField(null=True)
        passages = IntegerField(default=0)
        personnes = IntegerField(default=0)
        rapport = TextField(default="{}")
        trace = BlobField(null=True)

        class Meta:
            database = db
            table_name = "importation"

    db.create_tables([Importation])

    class Inscription(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        comite = ForeignKeyField(Comite, on_delete="RESTRICT")
        prescription = ForeignKeyField(Prescription, on_delete="RESTRICT")
        rang = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "inscription"
            indexes = ((("comite", "prescription"), True),)

    db.create_tables([Inscription])

    class Intervenant(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        structure = ForeignKeyField(Structure, null=True, on_delete="RESTRICT")
        nom = TextField(default="")
        fonction = TextField(default="")
        telephone = TextField(default="")
        courriel = TextField(default="")
        du = DateField(null=True)
        au = DateField(null=True)

        class Meta:
            database = db
            table_name = "intervenant"

    db.create_tables([Intervenant])

    class Journal(Model):
        poste_id = FixedCharField(max_length=32)
        n = IntegerField()
        at = DateTimeField(index=True)
        agent_id = FixedCharField(index=True, null=True, max_length=32)
        action = CharField(max_length=80)
        objet = CharField(null=True, max_length=80)
        objet_id = CharField(index=True, null=True, max_length=80)
        champs = TextField(null=True)
        resultat = CharField(max_length=80, default="fait")
        mac = BlobField()

        class Meta:
            database = db
            table_name = "journal"
            primary_key = CompositeKey("poste_id", "n")

    db.create_tables([Journal])

    class JournalChain(Model):
        poste_id = FixedCharField(primary_key=True, max_length=32)
        n = IntegerField(default=0)
        cle = BlobField()
        mac = BlobField()
        origine = BlobField()
        started_at = DateTimeField()

        class Meta:
            database = db
            table_name = "journal_chain"

    db.create_tables([JournalChain])

    class Message(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nature = CharField(max_length=80, default="message")
        personne = ForeignKeyField(Personne, null=True, on_delete="RESTRICT")
        correspondant = TextField(default="")
        telephone = TextField(default="")
        pour = ForeignKeyField(Agent, null=True, on_delete="RESTRICT")
        texte = TextField(default="")
        rappeler_le = DateField(index=True, null=True)
        fait_le = DateTimeField(null=True)
        fait_par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "message"

    db.create_tables([Message])

    class Meta(Model):
        cle = CharField(primary_key=True, max_length=80)
        valeur = TextField()

        class Meta:
            database = db
            table_name = "meta"

    db.create_tables([Meta])

    class Phase(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        rang = IntegerField()
        libelle = TextField()
        prevue_du = DateField()
        prevue_au = DateField()
        debut = DateField(null=True)
        fin = DateField(null=True)
        optionnelle = BooleanField(default=False)
        condition = TextField(default="")
        partagee = BooleanField(default=False)
        accord_le = DateField(null=True)
        mission = BooleanField(default=False)
        heures_cible = IntegerField(null=True)
        heures_semaine = IntegerField(null=True)

        class Meta:
            database = db
            table_name = "phase"

    db.create_tables([Phase])

    class Mission(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        phase = ForeignKeyField(Phase, null=True, on_delete="RESTRICT", index=False)
        genre = CharField(max_length=80, default="service_civique")
        organisme = ForeignKeyField(Structure, null=True, on_delete="RESTRICT")
        agrement = TextField(default="")
        intitule = TextField(default="")
        thematique = TextField(default="")
        tuteur = TextField(default="")
        tuteur_telephone = TextField(default="")
        tuteur_courriel = TextField(default="")
        signee_le = DateField(null=True)
        du = DateField()
        au = DateField()
        heures_semaine = IntegerField(default=24)
        autorisation_le = DateField(null=True)
        handicap = BooleanField(default=False)
        fcc1_le = DateField(null=True)
        fcc2_le = DateField(null=True)
        fcc_lieu = TextField(default="")
        psc1_le = DateField(null=True)
        psc1_obtenu = BooleanField(null=True)
        rompue_le = DateField(null=True)
        motif_rupture = TextField(default="")
        attestation_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "mission"

    db.create_tables([Mission])

    class MissionAbsence(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        mission = ForeignKeyField(Mission, on_delete="RESTRICT")
        du = DateField()
        au = DateField()
        nature = CharField(max_length=80)
        precision = TextField(default="")
        justifiee = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "mission_absence"

    db.create_tables([MissionAbsence])

    class MissionBilan(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        mission = ForeignKeyField(Mission, on_delete="RESTRICT")
        prevu_le = DateField()
        fait_le = DateField(null=True)
        avec = TextField(default="")

        class Meta:
            database = db
            table_name = "mission_bilan"

    db.create_tables([MissionBilan])

    class Note(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        entretien = ForeignKeyField(Entretien, null=True, on_delete="RESTRICT")
        auteur = ForeignKeyField(Agent, on_delete="RESTRICT")
        niveau = CharField(max_length=80, default="equipe")
        date = DateField()
        contenu = BlobField()

        class Meta:
            database = db
            table_name = "note"
            indexes = ((("suivi", "date"), False),)

    db.create_tables([Note])

    class Nouvelle(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        moment = CharField(max_length=80)
        date = DateField()
        jointe = BooleanField()
        situation = ForeignKeyField(Valeur, null=True, on_delete="RESTRICT", index=False)
        amelioree = BooleanField(null=True)
        precision = TextField(default="")
        agent = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "nouvelle"

    db.create_tables([Nouvelle])

    class Operation(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        numero = TextField()
        intitule = TextField()
        dispositif = ForeignKeyField(Dispositif, null=True, on_delete="RESTRICT")
        du = DateField()
        au = DateField(null=True)
        contact = TextField(default="")

        class Meta:
            database = db
            table_name = "operation"

    db.create_tables([Operation])

    class Parametre(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        code = CharField(max_length=80)
        du = DateField()
        valeur = IntegerField()
        unite = CharField(max_length=80)
        source = TextField(default="")

        class Meta:
            database = db
            table_name = "parametre"
            indexes = ((("code", "du"), True),)

    db.create_tables([Parametre])

    class Partage(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        intervenant = ForeignKeyField(Intervenant, null=True, on_delete="RESTRICT")
        destinataire = TextField(default="")
        contenu = TextField(default="[]")
        date = DateField()
        motif = TextField(default="")
        accord = CharField(max_length=80, default="")
        accord_le = DateField(null=True)
        fin_le = DateField(null=True)
        retire_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "partage"

    db.create_tables([Partage])

    class Participant(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        operation = ForeignKeyField(Operation, on_delete="RESTRICT")
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        suivi = ForeignKeyField(Suivi, null=True, on_delete="RESTRICT")
        entree_le = DateField()
        sortie_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "participant"
            indexes = ((("operation", "personne"), True),)

    db.create_tables([Participant])

    class PassageCritere(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        passage = ForeignKeyField(Passage, on_delete="RESTRICT", index=False)
        critere = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "passage_critere"
            indexes = ((("passage", "critere"), True),)

    db.create_tables([PassageCritere])

    class PersonneAccord(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        accord = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        donne = BooleanField()
        date = DateField()
        retire_le = DateField(null=True)

        class Meta:
            database = db
            table_name = "personne_accord"

    db.create_tables([PersonneAccord])

    class PersonneCritere(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        critere = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        constate_le = DateField()
        source = CharField(max_length=80, default="declaratif")

        class Meta:
            database = db
            table_name = "personne_critere"
            indexes = ((("personne", "critere"), True),)

    db.create_tables([PersonneCritere])

    class PersonneLangue(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        langue = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "personne_langue"
            indexes = ((("personne", "langue"), True),)

    db.create_tables([PersonneLangue])

    class PersonneMot(Model):
        mot = CharField(max_length=80)
        source = CharField(max_length=20, default="nom")
        marks = BigIntegerField()
        cle = TextField()
        personne = ForeignKeyField(Personne, on_delete="CASCADE", index=False)

        class Meta:
            database = db
            table_name = "personne_mot"
            primary_key = CompositeKey("personne", "mot", "source")
            indexes = ((("mot", "cle", "personne", "marks"), False),)

    db.create_tables([PersonneMot])

    class Seance(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        atelier = ForeignKeyField(Atelier, on_delete="RESTRICT")
        date = DateField(index=True)
        debut = TimeField(null=True)
        fin = TimeField(null=True)
        lieu = ForeignKeyField(Lieu, null=True, on_delete="RESTRICT", index=False)
        intervenant = TextField(default="")

        class Meta:
            database = db
            table_name = "seance"

    db.create_tables([Seance])

    class Presence(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        seance = ForeignKeyField(Seance, on_delete="RESTRICT")
        personne = ForeignKeyField(Personne, on_delete="RESTRICT")
        suivi = ForeignKeyField(Suivi, null=True, on_delete="RESTRICT")
        etat = CharField(max_length=80, default="attendu")
        minutes = IntegerField(null=True)
        justifiee = TextField(default="")

        class Meta:
            database = db
            table_name = "presence"
            indexes = ((("seance", "personne"), True),)

    db.create_tables([Presence])

    class QuartierVoie(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        quartier = ForeignKeyField(Quartier, on_delete="RESTRICT")
        voie = TextField()
        cle = TextField(index=True, default="")
        numero_min = IntegerField(null=True)
        numero_max = IntegerField(null=True)
        parite = CharField(max_length=80, default="tous")

        class Meta:
            database = db
            table_name = "quartier_voie"

    db.create_tables([QuartierVoie])

    class Questionnaire(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        participant = ForeignKeyField(Participant, on_delete="RESTRICT")
        moment = CharField(max_length=80)
        rempli_le = DateField(null=True)
        signe_le = DateField(null=True)
        document = ForeignKeyField(Document, null=True, on_delete="RESTRICT", index=False)
        joint_le = DateField(null=True)
        tentatives = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "questionnaire"
            indexes = ((("participant", "moment"), True),)

    db.create_tables([Questionnaire])

    class QuestionnaireReponse(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        questionnaire = ForeignKeyField(Questionnaire, on_delete="RESTRICT")
        question = CharField(max_length=80)
        reponse = TextField()

        class Meta:
            database = db
            table_name = "questionnaire_reponse"
            indexes = ((("questionnaire", "question"), True),)

    db.create_tables([QuestionnaireReponse])

    class Referent(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        agent = ForeignKeyField(Agent, on_delete="RESTRICT")
        qualite = CharField(max_length=80, default="referent")
        du = DateField()
        au = DateField(null=True)
        lit_jusqu_au = DateField(null=True)

        class Meta:
            database = db
            table_name = "referent"

    db.create_tables([Referent])

    class RegleSortie(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        financeur = ForeignKeyField(Financeur, on_delete="RESTRICT")
        motif_sortie = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)
        classe_sortie = ForeignKeyField(Valeur, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "regle_sortie"
            indexes = ((("financeur", "motif_sortie"), True),)

    db.create_tables([RegleSortie])

    class RendezVous(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        date = DateField()
        heure = TimeField(null=True)
        duree = IntegerField(null=True)
        agent = ForeignKeyField(Agent, on_delete="RESTRICT")
        lieu = ForeignKeyField(Lieu, null=True, on_delete="RESTRICT", index=False)
        ailleurs = TextField(default="")
        objet = TextField(default="")
        apporter = TextField(default="")
        etat = CharField(null=True, max_length=80)
        entretien = ForeignKeyField(Entretien, null=True, on_delete="RESTRICT", index=False)
        reporte_a = ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "rendez_vous"
            indexes = (
                (("suivi", "date"), False),
                (("agent", "date"), False),
            )

    db.create_tables([RendezVous])

    class Service(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        nom = TextField()
        adresse = TextField(default="")
        code_postal = TextField(default="")
        commune = TextField(default="")
        telephone = TextField(default="")
        courriel = TextField(default="")
        siret = TextField(default="")
        contact_droits = TextField(default="")
        conservation = TextField(default="deux ans")
        logo = BlobField(null=True)

        class Meta:
            database = db
            table_name = "service"

    db.create_tables([Service])

    class SignalReporte(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        code = CharField(max_length=80)
        objet = CharField(max_length=80, default="")
        jusqu_au = DateField()
        agent = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "signal_reporte"
            indexes = ((("suivi", "code", "objet"), True),)

    db.create_tables([SignalReporte])

    class VersionFiche(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        prescription = ForeignKeyField(Prescription, on_delete="RESTRICT")
        numero_version = IntegerField()
        identite = TextField()
        protege = BlobField(null=True)
        pdf = BlobField()
        empreinte = CharField(max_length=64)
        figee_le = DateTimeField()

        class Meta:
            database = db
            table_name = "version_fiche"
            indexes = ((("prescription", "numero_version"), True),)

    db.create_tables([VersionFiche])

    class Signature(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        version_fiche = ForeignKeyField(VersionFiche, on_delete="RESTRICT")
        role = CharField(max_length=80)
        nom = TextField(default="")
        qualite = TextField(default="")
        date = DateField()
        lieu = TextField(default="")
        recueillie_par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "signature"
            indexes = ((("version_fiche", "role"), True),)

    db.create_tables([Signature])

    class Situation(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        moment = CharField(max_length=80, default="point")
        date = DateField()
        age = IntegerField(null=True)
        precision_age = CharField(max_length=80, default="inconnue")
        par = ForeignKeyField(Agent, null=True, on_delete="RESTRICT", index=False)

        class Meta:
            database = db
            table_name = "situation"

    db.create_tables([Situation])

    class SituationValeur(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        situation = ForeignKeyField(Situation, on_delete="RESTRICT")
        champ = CharField(max_length=80)
        valeur = ForeignKeyField(Valeur, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "situation_valeur"
            indexes = ((("situation", "champ", "valeur"), True),)

    db.create_tables([SituationValeur])

    class SlotDocument(Model):
        nom = CharField(primary_key=True, max_length=80)
        generation = IntegerField(default=0)
        contenu = TextField()

        class Meta:
            database = db
            table_name = "slot_document"

    db.create_tables([SlotDocument])

    class SuiviDocument(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        document = ForeignKeyField(Document, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "suivi_document"
            indexes = ((("suivi", "document"), True),)

    db.create_tables([SuiviDocument])

    class Suspension(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        du = DateField()
        au = DateField(null=True)
        motif = TextField(default="")

        class Meta:
            database = db
            table_name = "suspension"

    db.create_tables([Suspension])

    class Temps(Model):
        id = FixedCharField(primary_key=True, max_length=32)
        version = IntegerField(default=1)
        created_at = DateTimeField()
        created_by = FixedCharField(null=True, max_length=32)
        archived_at = DateTimeField(null=True)
        suivi = ForeignKeyField(Suivi, on_delete="RESTRICT")
        phase = ForeignKeyField(Phase, null=True, on_delete="RESTRICT", index=False)
        date = DateField()
        minutes = IntegerField()
        objet = TextField(default="")

        class Meta:
            database = db
            table_name = "temps"
            indexes = ((("suivi", "date"), False),)

    db.create_tables([Temps])

    if db.sequences:  # PostgreSQL: prefixes are searched, and sorted, by bytes
        for table, column in C_SORTED:
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text COLLATE "C"')
