import type { settingWords } from '../../en/settings/settings.ts';
import type { Translation } from '../../message.ts';
import { programSettingTranslation } from './program-settings.ts';

export const settingTranslation: Translation<typeof settingWords> = {
  common_Aliases: 'Otros nombres de sus modelos',
  common_Aliases_description:
    'Más nombres con los que la pasarela lo encuentra, uno por línea: «fast» para su primer modelo, «fast = qwen2.5-7b» para uno concreto. Si dos backends tienen el mismo nombre, se turnan.',
  common_GPU_ID: 'GPU',
  common_GPU_ID_description:
    'Las GPU que puede ver. Los inicios en la misma GPU se esperan unos a otros. Sin elegir ninguna, las ve todas.',
  common_AutoRestart: 'Reiniciar tras un cierre inesperado',
  common_AutoRestart_description:
    'Lo vuelve a iniciar cuando termina por sí solo: primero de inmediato y después a intervalos cada vez mayores.',
  common_StartTimeout: 'Tiempo máximo de inicio',
  common_StopTimeout: 'Tiempo máximo de parada',
  common_Environment: 'Variables de entorno',
  common_Environment_description:
    'Un NOMBRE=valor por línea, además de las de Switchyard. Prevalecen sobre lo que fijan los demás ajustes. Las puede leer cualquiera que pueda ver los ajustes.',
  common_Port: 'Puerto',
  common_Port_description:
    'El puerto en el que responde. 0: conserva el puerto que obtuvo en su primer inicio; si otro programa lo ocupa, obtiene uno nuevo y la tarjeta lo indica. Si eliges un puerto ocupado, el inicio falla. Un puerto entre sus propios argumentos prevalece.',
  common_ListenOn: 'Accesible desde',
  common_ListenOn_choice1: 'Este equipo',
  common_ListenOn_choice2: 'La red',
  common_ApiKey: 'Clave de API',
  common_VramNeedGB: 'VRAM que necesita',
  common_VramNeedGB_description:
    'Antes de un inicio, Switchyard comprueba si su GPU tiene esta cantidad libre. Si no, libera memoria o te pregunta, según las Preferencias. 0: se inicia sin comprobarlo.',
  common_ExclusiveGroup: 'Nunca junto con',
  common_ExclusiveGroup_description:
    'Una palabra a tu elección. De los backends con la misma palabra solo funciona uno: al iniciar uno se apagan los demás, según las Preferencias.',
  common_UnloadWhenIdle: 'Quitar de la memoria si no se usa',
  common_UnloadWhenIdle_description: 'Libera su VRAM cuando nadie lo ha usado durante el tiempo de abajo.',
  common_UnloadIdleMinutes: 'Quitar de la memoria tras',
  common_UnloadIdleMinutes_description:
    'Cuenta desde la última solicitud. Si no informa de sus solicitudes, desde el último cálculo de sus procesos.',
  common_StopWhenIdle: 'Apagar si no se usa',
  common_StopWhenIdle_description:
    'Cierra sus procesos cuando nadie lo ha usado durante el tiempo de abajo, lo que libera todo y ahorra energía. Queda apagado hasta que lo vuelvas a encender; bajo demanda, queda en reposo y lo inicia la siguiente solicitud.',
  common_StopIdleMinutes: 'Apagar tras',
  common_StopIdleMinutes_description: 'Cuenta igual que para quitarlo de la memoria.',
  common_StartWhen: 'Iniciarlo',
  common_StartWhen_description:
    'Bajo demanda: queda en reposo y se inicia cuando la pasarela recibe una solicitud para uno de sus modelos. La solicitud espera. Si hace falta memoria, vuelve al reposo en lugar de apagarse.',
  common_StartWhen_choice1: 'Al encenderlo',
  common_StartWhen_choice2: 'Bajo demanda',
  common_ContactTimeout: 'Reiniciar si no responde durante',
  common_ContactTimeout_description:
    'Si no responde durante este tiempo, Switchyard cierra sus procesos y lo vuelve a iniciar, como tras un cierre inesperado. Requiere «Reiniciar tras un cierre inesperado». 0: sin límite.',
  common_Schedule: 'Horario',
  common_Schedule_description:
    'Se enciende cuando empieza un intervalo y se apaga cuando termina. Lo que enciendas o apagues a mano entretanto vale hasta el siguiente cambio. Vacío: solo lo enciendes y apagas tú.',
  common_ListenOn_noKey:
    'La red: otros equipos también pueden acceder a él en su propio puerto, sin pasar por Switchyard. No pide clave: puede usarlo cualquiera que llegue a la dirección.',
  comfyui_StartScript: 'Script de inicio',
  comfyui_StartScript_description:
    'La ruta completa del main.py de ComfyUI. Switchyard encuentra su entorno virtual o su Python integrado.',
  comfyui_Python: 'Python',
  comfyui_Python_description:
    'El Python que lo ejecuta, o la carpeta de su entorno, si Switchyard no lo encuentra: creado con conda, con ComfyUI Desktop o en otro lugar. Vacío: el que se encuentre.',
  comfyui_ExtraArgs: 'Más argumentos',
  comfyui_ExtraArgs_description:
    'Argumentos para ComfyUI además de los que añade Switchyard. Van al final, así que prevalecen.',
  comfyui_OverQueue: 'Cola adicional',
  comfyui_OverQueue_description:
    'Cuántas solicitudes acepta además de la que está procesando, para que la siguiente ya esté ahí. -1: no acepta ninguna.',
  comfyui_updateModes_choice1: 'Sí',
  comfyui_updateModes_choice2: 'Sí, y volver a la rama principal',
  comfyui_updateModes_choice3: 'No',
  comfyui_EnablePreviews: 'Vistas previas',
  comfyui_EnablePreviews_description:
    'Muestra las imágenes mientras se generan. TAESD se ve mejor y necesita sus modelos en models/vae_approx.',
  comfyui_EnablePreviews_choice1: 'Ninguna',
  comfyui_EnablePreviews_choice2: 'Rápidas',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'Página web de ComfyUI',
  comfyui_FrontendVersion_description:
    'Qué versión de su propia página web sirve ComfyUI. ComfyUI descarga la más reciente y la clásica al iniciarse. La versión validada es la que indica el propio ComfyUI.',
  comfyui_FrontendVersion_choice1: 'La más reciente',
  comfyui_FrontendVersion_choice2: 'La instalada',
  comfyui_FrontendVersion_choice3: 'La validada con este ComfyUI',
  comfyui_FrontendVersion_choice4: 'La clásica',
  comfyui_AutoUpdate: 'Actualizar ComfyUI',
  comfyui_AutoUpdate_description:
    'Lo actualiza con git antes de cada inicio, salvo que se hayan modificado archivos a mano; en ese caso lo indica la tarjeta. No se instalan paquetes.',
  comfyui_UpdateManagedNodes: 'Actualizar nodos personalizados',
  comfyui_UpdateManagedNodes_description:
    'Hace lo mismo con las carpetas de custom_nodes que son copias de git.',
  comfyui_DisableInternalArgs: 'Solo mis argumentos',
  comfyui_DisableInternalArgs_description:
    'No pasa a ComfyUI más argumentos que los de su puerto y su dirección.',
  comfyui_StartTimeout_description:
    'El inicio falla si ComfyUI no está listo pasado este tiempo, actualizaciones incluidas. Los nodos personalizados pueden instalar paquetes en su primer inicio.',
  comfyui_StopTimeout_description:
    'Cuánto puede tardar ComfyUI en acabar sus trabajos y terminar. Después se fuerza su cierre.',
  comfyui_ListenOn_description:
    'La red: otros equipos también pueden acceder a él en su propio puerto, sin pasar por Switchyard. ComfyUI no pide clave: puede usarlo cualquiera que llegue a la dirección, y sus nodos pueden leer archivos y ejecutar programas.',
  comfyuiApi_EnableFrontendDev: 'Interfaz de desarrollo',
  comfyuiApi_EnableFrontendDev_description:
    'Antepone /api a cada solicitud, como lo necesita el servidor de desarrollo de la interfaz de ComfyUI.',
  command_Command: 'Programa',
  command_Command_description:
    'El programa que se ejecuta: su ruta completa, o su nombre si está en el PATH. No interviene ningún shell.',
  command_Arguments: 'Argumentos',
  command_Arguments_description:
    "Los argumentos del programa, separados por espacios; pon entre comillas las partes con espacios. '{PORT}' se convierte en un puerto libre, aquí y en los demás campos; '{HOST}' se convierte en la dirección en la que escucha, aquí y en las variables de entorno.",
  command_WorkingDirectory: 'Carpeta de trabajo',
  command_WorkingDirectory_description:
    'La carpeta en la que se inicia el programa. Vacío: la carpeta de datos de Switchyard.',
  command_ReadyUrl: 'Dirección de disponibilidad',
  command_ReadyUrl_description:
    "Una dirección web que responde sin error cuando el programa está listo. Vacío: la dirección de estado; sin ella, está listo cuando abre '{PORT}', o de inmediato si no se usa '{PORT}'.",
  command_HealthUrl: 'Dirección de estado',
  command_HealthUrl_description:
    'Switchyard la consulta cada {seconds} segundos mientras el programa funciona. Tras {failures} fallos seguidos, el backend pasa a «No responde» hasta que vuelve a responder. Vacío: se considera en buen estado mientras funciona.',
  command_Port_description:
    "El valor de '{PORT}'. 0: el programa conserva el puerto que obtuvo en su primer inicio; si otro programa lo ocupa, obtiene uno nuevo y la tarjeta lo indica. Si eliges un puerto ocupado, el inicio falla. --port entre sus argumentos prevalece.",
  command_OtherListener: 'Otro programa escucha por él',
  command_OtherListener_description:
    'Para contenedores: con docker o podman, el puerto lo abre el programa de contenedores, no lo que se inicia aquí. En los demás casos, déjalo desactivado: si está activado, cualquier programa que responda ahí cuenta como este.',
  command_FreeMemoryUrl: 'Dirección para liberar memoria',
  command_FreeMemoryUrl_description:
    'Switchyard la llama para liberar memoria. Vacío: el programa no puede liberar memoria mientras funciona; al detenerlo se libera toda.',
  command_FreeMemoryMethod: 'Método para liberar memoria',
  command_FreeMemoryMethod_description: 'Cómo se envía la solicitud de liberar memoria.',
  command_FreeMemoryBody: 'Cuerpo para liberar memoria',
  command_FreeMemoryBody_description: 'JSON que se envía con ella. Vacío: ninguno.',
  command_MaxUsages: 'Solicitudes simultáneas',
  command_MaxUsages_description:
    'Cuántas solicitudes pueden enviar los clientes a la vez. Se les comunica, pero nada los obliga a respetarlo.',
  command_AutoRestart_description:
    'Vuelve a iniciar el programa cuando termina por sí solo: primero de inmediato y después a intervalos cada vez mayores.',
  command_StartTimeout_description:
    'El inicio falla si el programa no está listo pasado este tiempo. Los modelos grandes tardan minutos, y un primer inicio puede descargar archivos.',
  command_StopTimeout_description:
    'Cuánto puede tardar el programa en terminar antes de que se fuerce su cierre y el de todo lo que inició. Switchyard no conoce sus solicitudes, así que las conexiones abiertas de clientes cuentan como trabajo: mientras haya alguna, no se le pide que termine durante tres cuartas partes de este tiempo.',
  command_ListenOn_description:
    "La red: otros equipos también pueden acceder a él en su propio puerto, sin pasar por Switchyard. Sirve para un programa que toma su dirección de '{HOST}'. Muchos no piden clave: puede usarlo cualquiera que llegue a la dirección.",
  command_ApiKey_description:
    "La clave que deben enviar sus clientes; Switchyard también la envía. El programa la recibe en LLAMA_API_KEY y VLLM_API_KEY, y donde aparezca '{API_KEY}' en las variables de entorno o los argumentos. Se guarda en secreto. Vacío: sin clave, o una que recibe de otra forma.",
  remote_Address: 'Dirección',
  remote_AuthorizationHeader: 'Cabecera de autorización',
  remote_AuthorizationHeader_description:
    'Se envía como cabecera Authorization en cada solicitud: Bearer y una clave, o Basic y usuario:contraseña en base64. Si un servidor espera su clave en la dirección, escribe ?nombre=clave. Se guarda en secreto. Vacío: ninguna.',
  remote_OtherHeaders: 'Otras cabeceras',
  remote_OtherHeaders_description:
    'Más cabeceras para cada solicitud, una Nombre: valor por línea. Las puede leer cualquiera que pueda ver los ajustes.',
  remote_AllowIdle: 'Puede estar ausente',
  remote_AllowIdle_description:
    'Para un equipo que a veces está apagado: mientras no responde, el backend aparece como «No responde» en lugar de «Fallido».',
  remote_TrustCertificate: 'Certificado de confianza',
  remote_TrustCertificate_description:
    'Huella SHA-256 de un certificado en el que confías aunque no lo haya emitido ninguna autoridad conocida. La tarjeta muestra la huella, y ahí puedes aceptarla. Cualquier otro certificado se rechaza. Vacío: solo certificados de autoridades conocidas.',
  remote_ConnectionAttemptTimeoutSeconds: 'Tiempo máximo de respuesta',
  remote_ConnectionAttemptTimeoutSeconds_description:
    'Cuánto puede durar un intento de obtener respuesta. Un servidor que primero tiene que despertar necesita más.',
  remote_ProbeIntervalSeconds: 'Comprobar cada',
  remote_ProbeIntervalSeconds_description:
    'Tiempo entre dos comprobaciones de que sigue respondiendo. Mientras no responde, Switchyard lo comprueba más a menudo. 0: {seconds} s en tu propia red, {elsewhere} s fuera de ella, porque los servicios cuentan las solicitudes.',
  remote_Address_server: 'Dónde responde el servidor, con su puerto.',
  remote_Address_instance: 'Dónde responde la otra instancia, con su puerto.',
  remote_Address_ComfyUI: 'Dónde responde ComfyUI, con su puerto.',
  remote_Address_webui: 'Dónde responde la interfaz web, con su puerto.',
  autoscaling_StartScript: 'Script de inicio',
  autoscaling_StartScript_description:
    'La ruta completa de un script que inicia una instancia e imprime [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]. En docs/scale-out.md hay scripts para Slurm y Kubernetes.',
  autoscaling_MinBackends: 'Mínimo de instancias',
  autoscaling_MinBackends_description: 'Esta cantidad sigue funcionando aunque nadie la necesite.',
  autoscaling_MaxBackends: 'Máximo de instancias',
  autoscaling_MaxBackends_description:
    'También cuentan las instancias que se están iniciando. 0: no se inicia ninguna.',
  autoscaling_UrlPattern: 'Dirección en su salida',
  autoscaling_UrlPattern_description:
    'Una expresión regular que encuentra la dirección de la instancia en la salida de su script, si este no imprime NewURL. La dirección es su primer grupo o, si no lo hay, toda la coincidencia.',
  autoscaling_SlurmArguments: 'Más argumentos de sbatch',
  autoscaling_SlurmArguments_description: 'Van al final, así que prevalecen.',
  autoscaling_MinQueuedBeforeExpand: 'Solicitudes en espera para una más',
  autoscaling_MinQueuedBeforeExpand_description:
    'Cuando esperan tantas solicitudes, se inicia una instancia más. Esperan en la pasarela, en las instancias o en otro lugar, según indique ReportDemand.',
  autoscaling_MinWaitBetweenStart: 'Tiempo entre dos inicios',
  autoscaling_MinWaitBetweenStart_description: 'Tiempo mínimo entre un inicio y el siguiente.',
  autoscaling_MinWaitAfterFailure: 'Espera tras un inicio fallido',
  autoscaling_MinWaitAfterFailure_description: 'Crece con cada inicio fallido consecutivo.',
  autoscaling_MinWaitBetweenStop: 'Tiempo entre dos paradas',
  autoscaling_MinWaitBetweenStop_description:
    'Tiempo mínimo entre la parada de una instancia sin uso y la siguiente.',
  autoscaling_MinIdleTime: 'Detener si no se usa durante',
  autoscaling_MinIdleTime_description:
    'Se detiene la instancia que no ha tenido nada que hacer durante este tiempo. Nunca se detiene una con alguna solicitud.',
  autoscaling_ConnectionAttemptTimeoutSeconds: 'Tiempo del primer contacto',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    'Cuánto espera Switchyard a que responda una instancia nueva antes de dar un intento por fallido. Un script obtiene más intentos con DoRetries.',
  autoscaling_Kind: 'Tipo de instancia',
  autoscaling_Kind_description: 'Lo que responde en la dirección de una instancia.',
  autoscaling_Kind_choice1: 'Detectar',
  autoscaling_Kind_choice2: 'SwarmUI o Switchyard',
  autoscaling_Kind_choice3: 'Servidor con la API de OpenAI',
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: 'Archivo con su dirección',
  autoscaling_UrlFile_description:
    "La ruta completa de un archivo en el que el script escribe la dirección de la instancia. '{LAUNCH}' representa el número del lanzamiento.",
  autoscaling_MaxUsages: 'Solicitudes simultáneas por instancia',
  autoscaling_MaxUsages_description:
    'Cuántas solicitudes responde a la vez una instancia con la API de OpenAI. Las demás esperan.',
  autoscaling_Models: 'Modelos',
  autoscaling_Models_description:
    'Nombres de los modelos que sirven las instancias. Las solicitudes para ellos esperan mientras no haya ninguna instancia en ejecución. Sin nombres, los modelos solo se conocen cuando ya se ha ejecutado una instancia.',
  autoscaling_LaunchTimeout: 'Tiempo de un lanzamiento',
  autoscaling_LaunchTimeout_description:
    'Un lanzamiento que no ha indicado ninguna dirección pasado este tiempo se interrumpe y cuenta como fallido. El tiempo en la cola del planificador no cuenta. 0: sin límite.',
  autoscaling_Scheduler: 'Lo inicia',
  autoscaling_Scheduler_description:
    'El propio script puede recurrir a un planificador. Con Slurm, Switchyard envía el script como trabajo: espera en la cola, se vuelve a encontrar tras un reinicio de Switchyard y se cancela con scancel.',
  autoscaling_Scheduler_choice1: 'El script',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: 'Partición',
  autoscaling_SlurmPartition_description: 'Vacío: la predeterminada del clúster.',
  autoscaling_SlurmGpus: 'GPU de una instancia',
  autoscaling_SlurmGpus_description: 'Se solicitan con --gpus. 0: ninguna, o las que indique el script.',
  autoscaling_SlurmTimeLimit: 'Límite de tiempo de un trabajo',
  autoscaling_SlurmTimeLimit_description:
    'Como lo acepta sbatch, por ejemplo 24:00:00 o 2-12. Vacío: el límite de la partición.',
  autoscaling_SlurmAccount: 'Cuenta',
  autoscaling_SlurmAccount_description:
    'La cuenta a la que se cargan los trabajos. Vacío: la tuya predeterminada.',
  autoscaling_SlurmOutputFolder: 'Carpeta para la salida de los trabajos',
  autoscaling_SlurmOutputFolder_description:
    'Donde los nodos escriben la salida de un trabajo y la lee este equipo. Vacío: la carpeta del script.',
  autoscaling_AfterRestart: 'Trabajos de una ejecución anterior',
  autoscaling_AfterRestart_description:
    'Qué pasa con los trabajos de este backend que siguen en ejecución cuando Switchyard vuelve a iniciarse después de que se forzara su cierre o fallara el equipo.',
  autoscaling_AfterRestart_choice1: 'Conservarlos',
  autoscaling_AfterRestart_choice2: 'Cancelarlos',
  llamaServer_Command: 'Programa',
  llamaServer_Command_description: 'llama-server: su ruta completa, o su nombre si está en el PATH.',
  llamaServer_ModelPath: 'Archivo del modelo',
  llamaServer_ModelPath_description:
    'Ruta completa del archivo GGUF que sirve. Vacío: sirve una carpeta de modelos o lo que indiquen sus argumentos (-hf, --models-preset).',
  llamaServer_ModelsDir: 'Carpeta de modelos',
  llamaServer_ModelsDir_description:
    'Ruta completa de una carpeta con archivos GGUF. Los carga a petición y puedes quitarlos de la memoria uno a uno. Solo sin archivo de modelo.',
  llamaServer_ExtraArgs: 'Más argumentos',
  llamaServer_ExtraArgs_description:
    'Más argumentos, además de los de los otros ajustes. Van al final, así que prevalecen. Las páginas web de otros orígenes no pueden leer sus respuestas, salvo que --cors-origins diga lo contrario.',
  llamaServer_ContextSize: 'Tamaño del contexto',
  llamaServer_ContextSize_description:
    'Tokens para todas las solicitudes simultáneas. 0: la longitud para la que se creó el modelo.',
  llamaServer_GPULayers: 'Capas en la GPU',
  llamaServer_GPULayers_description:
    'Qué parte del modelo está en la GPU. -1: lo que decida llama-server. 0: nada.',
  llamaServer_MaxUsages: 'Solicitudes simultáneas',
  llamaServer_MaxUsages_description:
    'Cuántas solicitudes responde a la vez. --parallel entre sus argumentos prevalece, y la tarjeta muestra lo que indica el programa.',
  llamaServer_StartTimeout_description: 'El inicio falla si el modelo no está cargado pasado este tiempo.',
  llamaServer_StopTimeout_description:
    'Cuánto puede tardar en acabar sus solicitudes y terminar. Después se fuerza su cierre.',
  llamaServer_ListenOn_description:
    'La red: otros equipos también pueden acceder a él en su propio puerto, sin pasar por Switchyard. Sin una clave de API abajo, puede usarlo cualquiera que llegue a la dirección.',
  llamaServer_ApiKey_description:
    'La clave que deben enviar sus clientes; Switchyard también la envía. El programa la recibe en LLAMA_API_KEY, de modo que no aparece en ninguna línea de comandos. Se guarda en secreto. Vacío: sin clave, o una que recibe de otra forma.',
  localLlama_ModelPath: 'Archivo del modelo',
  localLlama_ModelPath_description:
    'El archivo GGUF del modelo. Vacío: un ejemplo diminuto incluido, que muestra que todo funciona pero responde al azar.',
  localLlama_GPULoadLayers: 'Capas en la GPU',
  localLlama_GPULoadLayers_description:
    'Qué parte del modelo está en la GPU. -1: todo lo que quepa. 0: nada, lo hace todo el procesador.',
  localLlama_Port_description:
    'El puerto en el que responde. 0: conserva el puerto que obtuvo en su primer inicio; si otro programa lo ocupa, obtiene uno nuevo y la tarjeta lo indica. Si eliges un puerto ocupado, el inicio falla.',
  localLlama_ContextSize: 'Tamaño del contexto',
  localLlama_ContextSize_description:
    'Cuánto texto, entre prompt y respuesta, puede usar el modelo en cada solicitud. Cuanto más, más memoria necesita. 0: la longitud para la que se creó el modelo, si cabe en la memoria.',
  localLlama_Threads: 'Hilos del procesador',
  localLlama_Threads_description:
    'Cuántos núcleos del procesador se usan. 0: todos menos uno. Con más hilos que núcleos va muy lento.',
  localLlama_MaxUsages: 'Solicitudes simultáneas',
  localLlama_MaxUsages_description:
    'Cuántas solicitudes responde a la vez; las demás esperan su turno. Cada una necesita memoria para su propio contexto.',
  localLlama_KeepLoadedMinutes: 'Sin uso: quitar de la memoria tras',
  localLlama_KeepLoadedMinutes_description:
    'Pasado este tiempo sin solicitudes, el modelo sale de la memoria; la siguiente solicitud lo carga de nuevo. 0: se queda.',
  localLlama_AlwaysFreeMemory: 'Liberar memoria tras cada solicitud',
  localLlama_AlwaysFreeMemory_description:
    'El modelo sale de la memoria en cuanto no hay solicitudes. Para compartir la GPU con otra cosa: la siguiente solicitud espera hasta que el modelo se carga de nuevo.',
  localLlama_AutoRestart_description:
    'Vuelve a iniciar el worker cuando termina por sí solo: primero de inmediato y después a intervalos cada vez mayores.',
  localLlama_StartTimeout_description:
    'El inicio falla si el modelo no está cargado pasado este tiempo. Los modelos grandes en discos lentos tardan minutos.',
  localLlama_StopTimeout_description:
    'Cuánto espera una parada a que acaben las solicitudes antes de interrumpirlas.',
  webui_StartScript: 'Script de inicio',
  webui_StartScript_description:
    'La ruta completa del webui.sh de la interfaz web (en Windows, webui.bat) o de su carpeta. Switchyard respeta lo que fija webui-user.',
  webui_Python: 'Python',
  webui_Python_description:
    'El Python que ejecuta launch.py en lugar de webui.sh, o la carpeta de su entorno: creado con conda o en otro lugar. Vacío: lo elige webui.sh; en Windows, el de venv.',
  webui_ExtraArgs: 'Más argumentos',
  webui_ExtraArgs_description:
    'Argumentos para la interfaz web además de --api y --port, que añade Switchyard. Si incluyen un puerto o una dirección, Switchyard los respeta.',
  webui_ApiAuth: 'Usuario y contraseña de la API',
  webui_ApiAuth_description:
    'Las credenciales de su API (--api-auth), como usuario:contraseña. La interfaz web las recibe en su entorno, nunca en la línea de comandos. Vacío: ninguna.',
  webui_StartTimeout_description:
    'El inicio falla si la API no responde pasado este tiempo. El primero instala paquetes y tarda mucho.',
  webui_StopTimeout_description:
    'Cuánto puede tardar la interfaz web en acabar sus imágenes y terminar. Después se fuerza su cierre.',
  webui_ListenOn_description:
    'La red: otros equipos también pueden acceder a ella en su propio puerto, sin pasar por Switchyard. Su página no pide inicio de sesión sin --gradio-auth, ni su API sin usuario y contraseña: puede usarla cualquiera que llegue a la dirección.',
  remoteLlm_MaxUsages: 'Solicitudes simultáneas',
  remoteLlm_MaxUsages_description: 'Cuántas solicitudes le envía la pasarela a la vez. Las demás esperan.',
  swarm_AllowForwarding: 'Cadenas',
  swarm_AllowForwarding_description:
    'Muestra también los backends de las instancias a las que está conectada la otra. Desactivado: solo los que se ejecutan allí.',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description:
    'Para SwarmUI, que envía así las vistas previas. Switchyard conserva el valor, pero no lo usa.',
  ollama_Address: 'Dirección',
  ollama_Address_description: 'Dónde responde Ollama, o dónde debe responder si lo inicia Switchyard.',
  ollama_Command: 'Programa',
  ollama_Command_description:
    'Inicia Ollama con este programa cuando nada responde en la dirección: su ruta completa, u ollama si está en el PATH. Vacío: Switchyard lo supervisa, pero nunca lo inicia.',
  ollama_ModelsDir: 'Carpeta de modelos',
  ollama_ModelsDir_description: 'Dónde guarda sus modelos (OLLAMA_MODELS). Vacío: su propia carpeta.',
  ollama_KeepLoadedMinutes: 'Mantener los modelos cargados',
  ollama_KeepLoadedMinutes_description:
    'Quita de la memoria el modelo que no se ha usado durante este tiempo (OLLAMA_KEEP_ALIVE). -1: nunca.',
  ollama_GPU_ID_description: 'Las GPU que puede ver. Sin elegir ninguna, las ve todas.',
  ollama_MaxUsages: 'Solicitudes simultáneas',
  ollama_MaxUsages_description:
    'Lo que se comunica a los clientes. Si lo inicia Switchyard, también cuántas responde a la vez (OLLAMA_NUM_PARALLEL).',
  webuiApi_ApiAuth_description:
    'Las credenciales que pide su API si se inició con --api-auth: usuario:contraseña. Vacío: no pide ninguna.',
  type_comfyui_api: 'ComfyUI API por URL',
  type_comfyui_api_description:
    'Un ComfyUI que ya se ejecuta en este equipo o en otro. Switchyard lo supervisa, pero no lo inicia.',
  type_comfyui_selfstart: 'ComfyUI autoiniciado',
  type_comfyui_selfstart_description:
    'Un ComfyUI instalado en este equipo. Switchyard lo inicia, lo supervisa, lo reinicia y lo detiene.',
  type_command: 'Cualquier programa',
  type_command_description:
    'Ejecuta el programa que quieras: llama-server, vLLM, Ollama, KoboldCpp, A1111 u otro. Los preajustes rellenan el formulario.',
  type_llamaserver: 'Servidor llama.cpp',
  type_llamaserver_description:
    'El llama-server de llama.cpp, iniciado por Switchyard: con un modelo o con una carpeta de modelos.',
  type_localllama: 'LLaMA.cpp GGUF local',
  type_localllama_description:
    'Ejecuta en este equipo un modelo de lenguaje en formato GGUF, con una API compatible con OpenAI. No hay que instalar nada.',
  type_auto_webui_api: 'Auto1111 SD-WebUI API por URL',
  type_auto_webui_api_description:
    'Un AUTOMATIC1111, Forge o reForge que ya se ejecuta con --api, en este equipo o en otro. Switchyard lo supervisa, pero no lo inicia.',
  type_auto_webui_selfstart: 'Auto1111 SD-WebUI autoiniciado',
  type_auto_webui_selfstart_description:
    'Un AUTOMATIC1111, Forge o reForge instalado en este equipo. Switchyard lo inicia con su API, lo supervisa, lo reinicia y lo detiene.',
  type_simpleremotellm: 'LLM remoto (API de OpenAI)',
  type_simpleremotellm_description:
    'Un servidor de modelos de lenguaje con la API de OpenAI: vLLM, LM Studio, llama-server, un servicio de pago. Switchyard lo supervisa, pero no lo inicia.',
  type_swarmswarmbackend: 'Swarm-API-Backend',
  type_swarmswarmbackend_description:
    'Otro SwarmUI o Switchyard: muestra aquí sus backends con sus estados y libera su memoria. Se modifican allí.',
  type_ollama: 'Ollama',
  type_ollama_description:
    'Un Ollama en este equipo o en otro. Switchyard muestra qué modelos están cargados y los quita de la memoria. En este equipo también puede iniciarlo.',
  type_autoscalingbackend: 'Backend con autoescalado',
  type_autoscalingbackend_description:
    'Inicia y detiene instancias completas según la demanda: SwarmUI, Switchyard, vLLM o ComfyUI, con un script tuyo en Slurm, Kubernetes o cualquier otro planificador.',
  ...programSettingTranslation,
};
