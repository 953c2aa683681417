import type { failureRemedyWords } from '../../en/errors/failure-remedies.ts';
import type { Translation } from '../../message.ts';

export const failureRemedyTranslation: Translation<typeof failureRemedyWords> = {
  argument_unknown:
    'Corrigez-le ou retirez-le {where}, ou mettez le programme à jour : il porte peut-être un autre nom maintenant (--help les liste tous).',
  argument_value_wrong: 'Corrigez-le {where}.',
  argument_required: 'Ajoutez-le {where}.',
  variable_missing:
    'Définissez-la {where}. Un programme lancé par le bureau ne reçoit pas ce que votre terminal a défini.',
  inner_command_missing:
    'Installez {command}, ou ajoutez son dossier au PATH parmi ses variables d’environnement : le PATH de votre terminal est peut-être plus long.',
  docker_not_allowed:
    'Ajoutez l’utilisateur qui exécute Switchyard au groupe docker, puis fermez et rouvrez votre session.',
  docker_not_running:
    '{system, select, linux {Démarrez le service, puis cliquez sur « Redémarrer ».} other {Démarrez Docker Desktop, puis cliquez sur « Redémarrer ».}}',
  docker_without_gpu:
    'Installez le NVIDIA Container Toolkit. Exécutez ensuite la commande, qui configure Docker et le redémarre.',
  container_name_taken:
    'Supprimez-le avec la commande. Ajoutez --rm {where}, pour que Docker supprime chaque conteneur à sa fin.',
  container_image_missing: 'Corrigez le nom de l’image {where}, ou exécutez docker login.',
  git_conflict:
    'Exécutez la commande dans son dossier pour mettre vos modifications de côté (git stash pop les ramène), puis cliquez sur « Redémarrer ».',
  git_owner:
    'Donnez le dossier à l’utilisateur qui exécute Switchyard{hasCommand, select, yes {, ou autorisez-le avec la commande} other {}}.',
  git_locked: 'Si aucun git n’y tourne, supprimez ce fichier, puis cliquez sur « Redémarrer ».',
  model_gated:
    'Acceptez les conditions sur la page du modèle, créez un jeton (huggingface.co/settings/tokens) et saisissez HF_TOKEN=… {where}.',
  token_refused: 'Créez un nouveau jeton (huggingface.co/settings/tokens) et saisissez HF_TOKEN=… {where}.',
  model_not_found_online:
    'Corrigez le nom du modèle {where}. Pour un modèle privé, saisissez HF_TOKEN=… {whereVariables}.',
  download_limited:
    'Attendez quelques minutes. La plupart des sources permettent plus avec un compte ou un jeton.',
  certificate_not_trusted:
    'Vérifiez l’horloge de cet ordinateur. Pour un proxy de votre entreprise, saisissez le fichier de son autorité de certification comme REQUESTS_CA_BUNDLE et SSL_CERT_FILE {where}.',
  proxy_refused:
    'Corrigez HTTPS_PROXY {where} (http://user:password@host:port), et excluez-en cet ordinateur : NO_PROXY=localhost,127.0.0.1.',
  name_not_resolved:
    'Vérifiez que cet ordinateur est connecté. Si les modèles sont déjà ici, saisissez HF_HUB_OFFLINE=1 {where}, pour qu’il n’interroge aucun serveur.',
  source_not_reached:
    'Vérifiez si cet ordinateur est connecté et si HF_HUB_OFFLINE est défini {where}. Cliquez ensuite sur « Redémarrer ».',
  other_service_down:
    'Démarrez d’abord ce programme : une base de données, une file d’attente ou un autre moteur avec lequel il travaille.',
  ggml_assertion:
    'Mettez le programme à jour. Si un modèle ou un argument précis en est la cause, signalez-le au projet avec les lignes ci-dessous.',
  program_panicked: 'Mettez le programme à jour, et cherchez le message parmi ses problèmes connus.',
  python_error:
    'Cherchez le message parmi les problèmes connus du programme. Le journal contient toute la trace d’appels.',
  program_error:
    'Corrigez ce que nomme le message. S’il en dit trop peu, cherchez-le parmi les problèmes connus du programme.',
  disk_full:
    'Libérez de la place sur ce disque. Les modèles de Hugging Face sont dans ~/.cache/huggingface ; HF_HOME désigne un autre disque pour eux.',
  read_only_disk:
    'Choisissez un dossier sur un autre disque, ou montez le disque en écriture. Si personne ne l’a monté ainsi, vérifiez le disque.',
  permission_denied:
    'Corrigez le propriétaire et les droits du fichier et des dossiers parents. Les fichiers créés par root ou dans un conteneur appartiennent souvent à root.',
  file_in_use: 'Arrêtez l’autre copie. Un antivirus libère un fichier après un moment.',
  disk_error:
    'Vérifiez que le disque ou le partage réseau est connecté, et vérifiez le disque (dmesg, smartctl).',
  file_missing:
    'Corrigez le chemin là où il est indiqué : dans ses arguments, ses variables ou son dossier de travail. Souvent, un disque a été déplacé ou démonté.',
  nvidia_driver_mismatch: 'Redémarrez l’ordinateur.',
  nvidia_driver_too_old:
    'Installez un pilote NVIDIA plus récent, ou une version du programme compilée pour un CUDA plus ancien.',
  no_nvidia_driver:
    'Installez le pilote du GPU ; pour un conteneur, donnez-lui les GPU (--gpus all). Pour utiliser plutôt le processeur, indiquez-le {where} (ComfyUI : --cpu ; llama-server : -ngl 0).',
  torch_without_gpu:
    'Installez dans son environnement le PyTorch qui convient au GPU, avec la commande de pytorch.org : sous Windows, un simple pip installe celui sans GPU.',
  gpu_number_wrong:
    'Corrigez « GPU » dans ses paramètres, ou le numéro du GPU {where} : le premier GPU qu’il peut voir est toujours 0.',
  no_gpu_found:
    'Vérifiez « GPU » dans ses paramètres, et des variables comme CUDA_VISIBLE_DEVICES : si elle est vide ou nomme un GPU absent, elle les cache tous.',
  gpu_not_supported:
    'Installez une version compilée pour ce GPU : pour un GPU récent, le dernier PyTorch ou sa version nightly ; pour un ancien, une version antérieure. Pour les proches parents de GPU AMD pris en charge, HSA_OVERRIDE_GFX_VERSION peut aider.',
  gpu_without_bfloat16: 'Ajoutez --dtype half {where}.',
  gpu_busy:
    'Arrêtez l’autre programme. Un administrateur désactive ce mode avec la commande. Si aucun programme n’occupe le GPU, redémarrez l’ordinateur.',
  gpu_lost:
    'Redémarrez l’ordinateur. Si cela se reproduit, vérifiez la température et l’alimentation du GPU, y compris sa prise et son riser.',
  gpu_memory_defect:
    'Redémarrez l’ordinateur. Si cela se reproduit, le GPU est défectueux ; la commande montre ses compteurs d’erreurs.',
  gpu_assertion:
    'Mettez le programme à jour, et chargez le modèle avec son propre tokenizer. Avec CUDA_LAUNCH_BLOCKING=1 {where}, le journal indique l’endroit.',
  gpu_illegal_access:
    'Mettez à jour le programme et le pilote. Si cela arrive avec tous les programmes, annulez le surcadençage et vérifiez la température du GPU.',
  gpu_kernel_error:
    'NVIDIA explique ce que signifie Xid {xid} sous « Xid errors » dans sa documentation. Si le GPU reste inutilisable, redémarrez l’ordinateur.',
  cuda_in_forked_process: 'Pour vLLM, saisissez VLLM_WORKER_MULTIPROC_METHOD=spawn {where}.',
  nccl_failed:
    'Essayez NCCL_P2P_DISABLE=1 {where}. Pour un conteneur, donnez-lui de la mémoire partagée (--ipc=host). Avec NCCL_DEBUG=INFO, le journal en dit plus.',
  cudnn_failed:
    'Retirez ses autres versions de LD_LIBRARY_PATH : PyTorch apporte la sienne. Si le GPU était presque plein, libérez de la VRAM.',
  amd_card_not_allowed:
    'Ajoutez l’utilisateur qui exécute Switchyard à ces groupes avec la commande, puis fermez et rouvrez votre session.',
  no_vulkan_driver:
    'Installez le pilote Vulkan du GPU (Debian et Ubuntu : mesa-vulkan-drivers, ou celui de NVIDIA), ou utilisez une autre version compilée du programme.',
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyard peut libérer ce que d’autres backends y occupent et le relancer. Si cela ne suffit pas, réduisez --gpu-memory-utilization{hasPart, select, yes { à {part}} other {}} {where}.} other {Réduisez --gpu-memory-utilization{hasPart, select, yes { à {part}} other {}} {where}, ou arrêtez d’autres programmes qui utilisent le GPU.}}',
  vllm_context_too_long:
    'Saisissez --max-model-len {tokens} {where}, ou augmentez-y --gpu-memory-utilization si le GPU a de la réserve.',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyard peut libérer ce que d’autres backends y occupent et le relancer. Si cela ne suffit pas, augmentez --gpu-memory-utilization ou réduisez --max-model-len {where}, ou choisissez une quantification plus petite du modèle.} other {Augmentez --gpu-memory-utilization ou réduisez --max-model-len {where}, choisissez une quantification plus petite du modèle, ou arrêtez d’autres programmes qui utilisent le GPU.}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyard peut libérer ce que d’autres backends y occupent et le relancer. Si cela ne suffit pas, choisissez un modèle plus petit, un contexte plus petit ou moins de requêtes simultanées.} other {Choisissez un modèle plus petit, un contexte plus petit ou moins de requêtes simultanées, ou arrêtez d’autres programmes qui utilisent le GPU.}}',
  shared_library_missing:
    '{hasCommand, select, yes {Dans un terminal sur son ordinateur, exécutez : {command}} other {Installez le paquet qui contient {library}, ou ajoutez son dossier à LD_LIBRARY_PATH.}}',
  cuda_library_missing:
    'Installez les bibliothèques CUDA de cette version, ou une version du programme compilée pour celle qui est ici. Son paquet Python existe avec un PyTorch pour cette version.',
  dll_missing:
    'Installez le dernier « Visual C++ Redistributable » (x64) de Microsoft. Si un paquet CUDA est nommé, réinstallez le pilote du GPU et le paquet.',
  system_too_old:
    'Utilisez une version compilée pour ce système (souvent nommée « ubuntu-20.04 » ou « manylinux »), exécutez-la dans un conteneur, ou mettez le système à jour. Dans un environnement conda : conda install -c conda-forge libstdcxx-ng.',
  wrong_processor: 'Téléchargez la version pour cet ordinateur, par exemple x64 ou arm64.',
  node_module_missing:
    'Exécutez npm install dans son dossier. Si c’est le chemin du programme lui-même qui est nommé, corrigez-le dans ses paramètres.',
  shared_memory_too_small: 'Ajoutez --ipc=host ou --shm-size=8g aux arguments de docker run {where}.',
  paging_file_too_small:
    'Laissez Windows gérer la taille du fichier d’échange (Système, Avancé, Performances, Mémoire virtuelle), ou libérez de la mémoire.',
  less_memory:
    'Libérez la mémoire d’autres backends, choisissez un modèle ou un contexte plus petit, ou ajoutez de la RAM à l’ordinateur.',
  node_heap_full:
    'Saisissez NODE_OPTIONS=--max-old-space-size=8192 {where}, avec autant de mégaoctets qu’il peut utiliser.',
  too_many_threads:
    'Arrêtez des programmes inutiles, ou augmentez la limite (ulimit -u ; dans un conteneur --pids-limit). Avec OMP_NUM_THREADS=4 {where}, la plupart des moteurs démarrent moins de threads.',
  too_many_files:
    'Augmentez la limite là où Switchyard est démarré (ulimit -n 65536 ; dans un service LimitNOFILE=65536), puis redémarrez Switchyard.',
  model_is_projector:
    'Choisissez le modèle de langage lui-même comme modèle, et indiquez ce fichier avec --mmproj {where}.',
  model_architecture_unknown:
    'Mettez à jour le programme et son paquet transformers : les versions récentes connaissent les modèles récents. Ou choisissez un autre modèle.',
  model_split_incomplete:
    'Mettez toutes les parties dans un même dossier sous leurs noms d’origine, et indiquez la première (-00001-of-…).',
  model_is_a_pointer: 'Exécutez la commande dans le dossier du modèle, ou téléchargez le fichier lui-même.',
  model_cut_off: 'Téléchargez-le ou copiez-le à nouveau, et comparez sa taille à celle de la source.',
  model_not_gguf:
    'Choisissez un fichier dont le nom finit par .gguf. Les modèles safetensors doivent d’abord être convertis.',
  model_file_missing:
    'Corrigez le chemin ou le nom du modèle. Un dossier de modèle doit contenir, à côté des poids, son config.json et les fichiers de son tokenizer.',
  model_adapter_wrong: 'Corrigez-le ou retirez-le {where}.',
  model_adapter_rank: 'Saisissez --max-lora-rank {rank} {where}.',
  model_load_failed:
    'Les lignes précédentes indiquent la cause. Une version plus récente du programme connaît peut-être ce modèle.',
  port_in_use:
    '{wasFree, select, yes {Arrêtez l’autre programme, ou définissez un autre port dans les paramètres.} other {Arrêtez l’autre programme : une copie antérieure de celui-ci tourne peut-être encore hors de Switchyard. Ou écrivez {placeholder} à la place du numéro {where}, et il obtiendra un port libre.}}',
  port_not_allowed:
    '{system, select, windows {Choisissez un autre port {where} : Windows en réserve certains (« netsh interface ipv4 show excludedportrange protocol=tcp » les liste).} other {Choisissez un port au-dessus de 1024 {where}.}}',
  address_not_here: 'Corrigez l’adresse {where} : 127.0.0.1 pour cet ordinateur, 0.0.0.0 pour le réseau.',
  python_environment_moved:
    'Recréez l’environnement là où il est maintenant (python -m venv, puis installez ses dépendances avec pip) : un environnement ne peut pas être déplacé.',
  python_version_wrong:
    'Recréez son environnement avec une version de Python que sa documentation indique (python3.11 -m venv …), et indiquez ce Python dans ses paramètres.',
  python_externally_managed:
    'Créez-lui un environnement virtuel (python3 -m venv), et indiquez son Python dans ses paramètres.',
  numpy_mismatch:
    '{hasCommand, select, yes {Dans un terminal sur son ordinateur, exécutez : {command}} other {Installez un NumPy antérieur à la version 2 dans son environnement, ou mettez à jour le paquet qui échoue.}}',
  torch_extension_mismatch:
    'Réinstallez les deux ensemble, dans des versions compatibles ; le paquet indique le PyTorch qu’il lui faut.{hasCommand, select, yes { La commande montre quels paquets sont incompatibles.} other {}}',
  c_compiler_missing:
    '{system, select, windows {Installez les Build Tools pour Visual Studio avec « Développement Desktop en C++ », puis cliquez sur « Redémarrer ».} other {Installez un compilateur C et les en-têtes de Python, puis cliquez sur « Redémarrer ».}}',
  python_module_missing:
    '{hasCommand, select, yes {Dans un terminal sur son ordinateur, exécutez : {command}.} other {Installez {package} dans son environnement.}}{isTorch, select, yes { Pour un GPU, utilisez plutôt la commande de pytorch.org.} other {}} S’il a un requirements.txt, installez celui-ci : une mise à jour demande parfois plusieurs paquets.',
  python_packages_mismatch:
    'Installez dans son environnement les versions de son requirements.txt, {package} avant tout.{hasCommand, select, yes { Dans un terminal sur son ordinateur, exécutez : {command}} other {}}',
  vllm_sleep_mode_conflict:
    'Retirez cette variable {where}, n’utilisez plus --enable-sleep-mode, ou mettez vLLM à jour.',
  vllm_sleep_mode_unsupported: 'Retirez --enable-sleep-mode {where}.',
  too_few_gpus: 'Réduisez --tensor-parallel-size {where}, ou choisissez plus de GPU dans ses paramètres.',
  gpus_do_not_divide_model:
    'Réglez --tensor-parallel-size {where} sur un nombre qui les divise, comme 1, 2, 4 ou 8.',
  model_wants_own_code: 'Si vous faites confiance à son éditeur, ajoutez --trust-remote-code {where}.',
  context_longer_than_model: 'Réduisez-le à {most} {where}.',
  attention_backend_missing:
    'Choisissez-en une autre : VLLM_ATTENTION_BACKEND=TRITON_ATTN {where} pour vLLM, --attn-implementation ou --use-pytorch-cross-attention pour d’autres.',
  vllm_engine_failed:
    'Ouvrez le journal et cherchez la première erreur. Avec --enforce-eager et un --max-model-len plus petit, il a besoin de moins de ressources.',
  killed_out_of_memory:
    'Libérez la mémoire d’autres backends, choisissez un modèle ou un contexte plus petit, ou ajoutez de la RAM ou du swap à l’ordinateur. Dans un conteneur ou un service, augmentez sa limite de mémoire.',
  killed:
    'Si personne ne l’a arrêté, libérez la mémoire d’autres backends, choisissez un modèle ou un contexte plus petit, ou augmentez la limite de mémoire de son conteneur ou de son service. La commande montre si le système l’a arrêté.',
  processor_lacks_instruction:
    'Utilisez une version compilée pour des processeurs plus anciens (souvent nommée « noavx » ou « compat »), ou compilez-le sur cet ordinateur.',
  memory_taken_away:
    'Si son modèle a été remplacé entre-temps, cliquez sur « Redémarrer ». Pour un conteneur, ajoutez --ipc=host ou --shm-size=8g. Sinon, vérifiez le disque.',
  segmentation_fault:
    'Mettez à jour le programme et le pilote du GPU. Si cela a commencé après une mise à jour, revenez à la version précédente. Des extensions et des custom nodes peuvent aussi en être la cause.',
  dll_missing_at_start:
    'Réinstallez le dernier « Visual C++ Redistributable » (x64) de Microsoft, le pilote du GPU et le programme. Double-cliquez sur le programme pour voir le nom de la DLL.',
  wrong_processor_at_start: 'Réinstallez la version 64 bits du programme, avec toutes ses parties.',
  broken_off_by_itself:
    'Mettez le programme à jour, et cherchez son dernier message parmi ses problèmes connus.',
  command_missing_in_shell:
    'Installez ce que nomment les dernières lignes, ou ajoutez son dossier au PATH parmi ses variables d’environnement.',
  command_not_executable_in_shell:
    'Marquez le fichier comme exécutable (chmod +x), ou indiquez son interpréteur.',
};
