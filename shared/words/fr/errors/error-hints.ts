import type { errorHintWords } from '../../en/errors/error-hints.ts';
import type { Translation } from '../../message.ts';

export const errorHintTranslation: Translation<typeof errorHintWords> = {
  invalid_session: 'Appelez GetNewSession et réessayez.',
  missing_session:
    'Appelez d’abord GetNewSession, puis envoyez son session_id dans le corps ou dans l’en-tête X-Session-ID.',
  bad_body: 'Envoyez un objet JSON avec le type de contenu application/json.',
  bad_request: 'Corrigez la requête ; /openapi.json décrit les appels.',
  body_too_large: 'Envoyez moins de données en un appel.',
  bad_route: '/openapi.json liste les opérations.',
  bad_permissions: 'Utilisez le jeton, ou une clé API dont le rôle le permet.',
  key_uses_models_only:
    'Envoyez-la aux adresses sous /v1/, ou utilisez le jeton ou une clé API avec un autre rôle.',
  internal_error: 'Les détails sont dans le journal du programme. Merci de signaler l’erreur.',
  wrong_method: 'Envoyez les paramètres dans un corps JSON.',
  unauthorized:
    "Ouvrez l’adresse que le programme a affichée à son démarrage, ou envoyez l’en-tête Authorization: Bearer '<token>'.",
  too_many_guesses:
    'Attendez cinq secondes avant d’envoyer le bon jeton. Il se trouve dans le fichier « token » du dossier de données, sauf si un autre a été donné au démarrage.',
  forbidden_host:
    '{hasPublicUrl, select, yes {Si ce nom est bien le vôtre, démarrez-le avec --public-url {publicUrl} (dans l’application de bureau : Préférences, Adresses publiques). Sinon, utilisez l’adresse que le programme a affichée à son démarrage.} other {Utilisez l’adresse que le programme a affichée à son démarrage.}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {Si vous le joignez par un proxy ou un tunnel, démarrez-le avec --public-url {publicUrl} (dans l’application de bureau : Préférences, Adresses publiques). Sinon, ouvrez le panneau à l’adresse que le programme a affichée à son démarrage.} other {Ouvrez le panneau à l’adresse que le programme a affichée à son démarrage.}}',
  wrong_content_type: 'Envoyez l’en-tête Content-Type: application/json.',
  missing_parameter: 'Envoyez le paramètre.',
  invalid_parameter: 'Envoyez une valeur de ce type.',
  settings_locked: 'Déverrouillez-les dans les préférences, ou démarrez le programme sans --lock-settings.',
  invalid_backend_type: 'ListBackendTypes donne les types existants.',
  invalid_backend_id: 'Il a peut-être été supprimé entre-temps.',
  child_backend:
    'Modifiez-le dans le panneau de cette instance. D’ici, vous pouvez l’activer, le désactiver, le redémarrer et libérer sa mémoire.',
  backend_id_in_use: 'Choisissez un autre numéro.',
  invalid_new_id: 'Choisissez un nombre entier de 0 à {max} qu’aucun backend n’a ni n’a eu.',
  missing_settings: 'Envoyez les paramètres dans un objet nommé settings.',
  unknown_setting: 'ListBackendTypes donne les paramètres existants. Rien n’a été modifié.',
  invalid_setting: 'Rien n’a été modifié.',
  secret_in_text: 'Retirez-le de là, ou videz {to}. Rien n’a été modifié.',
  secret_would_move:
    'Saisissez à nouveau {secret} pour le nouveau serveur, ou videz ce champ. Rien n’a été modifié.',
  variables_need_confirmation:
    'Ne confirmez que si vous connaissez ce fichier et savez qui peut le modifier.',
  invalid_title: 'Choisissez-en un plus court. Rien n’a été modifié.',
  invalid_tags: 'Choisissez-en moins ou de plus courts. Rien n’a été modifié.',
  invalid_order: 'Nommez chaque backend une fois. Rien n’a été modifié.',
  not_restorable: 'Ajoutez-en plutôt un nouveau.',
  nothing_to_retry: 'Sa carte montre son état actuel.',
  not_scaling: 'Nommez un backend du type Auto Scaling Backend.',
  no_room_awaited: 'Il a peut-être démarré entre-temps.',
  store_failed:
    'Rien n’a été modifié. Vérifiez si le disque est plein ou le dossier de données en lecture seule.',
  other_writer:
    'Rien n’a été modifié ni écrasé. Pour utiliser le contenu actuel du fichier, redémarrez Switchyard ; s’il tourne deux fois sur ce dossier de données, quittez d’abord les deux.{hasKept, select, yes { Pour garder la liste telle qu’elle est ici, quittez Switchyard et mettez {kept} à sa place.} other {}}',
  shutting_down: 'Redémarrez-le et répétez l’appel.',
  folder_unreadable: 'Choisissez un autre dossier.',
  not_available_here: 'Démarrez Switchyard sans --no-auth ni --token, ou utilisez l’application de bureau.',
  not_ended_by_calls:
    'Quittez-le sur son propre ordinateur. ShutdownServer peut arrêter l’hôte sans fenêtre.',
  no_file_manager: 'Ouvrez ce fichier sur l’ordinateur où tourne Switchyard, ou téléchargez le journal.',
  gateway_off: 'Activez-la dans les préférences, ou démarrez Switchyard sans --gateway-port off.',
  gateway_not_reachable:
    'Faites mener un nom qui vous appartient, tel que https://models.example, au port {port} par votre proxy, et démarrez Switchyard avec --gateway-url et cette adresse. Par un tunnel SSH, redirigez aussi le port {port} et ouvrez le panneau comme localhost.',
  api_key_name_missing: 'Donnez-lui le nom du programme ou de la personne qui l’utilisera.',
  api_key_name_taken: 'Choisissez un autre nom, ou révoquez d’abord l’autre clé.',
  too_many_api_keys: 'Révoquez-en une qui ne sert plus.',
  api_key_limits_need_use:
    'Choisissez le rôle use, qui permet d’envoyer des requêtes aux modèles et rien d’autre, ou renoncez aux limites.',
  api_key_without_backends: 'Nommez au moins un backend, ou omettez la liste pour les autoriser tous.',
  api_key_rate_invalid: 'Saisissez un autre nombre, ou omettez-le pour ne pas limiter.',
  invalid_api_key_id: 'Elle a peut-être été révoquée entre-temps.',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {Rien n’a été modifié.}}',
  invalid_pattern: 'Corrigez-la, ou cherchez-la comme texte.',
  search_too_slow:
    'Simplifiez-la : une répétition dans une répétition, comme (a+)+, en est en général la cause.',
  log_run_gone:
    'Choisissez une autre exécution. Les préférences indiquent la part des journaux qui est conservée.',
  import_unreadable:
    'Choisissez le fichier Data/Backends.fds de SwarmUI, ou un fichier exporté par Switchyard. Rien n’a été modifié.',
  import_newer: 'Installez cette version ici aussi. Rien n’a été modifié.',
  import_changed: 'Exportez-le à nouveau, ou importez-le sans ses secrets. Rien n’a été modifié.',
  passphrase_needed:
    'Saisissez la phrase secrète de l’export, ou importez-le sans ses secrets. Rien n’a été modifié.',
  passphrase_wrong: 'Réessayez, ou importez-le sans ses secrets. Rien n’a été modifié.',
  passphrase_too_short: 'Plusieurs mots à la suite sont faciles à retenir et difficiles à deviner.',
  secret_unreadable:
    'Saisissez à nouveau « {name} » dans ses paramètres. La valeur a été chiffrée pour un autre utilisateur, sur un autre ordinateur ou par l’application de bureau.',
  setting_required: 'Ouvrez ses paramètres et remplissez « {name} ».',
  path_not_found:
    'Corrigez « {name} » dans ses paramètres ; un disque déplacé ou démonté en est souvent la cause.',
  path_not_readable: 'Vérifiez les droits du fichier et des dossiers parents.',
  path_not_answering:
    'Est-il sur un disque non connecté ? Connectez-le, ou choisissez un autre chemin dans les paramètres.',
  wrong_kind_of_path: 'Corrigez « {name} » dans ses paramètres.',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {Saisissez le chemin complet du programme, ou installez-le de sorte qu’il soit dans le PATH.}}',
  command_not_executable:
    'Indiquez l’interpréteur comme programme et le script comme son premier argument. Sous Linux et macOS, vous pouvez aussi rendre le fichier exécutable (chmod +x).',
  python_not_found:
    'Créez dans ce dossier un environnement virtuel nommé venv et installez-y les paquets de son requirements.txt, ou indiquez son Python dans ses paramètres.',
  python_module_missing:
    '{owner, select, system {Il a été exécuté par le Python du système. Créez dans {folder} un environnement virtuel nommé venv, ou indiquez dans ses paramètres le Python qui a ses paquets ; avec ce Python, exécutez « pip install -r requirements.txt » dans ce dossier.} other {Dans {folder}, exécutez : {python} -s -m pip install -r requirements.txt.}}{family, select, torch { Installez d’abord le torch qui convient à votre GPU (pytorch.org).} comfy { Une mise à jour de ComfyUI par git n’installe aucun paquet.} other {}}',
  not_comfyui:
    'Choisissez comme script de démarrage le main.py du dossier de ComfyUI. Pour un autre programme, utilisez le type « Programme quelconque ».',
  gpu_not_usable:
    'Installez le torch qui convient à votre GPU (pytorch.org) et son pilote, corrigez « GPU » dans ses paramètres, ou ajoutez --cpu à ses arguments.',
  arguments_unknown:
    '{hasSetting, select, yes {Corrigez « {setting} » dans ses paramètres, ou mettez le programme à jour.} other {Corrigez ses arguments, mettez-le à jour, ou activez « Mes arguments seulement » dans ses paramètres.}}',
  not_webui:
    'Choisissez comme script de démarrage webui.sh (sous Windows webui.bat) dans le dossier d’AUTOMATIC1111, de Forge ou de reForge. Pour un autre programme, utilisez le type « Programme quelconque ».',
  webui_not_installed:
    'Exécutez une fois à la main son webui.bat (ailleurs webui.sh) : il crée l’environnement virtuel venv et installe ses paquets. Cliquez ensuite sur « Redémarrer ».',
  webui_script_refused:
    '{root, select, yes {Switchyard tourne ici en tant que root. Exécutez-le sous un autre utilisateur, ou autorisez root par -f dans « Autres arguments ».} other {Exécutez webui.sh dans un terminal jusqu’à ce qu’il y démarre, puis cliquez sur « Redémarrer ».}}',
  webui_gpu_not_usable:
    'Installez le torch qui convient à votre GPU et son pilote, ou corrigez « GPU » dans ses paramètres. Pour utiliser le processeur, ajoutez --skip-torch-cuda-test et --always-cpu (AUTOMATIC1111 : --use-cpu all --no-half) à ses arguments.',
  webui_module_missing:
    'Une interface web installe ses paquets quand elle démarre : retirez --skip-install de ses arguments. Si cela ne suffit pas, installez le requirements_versions.txt de {folder} avec le pip de son venv.',
  webui_install_failed:
    'Des paquets sont téléchargés au premier démarrage : vérifiez que cet ordinateur est connecté et que son Python est 3.10 ou 3.11. Le journal donne les détails.',
  webui_failed:
    'Les lignes précédentes du journal indiquent la cause. Exécutez son script de démarrage dans un terminal pour en voir plus.',
  webui_server_failed:
    '{proxy, select, yes {Un proxy s’interpose entre elle et elle-même : ajoutez NO_PROXY=localhost,127.0.0.1 à ses variables d’environnement.} other {Les dernières lignes de son journal indiquent la cause.}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {Choisissez un fichier dont le nom finit par .gguf ; les fichiers safetensors et PyTorch doivent d’abord être convertis. Un téléchargement a peut-être été interrompu.}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {Téléchargez-le ou copiez-le à nouveau, avec toutes ses parties s’il en a plusieurs, et comparez sa taille à celle de la source.}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {Choisissez un autre fichier dans ses paramètres : la plupart des éditeurs proposent des fichiers GGUF à jour, et llama.cpp a des scripts qui convertissent les modèles.}}',
  model_failed: 'Les dernières lignes de son journal indiquent en général la cause.',
  model_refused:
    'Une version plus récente du programme connaît peut-être ce modèle ; sinon, choisissez un autre fichier dans ses paramètres. Le journal donne les détails.',
  not_enough_memory:
    '{part, select, context {Réduisez « Taille du contexte » dans ses paramètres, ou répondez à moins de requêtes à la fois.} other {Libérez la mémoire d’autres backends, ou choisissez un modèle plus petit ou une quantification plus petite.}}',
  engine_refused_argument: 'Corrigez « {setting} » dans ses paramètres, ou mettez le programme à jour.',
  invalid_setting_at_start: 'Corrigez « {name} » dans ses paramètres.',
  port_in_use:
    'Arrêtez ce programme, ou choisissez un autre port.{hasAdvice, select, yes { {advice}} other {}}',
  port_taken_by_other:
    'Arrêtez ce programme, ou choisissez un autre port.{hasAdvice, select, yes { {advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {Mettez sa clé dans « {keySetting} », dans ses paramètres.} other {Mettez ses identifiants dans « {keySetting} », dans ses paramètres : Basic, puis user:password en base64.}} } other {}}{hasAddressSetting, select, yes {Dans « {addressSetting} », saisissez une page qui répond {wants, select, key {sans clé} other {sans identifiants}}. } other {}}Si seul cet ordinateur peut le joindre, vous pouvez le démarrer {wants, select, key {sans clé} other {sans identifiants}}.',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {Corrigez « {addressSetting} » dans ses paramètres : ce doit être une page qui répond sans erreur.} garbage {Corrigez « {addressSetting} » dans ses paramètres. Pour un programme qui ne parle pas HTTP, laissez vides ce champ et l’adresse de contrôle : il est alors prêt quand il ouvre {placeholder}.} elsewhere {Saisissez {placeholder} là où ses arguments ou ses variables nomment son port, ou saisissez {url} dans « {addressSetting} », dans ses paramètres.} other {Saisissez {url} dans « {addressSetting} », dans ses paramètres, et corrigez de même ses autres adresses.}}} other {{problem, select, tls {TLS est activé autrement que par ses arguments, et Switchyard ne peut pas le savoir : indiquez la clé et le certificat dans ses arguments, ou désactivez TLS.} plain {Ses arguments indiquent une clé et un certificat, mais il ne les utilise pas : consultez son journal, ou retirez-les.} path {Choisissez le type qui correspond à ce qui répond là, ou retirez de ses arguments et de ses paramètres ce qui modifie ses chemins.} redirect {Retirez de ses arguments et de ses paramètres ce qui redirige les appels, comme un chemin, une page de connexion ou TLS.} elsewhere {Son adresse est fixée autrement que par ses arguments : indiquez l’hôte et le port dans ses arguments, ou laissez-les à Switchyard.} other {Choisissez le type qui correspond à ce qui a été démarré là, et consultez son journal.}}}}',
  start_timeout:
    'Son journal montre jusqu’où il est allé. S’il lui faut seulement plus de temps, augmentez le délai de démarrage dans ses paramètres.',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {S’il continue en arrière-plan, démarrez-le au premier plan : Switchyard ne peut pas surveiller ce qui se détache de son lanceur. Retirez ce qui l’envoie ailleurs (-d, --daemon, nohup … &, docker run -d), nommez le programme lui-même au lieu de son service (systemctl start, brew services), et arrêtez toute copie déjà lancée, à laquelle certains programmes passent la main. Sinon, les dernières lignes de son journal indiquent en général la cause.} other {Les dernières lignes de son journal indiquent en général la cause.}}}}',
  went_to_background: 'Démarrez-le au premier plan. {advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {Arrêtez-la, par exemple avec « {command} ».} other {Arrêtez-la.}} Faites ensuite tourner le programme au premier plan. Switchyard ne l’arrête pas lui-même, car il ne peut pas prouver que ce processus est le sien.',
  spawn_failed: 'Le journal du programme donne les détails.',
  start_failed: 'Son journal montre jusqu’où il est allé.',
  unknown_type_in_store:
    'Ses paramètres sont conservés. Installez la version qui l’a écrit, ou supprimez-le.',
  gpu_not_found: 'Choisissez à nouveau ses GPU dans ses paramètres.',
  gpu_excluded: 'Choisissez un autre GPU pour lui, ou réintégrez celui-ci dans les préférences.',
  every_gpu_excluded: 'Réintégrez un GPU dans les préférences, ou choisissez-en un pour lui.',
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {S’il continue en arrière-plan, démarrez-le au premier plan : Switchyard ne peut pas surveiller ce qui se détache de son lanceur. Retirez ce qui l’envoie ailleurs (-d, --daemon, nohup … &, docker run -d), nommez le programme lui-même au lieu de son service (systemctl start, brew services), et arrêtez toute copie déjà lancée, à laquelle certains programmes passent la main. Sinon, les dernières lignes de son journal indiquent en général la cause.} other {Les dernières lignes de son journal indiquent en général la cause.}}}}',
  unresponsive:
    'Les dernières lignes de son journal indiquent peut-être la cause. La durée d’attente est l’un de ses paramètres : « Redémarrer sans réponse depuis ».',
  crash_loop: '{advice} Corrigez la cause, puis cliquez sur « Redémarrer ».',
  stop_not_confirmed:
    'Switchyard continue d’essayer jusqu’à ce qu’il n’en reste rien. Si un processus appartient à un autre utilisateur, c’est à lui ou à un administrateur de l’arrêter.',
  contact_lost: 'Switchyard continue de demander jusqu’à ce qu’il réponde.',
  no_contact:
    'Vérifiez qu’il y est activé et que l’adresse est correcte. Switchyard continue de demander jusqu’à ce qu’il réponde.',
  access_refused:
    '{sent, select, yes {Corrigez {settings} dans ses paramètres.} other {Remplissez {settings} dans ses paramètres.}} Switchyard continue de demander, de moins en moins souvent.',
  login_required:
    'Switchyard ne peut pas remplir cette page. Mettez dans {settings}, dans ses paramètres, ce que le serveur ou le proxy placé devant accepte à la place, ou exemptez cette adresse de connexion.',
  certificate_untrusted:
    'Si c’est bien le certificat de ce serveur, acceptez-le : ici, ou par son empreinte comme « Certificat de confiance » dans les paramètres. Pour votre propre autorité, démarrez Switchyard avec son fichier dans la variable NODE_EXTRA_CA_CERTS.',
  certificate_changed:
    'S’il y a été renouvelé, acceptez le nouveau : ici, ou par son empreinte comme « Certificat de confiance » dans les paramètres. Sinon, un autre programme répond, ou quelqu’un écoute.',
  rate_limited:
    '{wait, select, seconds {Il demande une pause de {amount} s.} minutes {Il demande une pause de {amount} min.} other {Switchyard lui redemande après un moment.}} Tous ceux qui utilisent la même clé partagent sa limite.',
  wrong_engine:
    'Un autre programme a peut-être cette adresse. Corrigez l’adresse, ou choisissez le type qui correspond à ce qui répond là. Switchyard continue de demander jusqu’à ce que {engine} réponde.',
  webui_api_off:
    'Démarrez-la avec --api parmi ses arguments (COMMANDLINE_ARGS dans son fichier webui-user). Switchyard continue de demander jusqu’à ce que son API réponde.',
  connected_to_itself: 'Corrigez son adresse : ce doit être celle d’une autre instance.',
  remote_error: 'Consultez le panneau de cette instance.',
  free_memory_failed: 'Un redémarrage libère tout.',
};
