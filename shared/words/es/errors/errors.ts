import type { errorWords } from '../../en/errors/errors.ts';
import type { Translation } from '../../message.ts';

export const errorTranslation: Translation<typeof errorWords> = {
  invalid_session: 'El ID de sesión no es válido o ha caducado.',
  missing_session: 'No se indicó ningún ID de sesión.',
  bad_body: 'No se pudo leer el cuerpo de la solicitud: {reason}.',
  bad_request: 'No se pudo entender la solicitud: {reason}.',
  body_too_large: 'El cuerpo de la solicitud es demasiado grande. El límite es {mebibytes} MiB.',
  bad_route: 'Ruta de API desconocida: {name}',
  bad_permissions: 'Esta sesión no puede llamar a {operation}.',
  key_uses_models_only: 'Esta clave de API puede enviar solicitudes a modelos, y nada más.',
  internal_error: 'Algo ha ido mal dentro de Switchyard al procesar {name}.',
  wrong_method: '{path} es una operación: llámala con POST.',
  unauthorized: 'Esta dirección necesita un token.',
  too_many_guesses: 'Desde esta dirección han llegado demasiados tokens, códigos o claves incorrectos.',
  forbidden_host:
    '{hasName, select, yes {Este Switchyard no responde al nombre «{name}».} other {La solicitud no indica a qué host va dirigida.}}',
  forbidden_origin:
    '{hasOrigin, select, yes {Este Switchyard rechaza llamadas de «{origin}»: no reconoce esa dirección como propia.} other {Switchyard rechaza llamadas de otros sitios web.}}',
  wrong_content_type: 'El cuerpo de la solicitud debe ser JSON (tipo de contenido application/json).',
  missing_parameter: 'Falta el parámetro obligatorio «{name}»',
  invalid_parameter: 'Valor «{value}» no válido para el parámetro «{name}»: debe ser de tipo «{type}»',
  settings_locked: 'Los ajustes están bloqueados.',
  invalid_backend_type: 'Tipo de backend no válido: {type}',
  invalid_backend_id: 'ID de backend no válido: {id}',
  child_backend: '{backend} se ejecuta en otra instancia. No puedes cambiarlo desde aquí.',
  backend_id_in_use: 'El ID de backend {id} ya está en uso.',
  invalid_new_id: 'Un backend no puede tener el ID {id}.',
  missing_settings: 'Faltan los ajustes.',
  unknown_setting: 'El tipo de backend «{type}» no tiene el ajuste «{name}».',
  invalid_setting: 'El ajuste «{name}» no puede ser «{value}»: se espera {expected}.',
  secret_in_text:
    '«{from}» contiene un secreto ({what}), y «{to}» también está relleno. Solo se puede usar uno de los dos.',
  secret_would_move:
    '«{address}» apunta ahora a otro servidor. Switchyard no envía allí el secreto guardado («{secret}») sin que lo confirmes.',
  variables_need_confirmation:
    'Aún no se ha cambiado nada: {variables} hace que el programa cargue código ajeno, así que confírmalo. Repite la llamada con "confirm_variables": true.',
  invalid_title: 'Un título tiene {max} caracteres como máximo.',
  invalid_tags:
    '{problem, select, tooMany {Un backend puede tener {max, number} etiquetas como máximo.} other {Una etiqueta puede tener {max, number} caracteres como máximo.}}',
  invalid_order: 'El ID de backend {id} aparece dos veces en el orden.',
  not_restorable: 'No se pudo restaurar el backend {id}: no está entre los eliminados recientemente.',
  nothing_to_retry: '{backend} no está esperando para volver a iniciarse.',
  not_scaling: '{backend} no inicia instancias según la demanda.',
  no_room_awaited: '{backend} no está esperando memoria.',
  store_failed: 'No se pudo guardar el cambio: {reason}.',
  other_writer: 'No se pudo guardar el cambio: {reason}.',
  shutting_down: 'Switchyard se está cerrando.',
  folder_unreadable: 'No se pudo leer la carpeta {path}: {reason}.',
  not_available_here: '{name} no está disponible en este modo de ejecutar Switchyard.',
  not_ended_by_calls: 'Este Switchyard es una aplicación de escritorio. No se puede cerrar con una llamada.',
  no_file_manager: 'No se pudo mostrar la carpeta de {file}: aquí Switchyard se ejecuta sin escritorio.',
  gateway_off: 'La pasarela está desactivada, así que no se puede abrir nada a través de ella.',
  gateway_not_reachable:
    'Las páginas de los backends están en la dirección de la pasarela, y no se conoce ninguna dirección que lleve a ella desde {page}: su puerto {port} solo responde en su propio equipo.',
  api_key_name_missing: 'La clave de API necesita un nombre.',
  api_key_name_taken: 'Ya hay una clave de API con el nombre «{name}».',
  too_many_api_keys: 'Ya hay {max} claves de API, que es el límite.',
  api_key_limits_need_use:
    'Una clave de API con el rol {role} no se puede limitar a algunos backends ni a un número de solicitudes.',
  api_key_without_backends: 'La clave de API no podría usar ningún backend: su lista de backends está vacía.',
  api_key_rate_invalid:
    'Una clave de API no se puede limitar a {value} solicitudes por minuto: elige de 1 a {max}.',
  invalid_api_key_id: 'No hay ninguna clave de API con el ID {id}.',
  preference_not_applied: 'No se pudo cambiar «{name}»: {reason}.',
  invalid_pattern: 'Esto no es una expresión regular: {reason}.',
  search_too_slow: 'Se detuvo la búsqueda de {pattern}: tarda demasiado en una línea de este registro.',
  log_run_gone: 'El registro de {backend} ya no tiene líneas de esa ejecución.',
  import_unreadable: 'No se pudo importar el archivo: {reason}.',
  import_newer: 'El archivo se exportó con una versión más nueva de Switchyard.',
  import_changed: 'El archivo se modificó después de exportarlo, así que no se usan sus secretos.',
  passphrase_needed: 'Los secretos de este archivo están cifrados con una frase de contraseña.',
  passphrase_wrong: 'Esta no es la frase de contraseña con la que se exportó el archivo.',
  passphrase_too_short: 'La frase de contraseña es demasiado corta: necesita {min} caracteres o más.',
  secret_unreadable: '{backend} no puede iniciarse: «{name}» está cifrado y no se puede leer aquí.',
  setting_required: '{backend} no puede iniciarse: «{name}» está vacío.',
  path_not_found:
    '{backend} no puede iniciarse: en {path} no hay {expected, select, folder {ninguna carpeta} other {ningún archivo}}.',
  path_not_readable: '{backend} no puede iniciarse: no se puede leer {path} ({reason}).',
  path_not_answering: '{backend} no puede iniciarse: {path} no respondió en {seconds} s.',
  wrong_kind_of_path:
    '{backend} no puede iniciarse: {path} no es {expected, select, folder {una carpeta} other {un archivo}}.',
  command_not_found: '{backend} no puede iniciarse: no existe el programa «{command}».',
  command_not_executable:
    '{backend} no puede iniciarse: {path} no se puede ejecutar como programa ({reason}).',
  python_not_found:
    '{backend} no puede iniciarse: no hay ningún Python que sirva, ni en {folder} ni entre los programas de este equipo.',
  python_module_missing:
    '{backend} no puede iniciarse: su Python no tiene ningún paquete llamado «{module}».',
  not_comfyui: '{backend} no puede iniciarse: {path} no es ComfyUI ({reason}).',
  gpu_not_usable: '{backend} no puede iniciarse: su Python no puede usar la GPU ({reason}).',
  arguments_unknown: '{backend} no puede iniciarse: esta versión no conoce los argumentos {args}.',
  not_webui: '{backend} no puede iniciarse: {path} no es una interfaz web de Stable Diffusion ({reason}).',
  webui_not_installed:
    '{backend} no puede iniciarse: la interfaz web en {folder} aún no tiene su propio Python.',
  webui_script_refused: '{backend} no puede iniciarse: su webui.sh se niega: {reason}.',
  webui_gpu_not_usable: '{backend} no puede iniciarse: su Python no puede usar la GPU ({reason}).',
  webui_module_missing: '{backend} no puede iniciarse: su Python no tiene ningún paquete llamado «{module}».',
  webui_install_failed: '{backend} no pudo instalar lo que necesita la interfaz web: {reason}.',
  webui_failed: '{backend} terminó antes de estar listo: {reason}',
  webui_server_failed:
    'Switchyard cerró {backend} porque su servidor web falló al iniciarse y nunca habría respondido: {reason}',
  not_a_model: '{backend} no puede cargar {path}: {reason}.',
  model_damaged: '{backend} no puede cargar su modelo: {path} {reason}.',
  model_unsupported: '{backend} no puede cargar su modelo: {path} {reason}.',
  model_failed: '{backend} no puede cargar el modelo: {reason}.',
  model_refused: '{backend} no puede cargar su modelo: {reason}.',
  not_enough_memory:
    '{backend} no puede iniciarse: no hay memoria suficiente para {part, select, context {el contexto de su modelo} other {su modelo}}.',
  engine_refused_argument:
    '{backend} no puede iniciarse: su programa rechaza el argumento {argument}, {reason}.',
  invalid_setting_at_start: '{backend} no puede iniciarse: «{name}» {reason}.',
  port_in_use:
    '{backend} no puede iniciarse: el puerto {port} ya está ocupado{hasOwner, select, yes { por {owner}} other {}}.',
  port_taken_by_other:
    '{backend} no abrió el puerto {port}: allí responde otro programa{hasOwner, select, yes { ({owner})} other {}}.',
  ready_needs_credentials:
    '{backend} está en ejecución, pero cerrado a Switchyard: {reason}. Necesita {wants, select, key {una clave} other {usuario y contraseña}}.',
  ready_answer_wrong: '{backend} está en ejecución, pero no responde como se esperaba: {reason}.',
  start_timeout: '{backend} no estuvo listo en {seconds} s{hasAnswer, select, yes {: {answer}} other {}}.',
  exited_before_ready:
    '{backend} terminó antes de estar listo ({reason}){hasAnswer, select, yes {; antes, {answer}} other {}}{hasLeft, select, yes {; dejó en ejecución {left}, y Switchyard lo ha cerrado} other {}}.{hasCause, select, yes { {cause}.} other {}}',
  went_to_background:
    '{backend} pasó a segundo plano, donde Switchyard no puede supervisarlo: su programa terminó enseguida, con código de salida 0{hasLeft, select, yes {; dejó en ejecución {left}, y Switchyard lo ha cerrado} other {}}.',
  earlier_copy_runs:
    '{backend} no se puede iniciar: una copia anterior sigue funcionando en segundo plano. {program} escucha en el puerto {port}, que Switchyard dio a esa copia.',
  spawn_failed: 'No se pudo iniciar el programa de {backend}: {reason}.',
  start_failed: 'El inicio de {backend} ha fallado: {reason}.',
  unknown_type_in_store: '{backend} tiene el tipo «{type}», que esta versión no conoce.',
  gpu_not_found: '{backend} está configurado para usar {gpu}, que este equipo no tiene. Tiene: {available}.',
  gpu_excluded: '{backend} está configurado para usar {gpu}, excluida en Preferencias.',
  every_gpu_excluded: '{backend} no tiene ninguna GPU elegida, y todas están excluidas en Preferencias.',
  crashed: '{backend} se detuvo por sí solo ({reason}).{hasCause, select, yes { {cause}.} other {}}',
  unresponsive: 'Switchyard cerró {backend} porque llevaba {seconds} s sin responder. {reason}',
  crash_loop:
    '{backend} falló {failures} veces seguidas, así que no se vuelve a iniciar automáticamente. Último fallo: {reason}',
  stop_not_confirmed: 'Aún no se pudo detener {backend}. {reason}',
  contact_lost: '{backend} ya no responde{hasAddress, select, yes { en {address}} other {}} ({reason}).',
  no_contact: 'No se pudo conectar con {backend} en {address} ({reason}).',
  access_refused:
    '{address} rechaza a {backend} ({status}): {sent, select, yes {no acepta la clave o el usuario y contraseña que se le han enviado} other {necesita una clave o usuario y contraseña, y no hay ninguno configurado}}.',
  login_required:
    '{address} no deja entrar a {backend}: responde con una página de inicio de sesión ({target}).',
  certificate_untrusted:
    'Switchyard no envía nada a {backend} en {address}: {reason}. El certificado es para «{subject}» y vale hasta {validUntil}; su huella SHA-256 es {fingerprint}.',
  certificate_changed:
    'Switchyard no envía nada a {backend} en {address}: su certificado no es el que aceptaste ({trusted}). Este es para «{subject}» y vale hasta {validUntil}; su huella SHA-256 es {fingerprint}.',
  rate_limited:
    '{backend} está en ejecución, pero por ahora no acepta más solicitudes: {address} respondió 429, que significa demasiadas solicitudes.',
  wrong_engine: '{backend} no encuentra {engine} en {address}: {reason}.',
  webui_api_off: '{backend} encuentra en {address} una interfaz web con la API desactivada.',
  connected_to_itself: '{backend} está conectado a este mismo Switchyard.',
  remote_error: '{backend}: la instancia remota indica: {reason}',
  free_memory_failed: '{backend} no pudo liberar su memoria: {reason}.',
};
