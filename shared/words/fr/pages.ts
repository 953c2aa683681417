import type { pageWords } from '../en/pages.ts';
import type { Translation } from '../message.ts';

export const pageTranslation: Translation<typeof pageWords> = {
  titled: '{title} – Switchyard',
  notAvailableTitle: 'Indisponible',
  notAvailable: 'Cette page n’est pas disponible',
  couldNotOpen: 'Switchyard n’a pas pu ouvrir cette page. Son journal en donne la raison.',
  startingTitle: '{name} démarre',
  starting: '{name} démarre…',
  theBackend: 'Le backend',
  backendNumber: 'Backend {id}',
  opensByItself: 'Cette page s’ouvrira d’elle-même dès qu’il sera prêt.',
  lastAttemptFailed:
    'Le dernier essai a échoué : {reason} Switchyard réessaie de lui-même (essai {attempt, number} sur {attempts, number}).',
  previousRunEnds: 'L’exécution précédente doit d’abord se terminer.',
  waitsForItsTurn: 'En attente de son tour pour démarrer.',
  loading: 'Chargement.',
  percentDone: 'Chargé à {percent} %.',
  usualSeconds: 'Un démarrage prend d’habitude {count, plural, one {# seconde} other {# secondes}}.',
  usualMinutes: 'Un démarrage prend d’habitude {count, plural, one {# minute} other {# minutes}}.',
  refusedTitle: 'Switchyard : cette adresse n’est pas autorisée',
  allowAddress:
    'Si c’est votre propre adresse pour Switchyard (un proxy, un tunnel ou un conteneur), autorisez-la avec cette option :',
  compareAddress:
    'Comparez-la d’abord à la barre d’adresse : les deux doivent commencer par le même <code>http://</code> ou <code>https://</code> et avoir le même port. Dans un conteneur, définissez plutôt la variable <code>SWITCHYARD_PUBLIC_URL</code>. Dans l’application de bureau, ajoutez l’adresse à « Adresses publiques » dans les préférences. Le fichier <code>docs/remote-access.md</code> explique les proxys et les tunnels.',
  otherwiseUsePrinted: 'Sinon, utilisez l’adresse que Switchyard a affichée à son démarrage.',
  usePrinted: 'Utilisez l’adresse que Switchyard a affichée à son démarrage.',
  noSuchPage: 'Cette page n’existe pas dans Switchyard.',
  triesAgain: 'Cette page réessaie toutes les {seconds, plural, one {secondes} other {# secondes}}.',
  whyExact:
    'Les noms sont comparés exactement : sinon, une autre page web pourrait, sous un nom à elle, joindre un programme de cet ordinateur.',
};
