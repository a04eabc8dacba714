import type { Advice } from '../../situation/check-words.ts';

/** To a person who shared files outside. */
export const externalSharingAdvice: Advice = {
  audience: 'holder',
  subject: { fr: 'Vos fichiers partagés à l’externe', en: 'The files you shared outside' },
  finding: {
    fr: [
      'Votre compte a partagé des fichiers à l’externe en 180\u00a0jours (OneDrive\u00a0: {onedriveSharedExternally}; SharePoint\u00a0: {sharepointSharedExternally}). Ce n’est pas une faute en soi.',
      'Votre compte a partagé des fichiers à l’externe en 180\u00a0jours (OneDrive\u00a0: {onedriveSharedExternally}). Ce n’est pas une faute en soi.',
      'Votre compte a partagé des fichiers à l’externe en 180\u00a0jours (SharePoint\u00a0: {sharepointSharedExternally}). Ce n’est pas une faute en soi.',
      'Votre compte a partagé des fichiers à l’externe. Ce n’est pas une faute en soi.',
    ],
    en: [
      'Your account shared files outside in 180 days (OneDrive: {onedriveSharedExternally}; SharePoint: {sharepointSharedExternally}). That is no fault in itself.',
      'Your account shared files outside in 180 days (OneDrive: {onedriveSharedExternally}). That is no fault in itself.',
      'Your account shared files outside in 180 days (SharePoint: {sharepointSharedExternally}). That is no fault in itself.',
      'Your account shared files outside. That is no fault in itself.',
    ],
  },
  adopt: {
    fr: ['Gardez seulement les partages qui servent encore, avec des personnes nommées.'],
    en: ['Keep only the shares that are still needed, with named people.'],
  },
  avoid: {
    fr: ['Évitez les liens ouverts à tous.', 'Ne partagez rien de confidentiel avec un compte personnel.'],
    en: ['Avoid links that are open to everybody.', 'Share nothing confidential with a personal account.'],
  },
  proceed: {
    fr: [
      'Dans OneDrive, sous Partagé, revoyez ce que vous avez partagé et retirez les accès inutiles.',
      'Pour un besoin durable, demandez un site avec des invités.',
    ],
    en: [
      'In OneDrive, under Shared, review what you shared and remove access that is not needed.',
      'For a lasting need, ask for a site with guests.',
    ],
  },
};
