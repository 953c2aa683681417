import { defineArea } from '../../message.ts';

/** What is wrong with a model file, and what to do about it. A reason follows the path of the file (“/models/a.gguf is damaged …”). */
export const modelFileWords = defineArea('modelFiles', {
  // The header of a GGUF file.
  empty: 'is empty',
  notGguf: 'is not a GGUF model',
  foreign: 'is {what}, and not a GGUF model',
  header: 'is damaged: its header {problem}',
  header_tooLong: 'is longer than {size}',
  header_tooMany:
    'names {count} {kind, select, tensors {tensors} other {metadata entries}} in a file of {size}',
  header_moreThanAny:
    'names {count} {kind, select, tensors {tensors} other {metadata entries}}, and no model has more than {limit}',
  header_alignment: 'has an alignment that is no power of two',
  header_nestedList: 'has lists inside a list ({name})',
  header_longList: 'has a list of {count} values ({name}), and no model has more than {limit}',
  header_longText: 'has a text of {count} bytes ({name})',
  header_dimensions: 'has a tensor of {count} dimensions ({name})',
  header_longName:
    'has a name of {kind, select, tensor {a tensor} other {a metadata entry}} of {count} bytes',
  header_badName: 'has the name of {kind, select, tensor {a tensor} other {a metadata entry}} "{name}"',
  header_unknownType: 'has a value of the unknown type {type} ({name})',
  header_versionZero: 'has the version 0',
  endsEarly: 'is damaged: it ends too early, after {some}',
  endsEarly_of: 'is damaged: it ends too early, after {some} of {all}',
  removedType: 'has tensors of the type {type}, which llama.cpp does not read any more',
  bigEndian: 'was made for big-endian processors, and this one is little-endian',
  version_one: 'has version 1 of the GGUF format, which llama.cpp does not read any more',
  version_other: 'has version {version} of the GGUF format, and versions 2 and 3 are known here',
  unknownArchitecture: 'has the architecture {architecture}, which the llama.cpp of Switchyard does not know',
  unknownTensorType: 'has tensors of the type {type}, which the llama.cpp of Switchyard does not know',
  updateSwitchyard:
    'Update Switchyard, or serve it with a newer llama-server (the type {type}). An older file of the same model may work, too.',

  // The parts of a split model.
  laterPart:
    'is part {number} of {count} of a model: choose the first part{hasFirst, select, yes { ({first})} other {}}',
  partMisnamed:
    'is part 1 of {count} of a model, and its name does not end in {ending}, by which the others are found',
  tooManyParts: 'is one of {count} parts, and {limit} are allowed',
  partsIncomplete: 'is incomplete: its {count} parts hold {found} of its {wanted} tensors',
  partWrong: 'is incomplete: its part {number} of {count} ({path}) {problem}',
  part_missing: 'is missing',
  part_notFile: 'is not a file',
  part_unreadable: 'cannot be read: {reason}',
  part_other: 'is a part of something else',
  chooseFirst: 'Choose the first part: it finds the others.',
  chooseFirst_named: 'Choose {file} in the same folder as its model file.',
  chooseFirst_missing: '{file} is not in its folder: download it, and choose it as the model file.',
  restoreNames: 'Give all its parts their names back, in one folder.',
  piece: 'is one piece of a file that was cut into several',
  piece_advice:
    'Join its pieces in {folder} in their order (cat piece1 piece2 > model.gguf; on Windows: copy /b piece1 + piece2 model.gguf), and choose the whole file.',
  stillDownloading: 'By its name, it is still being downloaded: let that finish.',

  // What it is instead of a GGUF file.
  what_download: 'an unfinished download, which begins with zeros',
  what_gzip: 'a gzip archive',
  what_xz: 'an xz archive',
  what_zstandard: 'a Zstandard archive',
  what_7zip: 'a 7-Zip archive',
  what_rar: 'a RAR archive',
  what_bzip2: 'a bzip2 archive',
  what_zip: 'a ZIP archive',
  what_tar: 'a tar archive',
  what_hdf5: 'an HDF5 file (Keras)',
  what_program: 'a program',
  what_image: 'an image',
  what_pdf: 'a PDF document',
  what_database: 'a database',
  what_oldModel: 'a model of the format before GGUF, which llama.cpp has not read since 2023',
  what_safetensors: 'a safetensors file',
  what_pickle: 'a PyTorch file (pickle)',
  what_pytorch: 'a PyTorch file',
  what_tflite: 'a TensorFlow Lite model',
  what_onnx: 'an ONNX model',
  what_lfs: 'a Git LFS pointer, which only names the model',
  what_page: 'a web page',
  what_json: 'a text in JSON',
  what_script: 'a script',
  what_text: 'a text',
  advice_convert:
    'Most publishers offer the same model as a GGUF file; otherwise the scripts of llama.cpp convert the whole folder of the original.',
  advice_downloadAgain:
    'What was saved is not the model. Open its address in a browser: it may ask to sign in or to accept a licence, or name another file.',
  advice_unpack: 'Unpack it first, and choose the GGUF file that was in it.',
  advice_letFinish: 'Let the download finish, or start it again.',
  advice_downloadGguf: 'Download it again as a GGUF file.',
  advice_lfs: 'Run "git lfs pull" in its folder, or download the file itself.',

  // A GGUF file that is no model to be served.
  noArchitecture: 'does not name the architecture of a model',
  noArchitecture_advice:
    'It was made by a program that did not finish, or for something else. Choose another file.',
  imageModel: 'is a model for images or videos ({architecture}), and llama.cpp runs language models',
  imageModel_advice: 'ComfyUI loads it, with the nodes of ComfyUI-GGUF.',
  vocabularyOnly: 'holds only a vocabulary, and no weights of a model',
  noWeights: 'holds no weights of a model',
  noWeights_advice: 'Choose a file with the weights, which is much larger.',
  otherType: 'says of itself that it is no model ({type})',
  adapter:
    'is a LoRA adapter{hasArchitecture, select, yes { for a model of the architecture {architecture}} other {}}, and no model',
  adapter_advice:
    'Choose the model itself as its model file. llama-server takes an adapter by --lora in its arguments.',
  projector: 'is a projector (mmproj), by which a model sees or hears, and no model',
  projector_advice:
    'Choose the model itself as its model file. llama-server takes a projector by --mmproj in its arguments.',
  importanceMatrix: 'is an importance matrix, which is for making models',
  controlVector: 'is a control vector, and no model',
  controlVector_advice:
    'Choose the model itself as its model file. llama-server takes a control vector by --control-vector in its arguments.',
  draft: 'is a draft model ({architecture}), which only speeds up another',
  draft_advice:
    'Choose the model itself as its model file. llama-server takes a draft model by --model-draft in its arguments.',
  sound: 'turns tokens into sound, and generates no text',
  chooseModel: 'Choose the model itself as its model file.',
  ranking: 'is a model that ranks texts by a question (reranker), and neither chats nor makes embeddings',
  ranking_advice: 'llama-server serves it: add it as a backend of the type {type}.',
  ranking_own: 'is a model that ranks texts (reranker), which needs a backend of its own',
  embeddings_own: 'is an embedding model, which needs a backend of its own',
  listed: 'It lists models that it cannot serve: {models}.',
  listed_model: '{model} ({file}) {reason}',

  // What llama-server and llama.cpp say of it.
  chatTemplate: 'has a chat template that llama-server cannot use',
  chatTemplate_advice:
    'Add --chat-template chatml to {setting}, or the template that its publisher names; another file of the same model may have one that works. The log has the details.',
  cutOff: 'is cut off or damaged: the data of {tensor} lies beyond its end',
  damagedBy: 'is damaged ({reason})',
  unknownKind: "is of the kind ''{architecture}'', which this llama-server does not know",
  notLoadable: 'is no model that llama.cpp can load: {reason}',
  tooLittleMemory: 'there is not enough memory ({reason})',
});
