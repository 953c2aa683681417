import type { modelFileWords } from '../../en/errors/model-files.ts';
import type { Translation } from '../../message.ts';

export const modelFileTranslation: Translation<typeof modelFileWords> = {
  empty: 'est vide',
  notGguf: 'n’est pas un modèle GGUF',
  foreign: 'n’est pas un modèle GGUF : c’est {what}',
  header: 'est endommagé : son en-tête {problem}',
  header_tooLong: 'dépasse {size}',
  header_tooMany:
    'annonce {count} {kind, select, tensors {tenseurs} other {entrées de métadonnées}} dans un fichier de {size}',
  header_moreThanAny:
    'annonce {count} {kind, select, tensors {tenseurs} other {entrées de métadonnées}} ; aucun modèle n’en a plus de {limit}',
  header_alignment: 'a un alignement qui n’est pas une puissance de deux',
  header_nestedList: 'contient des listes dans une liste ({name})',
  header_longList: 'contient une liste de {count} valeurs ({name}) ; aucun modèle n’en a plus de {limit}',
  header_longText: 'contient un texte de {count} octets ({name})',
  header_dimensions: 'contient un tenseur à {count} dimensions ({name})',
  header_longName:
    'contient un nom {kind, select, tensor {de tenseur} other {d’entrée de métadonnées}} de {count} octets',
  header_badName:
    'contient le nom {kind, select, tensor {de tenseur} other {d’entrée de métadonnées}} « {name} »',
  header_unknownType: 'contient une valeur du type inconnu {type} ({name})',
  header_versionZero: 'a la version 0',
  endsEarly: 'est endommagé : il se termine trop tôt, après {some}',
  endsEarly_of: 'est endommagé : il se termine trop tôt, après {some} sur {all}',
  removedType: 'contient des tenseurs du type {type}, que llama.cpp ne lit plus',
  bigEndian: 'est fait pour des processeurs gros-boutistes, et celui-ci est petit-boutiste',
  version_one: 'est au format GGUF version 1, que llama.cpp ne lit plus',
  version_other: 'est au format GGUF version {version} ; les versions 2 et 3 sont connues ici',
  unknownArchitecture: 'a l’architecture {architecture}, que le llama.cpp de Switchyard ne connaît pas',
  unknownTensorType: 'contient des tenseurs du type {type}, que le llama.cpp de Switchyard ne connaît pas',
  updateSwitchyard:
    'Mettez à jour Switchyard, ou utilisez un llama-server plus récent (type {type}). Un fichier plus ancien du même modèle peut aussi convenir.',
  laterPart:
    'est la partie {number} sur {count} d’un modèle : il faut choisir la première{hasFirst, select, yes { ({first})} other {}}',
  partMisnamed:
    'est la partie 1 sur {count} d’un modèle, mais son nom ne finit pas par {ending}, qui permet de trouver les autres',
  tooManyParts: 'est l’une des {count} parties, et {limit} sont permises',
  partsIncomplete: 'est incomplet : ses {count} parties contiennent {found} de ses {wanted} tenseurs',
  partWrong: 'est incomplet : sa partie {number} sur {count} ({path}) {problem}',
  part_missing: 'est absente',
  part_notFile: 'n’est pas un fichier',
  part_unreadable: 'est illisible : {reason}',
  part_other: 'appartient à autre chose',
  chooseFirst: 'Choisissez la première partie : les autres seront trouvées.',
  chooseFirst_named: 'Choisissez {file}, dans le même dossier, comme fichier de modèle.',
  chooseFirst_missing:
    '{file} n’est pas dans son dossier : téléchargez-le, et choisissez-le comme fichier de modèle.',
  restoreNames: 'Redonnez leur nom à toutes ses parties, dans un même dossier.',
  piece: 'est un morceau d’un fichier découpé',
  piece_advice:
    'Réunissez ses morceaux dans {folder}, dans l’ordre (cat piece1 piece2 > model.gguf ; sous Windows : copy /b piece1 + piece2 model.gguf), et choisissez le fichier entier.',
  stillDownloading: 'D’après son nom, il est encore en cours de téléchargement : laissez-le se terminer.',
  what_download: 'un téléchargement inachevé, qui commence par des zéros',
  what_gzip: 'une archive gzip',
  what_xz: 'une archive xz',
  what_zstandard: 'une archive Zstandard',
  what_7zip: 'une archive 7-Zip',
  what_rar: 'une archive RAR',
  what_bzip2: 'une archive bzip2',
  what_zip: 'une archive ZIP',
  what_tar: 'une archive tar',
  what_hdf5: 'un fichier HDF5 (Keras)',
  what_program: 'un programme',
  what_image: 'une image',
  what_pdf: 'un document PDF',
  what_database: 'une base de données',
  what_oldModel: 'un modèle au format antérieur à GGUF, que llama.cpp ne lit plus depuis 2023',
  what_safetensors: 'un fichier safetensors',
  what_pickle: 'un fichier PyTorch (pickle)',
  what_pytorch: 'un fichier PyTorch',
  what_tflite: 'un modèle TensorFlow Lite',
  what_onnx: 'un modèle ONNX',
  what_lfs: 'un pointeur Git LFS, qui ne fait que nommer le modèle',
  what_page: 'une page web',
  what_json: 'un texte en JSON',
  what_script: 'un script',
  what_text: 'un texte',
  advice_convert:
    'La plupart des éditeurs proposent le même modèle en fichier GGUF ; sinon, les scripts de llama.cpp convertissent tout le dossier de l’original.',
  advice_downloadAgain:
    'Ce qui a été enregistré n’est pas le modèle. Ouvrez son adresse dans un navigateur : il faut peut-être s’y connecter ou accepter une licence, ou le fichier porte un autre nom.',
  advice_unpack: 'Décompressez-le d’abord, et choisissez le fichier GGUF qu’il contient.',
  advice_letFinish: 'Laissez le téléchargement se terminer, ou relancez-le.',
  advice_downloadGguf: 'Téléchargez-le à nouveau au format GGUF.',
  advice_lfs: 'Exécutez « git lfs pull » dans son dossier, ou téléchargez le fichier lui-même.',
  noArchitecture: 'n’indique pas d’architecture de modèle',
  noArchitecture_advice:
    'Le programme qui l’a produit n’a pas terminé, ou ce fichier sert à autre chose. Choisissez-en un autre.',
  imageModel:
    'est un modèle d’images ou de vidéos ({architecture}), et llama.cpp exécute des modèles de langage',
  imageModel_advice: 'ComfyUI le charge, avec les nœuds de ComfyUI-GGUF.',
  vocabularyOnly: 'ne contient qu’un vocabulaire, sans poids de modèle',
  noWeights: 'ne contient pas de poids de modèle',
  noWeights_advice: 'Choisissez un fichier avec les poids, qui est bien plus gros.',
  otherType: 'indique lui-même ne pas être un modèle ({type})',
  adapter:
    'est un adaptateur LoRA{hasArchitecture, select, yes { pour un modèle d’architecture {architecture}} other {}}, et non un modèle',
  adapter_advice:
    'Choisissez le modèle lui-même comme fichier de modèle. llama-server accepte un adaptateur par --lora dans ses arguments.',
  projector: 'est un projecteur (mmproj), par lequel un modèle voit ou entend, et non un modèle',
  projector_advice:
    'Choisissez le modèle lui-même comme fichier de modèle. llama-server accepte un projecteur par --mmproj dans ses arguments.',
  importanceMatrix: 'est une matrice d’importance, qui sert à fabriquer des modèles',
  controlVector: 'est un vecteur de contrôle, et non un modèle',
  controlVector_advice:
    'Choisissez le modèle lui-même comme fichier de modèle. llama-server accepte un vecteur de contrôle par --control-vector dans ses arguments.',
  draft: 'est un modèle d’ébauche ({architecture}), qui ne fait qu’en accélérer un autre',
  draft_advice:
    'Choisissez le modèle lui-même comme fichier de modèle. llama-server accepte un modèle d’ébauche par --model-draft dans ses arguments.',
  sound: 'transforme des tokens en son, et ne produit pas de texte',
  chooseModel: 'Choisissez le modèle lui-même comme fichier de modèle.',
  ranking:
    'est un modèle qui classe des textes d’après une question (reranker) ; il ne converse pas et ne produit pas d’embeddings',
  ranking_advice: 'llama-server peut l’utiliser : ajoutez-le comme backend de type {type}.',
  ranking_own: 'est un modèle qui classe des textes (reranker) ; il lui faut son propre backend',
  embeddings_own: 'est un modèle d’embeddings ; il lui faut son propre backend',
  listed: 'Il propose des modèles qu’il ne peut pas utiliser : {models}.',
  listed_model: '{model} ({file}) {reason}',
  chatTemplate: 'a un modèle de conversation que llama-server ne peut pas utiliser',
  chatTemplate_advice:
    'Ajoutez --chat-template chatml à « {setting} », ou le modèle de conversation indiqué par son éditeur ; un autre fichier du même modèle en contient peut-être un qui convient. Les détails sont dans le journal.',
  cutOff: 'est tronqué ou endommagé : les données de {tensor} sont au-delà de sa fin',
  damagedBy: 'est endommagé ({reason})',
  unknownKind: 'est du genre « {architecture} », que ce llama-server ne connaît pas',
  notLoadable: 'n’est pas un modèle que llama.cpp peut charger : {reason}',
  tooLittleMemory: 'il n’y a pas assez de mémoire ({reason})',
};
