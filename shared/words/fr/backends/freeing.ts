import type { freeingWords } from '../../en/backends/freeing.ts';
import type { Translation } from '../../message.ts';

export const freeingTranslation: Translation<typeof freeingWords> = {
  notReady: 'Il n’est pas encore prêt.',
  notAskedYet: 'Switchyard ne l’a pas encore joint.',
  isGone: 'Le backend n’existe plus sur l’autre instance.',
  busyWithImage:
    'Il est occupé : décharger son checkpoint maintenant priverait de son modèle l’image en cours. Réessayez quand elle sera terminée.',
  noWay:
    'L’API d’OpenAI ne permet pas de libérer de la mémoire. Libérez-la sur l’ordinateur où tourne le serveur.',
  noRequest: 'Aucune requête de libération de mémoire n’est définie.',
  addressNeedsPort:
    'L’adresse de libération de mémoire utilise {port}, qui prendra effet au prochain démarrage.',
  oneModel:
    'Avec un seul modèle, on ne peut pas demander à llama-server de le décharger pendant qu’il tourne.',
  oneModel_unloads:
    'Il le décharge de lui-même après {seconds} s sans requête ; l’arrêter libère tout immédiatement.',
  oneModel_canUnload:
    'Activez « {setting} » dans ses paramètres, ou servez plutôt un dossier de modèles ; l’arrêter libère tout.',
  oneModel_tooOld:
    'Une version plus récente le fait d’elle-même quand il est inutilisé ; l’arrêter libère tout.',
  noModelLoaded: 'Il n’y avait rien à libérer : aucun modèle n’est chargé.',
  holdsNoModels: 'Il n’y avait rien à libérer : il n’a aucun modèle en mémoire.',
  holdsNoVram: 'Il n’y avait rien à libérer : il n’occupe pas de VRAM.',
  modelsSleep: 'Il n’y avait rien à libérer : ses modèles chargés sont en veille ({models}).',
  modelSleeps: 'Il n’y avait rien à libérer : il est en veille, et son modèle n’est pas en mémoire.',
  refused: 'Il a refusé de libérer de la mémoire ({status, number}).',
  refusedCheckpoint: 'Il a refusé de décharger son checkpoint ({status, number}).',
  refusedModels: 'Il a refusé de décharger {models}.',
  requestRefused: 'La requête de libération a été refusée ({status, number}).',
  requestFailed: 'La requête de libération a échoué : {reason}.',
  cameBack: '{amounts} libérés.',
  amount_vram: '{bytes} de VRAM',
  amount_ram: '{bytes} de RAM',
  cameBackWithVram: '{bytes} libérés, dont {vram} de VRAM.',
  requestAnswered: 'La requête de libération a reçu la réponse {status, number}.',
  peerFreed: 'L’autre instance indique que de la mémoire a été libérée.',
  peerFreedNothing: 'L’autre instance indique que rien n’a été libéré.',
  unloaded: '{count, plural, one {Un modèle a été déchargé.} other {# modèles ont été déchargés.}}',
  stillLoaded: 'Encore en mémoire : {models}.',
  loadsByItself: 'La prochaine image rechargera son checkpoint.',
  loadsWhenAsked:
    'Cette interface web ne recharge pas son checkpoint d’elle-même : la prochaine image peut échouer. Dès qu’une image aura été tentée, Switchyard lui demandera de le recharger.',
  amountUnknown:
    'Il a accepté la requête. On ne sait pas combien a été libéré : il n’indique que ce qui est libre sur tout l’ordinateur ou tout le GPU.',
  waitsForWork: 'Rien n’a encore été libéré : il est occupé, et libérera sa mémoire quand il aura terminé.',
  modelsWaitForRequests:
    'Rien n’a encore été libéré. Encore au travail : {models}. Le déchargement aura lieu dès que les requêtes en cours auront reçu leur réponse.',
  modelsBusy:
    'Encore au travail : {models}. {count, plural, one {Ce modèle sera déchargé} other {Ces modèles seront déchargés}} dès que les requêtes auront reçu leur réponse ; un redémarrage les interrompt.',
  keptModels: 'Il a accepté la requête, mais aucune mémoire n’a été libérée. Encore en mémoire : {models}.',
  unloadedNothing: 'Il a accepté la requête, mais n’a rien déchargé. Encore en mémoire : {models}.',
  keptByNode:
    'Il a accepté la requête, mais aucune mémoire n’a été libérée. Un custom node la retient peut-être ; arrêter ComfyUI libère tout.',
  keptByProcesses:
    'Il a accepté la requête, mais aucune mémoire n’a été libérée : ses processus en occupent autant qu’avant. Arrêter ComfyUI libère tout.',
  keptWithoutGpu:
    'Il a accepté la requête, mais aucune mémoire n’a été libérée : sans GPU, une interface web garde son modèle en mémoire. L’arrêter libère tout.',
  keptByExtension:
    'Il a accepté la requête, mais aucune VRAM n’a été libérée. Une extension la retient peut-être ; arrêter l’interface web libère tout.',
  freedAfterRequests:
    'Sa mémoire sera libérée quand les requêtes en cours auront reçu leur réponse : {models}.',
  modelsAndMore: '{models} et {count} de plus',
  moreModels: '{count} de plus',
  modelRefused: '{model} ({reason})',
  cannotBeAsked: 'On ne peut pas lui demander de libérer de la mémoire.',
  chooseBackend: 'Libérez la mémoire de l’un de ses backends.',
  comfyWillFree: 'ComfyUI libérera sa mémoire quand le travail en cours sera terminé.',
  modelUnloaded: 'Le modèle a été déchargé. La prochaine requête le rechargera.',
  modelNotLoaded: 'Le modèle n’est pas en mémoire.',
  modelStillUsed:
    'Le modèle est encore utilisé après {seconds} s (requêtes : {requests}). Réessayez quand il sera libre.',
};
