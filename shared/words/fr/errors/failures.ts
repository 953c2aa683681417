import type { failureWords } from '../../en/errors/failures.ts';
import type { Translation } from '../../message.ts';

export const failureTranslation: Translation<typeof failureWords> = {
  argument_unknown: 'Cette version du programme ne connaît pas {argument}.',
  argument_value_wrong: 'Le programme refuse {argument} : {reason}.',
  argument_without_value: 'Le programme refuse {argument} : il lui faut une valeur.',
  argument_value_refused: 'Le programme refuse {argument} : il n’accepte pas « {value} ».',
  argument_required:
    'Le programme a besoin {hasArgument, select, yes {de {argument}} other {d’un argument qu’il n’a pas reçu}}.',
  variable_missing: 'Le programme a besoin de la variable d’environnement {variable}.',
  inner_command_missing: 'Son script appelle {command}, qui est introuvable.',
  docker_not_allowed: 'Docker tourne, mais son socket appartient au groupe docker.',
  docker_not_running: 'Le moteur tourne dans un conteneur, et le service Docker ne répond pas.',
  docker_without_gpu:
    'Les conteneurs accèdent aux GPU par le NVIDIA Container Toolkit, qui n’est pas installé ou pas configuré.',
  container_name_taken: 'Un conteneur antérieur {name} n’a pas été supprimé.',
  container_image_missing:
    'Docker n’a pas pu télécharger {hasImage, select, yes {{image}} other {l’image}} : aucune image ne porte ce nom et ce tag, ou il faut se connecter.',
  git_conflict:
    'Vous et la mise à jour avez modifié les mêmes fichiers de son dossier, et git ne décide pas quelle version garder.',
  git_owner: 'git refuse de travailler dans {folder}, car le dossier appartient à un autre utilisateur.',
  git_locked: 'Un autre git travaille dans son dossier, ou un git tué y a laissé {lock}.',
  model_gated:
    'Son éditeur ne donne {hasModel, select, yes {{model}} other {le modèle}} qu’aux personnes qui ont accepté ses conditions sur Hugging Face.',
  token_refused:
    'Le jeton de ses téléchargements est erroné ou expiré, ou il n’y en a pas et le modèle est privé.',
  model_not_found_online:
    '{named, select, model {Le modèle {model}} address {Le modèle à {model}} other {Le modèle à télécharger}} n’est ni un dossier ici ni connu à sa source. Pour qui n’y a pas accès, un modèle privé donne la même réponse.',
  download_limited: 'La source de ses téléchargements a répondu qu’elle a été trop sollicitée (429).',
  certificate_not_trusted:
    'Un serveur dont il télécharge a un certificat auquel cet ordinateur ne fait pas confiance. En entreprise, la cause est souvent un proxy intermédiaire ; une horloge mal réglée a le même effet.',
  proxy_refused:
    'Le proxy de ses variables d’environnement ne le laisse pas passer{hasStatus, select, yes { (il répond {status})} other {}}.',
  name_not_resolved:
    '{hasHost, select, yes {Le nom {host}} other {Le nom d’un serveur dont il a besoin}} n’a pas d’adresse : cet ordinateur est hors ligne, ou son DNS ne répond pas.',
  source_not_reached:
    '{hasServer, select, yes {{server}} other {Un serveur dont il télécharge}} ne répond pas, et ce dont il a besoin n’est pas encore ici.',
  other_service_down:
    'Il veut joindre {hasAddress, select, yes {{address}} other {un autre programme}}, et rien n’y écoute.',
  ggml_assertion: 'Une condition sur laquelle compte llama.cpp n’était pas remplie : {check}.',
  said_by_program: 'Le programme lui-même dit : {message}',
  disk_full: 'Il n’y a plus de place{hasPath, select, yes { pour écrire {path}} other {}}.',
  read_only_disk:
    'Il veut écrire{hasPath, select, yes { {path}} other {}}, mais ce disque est monté en lecture seule. Le système le fait aussi pour un disque qui a des erreurs.',
  permission_denied:
    'L’utilisateur qui l’exécute n’a pas le droit d’utiliser {hasPath, select, yes {{path}} other {un fichier dont il a besoin}}.',
  file_in_use:
    'Un autre programme, ou une seconde copie de celui-ci, utilise {hasPath, select, yes {{path}} other {un fichier dont il a besoin pour lui seul}}.',
  disk_error:
    'Impossible de lire ou d’écrire un fichier, car son disque ou la liaison avec celui-ci est en panne.',
  file_missing: 'Il cherche {path}, qui n’existe pas.',
  nvidia_driver_mismatch:
    'Les bibliothèques du pilote NVIDIA et sa partie dans le noyau ont des versions différentes, comme après une mise à jour sans redémarrage.',
  nvidia_driver_too_old:
    'Le programme est compilé pour un CUDA plus récent que celui du pilote de cet ordinateur{hasCuda, select, yes { (il gère {cuda})} other {}}.',
  no_nvidia_driver: 'Le programme veut utiliser un GPU NVIDIA, mais n’en trouve pas le pilote.',
  torch_without_gpu:
    'Le PyTorch de son environnement ne peut pas utiliser de GPU{hasGpus, select, yes {, alors qu’il y en a un ({gpus})} other {}}.',
  gpu_number_wrong:
    'Il demande un GPU par un numéro qu’il n’a pas. {count, plural, =0 {Il ne voit que ce que laissent ses paramètres et ses variables.} one {Il voit un GPU, qui a le numéro 0.} other {Il voit # GPU et les compte à partir de 0.}}',
  no_gpu_found: 'Le pilote est là, mais ne montre au programme aucun GPU qu’il puisse utiliser.',
  gpu_not_supported:
    'Le programme n’a pas de code pour ce GPU{hasArchitecture, select, yes { ({architecture})} other {}} : il est trop récent ou trop ancien pour lui.',
  gpu_without_bfloat16:
    'Le modèle a besoin du bfloat16, que {hasGpu, select, yes {{gpu}} other {ce GPU}} ne sait pas calculer{hasCapability, select, yes { (compute capability {capability})} other {}}.',
  gpu_busy: 'Le GPU est en mode exclusif et un autre programme l’occupe, ou il est bloqué.',
  gpu_lost:
    'Le pilote a perdu la liaison avec le GPU. La cause : l’alimentation, la chaleur, le connecteur ou son câble, ou un pilote qui a planté.',
  gpu_memory_defect: 'Le GPU signale dans sa mémoire une erreur qu’il n’a pas pu corriger.',
  gpu_assertion:
    'Le programme a calculé avec un nombre impossible, le plus souvent un token absent du vocabulaire du modèle : le modèle et le tokenizer, ou le modèle et le programme, ne sont pas compatibles.',
  gpu_illegal_access:
    'Un calcul a lu ou écrit hors de sa mémoire sur le GPU. C’est une erreur du programme ou de son pilote ; parfois, le GPU est surcadencé ou trop chaud.',
  gpu_kernel_error:
    'Le pilote NVIDIA a écrit l’erreur {xid} (Xid) dans le journal du système quand le programme s’est terminé.',
  cuda_in_forked_process: 'Le programme a d’abord utilisé le GPU, puis s’est divisé en plusieurs processus.',
  nccl_failed: 'Plusieurs GPU n’ont pas pu échanger de données. Les lignes voisines indiquent la cause.',
  cudnn_failed:
    'La bibliothèque de NVIDIA pour les réseaux de neurones n’est pas compatible avec les autres bibliothèques, ou n’a pas trouvé de VRAM.',
  amd_card_not_allowed: 'Les périphériques du GPU appartiennent aux groupes render et video.',
  no_vulkan_driver:
    'Le programme veut utiliser le GPU par Vulkan, mais ne trouve pas de pilote pour cela. Le journal donne les détails.',
  vllm_reserves_too_much:
    'vLLM réserve {percent} % du GPU pour lui, soit {wanted} sur {total} GiB, mais seuls {free} GiB étaient libres.{hasMemory, select, yes { {memory}} other {}}',
  vllm_context_too_long:
    'La mémoire qui reste pour les contextes{hasMemory, select, yes { ({memory})} other {}} est trop petite pour une requête de pleine longueur{hasTokens, select, yes { : {tokens} tokens au plus y tiennent} other {}}.',
  vllm_no_memory_for_contexts:
    'Le modèle seul prend toute la VRAM que vLLM peut utiliser, il ne reste donc rien pour les requêtes.{hasMemory, select, yes { {memory}} other {}}',
  gpu_out_of_memory:
    'Il a demandé {hasSize, select, yes {{size} de VRAM, qui n’étaient plus libres} other {plus de VRAM qu’il n’en restait de libre}}.{hasMemory, select, yes { {memory}} other {}}',
  gpu_memory:
    'Le GPU {gpu} ({name}) a {total}{hasFree, select, yes {, dont {free} sont libres maintenant} other {}}.',
  gpu_holders: 'D’autres backends y occupent de la VRAM : {holders}.',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory} {holders}',
  shared_library_missing: 'Le programme a besoin de {library}, introuvable sur cet ordinateur.',
  cuda_library_missing:
    '{library} est introuvable : le programme est compilé pour un CUDA qui n’est pas installé ici.',
  dll_missing:
    'Windows n’a pas trouvé toutes les parties {hasName, select, yes {de {name}} other {du programme}}.',
  system_too_old: 'Il lui faut {version}, mais la bibliothèque C de ce système est plus ancienne.',
  wrong_processor:
    'Le fichier du programme est fait pour un autre type de processeur ou de système que celui de cet ordinateur.',
  node_module_missing:
    'Node exécute le programme, mais {hasModule, select, yes {{module}} other {un paquet}} manque.',
  shared_memory_too_small:
    'Ses processus échangent des données dans /dev/shm, qui est plein : un conteneur en a 64 MB, sauf si on lui en donne plus.',
  paging_file_too_small:
    'Windows ne donne à un programme que la mémoire que la RAM et le fichier d’échange contiennent ensemble, et elle est épuisée.',
  model_larger_than_memory: 'Le modèle demande {needed} de RAM, mais seuls {free} sont libres.',
  node_heap_full: 'Node limite le tas (heap) d’un programme, et celui-ci est plein.',
  out_of_memory:
    'Il a demandé {hasSize, select, yes {{size} de RAM, plus que ce qui est libre} other {plus de RAM qu’il n’y en a de libre}}.',
  too_many_threads:
    'Cet utilisateur a atteint le nombre de processus et de threads que permet le système ou le conteneur.',
  too_many_files:
    'Le système ne permet à un programme qu’un nombre limité de fichiers et de connexions ouverts à la fois.',
  process_killed:
    'Un processus qu’il avait démarré a été tué. Quand la mémoire manque, le système tue le processus qui en utilise le plus.',
  model_is_projector:
    'Le fichier est un projecteur (mmproj) : la partie par laquelle un modèle de langage voit les images.',
  model_architecture_unknown:
    'Le modèle est d’architecture {kind}, que cette version du programme ne sait pas charger.',
  model_split_incomplete:
    'Le modèle est en plusieurs fichiers, et {hasFile, select, yes {{file}} other {l’un d’eux}} manque ou appartient à un autre modèle.',
  model_is_a_pointer:
    'Le fichier n’est pas le modèle : il ne contient que les quelques lignes par lesquelles git désigne un gros fichier (Git LFS).',
  model_cut_off:
    'Le fichier du modèle finit trop tôt ou est abîmé : un téléchargement a été interrompu, ou un disque est en panne.',
  model_not_gguf: 'Le programme charge des modèles au format GGUF, mais ce fichier en a un autre.',
  model_file_missing:
    'Le modèle, ou un fichier qui en fait partie, est introuvable{hasPath, select, yes { : {path}} other {. Les lignes ci-dessous le nomment}}.',
  model_adapter_wrong:
    'Impossible de charger l’adaptateur (LoRA) : il est fait pour un autre modèle, ou son chemin est erroné.',
  model_adapter_rank: 'L’adaptateur est de rang {rank}, mais le programme accepte {limit} au plus.',
  model_load_failed:
    'Le programme n’a pas pu charger son modèle{hasReason, select, yes { : {reason}} other {}}.',
  port_in_use:
    '{hasOwner, select, yes {{owner}} other {Un autre programme}} occupe {port, select, none {le port qu’il veut ouvrir} other {le port {port}}}{wasFree, select, yes {, qui était libre à son démarrage} other {}}.',
  port_not_allowed:
    'Le système ne laisse pas cet utilisateur ouvrir {port, select, none {le port qu’il veut} other {le port {port}}}{isLow, select, yes { : seuls les administrateurs peuvent utiliser ceux au-dessous de 1024} other {}}.',
  address_not_here: 'Il doit écouter sur une adresse qui n’appartient à aucun réseau de cet ordinateur.',
  python_environment_moved:
    'L’environnement virtuel désigne un Python qui n’est pas là : il a été déplacé ou copié, ou son Python a été mis à jour ou supprimé.',
  python_too_old:
    'Le programme utilise une fonction que son Python n’a pas encore{hasWanted, select, yes { : il lui faut {wanted}} other {}}.',
  python_version_wrong: 'Son Python est {present}, mais un paquet demande {wanted}.',
  python_externally_managed:
    'Il a essayé d’installer des paquets dans le Python du système, ce que le système interdit.',
  numpy_mismatch:
    'L’un de ses paquets est compilé pour NumPy 1 et son environnement a NumPy 2, ou l’inverse.',
  torch_extension_mismatch:
    'Un paquet compilé, comme torchvision, vLLM, xformers ou flash-attn, n’est pas compatible avec le PyTorch installé : l’un a été mis à jour sans l’autre.',
  c_compiler_missing:
    'Il compile du code à son démarrage, mais ne trouve pas de compilateur, ou pas les en-têtes de Python.',
  python_module_missing: 'Son Python n’a pas de module nommé {module}.',
  python_packages_mismatch:
    '{package} n’a pas de {name} : ce paquet est plus ancien ou plus récent que le programme ne l’attend.',
  python_package_wanted: 'Il lui faut {wanted}.',
  vllm_sleep_mode_conflict:
    'Dans cette version, --enable-sleep-mode ne fonctionne pas avec PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True.',
  vllm_sleep_mode_unsupported:
    'vLLM ne peut se mettre en veille que sur des GPU NVIDIA et des GPU AMD récents.',
  too_few_gpus:
    'Il doit utiliser {hasWanted, select, yes {{wanted}} other {plusieurs}} GPU, mais en voit {hasSeen, select, yes {{seen}} other {moins}}.',
  gpus_do_not_divide_model:
    'Les parties du modèle{hasParts, select, yes { ({parts})} other {}} ne se répartissent pas également sur {hasGpus, select, yes {{gpus}} other {ce nombre de}} GPU.',
  model_wants_own_code:
    'Le modèle apporte son propre code Python, qui s’exécute sur cet ordinateur avec tous vos droits au chargement du modèle.',
  context_longer_than_model: '--max-model-len demande {wanted} tokens, mais le modèle est fait pour {most}.',
  attention_backend_missing: 'La bibliothèque qui calcule l’attention manque, ou ne connaît pas ce GPU.',
  vllm_engine_failed:
    'vLLM fait tourner son moteur dans un processus à part, qui s’est terminé. Les lignes précédentes indiquent la cause.',
  killed_out_of_memory:
    'La RAM était épuisée, le système a donc arrêté le programme qui en utilisait le plus : {name}{hasSize, select, yes {, qui occupait {size}} other {}}. C’est ce que dit le journal du système.',
  killed:
    'Il a été arrêté par SIGKILL, qu’aucun programme ne peut refuser. Le système le fait quand la RAM manque, un conteneur le fait à sa limite, et une personne peut le faire.',
  processor_lacks_instruction:
    'Le programme a utilisé une instruction que ce processeur n’a pas, le plus souvent AVX, AVX2 ou AVX-512.',
  memory_taken_away:
    'Un fichier qu’il avait projeté en mémoire a été tronqué ou son disque est tombé en panne, ou la mémoire partagée était pleine, comme dans un conteneur avec 64 MB de /dev/shm.',
  segmentation_fault:
    'Il a lu ou écrit de la mémoire qui n’est pas à lui. C’est une erreur du programme, de l’un de ses paquets compilés ou du pilote du GPU.',
  dll_missing_at_start:
    'Windows n’a pas démarré le programme, car une DLL dont il a besoin manque ou a une autre version.',
  wrong_processor_at_start:
    'Le programme, ou l’une de ses DLL, est en 32 bits alors qu’il en faudrait 64, ou l’inverse.',
  broken_off_by_itself:
    'Une vérification du programme a échoué, il s’est donc arrêté lui-même. Les lignes ci-dessous en disent en général plus.',
  command_missing_in_shell:
    'Son script s’est terminé avec le code 127 : une commande qu’il appelle est introuvable.',
  command_not_executable_in_shell:
    'Son script s’est terminé avec le code 126 : un fichier qu’il appelle n’est pas un programme, ou n’est pas marqué comme tel.',
  in_setting: 'dans « {setting} »',
  where_started: 'là où il est démarré',
  in_environment: 'dans l’environnement où il est démarré',
};
