import type { noticeWords } from '../../en/backends/notices.ts';
import type { Translation } from '../../message.ts';

export const noticeTranslation: Translation<typeof noticeWords> = {
  onNetwork:
    'Otros equipos pueden acceder a él en {address}{hasSource, select, yes {, porque {source}} other {}}.',
  onlyHere: 'Solo este equipo puede acceder a él, porque {source}: sin eso, se aplica «{setting}».',
  source_variable: '{name} es {value}',
  source_setting: '«{setting}» contiene {argument}',
  portHere: 'el puerto {port} de este equipo',
  access_noKey: 'No les pide ninguna clave: cualquiera que llegue a esa dirección puede usarlo.',
  access_noKnownKey:
    'Switchyard no sabe de ninguna clave que les pida: sin ella, cualquiera que llegue a esa dirección puede usarlo.',
  access_apiLogin:
    'Solo su API pide usuario y contraseña: cualquiera que llegue a esa dirección puede usar su página.',
  access_pageLogin:
    'Solo su página pide usuario y contraseña: cualquiera que llegue a esa dirección puede usar su API.',
  needsHostPlaceholder:
    '«{setting}» no llega a este programa: escribe {placeholder} donde sus argumentos o variables indican la dirección en la que escucha.',
  loginReadable:
    'El usuario y la contraseña de su API están en «{setting}», donde puede leerlos cualquiera que vea los ajustes. «{instead}» los mantiene en secreto.',
  wantsKey:
    'Pide una clave de API que Switchyard no conoce, así que no se muestran su modelo ni sus solicitudes.',
  port_taken:
    'Su puerto {port} lo está usando {owner}, así que recibe el puerto {instead}, que conservará desde ahora.',
  port_takenByOther:
    'Su puerto {port} lo está usando otro programa, así que recibe el puerto {instead}, que conservará desde ahora.',
  port_kept:
    'Su puerto {port} está reservado para {owner}, así que recibe el puerto {instead}, que conservará desde ahora.',
  port_cannotOpen:
    'No se puede abrir su puerto {port} ({owner}), así que recibe el puerto {instead}, que conservará desde ahora.',
  port_notOpened: 'No se pudo abrir su puerto {port}, así que el próximo inicio usará otro, solo una vez.',
  noReadyAddress:
    'No hay ninguna dirección de disponibilidad configurada, así que se considera listo mientras su proceso exista.',
  wasRunning: 'Ya se estaba ejecutando, así que Switchyard lo vigila, pero no lo cierra.',
  waitsForClients:
    '{count, plural, one {Espera una conexión abierta. Este programa no indica si está trabajando en ella, así que cuenta como trabajo durante la mayor parte del tiempo máximo de parada.} other {Espera # conexiones abiertas. Este programa no indica si está trabajando en ellas, así que cuentan como trabajo durante la mayor parte del tiempo máximo de parada.}}',
  noCheckpoint:
    'No tiene ningún checkpoint: pon uno en su carpeta models/Stable-diffusion y elígelo en su página.',
  noBackendsThere: 'La otra instancia no tiene backends.',
  nextStart:
    '«{setting}» se aplicará en el próximo inicio: con un solo modelo, a llama-server se le indica al iniciarse cuándo quitarlo de la memoria.',
  sleepsWithoutModel: 'Está en reposo sin su modelo; la próxima solicitud lo carga.',
  modelTooNew: 'El archivo del modelo {reason}: un llama-server igual de antiguo tampoco puede cargarlo.',
  processorAlone:
    'Se ejecuta solo en el procesador, diga lo que diga «{setting}»: no encuentra ninguna GPU utilizable o se compiló sin soporte para ellas.',
  contextCapped:
    'Cada solicitud tiene {limit, number} tokens de contexto, para los que se hizo su modelo, y no {wanted, number}: un valor menor de «{setting}» ocupa menos memoria.',
  contextTooLong:
    'El contexto de {wanted, number} tokens es más largo que los {limit, number} para los que se hizo su modelo: las respuestas largas pueden perder el sentido.',
  notLoaded: 'No se pudieron cargar: {models}.',
  notLoaded_model: '{model}: {reason}',
  notLoaded_exit: '{model} (código de salida {code}; su registro puede indicar la causa)',
  notLoaded_noCode: '{model} (su registro puede indicar la causa)',
  andMore: '{items}; y {count} más',
  twoItems: '{first}; {second}',
  sampleModel:
    'Usa el modelo de muestra integrado, que responde con palabras al azar. Elige un archivo GGUF en «{setting}», en los ajustes, para obtener respuestas de verdad.',
  withoutCrashingGpu:
    'Se ejecuta sin la GPU ({library}): llama.cpp se cerró inesperadamente al prepararla. Actualizar el controlador puede ayudar; cada inicio lo intenta de nuevo. Con 0 en «{setting}», en los ajustes, no se intenta.',
  vulkanNumbers:
    'Vulkan numera las GPU por su cuenta, así que las elegidas en los ajustes no lo limitan: usa {devices}. Para elegir, añade {variable} con el número de una GPU a las variables de entorno; esta lista empieza por 0.',
  noChatTemplate:
    'La plantilla de chat del archivo del modelo no se puede usar, así que los chats se escriben en un formato común y las respuestas pueden empeorar. Otro archivo del mismo modelo puede tener una plantilla que funcione; los detalles están en el registro.',
  noPooling:
    'El archivo del modelo no dice cómo unir en uno los vectores de sus tokens, así que se da el del último token. llama-server (tipo {type}) puede calcular la media.',
  absent_file: 'El archivo de modelo {path} ya no está. {meanwhile}',
  otherKind_file: 'El archivo de modelo {path} ya no es un archivo. {meanwhile}',
  file_changed: 'El archivo de modelo {path} ha cambiado desde que se cargó. {meanwhile}',
  unreadable_file: 'El archivo de modelo {path} ya no se puede leer ({reason}). {meanwhile}',
  meanwhile_file:
    'Lo que está en la memoria sigue funcionando, pero no se podrá volver a cargar: devuelve el archivo a su sitio o elige otro.',
  absent_folder: 'La carpeta de modelos {path} ya no está. {meanwhile}',
  otherKind_folder: 'La carpeta de modelos {path} ya no es una carpeta. {meanwhile}',
  unreadable_folder: 'La carpeta de modelos {path} ya no se puede leer ({reason}). {meanwhile}',
  meanwhile_folder:
    'Lo que está en la memoria sigue funcionando, pero no se podrá cargar ningún otro modelo: devuelve la carpeta a su sitio o elige otra.',
  update_notCheckout: 'ComfyUI no se actualizó: su carpeta no es un repositorio de git.',
  update_customNode: 'Nodo personalizado {node}',
  update_current: '{name} está actualizado.',
  update_done: '{name} se actualizó de {from} a {to}.',
  update_needsPackages:
    '{name} se actualizó y ahora necesita otros paquetes: ejecuta «{command}» con su Python en {path}.',
  update_changedByHand:
    '{name} no se actualizó: {count, plural, one {un archivo de su carpeta se modificó a mano} other {# archivos de su carpeta se modificaron a mano}}.',
  update_failed: '{name} no se actualizó: {reason}.',
  update_fixedVersion: 'está seleccionada una versión fija, no una rama',
  update_calledOff: 'se canceló',
  update_tookTooLong: 'tardó más de {seconds} s',
  update_noGit: 'git no está instalado',
  fleet_outage:
    'Desde las {time} no se sabe qué se está ejecutando: {reason}. Sus instancias se conservan y no se inicia ninguna hasta que vuelva a saberse.',
  fleet_waiting: 'La instancia {number} espera en la cola: {reason}.',
  fleet_refusing:
    '{count, plural, one {La instancia {numbers} no se deja controlar y solo termina por sí misma} other {Las instancias {numbers} no se dejan controlar y solo terminan por sí mismas}} si se inició con un límite. Da a este backend una cabecera de autorización con permiso para hacerlo.',
  fleet_launchFailed:
    'El lanzamiento {number} ha fallado: {reason}.{failures, plural, one {} other { Han fallado # lanzamientos seguidos.}} El siguiente no llegará antes de {pause}; el registro contiene lo que imprimió el script.',
  fileReason: '{path} {reason}',
};
