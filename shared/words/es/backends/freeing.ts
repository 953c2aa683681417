import type { freeingWords } from '../../en/backends/freeing.ts';
import type { Translation } from '../../message.ts';

export const freeingTranslation: Translation<typeof freeingWords> = {
  notReady: 'Aún no está listo.',
  notAskedYet: 'Switchyard aún no se ha comunicado con él.',
  isGone: 'Ya no está en la instancia remota.',
  busyWithImage:
    'Está trabajando: si ahora se quitara su checkpoint de la memoria, la imagen se quedaría sin modelo. Inténtalo de nuevo cuando termine.',
  noWay: 'La API de OpenAI no permite liberar memoria. Libérala en el equipo donde se ejecuta el servidor.',
  noRequest: 'No hay ninguna solicitud configurada para liberar memoria.',
  addressNeedsPort: 'La dirección para liberar memoria usa {port}, que se aplicará en el próximo inicio.',
  oneModel:
    'Con un solo modelo, no se puede pedir a llama-server que lo quite de la memoria mientras funciona.',
  oneModel_unloads:
    'Lo quita de la memoria automáticamente tras {seconds} s sin solicitudes; al detenerlo se libera todo de inmediato.',
  oneModel_canUnload:
    'Activa «{setting}» en sus ajustes o haz que sirva una carpeta de modelos; al detenerlo se libera todo.',
  oneModel_tooOld:
    'Una versión más nueva lo hace automáticamente cuando no se usa; al detenerlo se libera todo.',
  noModelLoaded: 'No había nada que liberar: no hay ningún modelo cargado.',
  holdsNoModels: 'No había nada que liberar: no tiene ningún modelo en la memoria.',
  holdsNoVram: 'No había nada que liberar: no ocupa VRAM.',
  modelsSleep: 'No había nada que liberar: sus modelos cargados están en reposo ({models}).',
  modelSleeps: 'No había nada que liberar: está en reposo y su modelo no está en la memoria.',
  refused: 'Se negó a liberar memoria ({status, number}).',
  refusedCheckpoint: 'Se negó a quitar su checkpoint de la memoria ({status, number}).',
  refusedModels: 'Se negó a quitar de la memoria {models}.',
  requestRefused: 'La solicitud de liberar memoria se rechazó con {status, number}.',
  requestFailed: 'La solicitud de liberar memoria ha fallado: {reason}.',
  cameBack: 'Liberado: {amounts}.',
  amount_vram: '{bytes} de VRAM',
  amount_ram: '{bytes} de RAM',
  cameBackWithVram: 'Se han liberado {bytes}, de los que {vram} son de VRAM.',
  requestAnswered: 'La solicitud de liberar memoria recibió la respuesta {status, number}.',
  peerFreed: 'La instancia remota indica que se ha liberado memoria.',
  peerFreedNothing: 'La instancia remota indica que no se ha liberado nada.',
  unloaded:
    '{count, plural, one {Se ha quitado un modelo de la memoria.} other {Se han quitado # modelos de la memoria.}}',
  stillLoaded: 'Aún en la memoria: {models}.',
  loadsByItself: 'La próxima imagen vuelve a cargar su checkpoint.',
  loadsWhenAsked:
    'Esta interfaz web no vuelve a cargar su checkpoint automáticamente: la próxima imagen puede fallar. En cuanto se intente generar una, Switchyard le pedirá que lo cargue.',
  amountUnknown:
    'Aceptó la solicitud. No se sabe cuánto se ha liberado: solo indica lo que tiene libre todo el equipo o toda la GPU.',
  waitsForWork: 'Aún no se ha liberado nada: está trabajando y liberará su memoria cuando termine.',
  modelsWaitForRequests:
    'Aún no se ha liberado nada: {models} sigue trabajando y saldrá de la memoria en cuanto haya respondido a las solicitudes en curso.',
  modelsBusy:
    'Aún trabajando: {models}. {count, plural, one {Saldrá} other {Saldrán}} de la memoria en cuanto se hayan respondido las solicitudes; un reinicio las interrumpe.',
  keptModels: 'Aceptó la solicitud, pero no se liberó memoria: {models} sigue en la memoria.',
  unloadedNothing: 'Aceptó la solicitud, pero no quitó nada de la memoria: {models} sigue ahí.',
  keptByNode:
    'Aceptó la solicitud, pero no se liberó memoria. Puede que la retenga un nodo personalizado; al detener ComfyUI se libera todo.',
  keptByProcesses:
    'Aceptó la solicitud, pero no se liberó memoria: sus procesos ocupan lo mismo que antes. Al detener ComfyUI se libera todo.',
  keptWithoutGpu:
    'Aceptó la solicitud, pero no se liberó memoria: sin GPU, una interfaz web mantiene su modelo en la memoria. Al detenerla se libera todo.',
  keptByExtension:
    'Aceptó la solicitud, pero no se liberó VRAM. Puede que la retenga una extensión; al detener la interfaz web se libera todo.',
  freedAfterRequests: 'Su memoria se liberará cuando se hayan respondido las solicitudes en curso: {models}.',
  modelsAndMore: '{models} y {count} más',
  moreModels: '{count} más',
  modelRefused: '{model} ({reason})',
  cannotBeAsked: 'No se le puede pedir que libere memoria.',
  chooseBackend: 'Libera la memoria de uno de sus backends.',
  comfyWillFree: 'ComfyUI liberará su memoria cuando termine el trabajo actual.',
  modelUnloaded: 'El modelo se ha quitado de la memoria. La próxima solicitud lo vuelve a cargar.',
  modelNotLoaded: 'El modelo no está en la memoria.',
  modelStillUsed:
    'El modelo sigue en uso tras {seconds} s (solicitudes: {requests}). Inténtalo de nuevo cuando no esté trabajando.',
};
