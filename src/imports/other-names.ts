import { foldHeader } from './fold-header.ts';

/**
 * What the portals call a column in French, beside its documented name. Microsoft documents no such headers: these are the words
 * of the pages of the admin centres, as they translate each column.
 */
const FRENCH: Readonly<Record<string, readonly string[]>> = {
  'Report Refresh Date': [
    'Date d’actualisation du rapport',
    'Date de l’actualisation du rapport',
    'Date de mise à jour du rapport',
  ],
  'User Principal Name': [
    'Nom d’utilisateur principal',
    'Nom principal de l’utilisateur',
    'Nom d’utilisateur',
    'UPN',
  ],
  'Display Name': ['Nom d’affichage', 'Nom complet', 'Nom affiché'],
  'Is Deleted': ['Est supprimé', 'Supprimé'],
  'Last Activity Date': [
    'Date de la dernière activité',
    'Date de dernière activité',
    'Dernière date d’activité',
    'Date de la dernière activité (UTC)',
    'Last Activity Date (UTC)',
  ],
  'Created Date': ['Date de création', 'Create date', 'Create Date (UTC)'],
  'Recipient Type': ['Type de destinataire'],
  'Report Period': ['Période du rapport', 'Période de rapport', 'Période couverte par le rapport'],
  'Send Count': ['Nombre d’envois', 'Nombre de messages envoyés', 'Send actions'],
  'Receive Count': ['Nombre de réceptions', 'Nombre de messages reçus', 'Receive actions'],
  'Read Count': ['Nombre de lectures', 'Nombre de messages lus', 'Read actions'],
  'Item Count': ['Nombre d’éléments'],
  id: ['objectId', 'Object Id', 'ID d’objet', 'ID de l’objet', 'Identificateur d’objet'],
  userType: ['Type d’utilisateur'],
  accountEnabled: ['Compte activé', 'Compte actif'],
  createdDateTime: [
    'Date et heure de création',
    'Date de création',
    'When created',
    'Date-heure de création',
  ],
  jobTitle: ['Fonction', 'Titre du poste', 'Poste', 'Titre', 'Title'],
  department: ['Service', 'Département'],
  companyName: ['Nom de la société', 'Nom de l’entreprise', 'Société', 'Company'],
  officeLocation: ['physicalDeliveryOfficeName', 'Office', 'Bureau', 'Emplacement du bureau'],
  employeeId: ['ID d’employé', 'ID de l’employé', 'Matricule'],
  employeeType: ['Type d’employé'],
  mail: ['Courriel', 'Adresse de courriel', 'E-mail', 'Adresse e-mail', 'Adresse de messagerie'],
  userDisplayName: ['Nom d’affichage', 'Nom complet'],
  isMfaCapable: [
    'MFA Capable',
    'Multifactor authentication capable',
    'Compatible avec l’authentification multifacteur',
    'Compatible MFA',
  ],
  isMfaRegistered: [
    'MFA Registered',
    'Multifactor authentication registered',
    'Inscrit à l’authentification multifacteur',
    'Inscrit à MFA',
  ],
  isPasswordlessCapable: ['Passwordless Capable', 'Compatible sans mot de passe'],
  methodsRegistered: ['Methods Registered', 'Méthodes inscrites', 'Méthodes enregistrées'],
  isAdmin: ['Est administrateur', 'Administrateur'],
};

/** Other ways in which a header is written; none where it is the same everywhere. */
export function otherNames(header: string): readonly string[] {
  return FOLDED.get(foldHeader(header)) ?? [];
}

const FOLDED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(FRENCH).map(([header, names]) => [foldHeader(header), names]),
);
