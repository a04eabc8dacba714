import type { InBoth } from '../errors.ts';
import type { CredentialKind } from './credential-kind.ts';

/** What keeps a run from signing in, or from trusting what it is told, and what to do next. */
export const TROUBLE_WORDS = {
  // What the environment says
  nothingToSignIn: {
    fr: 'AZURE_TENANT_ID et AZURE_CLIENT_ID nomment une application, et rien n’est défini pour la connecter',
    en: 'AZURE_TENANT_ID and AZURE_CLIENT_ID name an application, and nothing is set to sign it in with',
  },
  setOne: {
    fr: 'Définir AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH ou AZURE_FEDERATED_TOKEN_FILE;',
    en: 'Set AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH or AZURE_FEDERATED_TOKEN_FILE;',
  },
  orNameAnother: {
    fr: 'ou nommer une autre sorte d’identité\u00a0: --auth managed-identity sur une machine Azure, --auth azure-cli, --auth device-code.',
    en: 'or name another kind: --auth managed-identity on an Azure machine, --auth azure-cli, --auth device-code.',
  },
  noCredential: {
    fr: 'aucune identité\u00a0: {kind} demande {missing}, que l’environnement ne définit pas',
    en: 'no credential: {kind} needs {missing}, not set in the environment',
  },
  setToSignIn: {
    fr: 'Définir AZURE_TENANT_ID, AZURE_CLIENT_ID et AZURE_CLIENT_SECRET (ou AZURE_CLIENT_CERTIFICATE_PATH, ou AZURE_FEDERATED_TOKEN_FILE),',
    en: 'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE),',
  },
  orSignIn: {
    fr: 'ou se connecter avec «\u00a0az login\u00a0»; sur une machine Azure, prendre l’identité de celle-ci\u00a0: --auth managed-identity.',
    en: 'or sign in with: az login; on an Azure machine, use its own identity: --auth managed-identity.',
  },
  setForCode: {
    fr: 'Définir AZURE_TENANT_ID, et AZURE_CLIENT_ID pour une application de votre propre organisation qui autorise les flux de client public.',
    en: 'Set AZURE_TENANT_ID, and AZURE_CLIENT_ID to an application of your own tenant that allows public client flows.',
  },
  // Where the secret is sent
  notMicrosoft: {
    fr: 'AZURE_AUTHORITY_HOST nomme un hôte qui n’est pas de Microsoft\u00a0: {host}',
    en: 'AZURE_AUTHORITY_HOST names a host that is not Microsoft’s: {host}',
  },
  noAddress: { fr: 'aucune adresse', en: 'no address' },
  allowed: { fr: 'Permis\u00a0: {hosts}', en: 'Allowed: {hosts}' },
  takeAuthorityAway: {
    fr: 'Retirer la variable\u00a0: --cloud choisit l’autorité de lui-même.',
    en: 'Take the variable away: --cloud chooses the authority by itself.',
  },
  unchecked: {
    fr: 'NODE_TLS_REJECT_UNAUTHORIZED=0 laisse les certificats sans vérification\u00a0: un secret serait envoyé à quiconque répond',
    en: 'NODE_TLS_REJECT_UNAUTHORIZED=0 leaves certificates unchecked: a secret would be sent to whoever answers',
  },
  nameAuthority: {
    fr: 'Retirer la variable; si un mandataire ouvre TLS, nommer son autorité de certification dans NODE_EXTRA_CA_CERTS.',
    en: 'Take the variable away; where a proxy opens TLS, name its certificate authority in NODE_EXTRA_CA_CERTS.',
  },
  noRegion: {
    fr: 'AZURE_REGIONAL_AUTHORITY_NAME n’est pas le nom d’une région d’Azure',
    en: 'AZURE_REGIONAL_AUTHORITY_NAME is not the name of an Azure region',
  },
  nameRegion: {
    fr: 'En nommer une, telle que canadacentral, ou AutoDiscoverRegion; ou retirer la variable.',
    en: 'Name one, such as canadacentral, or AutoDiscoverRegion; or take the variable away.',
  },
  // The proxy
  noScheme: {
    fr: '{variable} ne dit pas quelle sorte de mandataire elle nomme',
    en: '{variable} does not say what kind of proxy it names',
  },
  unsupportedProxy: {
    fr: '{variable} nomme un mandataire de sorte {scheme}, qui n’est pas prise en charge',
    en: '{variable} names a proxy of the kind {scheme}, which is not supported',
  },
  noProxyAddress: {
    fr: '{variable} n’est pas l’adresse d’un mandataire',
    en: '{variable} is not the address of a proxy',
  },
  supportedProxies: {
    fr: 'Les mandataires HTTP sont pris en charge, nommés avec leur schéma (http:// ou https://)\u00a0: {right}',
    en: 'Supported are HTTP proxies, named with their scheme (http:// or https://): {right}',
  },
  takeProxyAway: {
    fr: 'S’il n’y a pas de mandataire, retirer la variable.',
    en: 'Where there is no proxy, take the variable away.',
  },
  // The runner of a pipeline
  runnerAddress: {
    fr: '{variable} n’est pas une adresse https\u00a0: le jeton de l’exécuteur n’y est pas envoyé',
    en: '{variable} is not an https address: the runner’s token is not sent there',
  },
  leaveAsSet: {
    fr: 'Laisser la variable telle que l’exécuteur la définit.',
    en: 'Leave the variable as the runner sets it.',
  },
  noAssertion: {
    fr: 'connexion impossible avec {kind}\u00a0: l’exécuteur n’a donné aucune assertion ({host}\u00a0: {why})',
    en: 'could not sign in with {kind}: the runner gave no assertion ({host}: {why})',
  },
  withoutAssertion: { fr: 'une réponse sans assertion', en: 'an answer without an assertion' },
  giveIdToken: {
    fr: 'Donner à la tâche la permission `id-token: write`.',
    en: 'Give the job the permission id-token: write.',
  },
  mapAccessToken: {
    fr: 'Dans l’étape, définir SYSTEM_ACCESSTOKEN d’après System.AccessToken, et l’exécuter dans une tâche de la connexion de service.',
    en: 'Let the step map SYSTEM_ACCESSTOKEN from System.AccessToken, and run it in a task of the service connection.',
  },
  // What the sign-in service answers
  couldNotSignIn: {
    fr: 'connexion impossible avec {kind}\u00a0: {what}{place}',
    en: 'could not sign in with {kind}: {what}{place}',
  },
  placeOfNetwork: { fr: ' ({host}, {through}\u00a0: {code})', en: ' ({host}, {through}: {code})' },
  withoutProxy: { fr: 'sans mandataire', en: 'without a proxy' },
  throughProxy: {
    fr: 'par le mandataire {proxy} de {variable}',
    en: 'through the proxy {proxy} of {variable}',
  },
  noAnswer: {
    fr: 'connexion impossible\u00a0: aucune réponse à temps pour {scope}',
    en: 'could not sign in: no answer in time for {scope}',
  },
  noToken: { fr: 'aucun jeton n’a été donné pour {scope}', en: 'no token was given for {scope}' },
  // The clock
  wrongClock: {
    fr: 'l’horloge de cette machine est fausse\u00a0: elle dit {ours}, celle de Microsoft {theirs}. Les âges seraient comptés à partir d’elle',
    en: 'the clock of this machine is wrong: it says {ours}, Microsoft’s {theirs}. Ages would be counted from it',
  },
  setClock: {
    fr: 'Régler l’horloge, son fuseau horaire compris (timedatectl set-ntp true, ou w32tm /resync), puis relancer la même commande.',
    en: 'Set the clock, its time zone included (timedatectl set-ntp true, or w32tm /resync), then run the same command again.',
  },
} as const satisfies Record<string, InBoth>;

