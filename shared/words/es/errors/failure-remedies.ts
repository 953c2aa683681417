import type { failureRemedyWords } from '../../en/errors/failure-remedies.ts';
import type { Translation } from '../../message.ts';

export const failureRemedyTranslation: Translation<typeof failureRemedyWords> = {
  argument_unknown:
    'Corrígelo o quítalo {where}, o actualiza el programa: puede que ahora se llame de otra forma (--help los muestra todos).',
  argument_value_wrong: 'Corrígelo {where}.',
  argument_required: 'Añádelo {where}.',
  variable_missing:
    'Defínela {where}. Un programa que inicia el escritorio no recibe lo que está definido en tu terminal.',
  inner_command_missing:
    'Instala {command} o añade su carpeta a PATH en sus variables de entorno: el PATH de tu terminal puede ser más largo.',
  docker_not_allowed: 'Añade al grupo docker el usuario que ejecuta Switchyard y vuelve a iniciar sesión.',
  docker_not_running:
    '{system, select, linux {Inicia el servicio y después pulsa «Reiniciar».} other {Inicia Docker Desktop y después pulsa «Reiniciar».}}',
  docker_without_gpu:
    'Instala NVIDIA Container Toolkit. Después ejecuta el comando, que configura Docker y lo reinicia.',
  container_name_taken:
    'Elimínalo con el comando. Añade --rm {where} para que Docker elimine cada contenedor cuando termine.',
  container_image_missing: 'Corrige el nombre de la imagen {where} o ejecuta docker login.',
  git_conflict:
    'Ejecuta el comando en su carpeta para apartar tus cambios (git stash pop los recupera) y después pulsa «Reiniciar».',
  git_owner:
    'Haz que la carpeta pertenezca al usuario que ejecuta Switchyard{hasCommand, select, yes { o permítela con el comando} other {}}.',
  git_locked: 'Si allí no se ejecuta ningún git, elimina ese archivo y después pulsa «Reiniciar».',
  model_gated:
    'Acepta las condiciones en la página del modelo, crea un token (huggingface.co/settings/tokens) y escribe HF_TOKEN=… {where}.',
  token_refused: 'Crea un token nuevo (huggingface.co/settings/tokens) y escribe HF_TOKEN=… {where}.',
  model_not_found_online:
    'Corrige el nombre del modelo {where}. Para un modelo privado, escribe HF_TOKEN=… {whereVariables}.',
  download_limited:
    'Espera unos minutos. La mayoría de los servidores permiten más si inicias sesión o usas un token.',
  certificate_not_trusted:
    'Comprueba el reloj de este equipo. Para un proxy de tu empresa, indica el archivo de su autoridad como REQUESTS_CA_BUNDLE y SSL_CERT_FILE {where}.',
  proxy_refused:
    'Corrige HTTPS_PROXY {where} (http://usuario:contraseña@host:puerto) y exceptúa este equipo: NO_PROXY=localhost,127.0.0.1.',
  name_not_resolved:
    'Comprueba que este equipo tenga conexión. Si los modelos ya están aquí, escribe HF_HUB_OFFLINE=1 {where} para que no consulte a nadie.',
  source_not_reached:
    'Comprueba si este equipo tiene conexión y si HF_HUB_OFFLINE está definida {where}. Después pulsa «Reiniciar».',
  other_service_down:
    'Inicia antes ese programa: una base de datos, una cola u otro motor con el que trabaja.',
  ggml_assertion:
    'Actualiza el programa. Si lo causa un modelo o un argumento concreto, notifícalo al proyecto con las líneas de abajo.',
  program_panicked: 'Actualiza el programa y busca el mensaje entre sus problemas conocidos.',
  python_error:
    'Busca el mensaje entre los problemas conocidos del programa. El registro contiene la traza completa.',
  program_error:
    'Corrige lo que indica el mensaje. Si dice demasiado poco, búscalo entre los problemas conocidos del programa.',
  disk_full:
    'Libera espacio en ese disco. Los modelos de Hugging Face están en ~/.cache/huggingface; HF_HOME indica otro disco para ellos.',
  read_only_disk:
    'Elige una carpeta de otro disco o monta el disco con permiso de escritura. Si nadie lo montó así, comprueba el disco.',
  permission_denied:
    'Corrige el propietario y los permisos del archivo y de las carpetas que lo contienen. Los archivos creados como root o dentro de un contenedor suelen pertenecer a root.',
  file_in_use: 'Cierra la otra copia. Si es un antivirus, soltará el archivo al cabo de un momento.',
  disk_error:
    'Comprueba que la unidad o la carpeta de red esté conectada y comprueba el disco (dmesg, smartctl).',
  file_missing:
    'Corrige la ruta donde está indicada: en sus argumentos, sus variables o su carpeta de trabajo. A menudo, un disco se ha movido o desmontado.',
  nvidia_driver_mismatch: 'Reinicia el equipo.',
  nvidia_driver_too_old:
    'Instala un controlador de NVIDIA más nuevo o una compilación del programa para un CUDA más antiguo.',
  no_nvidia_driver:
    'Instala el controlador de la GPU; en un contenedor, dale acceso a las GPU (--gpus all). Para usar el procesador, indícalo {where} (ComfyUI: --cpu; llama-server: -ngl 0).',
  torch_without_gpu:
    'Instala en su entorno el PyTorch adecuado para la GPU, con el comando de pytorch.org: en Windows, pip sin más instala el que no usa GPU.',
  gpu_number_wrong:
    'Corrige «GPU» en sus ajustes o el número de la GPU {where}: la primera GPU que puede ver es siempre la 0.',
  no_gpu_found:
    'Revisa «GPU» en sus ajustes y variables como CUDA_VISIBLE_DEVICES: si está vacía o indica una GPU que no existe, las oculta todas.',
  gpu_not_supported:
    'Instala una compilación compatible con la GPU: para una GPU nueva, el último PyTorch o su versión nightly; para una antigua, una versión anterior. En GPU de AMD muy parecidas a las compatibles puede ayudar HSA_OVERRIDE_GFX_VERSION.',
  gpu_without_bfloat16: 'Añade --dtype half {where}.',
  gpu_busy:
    'Cierra el otro programa. Un administrador desactiva el modo con el comando. Si ningún programa tiene la GPU, reinicia el equipo.',
  gpu_lost:
    'Reinicia el equipo. Si vuelve a ocurrir, comprueba la temperatura y el consumo de la GPU, su conector de alimentación y su riser.',
  gpu_memory_defect:
    'Reinicia el equipo. Si vuelve a ocurrir, la GPU está defectuosa; el comando muestra sus contadores de errores.',
  gpu_assertion:
    'Actualiza el programa y carga el modelo con su propio tokenizador. Con CUDA_LAUNCH_BLOCKING=1 {where}, el registro indica el lugar.',
  gpu_illegal_access:
    'Actualiza el programa y el controlador. Si ocurre con todos los programas, quita el overclocking y comprueba la temperatura de la GPU.',
  gpu_kernel_error:
    'NVIDIA explica qué significa Xid {xid} en su documentación, en «Xid errors». Si la GPU sigue sin poder usarse, reinicia el equipo.',
  cuda_in_forked_process: 'Para vLLM, escribe VLLM_WORKER_MULTIPROC_METHOD=spawn {where}.',
  nccl_failed:
    'Prueba con NCCL_P2P_DISABLE=1 {where}. En un contenedor, dale memoria compartida (--ipc=host). Con NCCL_DEBUG=INFO, el registro dice más.',
  cudnn_failed:
    'Quita de LD_LIBRARY_PATH otras versiones de la biblioteca: PyTorch trae la suya. Si la GPU estaba casi llena, libera algo de VRAM.',
  amd_card_not_allowed:
    'Añade a estos grupos, con el comando, el usuario que ejecuta Switchyard y vuelve a iniciar sesión.',
  no_vulkan_driver:
    'Instala el controlador de Vulkan de la GPU (Debian y Ubuntu: mesa-vulkan-drivers, o el de NVIDIA) o usa otra compilación del programa.',
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyard puede liberar lo que ocupan allí otros backends y volver a iniciarlo. Si no basta, reduce --gpu-memory-utilization{hasPart, select, yes { a {part}} other {}} {where}.} other {Reduce --gpu-memory-utilization{hasPart, select, yes { a {part}} other {}} {where} o cierra otros programas que usen la GPU.}}',
  vllm_context_too_long:
    'Escribe --max-model-len {tokens} {where}, o aumenta ahí --gpu-memory-utilization si la GPU puede dar más.',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyard puede liberar lo que ocupan allí otros backends y volver a iniciarlo. Si no basta, aumenta --gpu-memory-utilization o reduce --max-model-len {where}, o elige una cuantización menor del modelo.} other {Aumenta --gpu-memory-utilization o reduce --max-model-len {where}, elige una cuantización menor del modelo o cierra otros programas que usen la GPU.}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyard puede liberar lo que ocupan allí otros backends y volver a iniciarlo. Si no basta, elige un modelo más pequeño, un contexto menor o menos solicitudes simultáneas.} other {Elige un modelo más pequeño, un contexto menor o menos solicitudes simultáneas, o cierra otros programas que usen la GPU.}}',
  shared_library_missing:
    '{hasCommand, select, yes {En un terminal de su equipo, ejecuta: {command}} other {Instala el paquete que contiene {library} o añade su carpeta a LD_LIBRARY_PATH.}}',
  cuda_library_missing:
    'Instala las bibliotecas de CUDA de esa versión o una compilación del programa para la versión que hay aquí. Un paquete de Python del programa viene con un PyTorch para esa versión.',
  dll_missing:
    'Instala el «Visual C++ Redistributable» (x64) más reciente de Microsoft. Si se indica un paquete de CUDA, vuelve a instalar el controlador de la GPU y el paquete.',
  system_too_old:
    'Usa una compilación para este sistema (a menudo llamada «ubuntu-20.04» o «manylinux»), ejecútalo en un contenedor o actualiza el sistema. En un entorno de conda: conda install -c conda-forge libstdcxx-ng.',
  wrong_processor: 'Descarga la compilación para este equipo, como x64 o arm64.',
  node_module_missing:
    'Ejecuta npm install en su carpeta. Si se indica la ruta del propio programa, corrígela en sus ajustes.',
  shared_memory_too_small: 'Añade --ipc=host o --shm-size=8g a los argumentos de docker run {where}.',
  paging_file_too_small:
    'Deja que Windows administre el tamaño del archivo de paginación (Sistema, Opciones avanzadas, Rendimiento, Memoria virtual) o libera memoria.',
  less_memory:
    'Libera memoria de otros backends, elige un modelo más pequeño o un contexto menor, o añade RAM al equipo.',
  node_heap_full: 'Escribe NODE_OPTIONS=--max-old-space-size=8192 {where}, con los megabytes que pueda usar.',
  too_many_threads:
    'Cierra programas que no hagan falta o aumenta el límite (ulimit -u; en un contenedor, --pids-limit). Con OMP_NUM_THREADS=4 {where}, la mayoría de los motores inician menos hilos.',
  too_many_files:
    'Aumenta el límite donde se inicia Switchyard (ulimit -n 65536; en un servicio, LimitNOFILE=65536) y vuelve a iniciar Switchyard.',
  model_is_projector:
    'Elige como modelo el propio modelo de lenguaje e indica este archivo con --mmproj {where}.',
  model_architecture_unknown:
    'Actualiza el programa y su paquete transformers: las versiones más nuevas conocen modelos más nuevos. O elige otro modelo.',
  model_split_incomplete:
    'Pon todas las partes en una carpeta con sus nombres originales e indica la primera (-00001-of-…).',
  model_is_a_pointer: 'Ejecuta el comando en la carpeta del modelo o descarga el propio archivo.',
  model_cut_off: 'Descárgalo o cópialo de nuevo y compara su tamaño con el del origen.',
  model_not_gguf:
    'Elige un archivo cuyo nombre termine en .gguf. Los modelos en safetensors hay que convertirlos antes.',
  model_file_missing:
    'Corrige la ruta o el nombre del modelo. Una carpeta de modelo necesita su config.json y los archivos de su tokenizador junto a los pesos.',
  model_adapter_wrong: 'Corrígelo o quítalo {where}.',
  model_adapter_rank: 'Escribe --max-lora-rank {rank} {where}.',
  model_load_failed:
    'Las líneas anteriores indican la causa. Puede que una versión más nueva del programa conozca este modelo.',
  port_in_use:
    '{wasFree, select, yes {Cierra el otro programa o elige otro puerto en los ajustes.} other {Cierra el otro programa: puede que una copia anterior de este siga en ejecución fuera de Switchyard. O escribe {placeholder} en lugar del número {where}, y obtendrá un puerto libre.}}',
  port_not_allowed:
    '{system, select, windows {Elige otro puerto {where}: Windows se reserva algunos («netsh interface ipv4 show excludedportrange protocol=tcp» los muestra).} other {Elige un puerto por encima del 1024 {where}.}}',
  address_not_here: 'Corrige la dirección {where}: 127.0.0.1 para este equipo, 0.0.0.0 para la red.',
  python_environment_moved:
    'Vuelve a crear el entorno donde está ahora (python -m venv y después instala sus requisitos con pip): un entorno no se puede mover.',
  python_version_wrong:
    'Vuelve a crear su entorno con una versión de Python que indique su documentación (python3.11 -m venv …) e indica ese Python en sus ajustes.',
  python_externally_managed:
    'Crea para él un entorno virtual (python3 -m venv) e indica su Python en sus ajustes.',
  numpy_mismatch:
    '{hasCommand, select, yes {En un terminal de su equipo, ejecuta: {command}} other {Instala en su entorno un NumPy anterior a la versión 2 o actualiza el paquete que falla.}}',
  torch_extension_mismatch:
    'Vuelve a instalar los dos juntos, en versiones compatibles entre sí; el paquete indica el PyTorch que necesita.{hasCommand, select, yes { El comando muestra qué paquetes no encajan.} other {}}',
  c_compiler_missing:
    '{system, select, windows {Instala Build Tools para Visual Studio con «Desarrollo para el escritorio con C++» y después pulsa «Reiniciar».} other {Instala un compilador de C y los archivos de cabecera de Python y después pulsa «Reiniciar».}}',
  python_module_missing:
    '{hasCommand, select, yes {En un terminal de su equipo, ejecuta: {command}.} other {Instala {package} en su entorno.}}{isTorch, select, yes { Para una GPU, usa en su lugar el comando de pytorch.org.} other {}} Si tiene un requirements.txt, instálalo: una actualización puede necesitar más de un paquete.',
  python_packages_mismatch:
    'Instala en su entorno las versiones de su requirements.txt, sobre todo {package}.{hasCommand, select, yes { En un terminal de su equipo, ejecuta: {command}} other {}}',
  vllm_sleep_mode_conflict: 'Quita esa variable {where}, prescinde de --enable-sleep-mode o actualiza vLLM.',
  vllm_sleep_mode_unsupported: 'Quita --enable-sleep-mode {where}.',
  too_few_gpus: 'Reduce --tensor-parallel-size {where} o elige más GPU en sus ajustes.',
  gpus_do_not_divide_model:
    'Pon en --tensor-parallel-size {where} un número que las divida, como 1, 2, 4 u 8.',
  model_wants_own_code: 'Si confías en su autor, añade --trust-remote-code {where}.',
  context_longer_than_model: 'Redúcelo a {most} {where}.',
  attention_backend_missing:
    'Elige otra: VLLM_ATTENTION_BACKEND=TRITON_ATTN {where} para vLLM; --attn-implementation o --use-pytorch-cross-attention para otros.',
  vllm_engine_failed:
    'Abre el registro y busca el primer error. Con --enforce-eager y un --max-model-len menor, necesita menos recursos de todo tipo.',
  killed_out_of_memory:
    'Libera memoria de otros backends, elige un modelo más pequeño o un contexto menor, o añade RAM o swap al equipo. En un contenedor o servicio, aumenta su límite de memoria.',
  killed:
    'Si nadie lo cerró, libera memoria de otros backends, elige un modelo o contexto más pequeño o aumenta el límite de memoria de su contenedor o servicio. El comando muestra si lo cerró el sistema.',
  processor_lacks_instruction:
    'Usa una compilación para procesadores más antiguos (a menudo llamada «noavx» o «compat») o compílalo en este equipo.',
  memory_taken_away:
    'Si entretanto se sustituyó su modelo, pulsa «Reiniciar». En un contenedor, añade --ipc=host o --shm-size=8g. Si no, comprueba el disco.',
  segmentation_fault:
    'Actualiza el programa y el controlador de la GPU. Si empezó tras una actualización, vuelve a la versión anterior. También pueden ser la causa las extensiones y los nodos personalizados.',
  dll_missing_at_start:
    'Instala el «Visual C++ Redistributable» (x64) más reciente de Microsoft, el controlador de la GPU y de nuevo el programa. Haz doble clic en el programa para ver el nombre de la DLL.',
  wrong_processor_at_start: 'Vuelve a instalar la compilación de 64 bits del programa, con todas sus partes.',
  broken_off_by_itself: 'Actualiza el programa y busca su último mensaje entre sus problemas conocidos.',
  command_missing_in_shell:
    'Instala lo que indican las últimas líneas o añade su carpeta a PATH en sus variables de entorno.',
  command_not_executable_in_shell: 'Marca el archivo como ejecutable (chmod +x) o indica su intérprete.',
};
