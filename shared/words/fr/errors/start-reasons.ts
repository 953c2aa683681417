import type { startReasonWords } from '../../en/errors/start-reasons.ts';
import type { Translation } from '../../message.ts';

export const startReasonTranslation: Translation<typeof startReasonWords> = {
  notFullPath: 'n’est pas un chemin complet (depuis la racine d’un disque)',
  emptyWhileOther: 'doit être vide tant que « {other} » est défini : seul l’un des deux peut servir',
  emptyWhileSameHeader:
    'doit être vide tant que « {other} » est défini, car les deux sont envoyés dans cet en-tête',
  hasPlaceholder: 'contient encore {placeholder}, à remplacer, de son préréglage',
  notWebAddress: 'n’est pas une adresse web',
  notWebAddress_url: 'n’est pas une adresse web : {url} (un port est un nombre de 1 à 65535)',
  notHttp: 'doit commencer par http:// ou https://',
  addressWithLogin:
    'ne doit contenir ni nom d’utilisateur ni mot de passe : quiconque voit les paramètres pourrait les lire',
  addressOfCloudKeys:
    'désigne une adresse réservée aux clés de machines cloud, que Switchyard n’interroge jamais',
  noPython: 'doit désigner un Python ou son environnement, et il n’y en a pas dans {path}',
  notMainPy: 'doit être main.py de ComfyUI, et non {file}',
  notRegularExpression: 'n’est pas une expression régulière ({reason})',
  moreThanOther: 'vaut {value}, soit plus que « {other} » ({limit})',
  loginForm: 'doit avoir la forme utilisateur:mot de passe, avec un seul deux-points',
  loginSetByFile:
    'n’a pas d’effet, car {file} définit COMMANDLINE_ARGS : écrivez --api-auth avec les identifiants sur cette ligne, et laissez ce champ vide',
  cannotStartElsewhere:
    'doit être vide, car rien ici ne peut démarrer cet Ollama : {host} n’est pas cet ordinateur, ou pas en simple http',
  otherOllamaHost:
    'contient OLLAMA_HOST={found}, mais Ollama est interrogé à {host} : retirez-le, indiquez l’adresse dans « {address} », et choisissez dans « {listen} » si d’autres ordinateurs y accèdent',
  badInAddress: 'contient des caractères impossibles dans une adresse',
  badInHeader: 'contient des caractères impossibles dans un en-tête',
  secondAuthorization: 'ne doit pas nommer Authorization tant que « {other} » est défini',
  hasArgument: 'contient {argument} {value} : {problem}',
  problem_portZero: 'personne ne saurait quel port il prend',
  problem_port: 'un port est un nombre de 1 à 65535',
  problem_brackets: 'l’adresse s’y écrit sans crochets ({bare})',
  problem_socket:
    'Switchyard ne peut pas interroger un fichier de socket ; indiquez une adresse réseau, ou retirez-le',
  problem_zone:
    'Switchyard ne peut pas interroger une adresse suivie de % et du nom d’une carte réseau ; indiquez-en une sans cela',
  problem_host: 'ce n’est ni une adresse ni le nom d’un ordinateur',
  listensElsewhere: 'ne doit pas le faire écouter sur {address}, qui n’est pas une adresse de cet ordinateur',
  addressNotHere:
    'désigne l’adresse {address}, que cet ordinateur n’a pas, ou dont le port {port} est déjà utilisé',
  portNotAllowed: 'ne doit pas désigner le port {port}, que cet utilisateur n’a pas le droit d’ouvrir',
  certificateFiles: 'doit désigner des fichiers existants pour --tls-certfile et --tls-keyfile',
  pathNotFound: 'ne doit pas désigner {named} : ComfyUI ne trouve pas {path}',
  refusedByWebui: 'est refusé par l’interface web : {reason}',
  modelsNotSetUp: 'désigne des modèles que llama-server ne peut pas préparer ({reason})',
  modelNotFetched:
    'désigne un modèle que llama-server n’a pas pu télécharger : il faut une connexion à sa source, un nom existant et, pour certains, un jeton (HF_TOKEN)',
  argument_unknown: 'que cette version ne connaît pas',
  argument_tooNew: 'qui découle de « {setting} » et pour lequel cette version est trop ancienne',
  argument_withoutTls: 'car il est compilé sans TLS',
  argument_template: 'dont il ne peut pas lire le modèle de conversation',
  argument_notNumber: 'dont la valeur n’est pas un nombre',
  argument_needsValue: 'qui exige une valeur',
  argument_unreadable: 'dont il ne peut pas lire la valeur',
  argument_valueRefused: 'dont il refuse la valeur ({reason})',
  argument_says: 'et indique « {words} »',
  either: '{first} ou {second}',
  what_login: 'nom d’utilisateur et mot de passe',
  what_key: 'clé',
  moved_key: 'La clé dans « {from} » a été déplacée vers « {to} », où elle reste secrète.',
  moved_login:
    'Le nom d’utilisateur et le mot de passe dans « {from} » ont été déplacés vers « {to} », où ils restent secrets.',
  port_fromPlaceholder: 'Avec {placeholder} dans les arguments, il reçoit de lui-même un port libre.',
  port_withoutArgument: 'Sans --port dans « {setting} », Switchyard lui donne un port libre.',
  port_afterRestart: 'Redémarrez-le : il recevra alors un autre port.',
  port_fixed: 'Avec 0 comme port, il reçoit un port libre et le garde.',
  port_ofAddress: 'Son port est celui de « {setting} » dans ses paramètres.',
  notBesideComfy: 'les fichiers de ComfyUI ne sont pas à côté',
  missingInFolder: '{name} est absent de son dossier',
  databaseLocked:
    'un autre ComfyUI utilise la base de données de son dossier ; avec {argument} dans ses arguments, il obtient sa propre base de données',
};
