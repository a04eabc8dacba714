import type { Words } from '../i18n/words.ts';

/** Comments and messages of the scripts. No straight quote, no dollar, no backquote: they stand within quotes of three languages. */
export const SCRIPT_WORDS = {
  title: {
    fr: 'Crée l’application Vigie, lui accorde ce qu’il faut pour lire, et vérifie chaque accord.',
    en: 'Creates the application Vigie, grants it what it takes to read, and checks each grant.',
  },
  printed: {
    fr: 'Imprimé par «\u00a0vigie setup\u00a0», qui n’exécute rien. À lire avant de l’exécuter; le relancer ne fait rien deux fois.',
    en: 'Printed by “vigie setup”, which runs nothing. Read it before you run it; running it again does nothing twice.',
  },
  runAs: {
    fr: 'À exécuter par un administrateur général, ou administrateur de rôle privilégié et administrateur Exchange.',
    en: 'To be run by a Global Administrator, or by a Privileged Role Administrator and Exchange Administrator.',
  },
  changes: {
    fr: 'Ce qui est modifié dans l’organisation, et rien d’autre\u00a0:',
    en: 'What changes in the organisation, and nothing else:',
  },
  changeApplication: {
    fr: 'une application et son principal de service, sans aucune permission d’écriture',
    en: 'an application and its service principal, without any permission to write',
  },
  changeExchange: {
    fr: 'dans Exchange Online, son principal de service et un groupe de rôles en lecture seule',
    en: 'in Exchange Online, its service principal and a role group that only reads',
  },
  changeConcealment: {
    fr: 'les noms ne sont plus masqués dans les rapports d’utilisation de TOUTE l’organisation (sans quoi rien ne s’apparie)',
    en: 'names are no longer concealed in the usage reports of the WHOLE organisation (nothing joins otherwise)',
  },
  application: {
    fr: 'L’application et son principal de service',
    en: 'The application and its service principal',
  },
  several: {
    fr: 'Plusieurs applications portent le nom Vigie. En garder une.',
    en: 'Several applications are called Vigie. Keep one.',
  },
  permissions: {
    fr: 'Les permissions, par leur nom; Microsoft en donne les identifiants. Le consentement suit.',
    en: 'The permissions by name; Microsoft tells their ids. Consent follows.',
  },
  noSuchPermission: {
    fr: 'Permission inconnue de Microsoft\u00a0:',
    en: 'A permission that Microsoft does not know:',
  },
  delegated: {
    fr: 'Pour les conditions d’utilisation, qui ne se lisent qu’au nom d’une personne (--without terms-of-use les laisse de côté)',
    en: 'For the terms of use, which are read in the name of a person alone (--without terms-of-use leaves them out)',
  },
  certificate: {
    fr: 'Un certificat d’un an. Le fichier tient la clé privée\u00a0: le garder pour soi.',
    en: 'A certificate for a year. The file holds the private key: keep it to yourself.',
  },
  fileExists: {
    fr: 'existe déjà\u00a0: le certificat est gardé tel quel.',
    en: 'is already there: the certificate is kept as it is.',
  },
  federation: {
    fr: 'Le pipeline se connecte par sa propre assertion; aucun secret n’est gardé.',
    en: 'The pipeline signs in by its own assertion; no secret is kept.',
  },
  issuer: {
    fr: 'Coller ici l’émetteur (issuer) que montre la page de la connexion de service.',
    en: 'Paste here the issuer that the page of the service connection shows.',
  },
  issuerMissing: {
    fr: 'L’émetteur (issuer) manque en tête du script.',
    en: 'The issuer is missing at the head of the script.',
  },
  exchange: {
    fr: 'Exchange Online\u00a0: une permission ne suffit pas, il faut aussi un rôle',
    en: 'Exchange Online: a permission is not enough, it takes a role, too',
  },
  exchangeByHand: {
    fr: 'PowerShell 7 n’est pas ici. À faire dans Exchange Online PowerShell\u00a0:',
    en: 'PowerShell 7 is not here. To be done in Exchange Online PowerShell:',
  },
  concealment: {
    fr: 'Les noms dans les rapports d’utilisation',
    en: 'Names in the usage reports',
  },
  concealmentByHand: {
    fr: 'À faire à la main\u00a0: centre d’administration Microsoft 365, Paramètres, Paramètres de l’organisation, Services, Rapports\u00a0: décocher «\u00a0Afficher des noms masqués\u00a0».',
    en: 'To be done by hand: Microsoft 365 admin center, Settings, Org settings, Services, Reports: clear “Display concealed names”.',
  },
  checks: { fr: 'Chaque accord est relu', en: 'Each grant is read back' },
  ok: { fr: 'accordé', en: 'granted' },
  missing: { fr: 'MANQUE', en: 'MISSING' },
  replication: {
    fr: 'Quelque chose manque. Entra ID met parfois quelques minutes\u00a0: relancer le script.',
    en: 'Something is missing. Entra ID sometimes takes some minutes: run the script again.',
  },
  next: {
    fr: 'Ensuite, là où Vigie s’exécute\u00a0:',
    en: 'Then, where Vigie runs:',
  },
  deploy: {
    fr: 'Déploiement\u00a0: bicepconfig.json à côté de ce fichier, puis la commande qui suit.',
    en: 'To deploy: bicepconfig.json beside this file, then the command below.',
  },
  byPowerShell: {
    fr: 'Bicep ne connaît pas Exchange Online. Ensuite, dans Exchange Online PowerShell\u00a0:',
    en: 'Bicep knows no Exchange Online. Afterwards, in Exchange Online PowerShell:',
  },
  publicKey: {
    fr: 'Certificat public (base64 du DER). Pour en faire un\u00a0:',
    en: 'Public certificate (base64 of the DER). To make one:',
  },
  checkWithDoctor: {
    fr: 'Vérification de chaque accord\u00a0: comparer les sorties de ce déploiement, puis «\u00a0vigie doctor\u00a0».',
    en: 'To check each grant: compare the outputs of this deployment, then “vigie doctor”.',
  },
} as const satisfies Record<string, Words>;
