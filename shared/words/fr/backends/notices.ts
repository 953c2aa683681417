import type { noticeWords } from '../../en/backends/notices.ts';
import type { Translation } from '../../message.ts';

export const noticeTranslation: Translation<typeof noticeWords> = {
  onNetwork: 'D’autres ordinateurs y accèdent à {address}{hasSource, select, yes {, car {source}} other {}}.',
  onlyHere: 'Seul cet ordinateur y accède, car {source} : sans cela, « {setting} » prend effet.',
  source_variable: '{name} vaut {value}',
  source_setting: '« {setting} » contient {argument}',
  portHere: 'l’adresse de cet ordinateur, port {port}',
  access_noKey: 'Il ne leur demande pas de clé : quiconque atteint cette adresse peut l’utiliser.',
  access_noKnownKey:
    'Switchyard ne connaît pas de clé qu’il leur demanderait : sans clé, quiconque atteint cette adresse peut l’utiliser.',
  access_apiLogin:
    'Seule son API demande des identifiants : quiconque atteint cette adresse peut utiliser sa page.',
  access_pageLogin:
    'Seule sa page demande des identifiants : quiconque atteint cette adresse peut utiliser son API.',
  needsHostPlaceholder:
    '« {setting} » n’agit pas sur ce programme : écrivez {placeholder} là où ses arguments ou variables donnent l’adresse d’écoute.',
  loginReadable:
    'Les identifiants de son API figurent dans « {setting} », où quiconque voit les paramètres peut les lire. « {instead} » les garde secrets.',
  wantsKey:
    'Il exige une clé API que Switchyard ne connaît pas : son modèle et ses requêtes ne sont donc pas affichés.',
  port_taken:
    'Son port {port} est utilisé par {owner} ; il reçoit donc le port {instead}, qu’il garde désormais.',
  port_takenByOther:
    'Son port {port} est utilisé par un autre programme ; il reçoit donc le port {instead}, qu’il garde désormais.',
  port_kept:
    'Son port {port} est réservé à {owner} ; il reçoit donc le port {instead}, qu’il garde désormais.',
  port_cannotOpen:
    'Impossible d’ouvrir son port {port} ({owner}) ; il reçoit donc le port {instead}, qu’il garde désormais.',
  port_notOpened:
    'Impossible d’ouvrir son port {port} : le prochain démarrage en prendra un autre, une seule fois.',
  noReadyAddress:
    'Aucune adresse de disponibilité n’est définie : il passe pour prêt tant que son processus existe.',
  wasRunning: 'Il tournait déjà : Switchyard le surveille donc, mais ne l’arrête pas.',
  waitsForClients:
    '{count, plural, one {Attend une connexion encore ouverte. Ce programme ne dit pas s’il y travaille : elle compte comme du travail pendant la plus grande partie du délai d’arrêt.} other {Attend # connexions encore ouvertes. Ce programme ne dit pas s’il y travaille : elles comptent comme du travail pendant la plus grande partie du délai d’arrêt.}}',
  noCheckpoint:
    'Il n’a pas de checkpoint : placez-en un dans son dossier models/Stable-diffusion et choisissez-le sur sa page.',
  noBackendsThere: 'L’autre instance n’a aucun backend.',
  nextStart:
    '« {setting} » prend effet au prochain démarrage : avec un seul modèle, llama-server apprend au démarrage quand le décharger.',
  sleepsWithoutModel: 'Il est en veille sans son modèle ; la prochaine requête le charge.',
  modelTooNew: 'Le fichier du modèle {reason} : un llama-server de cet âge ne peut pas le charger non plus.',
  processorAlone:
    'Il tourne sur le processeur seul, quoi que dise « {setting} » : il ne trouve aucun GPU utilisable, ou a été compilé sans prise en charge des GPU.',
  contextCapped:
    'Chaque requête dispose de {limit, number} tokens de contexte, ce pour quoi le modèle est fait, et non de {wanted, number} : réduire « {setting} » occupe moins de mémoire.',
  contextTooLong:
    'Le contexte de {wanted, number} tokens dépasse les {limit, number} pour lesquels le modèle est fait : les longues réponses peuvent devenir incohérentes.',
  notLoaded: 'Impossible de charger : {models}.',
  notLoaded_model: '{model} : {reason}',
  notLoaded_exit: '{model} (code de sortie {code} ; le journal en indique peut-être la cause)',
  notLoaded_noCode: '{model} (le journal en indique peut-être la cause)',
  andMore: '{items} ; et {count} de plus',
  twoItems: '{first} ; {second}',
  sampleModel:
    'Utilise le modèle d’exemple intégré, qui répond par des mots au hasard. Choisissez un fichier GGUF dans « {setting} », dans les paramètres, pour obtenir de vraies réponses.',
  withoutCrashingGpu:
    'Tourne sans le GPU ({library}) : llama.cpp a planté pendant la préparation du GPU. Mettre à jour son pilote peut aider ; chaque démarrage réessaie. Avec 0 dans « {setting} », dans les paramètres, aucun ne le fait.',
  vulkanNumbers:
    'Vulkan numérote lui-même les GPU : ceux choisis dans les paramètres ne le limitent donc pas, et il utilise {devices}. Pour choisir, ajoutez {variable} avec le numéro d’un GPU aux variables d’environnement ; cette liste commence à 0.',
  noChatTemplate:
    'Le modèle de conversation du fichier est inutilisable : les conversations sont écrites dans un format courant, et les réponses peuvent être moins bonnes. Un autre fichier du même modèle en contient peut-être un qui convient ; les détails sont dans le journal.',
  noPooling:
    'Le fichier du modèle ne dit pas comment réunir les vecteurs de ses tokens en un seul : celui du dernier token est donc fourni. llama-server (type {type}) peut en faire la moyenne.',
  absent_file: 'Le fichier de modèle {path} n’est plus là. {meanwhile}',
  otherKind_file: 'Le fichier de modèle {path} n’est plus un fichier. {meanwhile}',
  file_changed: 'Le fichier de modèle {path} a changé depuis son chargement. {meanwhile}',
  unreadable_file: 'Le fichier de modèle {path} n’est plus lisible ({reason}). {meanwhile}',
  meanwhile_file:
    'Ce qui est en mémoire reste utilisable, mais ne pourra pas être rechargé : remettez le fichier en place, ou choisissez-en un autre.',
  absent_folder: 'Le dossier de modèles {path} n’est plus là. {meanwhile}',
  otherKind_folder: 'Le dossier de modèles {path} n’est plus un dossier. {meanwhile}',
  unreadable_folder: 'Le dossier de modèles {path} n’est plus lisible ({reason}). {meanwhile}',
  meanwhile_folder:
    'Ce qui est en mémoire reste utilisable, mais aucun autre modèle ne pourra être chargé : remettez le dossier en place, ou choisissez-en un autre.',
  update_notCheckout: 'ComfyUI n’a pas été mis à jour : son dossier n’est pas une copie de travail git.',
  update_customNode: 'Custom node {node}',
  update_current: '{name} est à jour.',
  update_done: '{name} a été mis à jour de {from} à {to}.',
  update_needsPackages:
    '{name} a été mis à jour et exige maintenant d’autres paquets : exécutez « {command} » avec son Python dans {path}.',
  update_changedByHand:
    '{name} n’a pas été mis à jour : {count, plural, one {un fichier de son dossier a été modifié à la main} other {# fichiers de son dossier ont été modifiés à la main}}.',
  update_failed: '{name} n’a pas été mis à jour : {reason}.',
  update_fixedVersion: 'une version fixe est extraite, et non une branche',
  update_calledOff: 'l’opération a été annulée',
  update_tookTooLong: 'cela a pris plus de {seconds} s',
  update_noGit: 'git n’est pas installé',
  fleet_outage:
    'On ne sait plus ce qui tourne depuis {time} : {reason}. Ses instances sont conservées, et aucune n’est démarrée tant qu’on ne le sait pas.',
  fleet_waiting: 'L’instance {number} attend dans la file : {reason}.',
  fleet_refusing:
    '{count, plural, one {L’instance {numbers} refuse} other {Les instances {numbers} refusent}} d’être contrôlée{count, plural, one {} other {s}}, et ne s’arrête{count, plural, one {} other {nt}} que si une limite a été fixée au démarrage. Donnez à ce backend un en-tête Authorization qui en a le droit.',
  fleet_launchFailed:
    'Le lancement {number} a échoué : {reason}.{failures, plural, one {} other { # lancements de suite ont échoué.}} Le prochain aura lieu au plus tôt {pause} après ; le journal contient ce que le script a affiché.',
  fileReason: '{path} {reason}',
};