/** What each kind of identity is called, with the variable that describes it. */
export const CREDENTIAL_WORDS = {
  secret: { fr: 'secret client (AZURE_CLIENT_SECRET)', en: 'client secret (AZURE_CLIENT_SECRET)' },
  certificate: {
    fr: 'certificat client (AZURE_CLIENT_CERTIFICATE_PATH)',
    en: 'client certificate (AZURE_CLIENT_CERTIFICATE_PATH)',
  },
  'workload-identity': {
    fr: 'identité de charge de travail (AZURE_FEDERATED_TOKEN_FILE)',
    en: 'workload identity (AZURE_FEDERATED_TOKEN_FILE)',
  },
  github: { fr: 'GitHub Actions (OIDC)', en: 'GitHub Actions (OIDC)' },
  'azure-pipelines': {
    fr: 'Azure Pipelines (connexion de service)',
    en: 'Azure Pipelines (service connection)',
  },
  'managed-identity': { fr: 'identité managée', en: 'managed identity' },
  'azure-cli': { fr: 'connexion d’Azure CLI', en: 'Azure CLI sign-in' },
  'device-code': {
    fr: 'code d’appareil, une personne connectée',
    en: 'device code, a signed-in person',
  },
  application: { fr: ', application {clientId}', en: ', application {clientId}' },
} as const satisfies Record<CredentialKind | 'application', InBoth>;

