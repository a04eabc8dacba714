/** What to do after a collection that broke off. */
export const HOW_TO_RESUME = {
  fr: 'Pour continuer où elle s’est arrêtée, relancer la même commande avec --resume.',
  en: 'To go on where it stopped, run the same command again with --resume.',
};
