import type { settingWords } from '../../en/settings/settings.ts';
import type { Translation } from '../../message.ts';
import { programSettingTranslation } from './program-settings.ts';

export const settingTranslation: Translation<typeof settingWords> = {
  common_Aliases: 'Autres noms de ses modèles',
  common_Aliases_description:
    'D’autres noms par lesquels la passerelle le trouve, un par ligne : « fast » pour son premier modèle, « fast = qwen2.5-7b » pour un modèle précis. Si deux backends ont le même nom, ils alternent.',
  common_GPU_ID: 'GPU',
  common_GPU_ID_description:
    'Les GPU qu’il peut voir. Les démarrages sur un même GPU s’attendent. Aucun choisi : il les voit tous.',
  common_AutoRestart: 'Relancer après un plantage',
  common_AutoRestart_description:
    'Le relance quand il s’arrête de lui-même : d’abord aussitôt, puis à intervalles croissants.',
  common_StartTimeout: 'Délai de démarrage',
  common_StopTimeout: 'Délai d’arrêt',
  common_Environment: 'Variables d’environnement',
  common_Environment_description:
    'Une NOM=valeur par ligne, en plus de celles de Switchyard. Elles l’emportent sur ce que fixent les autres paramètres. Quiconque peut voir les paramètres peut les lire.',
  common_Port: 'Port',
  common_Port_description:
    'Le port sur lequel il répond. 0 : il garde le port reçu à son premier démarrage ; si un autre programme le prend, il en reçoit un nouveau, et la carte l’indique. Si vous choisissez un port déjà pris, le démarrage échoue. Un port parmi ses propres arguments l’emporte.',
  common_ListenOn: 'Accessible depuis',
  common_ListenOn_choice1: 'Cet ordinateur',
  common_ListenOn_choice2: 'Le réseau',
  common_ApiKey: 'Clé API',
  common_VramNeedGB: 'VRAM nécessaire',
  common_VramNeedGB_description:
    'Avant un démarrage, Switchyard vérifie qu’il y en a autant de libre sur son GPU. Sinon, il libère de la mémoire ou vous demande, selon les préférences. 0 : il démarre sans vérification.',
  common_ExclusiveGroup: 'Jamais en même temps que',
  common_ExclusiveGroup_description:
    'Un mot de votre choix. Parmi les backends qui ont le même mot, un seul tourne : en démarrer un désactive les autres, selon les préférences.',
  common_UnloadWhenIdle: 'Décharger si inutilisé',
  common_UnloadWhenIdle_description:
    'Libère sa VRAM quand personne ne l’a utilisé pendant la durée ci-dessous.',
  common_UnloadIdleMinutes: 'Décharger après',
  common_UnloadIdleMinutes_description:
    'Compte depuis la dernière requête. S’il ne signale pas ses requêtes, depuis le dernier calcul de ses processus.',
  common_StopWhenIdle: 'Désactiver si inutilisé',
  common_StopWhenIdle_description:
    'Met fin à ses processus quand personne ne l’a utilisé pendant la durée ci-dessous, ce qui libère tout et économise de l’énergie. Il reste désactivé jusqu’à ce que vous le réactiviez ; à la demande, il passe en veille et la prochaine requête le démarre.',
  common_StopIdleMinutes: 'Désactiver après',
  common_StopIdleMinutes_description: 'Compte comme pour le déchargement.',
  common_StartWhen: 'Le démarrer',
  common_StartWhen_description:
    'À la demande : il est en veille et démarre quand la passerelle reçoit une requête pour l’un de ses modèles. La requête attend. Quand il faut de la mémoire, il retourne en veille sans être désactivé.',
  common_StartWhen_choice1: 'Quand il est activé',
  common_StartWhen_choice2: 'À la demande',
  common_ContactTimeout: 'Redémarrer sans réponse depuis',
  common_ContactTimeout_description:
    'S’il ne répond pas pendant cette durée, Switchyard met fin à ses processus et le relance, comme après un plantage. Exige « Relancer après un plantage ». 0 : sans limite.',
  common_Schedule: 'Horaires',
  common_Schedule_description:
    'Il est activé quand une plage commence et désactivé quand elle finit. Ce que vous activez ou désactivez à la main entre-temps vaut jusqu’à la prochaine heure. Vide : il ne s’active et ne se désactive qu’à la main.',
  common_ListenOn_noKey:
    'Le réseau : d’autres ordinateurs peuvent aussi le joindre sur son propre port, sans Switchyard entre les deux. Il ne demande pas de clé : quiconque joint l’adresse peut l’utiliser.',
  comfyui_StartScript: 'Script de démarrage',
  comfyui_StartScript_description:
    'Le chemin complet du main.py de ComfyUI. Switchyard trouve son environnement virtuel ou son Python intégré.',
  comfyui_Python: 'Python',
  comfyui_Python_description:
    'Le Python qui l’exécute, ou le dossier de son environnement, si Switchyard ne le trouve pas : créé par conda, par ComfyUI Desktop ou ailleurs. Vide : celui qui est trouvé.',
  comfyui_ExtraArgs: 'Autres arguments',
  comfyui_ExtraArgs_description:
    'Des arguments pour ComfyUI en plus de ceux de Switchyard. Ils viennent en dernier et l’emportent donc.',
  comfyui_OverQueue: 'Requêtes d’avance',
  comfyui_OverQueue_description:
    'Combien de requêtes il prend en plus de celle en cours, pour que la suivante soit déjà là. -1 : il n’en prend aucune.',
  comfyui_updateModes_choice1: 'Oui',
  comfyui_updateModes_choice2: 'Oui, en revenant à la branche principale',
  comfyui_updateModes_choice3: 'Non',
  comfyui_EnablePreviews: 'Aperçus',
  comfyui_EnablePreviews_description:
    'Montre les images pendant leur création. TAESD est plus beau et demande ses modèles dans models/vae_approx.',
  comfyui_EnablePreviews_choice1: 'Aucun',
  comfyui_EnablePreviews_choice2: 'Rapides',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'Page web de ComfyUI',
  comfyui_FrontendVersion_description:
    'Quelle version de sa propre page web ComfyUI fournit. ComfyUI télécharge « Dernière » et « Ancienne » à son démarrage. La version validée est celle que ComfyUI lui-même indique.',
  comfyui_FrontendVersion_choice1: 'Dernière',
  comfyui_FrontendVersion_choice2: 'Celle installée',
  comfyui_FrontendVersion_choice3: 'Validée avec ce ComfyUI',
  comfyui_FrontendVersion_choice4: 'Ancienne',
  comfyui_AutoUpdate: 'Mettre à jour ComfyUI',
  comfyui_AutoUpdate_description:
    'Le met à jour par git avant chaque démarrage, sauf si des fichiers ont été modifiés à la main ; la carte l’indique alors. Aucun paquet n’est installé.',
  comfyui_UpdateManagedNodes: 'Mettre à jour les custom nodes',
  comfyui_UpdateManagedNodes_description: 'Fait de même pour les dossiers de custom_nodes obtenus par git.',
  comfyui_DisableInternalArgs: 'Mes arguments seulement',
  comfyui_DisableInternalArgs_description:
    'Ne donne à ComfyUI aucun argument à part ceux de son port et de son adresse.',
  comfyui_StartTimeout_description:
    'Un démarrage échoue si ComfyUI n’est pas prêt après cette durée, mises à jour comprises. Des custom nodes peuvent installer des paquets à leur premier démarrage.',
  comfyui_StopTimeout_description:
    'Le temps que ComfyUI peut prendre pour finir ses tâches et s’arrêter. Ensuite, il est tué.',
  comfyui_ListenOn_description:
    'Le réseau : d’autres ordinateurs peuvent aussi le joindre sur son propre port, sans Switchyard entre les deux. ComfyUI ne demande pas de clé : quiconque joint l’adresse peut l’utiliser, et ses nœuds peuvent lire des fichiers et exécuter des programmes.',
  comfyuiApi_EnableFrontendDev: 'Frontend de développement',
  comfyuiApi_EnableFrontendDev_description:
    'Met /api devant chaque requête, comme l’exige le serveur de développement du frontend de ComfyUI.',
  command_Command: 'Programme',
  command_Command_description:
    'Le programme à exécuter : son chemin complet, ou son nom s’il est installé pour tout le système. Aucun shell n’intervient.',
  command_Arguments: 'Arguments',
  command_Arguments_description:
    "Les arguments du programme, séparés par des espaces ; mettez entre guillemets une partie qui contient des espaces. '{PORT}' devient un port libre, ici et dans tout autre champ ; '{HOST}' devient l’adresse d’écoute, ici et dans les variables d’environnement.",
  command_WorkingDirectory: 'Dossier de travail',
  command_WorkingDirectory_description:
    'Le dossier dans lequel le programme démarre. Vide : le dossier de données de Switchyard.',
  command_ReadyUrl: 'Adresse de disponibilité',
  command_ReadyUrl_description:
    "Une adresse web qui répond sans erreur dès que le programme est prêt. Vide : l’adresse de contrôle ; sans elle, il est prêt quand il ouvre '{PORT}', ou aussitôt si '{PORT}' n’est pas utilisé.",
  command_HealthUrl: 'Adresse de contrôle',
  command_HealthUrl_description:
    'Switchyard l’interroge toutes les {seconds} secondes tant que le programme tourne. Après {failures} échecs de suite, le backend est considéré comme ne répondant pas, jusqu’à ce qu’il réponde à nouveau. Vide : il passe pour sain tant qu’il tourne.',
  command_Port_description:
    "Ce que '{PORT}' représente. 0 : le programme garde le port reçu à son premier démarrage ; si un autre programme le prend, il en reçoit un nouveau, et la carte l’indique. Si vous choisissez un port déjà pris, le démarrage échoue. --port parmi ses arguments l’emporte.",
  command_OtherListener: 'Un autre programme écoute pour lui',
  command_OtherListener_description:
    'Pour les conteneurs : avec docker ou podman, c’est le programme de conteneurs qui ouvre le port, pas ce qui est démarré ici. Sinon, laissez désactivé : une fois activé, tout programme qui y répond passe pour celui-ci.',
  command_FreeMemoryUrl: 'Adresse de libération',
  command_FreeMemoryUrl_description:
    'Switchyard l’appelle pour libérer de la mémoire. Vide : le programme ne sait pas libérer de mémoire en marche ; l’arrêter libère tout.',
  command_FreeMemoryMethod: 'Méthode de libération',
  command_FreeMemoryMethod_description: 'Comment la requête de libération est envoyée.',
  command_FreeMemoryBody: 'Corps de la libération',
  command_FreeMemoryBody_description: 'Le JSON à envoyer avec. Vide : aucun.',
  command_MaxUsages: 'Requêtes simultanées',
  command_MaxUsages_description:
    'Combien de requêtes les clients peuvent envoyer en même temps. Les clients en sont informés, mais rien ne l’impose.',
  command_AutoRestart_description:
    'Relance le programme quand il s’arrête de lui-même : d’abord aussitôt, puis à intervalles croissants.',
  command_StartTimeout_description:
    'Un démarrage échoue si le programme n’est pas prêt après cette durée. Les gros modèles demandent des minutes, et un premier démarrage peut télécharger.',
  command_StopTimeout_description:
    'Le temps que le programme peut prendre pour s’arrêter avant d’être tué avec tout ce qu’il a démarré. Switchyard ne peut pas connaître ses requêtes, les connexions ouvertes des clients comptent donc comme du travail : pendant les trois quarts de cette durée, le programme n’est pas prié de s’arrêter tant qu’il y en a.',
  command_ListenOn_description:
    "Le réseau : d’autres ordinateurs peuvent aussi le joindre sur son propre port, sans Switchyard entre les deux. Cela concerne les programmes qui prennent leur adresse de '{HOST}'. Beaucoup ne demandent pas de clé : quiconque joint l’adresse peut les utiliser.",
  command_ApiKey_description:
    "La clé que ses clients doivent envoyer ; Switchyard l’envoie aussi. Le programme la reçoit par LLAMA_API_KEY et VLLM_API_KEY, et là où '{API_KEY}' figure dans les variables d’environnement ou les arguments. Gardée secrète. Vide : aucune clé, ou une clé qu’il reçoit autrement.",
  remote_Address: 'Adresse',
  remote_AuthorizationHeader: 'En-tête Authorization',
  remote_AuthorizationHeader_description:
    'Envoyé comme en-tête Authorization avec chaque requête : Bearer et une clé, ou Basic et des identifiants en base64. Si un serveur attend sa clé dans l’adresse, saisissez ?name=key. Gardé secret. Vide : aucun.',
  remote_OtherHeaders: 'Autres en-têtes',
  remote_OtherHeaders_description:
    'D’autres en-têtes pour chaque requête, un « Nom: valeur » par ligne. Quiconque peut voir les paramètres peut les lire.',
  remote_AllowIdle: 'Peut être absent',
  remote_AllowIdle_description:
    'Pour un ordinateur parfois éteint : tant qu’il ne répond pas, le backend est indiqué « Ne répond pas » au lieu de « Échec ».',
  remote_TrustCertificate: 'Certificat de confiance',
  remote_TrustCertificate_description:
    'Empreinte SHA-256 d’un certificat auquel vous faites confiance bien qu’aucune autorité connue ne l’ait émis. La carte montre l’empreinte et l’accepte pour vous. Tout autre certificat est refusé. Vide : seulement les certificats d’autorités connues.',
  remote_ConnectionAttemptTimeoutSeconds: 'Délai de réponse',
  remote_ConnectionAttemptTimeoutSeconds_description:
    'Le temps que peut prendre une tentative d’obtenir une réponse. Un serveur qui doit d’abord se réveiller demande plus.',
  remote_ProbeIntervalSeconds: 'Interrogé toutes les',
  remote_ProbeIntervalSeconds_description:
    'Temps entre deux vérifications qu’il répond encore. Tant qu’il ne répond pas, Switchyard demande plus souvent. 0 : {seconds} s dans votre propre réseau, {elsewhere} s ailleurs, car les services comptent les requêtes.',
  remote_Address_server: 'Là où le serveur répond, avec son port.',
  remote_Address_instance: 'Là où l’autre instance répond, avec son port.',
  remote_Address_ComfyUI: 'Là où ComfyUI répond, avec son port.',
  remote_Address_webui: 'Là où l’interface web répond, avec son port.',
  autoscaling_StartScript: 'Script de démarrage',
  autoscaling_StartScript_description:
    'Le chemin complet d’un script qui démarre une instance et affiche [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]. docs/scale-out.md propose des scripts pour Slurm et Kubernetes.',
  autoscaling_MinBackends: 'Instances au moins',
  autoscaling_MinBackends_description:
    'Ce nombre d’instances tourne toujours, même si personne n’en a besoin.',
  autoscaling_MaxBackends: 'Instances au plus',
  autoscaling_MaxBackends_description:
    'Les instances en cours de démarrage comptent aussi. 0 : aucune n’est démarrée.',
  autoscaling_UrlPattern: 'Adresse dans sa sortie',
  autoscaling_UrlPattern_description:
    'Une expression régulière qui trouve l’adresse de l’instance dans la sortie de son script, pour un script qui n’affiche pas NewURL. Son premier groupe est l’adresse, ou toute la correspondance.',
  autoscaling_SlurmArguments: 'Autres arguments de sbatch',
  autoscaling_SlurmArguments_description: 'Ils viennent en dernier et l’emportent donc.',
  autoscaling_MinQueuedBeforeExpand: 'Requêtes en attente pour une de plus',
  autoscaling_MinQueuedBeforeExpand_description:
    'Quand ce nombre de requêtes attend, une instance de plus démarre. Elles attendent dans la passerelle, aux instances, ou ailleurs comme l’indique ReportDemand.',
  autoscaling_MinWaitBetweenStart: 'Temps entre deux démarrages',
  autoscaling_MinWaitBetweenStart_description: 'Temps minimal d’un démarrage au suivant.',
  autoscaling_MinWaitAfterFailure: 'Attente après un échec',
  autoscaling_MinWaitAfterFailure_description: 'Elle augmente avec chaque démarrage manqué de suite.',
  autoscaling_MinWaitBetweenStop: 'Temps entre deux arrêts',
  autoscaling_MinWaitBetweenStop_description:
    'Temps minimal de l’arrêt d’une instance inutilisée au suivant.',
  autoscaling_MinIdleTime: 'Arrêter si inutilisée depuis',
  autoscaling_MinIdleTime_description:
    'Une instance qui n’a rien eu à faire pendant cette durée est arrêtée. Une instance qui traite une requête ne l’est jamais.',
  autoscaling_ConnectionAttemptTimeoutSeconds: 'Délai du premier contact',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    'Combien de temps Switchyard interroge une nouvelle instance avant qu’une tentative compte comme échouée. Un script obtient plus de tentatives par DoRetries.',
  autoscaling_Kind: 'Type d’instance',
  autoscaling_Kind_description: 'Ce qui répond à l’adresse d’une instance.',
  autoscaling_Kind_choice1: 'Détecter',
  autoscaling_Kind_choice2: 'SwarmUI ou Switchyard',
  autoscaling_Kind_choice3: 'Serveur avec l’API d’OpenAI',
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: 'Fichier avec son adresse',
  autoscaling_UrlFile_description:
    "Le chemin complet d’un fichier dans lequel le script écrit l’adresse de l’instance. '{LAUNCH}' représente le numéro du lancement.",
  autoscaling_MaxUsages: 'Requêtes simultanées par instance',
  autoscaling_MaxUsages_description:
    'À combien de requêtes une instance avec l’API d’OpenAI répond en même temps. Les autres attendent.',
  autoscaling_Models: 'Modèles',
  autoscaling_Models_description:
    'Les noms des modèles que servent les instances. Les requêtes pour eux attendent tant qu’aucune instance ne tourne. Sans noms, les modèles ne sont connus qu’une fois qu’une instance a tourné.',
  autoscaling_LaunchTimeout: 'Délai d’un lancement',
  autoscaling_LaunchTimeout_description:
    'Un lancement qui n’a donné aucune adresse après cette durée est arrêté et compte comme échoué. Le temps passé dans la file d’attente de l’ordonnanceur ne compte pas. 0 : sans limite.',
  autoscaling_Scheduler: 'Démarré par',
  autoscaling_Scheduler_description:
    'Le script lui-même peut s’adresser à un ordonnanceur. Avec Slurm, Switchyard soumet le script comme job : il attend dans la file, est retrouvé après un redémarrage de Switchyard et prend fin par scancel.',
  autoscaling_Scheduler_choice1: 'Le script',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: 'Partition',
  autoscaling_SlurmPartition_description: 'Vide : celle par défaut du cluster.',
  autoscaling_SlurmGpus: 'GPU d’une instance',
  autoscaling_SlurmGpus_description: 'Demandés par --gpus. 0 : aucun, ou autant que le dit le script.',
  autoscaling_SlurmTimeLimit: 'Durée maximale d’un job',
  autoscaling_SlurmTimeLimit_description:
    'Au format de sbatch, par exemple 24:00:00 ou 2-12. Vide : la limite de la partition.',
  autoscaling_SlurmAccount: 'Compte',
  autoscaling_SlurmAccount_description:
    'Le compte auquel les jobs sont imputés. Vide : votre compte par défaut.',
  autoscaling_SlurmOutputFolder: 'Dossier de sortie des jobs',
  autoscaling_SlurmOutputFolder_description:
    'Là où les nœuds écrivent la sortie d’un job et où cet ordinateur la lit. Vide : le dossier du script.',
  autoscaling_AfterRestart: 'Jobs d’une exécution antérieure',
  autoscaling_AfterRestart_description:
    'Ce que deviennent les jobs de ce backend qui tournent encore quand Switchyard redémarre après avoir été tué ou après une panne de l’ordinateur.',
  autoscaling_AfterRestart_choice1: 'Les garder',
  autoscaling_AfterRestart_choice2: 'Les annuler',
  llamaServer_Command: 'Programme',
  llamaServer_Command_description:
    'llama-server : son chemin complet, ou son nom s’il est installé pour tout le système.',
  llamaServer_ModelPath: 'Fichier du modèle',
  llamaServer_ModelPath_description:
    'Chemin complet du fichier GGUF qu’il sert. Vide : il sert un dossier de modèles, ou ce que nomment ses arguments (-hf, --models-preset).',
  llamaServer_ModelsDir: 'Dossier de modèles',
  llamaServer_ModelsDir_description:
    'Chemin complet d’un dossier de fichiers GGUF. Il les charge sur demande, et vous pouvez les décharger un par un. Seulement sans fichier de modèle.',
  llamaServer_ExtraArgs: 'Autres arguments',
  llamaServer_ExtraArgs_description:
    'D’autres arguments, en plus de ceux des autres paramètres. Ils viennent en dernier et l’emportent donc. Les pages web d’autres origines ne peuvent pas lire ses réponses, sauf si --cors-origins le permet.',
  llamaServer_ContextSize: 'Taille du contexte',
  llamaServer_ContextSize_description:
    'Tokens pour toutes les requêtes simultanées. 0 : ce pour quoi le modèle est fait.',
  llamaServer_GPULayers: 'Couches sur le GPU',
  llamaServer_GPULayers_description:
    'La part du modèle qui est sur le GPU. -1 : comme llama-server en décide. 0 : rien.',
  llamaServer_MaxUsages: 'Requêtes simultanées',
  llamaServer_MaxUsages_description:
    'À combien de requêtes il répond en même temps. --parallel parmi ses arguments l’emporte, et la carte montre ce qu’il signale.',
  llamaServer_StartTimeout_description:
    'Un démarrage échoue si le modèle n’est pas chargé après cette durée.',
  llamaServer_StopTimeout_description:
    'Le temps qu’il peut prendre pour finir ses requêtes et s’arrêter. Ensuite, il est tué.',
  llamaServer_ListenOn_description:
    'Le réseau : d’autres ordinateurs peuvent aussi le joindre sur son propre port, sans Switchyard entre les deux. Sans clé API ci-dessous, quiconque joint l’adresse peut l’utiliser.',
  llamaServer_ApiKey_description:
    'La clé que ses clients doivent envoyer ; Switchyard l’envoie aussi. Le programme la reçoit par LLAMA_API_KEY, pour qu’elle ne figure sur aucune ligne de commande. Gardée secrète. Vide : aucune clé, ou une clé qu’il reçoit autrement.',
  localLlama_ModelPath: 'Fichier du modèle',
  localLlama_ModelPath_description:
    'Le fichier GGUF du modèle. Vide : un minuscule exemple intégré, qui montre que tout fonctionne, mais répond au hasard.',
  localLlama_GPULoadLayers: 'Couches sur le GPU',
  localLlama_GPULoadLayers_description:
    'La part du modèle qui est sur le GPU. -1 : autant que possible. 0 : rien, le processeur fait tout.',
  localLlama_Port_description:
    'Le port sur lequel il répond. 0 : il garde le port reçu à son premier démarrage ; si un autre programme le prend, il en reçoit un nouveau, et la carte l’indique. Si vous choisissez un port déjà pris, le démarrage échoue.',
  localLlama_ContextSize: 'Taille du contexte',
  localLlama_ContextSize_description:
    'Combien de texte, prompt et réponse ensemble, le modèle peut utiliser pour chaque requête. Plus en demande plus de mémoire. 0 : autant que le modèle le prévoit et que la mémoire le permet.',
  localLlama_Threads: 'Threads du processeur',
  localLlama_Threads_description:
    'Combien de cœurs du processeur utiliser. 0 : tous sauf un. Plus de threads que de cœurs le rend très lent.',
  localLlama_MaxUsages: 'Requêtes simultanées',
  localLlama_MaxUsages_description:
    'À combien de requêtes il répond en même temps ; les autres attendent leur tour. Chacune demande de la mémoire pour son propre contexte.',
  localLlama_KeepLoadedMinutes: 'Décharger si inutilisé depuis',
  localLlama_KeepLoadedMinutes_description:
    'Après cette durée sans requête, le modèle quitte la mémoire ; la prochaine requête le recharge. 0 : il y reste.',
  localLlama_AlwaysFreeMemory: 'Libérer la mémoire après chaque requête',
  localLlama_AlwaysFreeMemory_description:
    'Le modèle quitte la mémoire dès qu’il n’y a plus de requête. Utile pour partager le GPU avec autre chose : la prochaine requête attend que le modèle soit rechargé.',
  localLlama_AutoRestart_description:
    'Relance le worker quand il s’arrête de lui-même : d’abord aussitôt, puis à intervalles croissants.',
  localLlama_StartTimeout_description:
    'Un démarrage échoue si le modèle n’est pas chargé après cette durée. Les gros modèles sur des disques lents demandent des minutes.',
  localLlama_StopTimeout_description: 'Combien de temps un arrêt attend les requêtes avant d’y mettre fin.',
  webui_StartScript: 'Script de démarrage',
  webui_StartScript_description:
    'Le chemin complet du webui.sh de l’interface web (sous Windows webui.bat), ou de son dossier. Switchyard suit ce que fixe webui-user.',
  webui_Python: 'Python',
  webui_Python_description:
    'Le Python qui exécute launch.py à la place de webui.sh, ou le dossier de son environnement : créé par conda ou ailleurs. Vide : webui.sh choisit ; sous Windows, celui de venv.',
  webui_ExtraArgs: 'Autres arguments',
  webui_ExtraArgs_description:
    'Des arguments pour l’interface web en plus de --api et --port, que Switchyard ajoute. S’ils contiennent un port ou une adresse, Switchyard les suit.',
  webui_ApiAuth: 'Identifiants de l’API',
  webui_ApiAuth_description:
    'Les identifiants pour son API (--api-auth), sous la forme user:password. L’interface web les reçoit par son environnement, jamais sur la ligne de commande. Vide : aucun.',
  webui_StartTimeout_description:
    'Un démarrage échoue si l’API ne répond pas après cette durée. Le premier installe des paquets, ce qui est long.',
  webui_StopTimeout_description:
    'Le temps que l’interface web peut prendre pour finir ses images et s’arrêter. Ensuite, elle est tuée.',
  webui_ListenOn_description:
    'Le réseau : d’autres ordinateurs peuvent aussi la joindre sur son propre port, sans Switchyard entre les deux. Sa page ne demande pas d’identifiants sans --gradio-auth, ni son API sans « Identifiants de l’API » : quiconque joint l’adresse peut l’utiliser.',
  remoteLlm_MaxUsages: 'Requêtes simultanées',
  remoteLlm_MaxUsages_description:
    'Combien de requêtes la passerelle lui envoie en même temps. Les autres attendent.',
  swarm_AllowForwarding: 'Chaînes',
  swarm_AllowForwarding_description:
    'Montre aussi les backends des instances auxquelles l’autre est connectée. Désactivé : seulement ceux qui y tournent.',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description:
    'Pour SwarmUI, qui envoie ainsi les aperçus. Switchyard conserve la valeur, mais ne l’utilise pas.',
  ollama_Address: 'Adresse',
  ollama_Address_description: 'Là où Ollama répond, ou doit répondre si Switchyard le démarre.',
  ollama_Command: 'Programme',
  ollama_Command_description:
    'Démarre Ollama avec ce programme quand rien ne répond à l’adresse : son chemin complet, ou ollama s’il est installé pour tout le système. Vide : Switchyard le surveille, mais ne le démarre jamais.',
  ollama_ModelsDir: 'Dossier de modèles',
  ollama_ModelsDir_description: 'Là où il garde ses modèles (OLLAMA_MODELS). Vide : son propre dossier.',
  ollama_KeepLoadedMinutes: 'Garder les modèles chargés',
  ollama_KeepLoadedMinutes_description:
    'Il décharge un modèle resté inutilisé pendant cette durée (OLLAMA_KEEP_ALIVE). -1 : jamais.',
  ollama_GPU_ID_description: 'Les GPU qu’il peut voir. Aucun choisi : il les voit tous.',
  ollama_MaxUsages: 'Requêtes simultanées',
  ollama_MaxUsages_description:
    'Ce qui est indiqué aux clients. Si Switchyard le démarre, aussi à combien il répond en même temps (OLLAMA_NUM_PARALLEL).',
  webuiApi_ApiAuth_description:
    'Les identifiants que demande son API si elle a été démarrée avec --api-auth : user:password. Vide : elle n’en demande pas.',
  type_comfyui_api: 'API ComfyUI par URL',
  type_comfyui_api_description:
    'Un ComfyUI qui tourne déjà sur cet ordinateur ou un autre. Switchyard le surveille, mais ne le démarre pas.',
  type_comfyui_selfstart: 'ComfyUI démarré ici',
  type_comfyui_selfstart_description:
    'Un ComfyUI installé sur cet ordinateur. Switchyard le démarre, le surveille, le redémarre et l’arrête.',
  type_command: 'Programme quelconque',
  type_command_description:
    'Exécute n’importe lequel de vos programmes : llama-server, vLLM, Ollama, KoboldCpp, A1111 ou un autre. Des préréglages remplissent le formulaire.',
  type_llamaserver: 'Serveur llama.cpp',
  type_llamaserver_description:
    'Le llama-server de llama.cpp, démarré par Switchyard : avec un modèle, ou avec un dossier de modèles.',
  type_localllama: 'GGUF LLaMA.cpp local',
  type_localllama_description:
    'Exécute un modèle de langage au format GGUF sur cet ordinateur, avec une API compatible OpenAI. Vous n’avez rien à installer.',
  type_auto_webui_api: 'API Auto1111 SD-WebUI par URL',
  type_auto_webui_api_description:
    'Un AUTOMATIC1111, Forge ou reForge qui tourne déjà avec --api, sur cet ordinateur ou un autre. Switchyard le surveille, mais ne le démarre pas.',
  type_auto_webui_selfstart: 'Auto1111 SD-WebUI démarré ici',
  type_auto_webui_selfstart_description:
    'Un AUTOMATIC1111, Forge ou reForge installé sur cet ordinateur. Switchyard le démarre avec son API, le surveille, le redémarre et l’arrête.',
  type_simpleremotellm: 'LLM distant (API OpenAI)',
  type_simpleremotellm_description:
    'Un serveur de modèles de langage avec l’API d’OpenAI : vLLM, LM Studio, llama-server, un service payant. Switchyard le surveille, mais ne le démarre pas.',
  type_swarmswarmbackend: 'Swarm-API-Backend',
  type_swarmswarmbackend_description:
    'Un autre SwarmUI ou Switchyard : montre ici ses backends avec leur état, et libère leur mémoire. Vous les modifiez là-bas.',
  type_ollama: 'Ollama',
  type_ollama_description:
    'Un Ollama sur cet ordinateur ou un autre. Switchyard montre quels modèles sont chargés et les décharge. Sur cet ordinateur, il peut aussi le démarrer.',
  type_autoscalingbackend: 'Auto Scaling Backend',
  type_autoscalingbackend_description:
    'Démarre et arrête des instances entières selon la demande : SwarmUI, Switchyard, vLLM ou ComfyUI, avec votre propre script, sur Slurm, Kubernetes ou tout autre ordonnanceur.',
  ...programSettingTranslation,
};