/** Why the sign-in service refuses, and the next step. */
export const REFUSAL_WORDS = {
  wrongSecret: {
    what: { fr: 'le secret client est erroné', en: 'the client secret is wrong' },
    next: {
      fr: 'Mettre la valeur du secret (et non son identifiant) dans AZURE_CLIENT_SECRET.',
      en: 'Put the secret’s value (not its id) in AZURE_CLIENT_SECRET.',
    },
  },
  expiredSecret: {
    what: { fr: 'le secret client est expiré', en: 'the client secret has expired' },
    next: {
      fr: 'Créer un nouveau secret pour l’application et définir AZURE_CLIENT_SECRET.',
      en: 'Make a new secret for the application and set AZURE_CLIENT_SECRET.',
    },
  },
  unknownTenant: {
    what: { fr: 'l’organisation (locataire) est inconnue', en: 'the tenant is unknown' },
    next: {
      fr: 'Vérifier AZURE_TENANT_ID\u00a0: l’identifiant de l’annuaire, ou l’un de ses domaines.',
      en: 'Check AZURE_TENANT_ID: the directory’s id or one of its domains.',
    },
  },
  unknownApplication: {
    what: {
      fr: 'l’application est inconnue dans cette organisation',
      en: 'the application is unknown in this tenant',
    },
    next: {
      fr: 'Vérifier AZURE_CLIENT_ID et AZURE_TENANT_ID, et qu’un administrateur a donné son consentement à l’application.',
      en: 'Check AZURE_CLIENT_ID and AZURE_TENANT_ID, and that an administrator consented to the application.',
    },
  },
  noPublicClient: {
    what: {
      fr: 'l’application ne permet pas la connexion par code d’appareil',
      en: 'the application does not allow a sign-in by device code',
    },
    next: {
      fr: 'Autoriser les flux de client public sur l’application d’AZURE_CLIENT_ID (Authentification, Paramètres avancés).',
      en: 'Allow public client flows on the application of AZURE_CLIENT_ID (Authentication, Advanced settings).',
    },
  },
  refusedCertificate: {
    what: {
      fr: 'le certificat ou l’assertion a été refusé',
      en: 'the certificate or assertion was refused',
    },
    next: {
      fr: 'Vérifier que le certificat est inscrit sur l’application et encore valide.',
      en: 'Check that the certificate is registered on the application and still valid.',
    },
  },
  noConsent: {
    what: {
      fr: 'personne n’a consenti aux permissions de l’application',
      en: 'nobody consented to the application’s permissions',
    },
    next: {
      fr: 'Donner à l’application des permissions déléguées, et y consentir à titre d’administrateur.',
      en: 'Give the application delegated permissions, and admin consent to them.',
    },
  },
  conditionalAccess: {
    what: {
      fr: 'l’accès conditionnel interdit cette connexion',
      en: 'Conditional Access forbids this sign-in',
    },
    next: {
      fr: 'Demander une exclusion, ou se connecter là où la stratégie le permet\u00a0: certaines bloquent le flux du code d’appareil lui-même.',
      en: 'Ask for an exclusion, or sign in where the policy lets: some policies block the device code flow itself.',
    },
  },
  expiredCode: {
    what: {
      fr: 'le code a expiré avant que quelqu’un se connecte',
      en: 'the code expired before anybody signed in',
    },
    next: {
      fr: 'Relancer la même commande, et entrer le nouveau code dans le quart d’heure.',
      en: 'Run the same command again, and enter the new code within its quarter of an hour.',
    },
  },
  declined: {
    what: {
      fr: 'la personne au navigateur a refusé',
      en: 'the person at the browser declined',
    },
    next: {
      fr: 'Relancer la même commande, et accepter avec le compte d’un administrateur.',
      en: 'Run the same command again, and accept with an administrator’s account.',
    },
  },
  unreachable: {
    what: {
      fr: 'le service de connexion n’a pu être joint',
      en: 'the sign-in service could not be reached',
    },
    next: {
      fr: 'Vérifier le réseau et HTTPS_PROXY; si un mandataire ouvre TLS, aussi NODE_EXTRA_CA_CERTS.',
      en: 'Check the network and HTTPS_PROXY; where a proxy opens TLS, also NODE_EXTRA_CA_CERTS.',
    },
  },
  badTenant: {
    what: {
      fr: 'AZURE_TENANT_ID n’est ni un identifiant ni un domaine',
      en: 'AZURE_TENANT_ID is neither an id nor a domain',
    },
    next: {
      fr: 'Donner à AZURE_TENANT_ID l’identifiant de l’annuaire, ou l’un de ses domaines.',
      en: 'Set AZURE_TENANT_ID to the directory’s id or to one of its domains.',
    },
  },
} as const satisfies Record<string, { readonly what: InBoth; readonly next: InBoth }>;
