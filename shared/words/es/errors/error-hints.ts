import type { errorHintWords } from '../../en/errors/error-hints.ts';
import type { Translation } from '../../message.ts';

export const errorHintTranslation: Translation<typeof errorHintWords> = {
  invalid_session: 'Llama a GetNewSession y vuelve a intentarlo.',
  missing_session:
    'Llama primero a GetNewSession y envía su session_id en el cuerpo o en la cabecera X-Session-ID.',
  bad_body: 'Envía un objeto JSON con el tipo de contenido application/json.',
  bad_request: 'Corrige la solicitud; /openapi.json describe las llamadas.',
  body_too_large: 'Envía menos en una llamada.',
  bad_route: '/openapi.json muestra las operaciones.',
  bad_permissions: 'Usa el token o una clave de API cuyo rol lo permita.',
  key_uses_models_only:
    'Envíala a las direcciones que empiezan por /v1/, o usa el token o una clave de API con otro rol.',
  internal_error: 'Los detalles están en el registro del programa. Infórmanos, por favor.',
  wrong_method: 'Envía los parámetros como cuerpo JSON.',
  unauthorized:
    "Abre la dirección que el programa mostró al iniciarse o envía la cabecera Authorization: Bearer '<token>'.",
  too_many_guesses:
    'Espera cinco segundos antes de enviar el token correcto. Está en el archivo «token» de la carpeta de datos, salvo que se indicara otro al iniciar.',
  forbidden_host:
    '{hasPublicUrl, select, yes {Si es un nombre tuyo para él, inícialo con --public-url {publicUrl} (en la aplicación de escritorio: Preferencias, «Direcciones públicas»). Si no, usa la dirección que el programa mostró al iniciarse.} other {Usa la dirección que el programa mostró al iniciarse.}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {Si llegas a él por un proxy o un túnel, inícialo con --public-url {publicUrl} (en la aplicación de escritorio: Preferencias, «Direcciones públicas»). Si no, abre el panel en la dirección que el programa mostró al iniciarse.} other {Abre el panel en la dirección que el programa mostró al iniciarse.}}',
  wrong_content_type: 'Envía la cabecera Content-Type: application/json.',
  missing_parameter: 'Envía el parámetro.',
  invalid_parameter: 'Envía un valor de ese tipo.',
  settings_locked: 'Desbloquéalos en Preferencias o inicia el programa sin --lock-settings.',
  invalid_backend_type: 'ListBackendTypes indica los tipos que hay.',
  invalid_backend_id: 'Puede que se haya eliminado entretanto.',
  child_backend:
    'Cámbialo en el panel de esa instancia. Desde aquí puedes encenderlo, apagarlo, reiniciarlo y liberar su memoria.',
  backend_id_in_use: 'Elige otro número.',
  invalid_new_id: 'Elige un número entero de 0 a {max} que ningún backend tenga ni haya tenido.',
  missing_settings: 'Envía los ajustes como un objeto llamado settings.',
  unknown_setting: 'ListBackendTypes indica los ajustes que hay. No se ha cambiado nada.',
  invalid_setting: 'No se ha cambiado nada.',
  secret_in_text: 'Quítalo del primero o vacía «{to}». No se ha cambiado nada.',
  secret_would_move:
    'Vuelve a escribir «{secret}» para el nuevo servidor o déjalo vacío. No se ha cambiado nada.',
  variables_need_confirmation: 'Confírmalo solo si conoces ese archivo y sabes quién puede cambiarlo.',
  invalid_title: 'Elige uno más corto. No se ha cambiado nada.',
  invalid_tags: 'Elige menos etiquetas o más cortas. No se ha cambiado nada.',
  invalid_order: 'Indica cada backend una sola vez. No se ha cambiado nada.',
  not_restorable: 'Añade uno nuevo en su lugar.',
  nothing_to_retry: 'Su tarjeta muestra su estado actual.',
  not_scaling: 'Indica un backend del tipo «Backend con autoescalado».',
  no_room_awaited: 'Puede que se haya iniciado entretanto.',
  store_failed:
    'No se ha cambiado nada. Comprueba si el disco está lleno o la carpeta de datos es de solo lectura.',
  other_writer:
    'No se ha cambiado ni sobrescrito nada. Para usar lo que ahora hay en el archivo, reinicia Switchyard; si se ejecuta dos veces con esta carpeta de datos, cierra antes los dos.{hasKept, select, yes { Para conservar la lista tal como está aquí, sal de Switchyard y pon {kept} en su lugar.} other {}}',
  shutting_down: 'Vuelve a iniciarlo y repite la llamada.',
  folder_unreadable: 'Elige otra carpeta.',
  not_available_here: 'Inicia Switchyard sin --no-auth ni --token, o usa la aplicación de escritorio.',
  not_ended_by_calls: 'Ciérralo en su propio equipo. ShutdownServer puede terminar el host sin ventana.',
  no_file_manager: 'Abre ese archivo en el equipo donde se ejecuta Switchyard o descarga el registro.',
  gateway_off: 'Actívala en Preferencias o inicia Switchyard sin --gateway-port off.',
  gateway_not_reachable:
    'Haz que un nombre propio, como https://models.example, lleve al puerto {port} a través de tu proxy e inicia Switchyard con --gateway-url y esa dirección. Con un túnel SSH, redirige también el puerto {port} y abre el panel como localhost.',
  api_key_name_missing: 'Ponle el nombre del programa o la persona que la va a usar.',
  api_key_name_taken: 'Elige otro nombre o revoca antes la otra clave.',
  too_many_api_keys: 'Revoca alguna que ya no se use.',
  api_key_limits_need_use:
    'Elige el rol use, que puede enviar solicitudes a modelos y nada más, o prescinde de los límites.',
  api_key_without_backends: 'Indica al menos un backend o prescinde de la lista para permitirlos todos.',
  api_key_rate_invalid: 'Escribe otro número o déjalo vacío para no poner límite.',
  invalid_api_key_id: 'Puede que se haya revocado entretanto.',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {No se ha cambiado nada.}}',
  invalid_pattern: 'Corrígela o búscala como texto.',
  search_too_slow: 'Simplifícala: la causa suele ser una repetición dentro de otra, como (a+)+.',
  log_run_gone: 'Elige otra ejecución. En Preferencias se indica cuánto se conserva de un registro.',
  import_unreadable:
    'Elige el archivo Data/Backends.fds de SwarmUI o uno exportado con Switchyard. No se ha cambiado nada.',
  import_newer: 'Instala esa versión también aquí. No se ha cambiado nada.',
  import_changed: 'Expórtalo de nuevo o impórtalo sin sus secretos. No se ha cambiado nada.',
  passphrase_needed:
    'Escribe la frase de contraseña con la que se exportó o impórtalo sin sus secretos. No se ha cambiado nada.',
  passphrase_wrong: 'Inténtalo de nuevo o impórtalo sin sus secretos. No se ha cambiado nada.',
  passphrase_too_short: 'Varias palabras seguidas son fáciles de recordar y difíciles de adivinar.',
  secret_unreadable:
    'Vuelve a escribir «{name}» en sus ajustes. Se cifró para otro usuario, para otro equipo o con la aplicación de escritorio.',
  setting_required: 'Abre sus ajustes y rellena «{name}».',
  path_not_found: 'Corrige «{name}» en sus ajustes; una causa frecuente es un disco movido o desmontado.',
  path_not_readable: 'Comprueba los permisos del archivo y de las carpetas que lo contienen.',
  path_not_answering:
    '¿Está en una unidad que no está conectada? Conéctala o elige otra ruta en los ajustes.',
  wrong_kind_of_path: 'Corrige «{name}» en sus ajustes.',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {Escribe la ruta completa del programa o instálalo de modo que esté en el PATH.}}',
  command_not_executable:
    'Escribe el intérprete como «Programa» y el script como su primer argumento. En Linux y macOS también puedes marcar el archivo como ejecutable (chmod +x).',
  python_not_found:
    'Crea en esa carpeta un entorno virtual llamado venv e instala en él los paquetes de su requirements.txt, o indica su Python en sus ajustes.',
  python_module_missing:
    '{owner, select, system {Lo ejecutó el Python del sistema. Crea un entorno virtual llamado venv en {folder} o indica en sus ajustes el Python que tiene sus paquetes; con ese Python, ejecuta «pip install -r requirements.txt» en esa carpeta.} other {En {folder}, ejecuta: {python} -s -m pip install -r requirements.txt.}}{family, select, torch { Instala antes el torch adecuado para tu GPU (pytorch.org).} comfy { Actualizar ComfyUI con git no instala paquetes.} other {}}',
  not_comfyui:
    'Elige como script de inicio el main.py de la carpeta de ComfyUI. Para otro programa, usa el tipo «Cualquier programa».',
  gpu_not_usable:
    'Instala el torch adecuado para tu GPU (pytorch.org) y su controlador, corrige «GPU» en sus ajustes o añade --cpu a sus argumentos.',
  arguments_unknown:
    '{hasSetting, select, yes {Corrige «{setting}» en sus ajustes o actualízalo.} other {Corrige sus argumentos, actualízalo o activa «Solo mis argumentos» en sus ajustes.}}',
  not_webui:
    'Elige como script de inicio el webui.sh (en Windows, webui.bat) de la carpeta de AUTOMATIC1111, Forge o reForge. Para otro programa, usa el tipo «Cualquier programa».',
  webui_not_installed:
    'Ejecuta una vez a mano su webui.bat (en otros sistemas, webui.sh): crea el entorno virtual venv e instala sus paquetes. Después pulsa «Reiniciar».',
  webui_script_refused:
    '{root, select, yes {Switchyard se ejecuta aquí como root. Ejecútalo con otro usuario o permítelo con -f en «Más argumentos».} other {Ejecuta webui.sh en un terminal hasta que se inicie allí y después pulsa «Reiniciar».}}',
  webui_gpu_not_usable:
    'Instala el torch adecuado para tu GPU y su controlador o corrige «GPU» en sus ajustes. Para usar el procesador, añade --skip-torch-cuda-test y --always-cpu (AUTOMATIC1111: --use-cpu all --no-half) a sus argumentos.',
  webui_module_missing:
    'Una interfaz web instala sus paquetes al iniciarse: quita --skip-install de sus argumentos. Si eso no ayuda, instala requirements_versions.txt en {folder} con el pip de su venv.',
  webui_install_failed:
    'En su primer inicio descarga paquetes: comprueba que este equipo tenga conexión y que su Python sea 3.10 o 3.11. Los detalles están en el registro.',
  webui_failed:
    'Las líneas anteriores del registro indican la causa. Ejecuta su script de inicio en un terminal para ver más.',
  webui_server_failed:
    '{proxy, select, yes {Hay un proxy entre él y él mismo: añade NO_PROXY=localhost,127.0.0.1 a sus variables de entorno.} other {Las últimas líneas de su registro indican la causa.}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {Elige un archivo cuyo nombre termine en .gguf; los archivos safetensors y PyTorch hay que convertirlos antes. Puede que una descarga se interrumpiera.}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {Descárgalo o cópialo de nuevo, con todas sus partes si tiene varias, y compara el tamaño con el del origen.}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {Elige otro archivo en sus ajustes: la mayoría de los autores ofrecen archivos GGUF actuales, y llama.cpp tiene scripts para convertir modelos.}}',
  model_failed: 'Las últimas líneas de su registro suelen indicar la causa.',
  model_refused:
    'Puede que una versión más nueva del programa conozca este modelo; si no, elige otro archivo en sus ajustes. Los detalles están en el registro.',
  not_enough_memory:
    '{part, select, context {Reduce «Tamaño del contexto» en sus ajustes o responde menos solicitudes a la vez.} other {Libera memoria de otros backends o elige un modelo más pequeño o una cuantización menor.}}',
  engine_refused_argument: 'Corrige «{setting}» en sus ajustes o actualiza el programa.',
  invalid_setting_at_start: 'Corrige «{name}» en sus ajustes.',
  port_in_use: 'Cierra ese programa o elige otro puerto.{hasAdvice, select, yes { {advice}} other {}}',
  port_taken_by_other:
    'Cierra ese programa o elige otro puerto.{hasAdvice, select, yes { {advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {Pon su clave en «{keySetting}» en sus ajustes.} other {Pon su usuario y contraseña en «{keySetting}» en sus ajustes: Basic y usuario:contraseña en base64.}} } other {}}{hasAddressSetting, select, yes {En «{addressSetting}», escribe una página que responda sin {wants, select, key {clave} other {usuario y contraseña}}. } other {}}Si solo este equipo puede acceder a él, puedes iniciarlo sin {wants, select, key {clave} other {usuario y contraseña}}.',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {Corrige «{addressSetting}» en sus ajustes: debe ser una página que responda sin error.} garbage {Corrige «{addressSetting}» en sus ajustes. Si el programa no habla HTTP, deja vacías esa dirección y la de estado: estará listo cuando abra {placeholder}.} elsewhere {Escribe {placeholder} donde sus argumentos o variables indican su puerto, o escribe {url} como «{addressSetting}» en sus ajustes.} other {Escribe {url} como «{addressSetting}» en sus ajustes y corrige igual sus otras direcciones.}}} other {{problem, select, tls {Algo ajeno a sus argumentos activa TLS, así que Switchyard no puede saberlo: indica clave y certificado en sus argumentos o desactiva TLS.} plain {Sus argumentos indican una clave y un certificado, pero no los usa: revisa su registro o quítalos.} path {Elige el tipo de lo que responde ahí, o quita de sus argumentos y ajustes lo que cambia sus rutas.} redirect {Quita de sus argumentos y ajustes lo que redirige las llamadas, como una ruta, un inicio de sesión o TLS.} elsewhere {Algo ajeno a sus argumentos fija su dirección: indica host y puerto en sus argumentos o déjalos en manos de Switchyard.} other {Elige el tipo de lo que se inició ahí y revisa su registro.}}}}',
  start_timeout:
    'Su registro muestra hasta dónde llegó. Si solo necesita más tiempo, aumenta el tiempo máximo de inicio en sus ajustes.',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {Si sigue en segundo plano, inícialo en primer plano: Switchyard no puede supervisar lo que se separa de quien lo inició. Quita lo que lo manda a segundo plano (-d, --daemon, nohup … &, docker run -d), indica el propio programa en lugar de su servicio (systemctl start, brew services) y cierra la copia que ya se esté ejecutando, a la que algunos programas ceden el trabajo. Si no, las últimas líneas de su registro suelen indicar la causa.} other {Las últimas líneas de su registro suelen indicar la causa.}}}}',
  went_to_background: 'Inícialo en primer plano. {advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {Termínala, por ejemplo con «{command}».} other {Termínala.}} Después haz que el programa se ejecute en primer plano. Switchyard no la termina por sí mismo, porque no puede demostrar que ese proceso sea suyo.',
  spawn_failed: 'Los detalles están en el registro del programa.',
  start_failed: 'Su registro muestra hasta dónde llegó.',
  unknown_type_in_store: 'Sus ajustes se conservan. Instala la versión que los guardó o elimínalo.',
  gpu_not_found: 'Vuelve a elegir sus GPU en sus ajustes.',
  gpu_excluded: 'Elige otra GPU para él o vuelve a incluir esta en Preferencias.',
  every_gpu_excluded: 'Vuelve a incluir una GPU en Preferencias o elige una para él.',
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {Si sigue en segundo plano, inícialo en primer plano: Switchyard no puede supervisar lo que se separa de quien lo inició. Quita lo que lo manda a segundo plano (-d, --daemon, nohup … &, docker run -d), indica el propio programa en lugar de su servicio (systemctl start, brew services) y cierra la copia que ya se esté ejecutando, a la que algunos programas ceden el trabajo. Si no, las últimas líneas de su registro suelen indicar la causa.} other {Las últimas líneas de su registro suelen indicar la causa.}}}}',
  unresponsive:
    'Puede que las últimas líneas de su registro indiquen la causa. Cuánto se espera es uno de sus ajustes: «Reiniciar si no responde durante».',
  crash_loop: '{advice} Corrige la causa y pulsa «Reiniciar».',
  stop_not_confirmed:
    'Switchyard sigue intentándolo hasta que no quede nada de él. Si un proceso pertenece a otro usuario, tiene que cerrarlo ese usuario o un administrador.',
  contact_lost: 'Switchyard sigue comprobándolo hasta que responda.',
  no_contact:
    'Comprueba que allí esté encendido y que la dirección sea correcta. Switchyard sigue intentándolo hasta que responda.',
  access_refused:
    '{sent, select, yes {Corrige {settings} en sus ajustes.} other {Rellena {settings} en sus ajustes.}} Switchyard sigue intentándolo, cada vez con menos frecuencia.',
  login_required:
    'Switchyard no puede rellenar esa página. Rellena {settings} en sus ajustes con lo que el servidor, o el proxy que tiene delante, acepte en su lugar, o exime esa dirección del inicio de sesión.',
  certificate_untrusted:
    'Si ese es el certificado que el servidor tiene de verdad, acéptalo: aquí, o con su huella como «Certificado de confianza» en los ajustes. Para una autoridad propia, inicia Switchyard con su archivo en la variable NODE_EXTRA_CA_CERTS.',
  certificate_changed:
    'Si allí lo renovaron, acepta el nuevo: aquí, o con su huella como «Certificado de confianza» en los ajustes. Si no, responde otro programa o alguien está interceptando la conexión.',
  rate_limited:
    '{wait, select, seconds {Pide esperar {amount} s.} minutes {Pide esperar {amount} min.} other {Switchyard volverá a intentarlo dentro de un rato.}} Todos los que usan la misma clave comparten su límite.',
  wrong_engine:
    'Puede que otro programa tenga esa dirección. Corrige la dirección o elige el tipo de lo que responde ahí. Switchyard sigue intentándolo hasta que responda {engine}.',
  webui_api_off:
    'Iníciala con --api entre sus argumentos (COMMANDLINE_ARGS en su archivo webui-user). Switchyard sigue intentándolo hasta que responda su API.',
  connected_to_itself: 'Corrige «Dirección» en sus ajustes: debe ser la de otra instancia.',
  remote_error: 'Mira en el panel de esa instancia.',
  free_memory_failed: 'Al reiniciarlo se libera todo.',
};
