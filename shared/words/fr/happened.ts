import type { happenedWords } from '../en/happened.ts';
import type { Translation } from '../message.ts';

export const happenedTranslation: Translation<typeof happenedWords> = {
  switchedOn: 'Activé.',
  switchedOff: 'Désactivé.',
  restartAsked: 'Redémarrage demandé.',
  deleted: 'Supprimé.',
  restored: 'Restauré.',
  added: 'Ajouté.',
  addedAsCopy: 'Ajouté comme copie de {backend}.',
  addedByImport: 'Ajouté par un import.',
  edited: 'Modifié : {labels}.',
  label_title: 'Titre',
  label_id: 'ID',
  label_tags: 'Tags',
  starting: 'Démarrage.',
  startingAgain: 'Relance, essai {attempt} sur {attempts}.',
  ready: 'Prêt après {seconds} s.',
  stopped: 'Arrêté après {seconds} s.',
  answersAgain: 'Il répond à nouveau.',
  startFailed: 'Le démarrage a échoué.',
  notStartedAgain: 'Switchyard ne le relance pas de lui-même.',
  gaveUp: 'Il a échoué {failures} fois de suite, Switchyard ne le relance donc pas de lui-même.',
  startedAgain: '{reason} Il a été relancé.',
  sleepsUnused:
    'Il est en veille, car personne ne l’a utilisé pendant {minutes, plural, one {# minute} other {# minutes}}.',
  switchedOffUnused:
    'Désactivé, car personne ne l’a utilisé pendant {minutes, plural, one {# minute} other {# minutes}}.',
  freedUnused:
    'Sa mémoire a été libérée, car personne ne l’a utilisé pendant {minutes, plural, one {# minute} other {# minutes}}{hasAmount, select, yes { : {amount} récupérés} other {}}.',
  switchedOnBySchedule: 'Activé selon ses horaires.',
  switchedOffBySchedule: 'Désactivé selon ses horaires.',
  freedFor: 'Sa VRAM a été libérée pour {backend}.',
  sleepsFor: 'Il est en veille pour libérer de la mémoire pour {backend}.',
  sleepsExcluded:
    'Il est en veille, car {backend} a été démarré : les deux ne tournent jamais en même temps.',
  switchedOffFor: 'Désactivé pour libérer de la mémoire pour {backend}.',
  switchedOffExcluded: 'Désactivé, car {backend} a été démarré : les deux ne tournent jamais en même temps.',
  freedForThis: 'Avant son démarrage : {steps}',
  step_freed: '{backend} a libéré sa VRAM{hasAmount, select, yes { ({amount})} other {}}.',
  step_notFreed: '{backend} devait libérer de la mémoire, mais n’a rien libéré.',
  step_sleeps: '{backend} est en veille{hasAmount, select, yes { ({amount})} other {}}.',
  step_switchedOff: '{backend} a été désactivé{hasAmount, select, yes { ({amount})} other {}}.',
  yields:
    'Il ne prend plus de nouvelles requêtes. Quand il aura répondu à celles en cours, sa VRAM ira à {backend}, qui l’attend depuis {seconds} s.',
  shortage:
    '{free, select, excluded {Il ne tourne jamais en même temps que d’autres qui sont activés.} other {Il lui faut {needed} de VRAM, mais seuls {free} sont libres.}}{hasBusy, select, yes { Occupés : {busy}.} other {}}{turn, select, now { Il a attendu assez longtemps : les backends occupés ne prennent plus de nouvelles requêtes, et libéreront leur mémoire quand ils auront répondu à celles en cours.} later { Son tour vient quand il aura attendu {seconds} s et que les backends occupés auront tourné aussi longtemps.} other {}}',
  waitsForTurn: 'Il attend son tour : {reasons}.',
  turn_startsOnGpu: '{backend} démarre et a besoin du même GPU',
  turn_firstOnGpu: '{backend} passe avant et a besoin du même GPU',
  turn_startsInGroup: '{backend} démarre et fait partie du même groupe ({group})',
  turn_firstInGroup: '{backend} passe avant et fait partie du même groupe ({group})',
  pagesWait: 'Une requête pour ses pages est en attente.',
  requestWaits: 'Une requête pour « {model} » est en attente.',
  cannotFree: 'Les backends de ce type ne peuvent pas libérer de mémoire pendant qu’ils tournent.',
  notRunning: '{backend} ne tourne plus.',
  couldNotFree: 'Impossible de libérer la mémoire de {backend}.',
  noAnswerWithin: 'il n’a pas répondu en {seconds} s',
  nothingCameBack: 'Il a accepté la requête, mais aucune VRAM n’a été libérée. Arrêtez-le pour tout libérer.',
  offNotSaved:
    '{backend} est maintenant désactivé, mais Switchyard n’a pas pu l’enregistrer : {reason}. Si Switchyard redémarre avant l’enregistrement, le backend sera de nouveau activé. Switchyard l’enregistrera dès que possible.',
  deletedNotSaved:
    '{backend} est maintenant supprimé, mais Switchyard n’a pas pu l’enregistrer : {reason}. Si Switchyard redémarre avant l’enregistrement, le backend sera de nouveau là. Switchyard l’enregistrera dès que possible.',
  isOff: '{backend} est désactivé',
  isDeleted: '{backend} est supprimé',
  stopsNotSaved:
    'Impossible d’enregistrer ces changements : {reason}. {changes}. Si Switchyard redémarre avant qu’ils soient enregistrés, ils seront annulés.',
  stopsNotSaved_hint:
    'Switchyard l’enregistrera dès que possible. Si le disque est plein, libérez de la place.',
  programStarted: 'Switchyard {version} a démarré.',
  programStartedAfterCrash:
    'Switchyard {version} a démarré. L’exécution précédente ne s’est pas terminée normalement : le programme a été tué, ou l’ordinateur s’est éteint.',
  programEnded: 'Switchyard s’est arrêté.',
  preferencesChanged: 'Préférences modifiées : {labels}.',
  tokenRenewed: 'Un nouveau jeton a été créé. L’ancien n’est plus valable.',
  signedOutEverywhere: 'Tous les navigateurs ont été déconnectés.',
  apiKeyAdded: 'La clé API « {name} » avec le rôle « {role} » a été ajoutée.',
  apiKeyRevoked: 'La clé API « {name} » a été révoquée.',
  twoSentences: '{first} {second}',
  backendOn: '{backend} sur {parent}',
};
