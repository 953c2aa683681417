import type { errorWords } from '../../en/errors/errors.ts';
import type { Translation } from '../../message.ts';

export const errorTranslation: Translation<typeof errorWords> = {
  invalid_session: 'L’identifiant de session est invalide ou expiré.',
  missing_session: 'Aucun identifiant de session n’a été donné.',
  bad_body: 'Impossible de lire le corps de la requête : {reason}.',
  bad_request: 'Impossible de comprendre la requête : {reason}.',
  body_too_large: 'Le corps de la requête est trop volumineux. La limite est de {mebibytes} MiB.',
  bad_route: 'Route d’API inconnue : {name}',
  bad_permissions: 'Cette session n’a pas le droit d’appeler {operation}.',
  key_uses_models_only: 'Cette clé API permet d’envoyer des requêtes aux modèles, et rien d’autre.',
  internal_error: 'Un problème est survenu dans Switchyard pendant le traitement de {name}.',
  wrong_method: '{path} est une opération : appelez-la avec POST.',
  unauthorized: 'Cette adresse exige un jeton.',
  too_many_guesses: 'Trop de jetons, de codes ou de clés erronés sont venus de cette adresse.',
  forbidden_host:
    '{hasName, select, yes {Ce Switchyard ne répond pas au nom « {name} ».} other {La requête ne dit pas à quel hôte elle s’adresse.}}',
  forbidden_origin:
    '{hasOrigin, select, yes {Ce Switchyard refuse les appels de « {origin} » : il ne reconnaît pas cette adresse comme la sienne.} other {Switchyard refuse les appels d’autres sites web.}}',
  wrong_content_type: 'Le corps de la requête doit être du JSON (type de contenu application/json).',
  missing_parameter: 'Le paramètre obligatoire « {name} » manque',
  invalid_parameter:
    'Valeur invalide « {value} » pour le paramètre « {name} », le type attendu est « {type} »',
  settings_locked: 'Les paramètres sont verrouillés.',
  invalid_backend_type: 'Type de backend invalide : {type}',
  invalid_backend_id: 'ID de backend invalide {id}',
  child_backend: '{backend} tourne sur une autre instance. Vous ne pouvez pas le modifier d’ici.',
  backend_id_in_use: 'L’ID de backend {id} est déjà utilisé.',
  invalid_new_id: 'Un backend ne peut pas avoir l’ID {id}.',
  missing_settings: 'Les paramètres manquent.',
  unknown_setting: 'Le type de backend « {type} » n’a pas de paramètre « {name} ».',
  invalid_setting: '« {name} » ne peut pas être « {value} » : il faut {expected}.',
  secret_in_text:
    '« {from} » contient un secret ({what}), et « {to} » est rempli aussi. Un seul des deux peut servir.',
  secret_would_move:
    '« {address} » désigne maintenant un autre serveur. Switchyard n’y envoie pas à votre insu la valeur enregistrée de « {secret} ».',
  variables_need_confirmation:
    'Rien n’a encore été modifié : {variables} fait charger du code étranger au programme, une confirmation est donc nécessaire. Renvoyez l’appel avec "confirm_variables": true.',
  invalid_title: 'Un titre compte au plus {max} caractères.',
  invalid_tags:
    '{problem, select, tooMany {Un backend peut avoir au plus {max, number} tags.} other {Un tag peut avoir au plus {max, number} caractères.}}',
  invalid_order: 'L’ID de backend {id} figure deux fois dans l’ordre.',
  not_restorable: 'Impossible de restaurer le backend {id} : il n’est pas parmi ceux supprimés récemment.',
  nothing_to_retry: '{backend} n’attend pas d’être relancé.',
  not_scaling: '{backend} ne démarre pas d’instances selon la demande.',
  no_room_awaited: '{backend} n’est pas en attente de mémoire.',
  store_failed: 'Impossible d’enregistrer la modification : {reason}.',
  other_writer: 'Impossible d’enregistrer la modification : {reason}.',
  shutting_down: 'Switchyard est en train de s’arrêter.',
  folder_unreadable: 'Impossible de lire le dossier {path} : {reason}.',
  not_available_here: '{name} n’est pas disponible quand Switchyard tourne de cette façon.',
  not_ended_by_calls: 'Ce Switchyard est une application de bureau. Un appel ne peut pas le quitter.',
  no_file_manager: 'Impossible de montrer le dossier de {file} : Switchyard tourne ici sans bureau.',
  gateway_off: 'La passerelle est désactivée, rien ne peut donc s’ouvrir par elle.',
  gateway_not_reachable:
    'Les pages des backends sont à l’adresse de la passerelle, et aucune adresse connue n’y mène depuis {page} : son port {port} ne répond que sur son propre ordinateur.',
  api_key_name_missing: 'La clé API doit avoir un nom.',
  api_key_name_taken: 'Il existe déjà une clé API nommée « {name} ».',
  too_many_api_keys: 'Il y a déjà {max} clés API, ce qui est la limite.',
  api_key_limits_need_use:
    'Une clé API avec le rôle {role} ne peut pas être limitée à certains backends ni à un nombre de requêtes.',
  api_key_without_backends: 'La clé API ne pourrait utiliser aucun backend : sa liste de backends est vide.',
  api_key_rate_invalid:
    'Une clé API ne peut pas être limitée à {value} requêtes par minute : choisissez de 1 à {max}.',
  invalid_api_key_id: 'Il n’existe pas de clé API avec l’ID {id}.',
  preference_not_applied: 'Impossible de modifier « {name} » : {reason}.',
  invalid_pattern: 'Ce n’est pas une expression régulière : {reason}.',
  search_too_slow:
    'La recherche de {pattern} a été arrêtée : elle est trop longue sur une ligne de ce journal.',
  log_run_gone: 'Le journal de {backend} n’a plus aucune ligne de cette exécution.',
  import_unreadable: 'Impossible d’importer le fichier : {reason}.',
  import_newer: 'Le fichier a été exporté par une version plus récente de Switchyard.',
  import_changed: 'Le fichier a été modifié après son export, ses secrets ne sont donc pas utilisés.',
  passphrase_needed: 'Les secrets de ce fichier sont chiffrés par une phrase secrète.',
  passphrase_wrong: 'Ce n’est pas la phrase secrète avec laquelle le fichier a été exporté.',
  passphrase_too_short: 'La phrase secrète est trop courte : il lui faut au moins {min} caractères.',
  secret_unreadable: '{backend} ne peut pas démarrer : « {name} » a été chiffré et ne peut pas être lu ici.',
  setting_required: '{backend} ne peut pas démarrer : « {name} » est vide.',
  path_not_found:
    '{backend} ne peut pas démarrer : il n’y a pas de {expected, select, folder {dossier} other {fichier}} à {path}.',
  path_not_readable: '{backend} ne peut pas démarrer : impossible de lire {path} ({reason}).',
  path_not_answering: '{backend} ne peut pas démarrer : {path} n’a pas répondu en {seconds} s.',
  wrong_kind_of_path:
    '{backend} ne peut pas démarrer : {path} n’est pas un {expected, select, folder {dossier} other {fichier}}.',
  command_not_found: '{backend} ne peut pas démarrer : il n’y a pas de programme « {command} ».',
  command_not_executable:
    '{backend} ne peut pas démarrer : {path} ne peut pas être exécuté comme programme ({reason}).',
  python_not_found:
    '{backend} ne peut pas démarrer : aucun Python ne lui convient, ni dans {folder} ni parmi les programmes de cet ordinateur.',
  python_module_missing: '{backend} ne peut pas démarrer : son Python n’a pas de paquet nommé « {module} ».',
  not_comfyui: '{backend} ne peut pas démarrer : {path} n’est pas ComfyUI ({reason}).',
  gpu_not_usable: '{backend} ne peut pas démarrer : son Python ne peut pas utiliser le GPU ({reason}).',
  arguments_unknown: '{backend} ne peut pas démarrer : cette version ne connaît pas les arguments {args}.',
  not_webui:
    '{backend} ne peut pas démarrer : {path} n’est pas une interface web Stable Diffusion ({reason}).',
  webui_not_installed:
    '{backend} ne peut pas démarrer : l’interface web de {folder} n’a pas encore son propre Python.',
  webui_script_refused: '{backend} ne peut pas démarrer : son webui.sh refuse : {reason}.',
  webui_gpu_not_usable: '{backend} ne peut pas démarrer : son Python ne peut pas utiliser le GPU ({reason}).',
  webui_module_missing: '{backend} ne peut pas démarrer : son Python n’a pas de paquet nommé « {module} ».',
  webui_install_failed: '{backend} n’a pas pu installer ce qu’il faut à l’interface web : {reason}.',
  webui_failed: '{backend} s’est terminé avant d’être prêt : {reason}',
  webui_server_failed:
    'Switchyard a mis fin à {backend}, car son serveur web a échoué au démarrage et n’aurait jamais répondu : {reason}',
  not_a_model: '{backend} ne peut pas charger {path} : {reason}.',
  model_damaged: '{backend} ne peut pas charger son modèle : {path} – {reason}.',
  model_unsupported: '{backend} ne peut pas charger son modèle : {path} – {reason}.',
  model_failed: '{backend} ne peut pas charger le modèle : {reason}.',
  model_refused: '{backend} ne peut pas charger son modèle : {reason}.',
  not_enough_memory:
    '{backend} ne peut pas démarrer : il n’y a pas assez de mémoire pour {part, select, context {le contexte de son modèle} other {son modèle}}.',
  engine_refused_argument:
    '{backend} ne peut pas démarrer : son programme refuse l’argument {argument}, {reason}.',
  invalid_setting_at_start: '{backend} ne peut pas démarrer : « {name} » – {reason}.',
  port_in_use:
    '{backend} ne peut pas démarrer : le port {port} est déjà occupé{hasOwner, select, yes { par {owner}} other {}}.',
  port_taken_by_other:
    '{backend} n’a pas ouvert le port {port} : un autre programme{hasOwner, select, yes { ({owner})} other {}} y répond.',
  ready_needs_credentials:
    '{backend} tourne, mais reste fermé à Switchyard : {reason}. Il lui faut {wants, select, key {une clé} other {des identifiants}}.',
  ready_answer_wrong: '{backend} tourne, mais ne répond pas comme prévu : {reason}.',
  start_timeout:
    '{backend} n’était pas prêt après {seconds} s{hasAnswer, select, yes { (dernière réponse : {answer})} other {}}.',
  exited_before_ready:
    '{backend} s’est terminé avant d’être prêt ({reason}){hasAnswer, select, yes { ; dernière réponse avant cela : {answer}} other {}}{hasLeft, select, yes { ; il a laissé tourner {left}, que Switchyard a arrêté} other {}}.{hasCause, select, yes { {cause}.} other {}}',
  went_to_background:
    '{backend} est passé en arrière-plan, où Switchyard ne peut pas le surveiller : son programme s’est terminé aussitôt, avec le code de sortie 0{hasLeft, select, yes { ; il a laissé tourner {left}, que Switchyard a arrêté} other {}}.',
  earlier_copy_runs:
    '{backend} ne peut pas démarrer : une copie antérieure tourne encore en arrière-plan. {program} écoute sur le port {port}, que Switchyard avait attribué à cette copie.',
  spawn_failed: 'Impossible de lancer le programme de {backend} : {reason}.',
  start_failed: 'Le démarrage de {backend} a échoué : {reason}.',
  unknown_type_in_store: '{backend} a le type « {type} », que cette version ne connaît pas.',
  gpu_not_found: '{backend} doit tourner sur {gpu}, que cet ordinateur n’a pas. Il a : {available}.',
  gpu_excluded: '{backend} doit tourner sur {gpu}, qui est exclu dans les préférences.',
  every_gpu_excluded: '{backend} n’a pas de GPU choisi, et tous sont exclus dans les préférences.',
  crashed: '{backend} s’est arrêté de lui-même ({reason}).{hasCause, select, yes { {cause}.} other {}}',
  unresponsive: 'Switchyard a mis fin à {backend}, qui n’avait pas répondu depuis {seconds} s. {reason}',
  crash_loop:
    '{backend} a échoué {failures} fois de suite et n’a donc pas été relancé. Dernier échec : {reason}',
  stop_not_confirmed: 'Impossible d’arrêter {backend} pour l’instant. {reason}',
  contact_lost: '{backend} ne répond plus{hasAddress, select, yes { à {address}} other {}} ({reason}).',
  no_contact: 'Impossible de joindre {backend} à {address} ({reason}).',
  access_refused:
    '{backend} est refusé par {address} ({status}) : {sent, select, yes {la clé ou les identifiants envoyés ne sont pas acceptés} other {il faut une clé ou des identifiants, et rien n’est défini}}.',
  login_required:
    '{address} ne laisse pas entrer {backend} : la réponse est une page où l’on se connecte ({target}).',
  certificate_untrusted:
    'Switchyard n’envoie rien à {backend} à {address} : {reason}. Le certificat est pour « {subject} » et valable jusqu’au {validUntil} ; son empreinte SHA-256 est {fingerprint}.',
  certificate_changed:
    'Switchyard n’envoie rien à {backend} à {address} : son certificat n’est pas celui que vous avez accepté ({trusted}). Celui-ci est pour « {subject} » et valable jusqu’au {validUntil} ; son empreinte SHA-256 est {fingerprint}.',
  rate_limited:
    '{backend} est là, mais ne prend plus de requêtes pour l’instant : {address} a répondu 429, c’est-à-dire « trop de requêtes ».',
  wrong_engine: '{backend} ne trouve pas {engine} à {address} : {reason}.',
  webui_api_off: '{backend} trouve à {address} une interface web dont l’API est désactivée.',
  connected_to_itself: '{backend} est connecté à ce Switchyard même.',
  remote_error: '{backend} : l’instance distante signale : {reason}',
  free_memory_failed: '{backend} n’a pas pu libérer sa mémoire : {reason}.',
};
