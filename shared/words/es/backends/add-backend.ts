import type { addBackendWords } from '../../en/backends/add-backend.ts';
import type { Translation } from '../../message.ts';

export const addBackendTranslation: Translation<typeof addBackendWords> = {
  addBackend: 'Añadir backend',
  dropHere: 'Suelta aquí un modelo GGUF o la carpeta de un motor para añadirlo',
  droppedFolderUnknown:
    'En el equipo donde se ejecuta Switchyard no hay ningún motor en una carpeta llamada {name}.',
  droppedNothingUsable: '{name} no es un modelo GGUF ni una carpeta.',
  droppedModelUnknown:
    '{name} no está en las carpetas de modelos habituales del equipo donde se ejecuta Switchyard.',
  closeMessage: 'Cerrar este mensaje',
  browseInstead: '{message} Para buscar en otro sitio, usa «Examinar» en «Añadir backend».',
  found: 'Encontrado en este equipo',
  swarmFound: 'SwarmUI en {path} tiene {count, plural, one {# backend} other {# backends}}',
  import: 'Importar…',
  add: 'Añadir…',
  choose: 'Elegir…',
  lookingFailed: 'No se pudieron buscar motores.',
  addingFailed: 'No se pudo añadir el backend.',
  addNamed: 'Añadir {name}',
  startFrom: 'Partir de',
  presetNone: 'Vacío',
  otherType: 'Otro tipo',
  correctFields: 'Corrige los campos marcados.',
  startsAtOnce: 'Se inicia en cuanto lo añades.',
  addConfirm: 'Añadir',
  whatToRun: '¿Qué debe ejecutar?',
  findType: 'Buscar un tipo o programa',
  findTypePlaceholder: 'Busca LM Studio, vLLM, Forge, GGUF…',
  backendTypes: 'Tipos de backend',
  noTypeFound: 'Sin resultados. «Cualquier programa» inicia todo lo que tenga una línea de comandos.',
  chooseModel: 'Elegir entre los modelos de este equipo…',
  importFromSwarm: 'Importar backends de SwarmUI…',
  noTypes: 'Este Switchyard no tiene tipos de backend.',
  showAdvancedTypes: 'Mostrar tipos avanzados',
  advanced: 'avanzado',
  lookingForFailed: 'No se pudo buscar {name}: Switchyard no responde.',
  modelsFound:
    '{count, plural, one {# modelo} other {# modelos}} en {folders, plural, one {la carpeta} other {las carpetas}} de {sources}',
};
