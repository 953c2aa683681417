import type { failureWords } from '../../en/errors/failures.ts';
import type { Translation } from '../../message.ts';

export const failureTranslation: Translation<typeof failureWords> = {
  argument_unknown: 'Esta versión del programa no conoce {argument}.',
  argument_value_wrong: 'El programa rechaza {argument}: {reason}.',
  argument_without_value: 'El programa rechaza {argument}: necesita un valor.',
  argument_value_refused: 'El programa rechaza {argument}: no acepta «{value}».',
  argument_required:
    'El programa necesita {hasArgument, select, yes {{argument}} other {un argumento que no ha recibido}}.',
  variable_missing: 'El programa necesita {variable} entre sus variables de entorno.',
  inner_command_missing: 'Su script llama a {command}, que no se ha encontrado.',
  docker_not_allowed: 'Docker está en ejecución, pero su socket pertenece al grupo docker.',
  docker_not_running: 'El motor se ejecuta en un contenedor, y el servicio de Docker no responde.',
  docker_without_gpu:
    'Los contenedores acceden a las GPU con NVIDIA Container Toolkit, que no está instalado o no está configurado.',
  container_name_taken: 'No se eliminó un contenedor anterior, {name}.',
  container_image_missing:
    'Docker no pudo descargar {hasImage, select, yes {{image}} other {la imagen}}: ninguna imagen tiene ese nombre y esa etiqueta, o hay que iniciar sesión.',
  git_conflict:
    'En su carpeta hay archivos que se han cambiado tanto aquí como en la actualización, y git no decide qué versión conservar.',
  git_owner: 'git se niega a trabajar en {folder} porque la carpeta pertenece a otro usuario.',
  git_locked: 'Otro git está trabajando en su carpeta, o se forzó el cierre de uno y dejó {lock}.',
  model_gated:
    'Quien publica {hasModel, select, yes {{model}} other {el modelo}} solo lo ofrece a quienes han aceptado sus condiciones en Hugging Face.',
  token_refused:
    'El token para sus descargas es incorrecto o ha caducado, o no hay ninguno y el modelo es privado.',
  model_not_found_online:
    '{named, select, model {El modelo {model}} address {El modelo de {model}} other {El modelo que hay que descargar}} no es una carpeta de este equipo ni existe en su origen. Un modelo privado se ve igual para quien no tiene acceso.',
  download_limited: 'El origen de sus descargas respondió que ha recibido demasiadas solicitudes (429).',
  certificate_not_trusted:
    'Un servidor del que descarga tiene un certificado en el que este equipo no confía. En una empresa, la causa suele ser un proxy intermedio; un reloj en hora incorrecta tiene el mismo efecto.',
  proxy_refused:
    'El proxy de sus variables de entorno no lo deja pasar{hasStatus, select, yes { (responde {status})} other {}}.',
  name_not_resolved:
    '{hasHost, select, yes {El nombre {host}} other {El nombre de un servidor que necesita}} no tiene dirección: este equipo no tiene conexión o su DNS no responde.',
  source_not_reached:
    '{hasServer, select, yes {{server}} other {Un servidor del que descarga}} no responde, y lo que necesita aún no está aquí.',
  other_service_down:
    'Quiere conectar con {hasAddress, select, yes {{address}} other {otro programa}}, pero allí no escucha nadie.',
  ggml_assertion: 'No se cumplió una condición de la que depende llama.cpp: {check}.',
  said_by_program: 'El propio programa dice: {message}',
  disk_full: 'No queda espacio{hasPath, select, yes { para escribir {path}} other {}}.',
  read_only_disk:
    'Quiere escribir{hasPath, select, yes { {path}} other {}}, pero ese disco está montado como de solo lectura. El sistema también lo hace con un disco que tiene errores.',
  permission_denied:
    'El usuario que lo ejecuta no puede usar {hasPath, select, yes {{path}} other {un archivo que necesita}}.',
  file_in_use:
    'Otro programa, o una segunda copia de este, está usando {hasPath, select, yes {{path}} other {un archivo que necesita en exclusiva}}.',
  disk_error: 'No se pudo leer o escribir un archivo porque falló su disco o la conexión con él.',
  file_missing: 'Busca {path}, pero no está ahí.',
  nvidia_driver_mismatch:
    'Las bibliotecas del controlador de NVIDIA y su parte en el kernel tienen versiones distintas, como ocurre tras una actualización sin reiniciar el equipo.',
  nvidia_driver_too_old:
    'El programa se compiló para un CUDA más nuevo que el que admite el controlador de este equipo{hasCuda, select, yes { (admite {cuda})} other {}}.',
  no_nvidia_driver:
    'El programa quiere usar una GPU de NVIDIA, pero no encuentra ningún controlador para ella.',
  torch_without_gpu:
    'El PyTorch de su entorno no puede usar una GPU{hasGpus, select, yes {, aunque la hay ({gpus})} other {}}.',
  gpu_number_wrong:
    'Pide una GPU con un número que no tiene. {count, plural, =0 {Solo ve lo que le dejan sus ajustes y variables.} one {Ve una GPU, con el número 0.} other {Ve # GPU y las cuenta desde 0.}}',
  no_gpu_found: 'El controlador está instalado, pero no muestra al programa ninguna GPU que pueda usar.',
  gpu_not_supported:
    'El programa no tiene código para esta GPU{hasArchitecture, select, yes { ({architecture})} other {}}: es demasiado nueva o demasiado antigua para él.',
  gpu_without_bfloat16:
    'El modelo necesita bfloat16, que {hasGpu, select, yes {{gpu}} other {esta GPU}} no admite{hasCapability, select, yes { (compute capability {capability})} other {}}.',
  gpu_busy: 'La GPU está en modo exclusivo y la tiene otro programa, o está colgada.',
  gpu_lost:
    'El controlador perdió la conexión con la GPU. La causa puede ser la alimentación, el calor, la ranura o el cable, o un controlador que se cerró inesperadamente.',
  gpu_memory_defect: 'La GPU informa de un error en su memoria que no pudo corregir.',
  gpu_assertion:
    'El programa calculó con un valor imposible, casi siempre un token que no está en el vocabulario del modelo: el modelo y el tokenizador, o el modelo y el programa, no encajan entre sí.',
  gpu_illegal_access:
    'Un cálculo leyó o escribió fuera de su memoria en la GPU. Es un fallo del programa o de su controlador; a veces, la GPU tiene overclocking o está demasiado caliente.',
  gpu_kernel_error:
    'El controlador de NVIDIA escribió el error {xid} (Xid) en el registro del sistema cuando terminó el programa.',
  cuda_in_forked_process: 'El programa usó primero la GPU y después se dividió en varios procesos.',
  nccl_failed: 'Varias GPU no pudieron intercambiar datos. Las líneas cercanas indican la causa.',
  cudnn_failed:
    'La biblioteca de NVIDIA para redes neuronales no encaja con las demás bibliotecas, o no encontró VRAM.',
  amd_card_not_allowed: 'Los dispositivos de la GPU pertenecen a los grupos render y video.',
  no_vulkan_driver:
    'El programa quiere usar la GPU con Vulkan, pero no encuentra un controlador para ello. Los detalles están en el registro.',
  vllm_reserves_too_much:
    'vLLM reserva para sí el {percent} % de la GPU, es decir, {wanted} de {total} GiB, pero solo había {free} GiB libres.{hasMemory, select, yes { {memory}} other {}}',
  vllm_context_too_long:
    'La memoria que queda para contextos{hasMemory, select, yes { ({memory})} other {}} es demasiado pequeña para una solicitud de longitud completa{hasTokens, select, yes {: caben {tokens} tokens como máximo} other {}}.',
  vllm_no_memory_for_contexts:
    'El propio modelo ocupa toda la VRAM que vLLM puede usar, así que no queda nada para las solicitudes.{hasMemory, select, yes { {memory}} other {}}',
  gpu_out_of_memory:
    'Pidió {hasSize, select, yes {{size} de VRAM} other {más VRAM}}, que ya no había libre.{hasMemory, select, yes { {memory}} other {}}',
  gpu_memory:
    'La GPU {gpu} ({name}) tiene {total}{hasFree, select, yes {, de los que ahora hay {free} libres} other {}}.',
  gpu_holders: 'Allí ocupan VRAM otros backends: {holders}.',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory} {holders}',
  shared_library_missing: 'El programa necesita {library}, que no se ha encontrado en este equipo.',
  cuda_library_missing:
    'No se ha encontrado {library}: el programa se compiló para un CUDA que no está instalado aquí.',
  dll_missing:
    'Windows no pudo encontrar todas las partes {hasName, select, yes {de {name}} other {del programa}}.',
  system_too_old: 'Necesita {version}, pero la biblioteca C de este sistema es más antigua.',
  wrong_processor:
    'El archivo del programa es para otro tipo de procesador o de sistema que el de este equipo.',
  node_module_missing:
    'Node ejecuta el programa, pero falta {hasModule, select, yes {{module}} other {un paquete}}.',
  shared_memory_too_small:
    'Sus procesos intercambian datos en /dev/shm, que está lleno: un contenedor tiene 64 MB ahí si no se le da más.',
  paging_file_too_small:
    'Windows solo da a un programa la memoria que suman la RAM y el archivo de paginación, y ya está agotada.',
  model_larger_than_memory: 'El modelo necesita {needed} de RAM, pero solo hay {free} libres.',
  node_heap_full: 'Node da a un programa una memoria dinámica (heap) limitada, que está llena.',
  out_of_memory:
    '{hasSize, select, yes {Pidió {size} de RAM, más de la que hay libre} other {Pidió más RAM de la que hay libre}}.',
  too_many_threads: 'Este usuario tiene tantos procesos e hilos como permite el sistema o el contenedor.',
  too_many_files:
    'El sistema solo permite a un programa cierta cantidad de archivos y conexiones abiertos a la vez.',
  process_killed:
    'Se forzó el cierre de un proceso que había iniciado. Cuando se agota la memoria, el sistema cierra el proceso que más usa.',
  model_is_projector:
    'El archivo es un proyector (mmproj): la parte con la que un modelo de lenguaje ve imágenes.',
  model_architecture_unknown:
    'El modelo es de la clase {kind}, que esta versión del programa no puede cargar.',
  model_split_incomplete:
    'El modelo está repartido en varios archivos, y {hasFile, select, yes {{file}} other {uno de ellos}} falta o pertenece a otro modelo.',
  model_is_a_pointer:
    'El archivo no es el modelo: solo tiene las pocas líneas con las que git señala un archivo grande (Git LFS).',
  model_cut_off:
    'El archivo del modelo termina antes de tiempo o está dañado: se interrumpió una descarga o ha fallado un disco.',
  model_not_gguf: 'El programa carga modelos en formato GGUF, pero este archivo tiene otro.',
  model_file_missing:
    'No se encontró el modelo, o un archivo que le pertenece{hasPath, select, yes {: {path}} other {. Lo indican las líneas de abajo}}.',
  model_adapter_wrong: 'No se pudo cargar el adaptador (LoRA): es para otro modelo o su ruta es incorrecta.',
  model_adapter_rank: 'El adaptador tiene rango {rank}, pero el programa acepta {limit} como máximo.',
  model_load_failed: 'El programa no pudo cargar su modelo{hasReason, select, yes {: {reason}} other {}}.',
  port_in_use:
    '{hasOwner, select, yes {{owner}} other {Otro programa}} tiene {port, select, none {el puerto que quiere abrir} other {el puerto {port}}}{wasFree, select, yes {, que estaba libre cuando se inició} other {}}.',
  port_not_allowed:
    'El sistema no deja a este usuario abrir {port, select, none {el puerto que quiere} other {el puerto {port}}}{isLow, select, yes {: por debajo del 1024 solo pueden hacerlo los administradores} other {}}.',
  address_not_here: 'Debe escuchar en una dirección que no pertenece a ninguna red de este equipo.',
  python_environment_moved:
    'El entorno virtual indica un Python que no está ahí: se movió o se copió, o su Python se actualizó o se desinstaló.',
  python_too_old:
    'El programa usa algo que su Python aún no tiene{hasWanted, select, yes {: necesita {wanted}} other {}}.',
  python_version_wrong: 'Su Python es {present}, pero un paquete necesita {wanted}.',
  python_externally_managed:
    'Intentó instalar paquetes en el Python del sistema, y el sistema no lo permite.',
  numpy_mismatch: 'Uno de sus paquetes se compiló para NumPy 1 y su entorno tiene NumPy 2, o al revés.',
  torch_extension_mismatch:
    'Un paquete compilado, como torchvision, vLLM, xformers o flash-attn, no encaja con el PyTorch que tiene al lado: se actualizó uno sin el otro.',
  c_compiler_missing:
    'Compila código al iniciarse, pero no encuentra un compilador o los archivos de cabecera de Python.',
  python_module_missing: 'Su Python no tiene ningún módulo llamado {module}.',
  python_packages_mismatch:
    '{package} no tiene {name}: es más antiguo o más nuevo de lo que espera el programa.',
  python_package_wanted: 'Necesita {wanted}.',
  vllm_sleep_mode_conflict:
    'En esta versión, --enable-sleep-mode no funciona con PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True.',
  vllm_sleep_mode_unsupported:
    'vLLM solo puede entrar en reposo en GPU de NVIDIA y en las GPU de AMD más nuevas.',
  too_few_gpus:
    'Debe usar {hasWanted, select, yes {{wanted}} other {varias}} GPU, pero ve {hasSeen, select, yes {{seen}} other {menos}}.',
  gpus_do_not_divide_model:
    'Las partes del modelo{hasParts, select, yes { ({parts})} other {}} no se pueden repartir por igual entre {hasGpus, select, yes {{gpus}} other {tantas}} GPU.',
  model_wants_own_code:
    'El modelo trae su propio código Python, que se ejecuta en este equipo con todos tus permisos al cargar el modelo.',
  context_longer_than_model:
    '--max-model-len pide {wanted} tokens, pero el modelo admite {most} como máximo.',
  attention_backend_missing: 'La biblioteca que calcula la atención falta o no conoce esta GPU.',
  vllm_engine_failed:
    'vLLM ejecuta su motor en un proceso propio, que ha terminado. Las líneas anteriores indican la causa.',
  killed_out_of_memory:
    'Se agotó la RAM, así que el sistema cerró el programa que más usaba: {name}{hasSize, select, yes {, que ocupaba {size}} other {}}. Así consta en el registro del sistema.',
  killed:
    'Se cerró con SIGKILL, que ningún programa puede rechazar. Lo hace el sistema cuando se agota la RAM, un contenedor al llegar a su límite o una persona.',
  processor_lacks_instruction:
    'El programa usó una instrucción que este procesador no tiene, casi siempre AVX, AVX2 o AVX-512.',
  memory_taken_away:
    'Un archivo que tenía asignado en memoria se acortó o falló su disco, o la memoria compartida estaba llena, como en un contenedor con 64 MB de /dev/shm.',
  segmentation_fault:
    'Leyó o escribió memoria que no es suya. Es un fallo del programa, de uno de sus paquetes compilados o del controlador de la GPU.',
  dll_missing_at_start:
    'Windows no inició el programa porque una DLL que necesita falta o es de otra versión.',
  wrong_processor_at_start:
    'El programa, o una de sus DLL, es de 32 bits donde debería ser de 64, o al revés.',
  broken_off_by_itself:
    'Falló una comprobación dentro del programa, así que se cerró a sí mismo. Las líneas de abajo suelen decir más.',
  command_missing_in_shell: 'Su script terminó con el código 127: no se encontró un comando al que llama.',
  command_not_executable_in_shell:
    'Su script terminó con el código 126: un archivo al que llama no es un programa o no está marcado como tal.',
  in_setting: 'en «{setting}»',
  where_started: 'donde se inicia',
  in_environment: 'en el entorno en el que se inicia',
};
