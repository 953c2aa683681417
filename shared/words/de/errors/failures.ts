import type { failureWords } from '../../en/errors/failures.ts';
import type { Translation } from '../../message.ts';

export const failureTranslation: Translation<typeof failureWords> = {
  argument_unknown: 'Diese Version des Programms kennt {argument} nicht.',
  argument_value_wrong: 'Das Programm lehnt {argument} ab: {reason}.',
  argument_without_value: 'Das Programm lehnt {argument} ab: Es fehlt ein Wert.',
  argument_value_refused: 'Das Programm lehnt {argument} ab: „{value}“ ist nicht zulässig.',
  argument_required:
    'Das Programm braucht {hasArgument, select, yes {{argument}} other {ein Argument, das es nicht bekommen hat}}.',
  variable_missing: 'Das Programm braucht die Umgebungsvariable {variable}.',
  inner_command_missing: 'Sein Skript ruft {command} auf, das nicht gefunden wurde.',
  docker_not_allowed: 'Docker läuft, aber sein Socket gehört der Gruppe docker.',
  docker_not_running: 'Die Engine läuft in einem Container, und der Docker-Dienst antwortet nicht.',
  docker_without_gpu:
    'Container bekommen GPUs über das NVIDIA Container Toolkit, das nicht installiert oder nicht eingerichtet ist.',
  container_name_taken: 'Ein früherer Container {name} wurde nicht entfernt.',
  container_image_missing:
    'Docker konnte {hasImage, select, yes {{image}} other {das Image}} nicht herunterladen: Ein Image mit diesem Namen und Tag gibt es nicht, oder es verlangt eine Anmeldung.',
  git_conflict:
    'Sie und das Update haben dieselben Dateien im Ordner geändert, und Git entscheidet nicht, welche Version bleibt.',
  git_owner: 'Git weigert sich, in {folder} zu arbeiten, weil der Ordner einem anderen Benutzer gehört.',
  git_locked:
    'Ein anderes Git arbeitet in dem Ordner, oder eines wurde gewaltsam beendet und hat {lock} zurückgelassen.',
  model_gated:
    'Der Anbieter gibt {hasModel, select, yes {{model}} other {das Modell}} nur an Personen heraus, die seine Bedingungen auf Hugging Face angenommen haben.',
  token_refused:
    'Das Token für die Downloads ist falsch oder abgelaufen, oder es gibt keines und das Modell ist privat.',
  model_not_found_online:
    '{named, select, model {Das Modell {model}} address {Das Modell unter {model}} other {Das herunterzuladende Modell}} ist weder ein Ordner hier noch an seiner Quelle bekannt. Ein privates Modell sieht für Fremde genauso aus.',
  download_limited: 'Die Quelle der Downloads hat geantwortet, dass sie zu oft gefragt wurde (429).',
  certificate_not_trusted:
    'Ein Server, von dem es herunterlädt, hat ein Zertifikat, dem dieser Rechner nicht vertraut. In Firmen liegt das oft an einem Proxy dazwischen; eine falsche Uhrzeit wirkt genauso.',
  proxy_refused:
    'Der Proxy in den Umgebungsvariablen lässt es nicht durch{hasStatus, select, yes { (er antwortet {status})} other {}}.',
  name_not_resolved:
    '{hasHost, select, yes {Der Name {host}} other {Der Name eines benötigten Servers}} hat keine Adresse: Dieser Rechner ist offline, oder sein DNS antwortet nicht.',
  source_not_reached:
    '{hasServer, select, yes {{server}} other {Ein Server, von dem es herunterlädt,}} antwortet nicht, und was gebraucht wird, ist noch nicht hier.',
  other_service_down:
    'Es will {hasAddress, select, yes {{address}} other {ein anderes Programm}} erreichen, aber dort lauscht nichts.',
  ggml_assertion: 'Eine Bedingung, auf die llama.cpp sich verlässt, war nicht erfüllt: {check}.',
  said_by_program: 'Das Programm selbst meldet: {message}',
  disk_full: 'Es ist kein Platz mehr frei{hasPath, select, yes {, um {path} zu schreiben} other {}}.',
  read_only_disk:
    'Es will {hasPath, select, yes {{path} schreiben} other {schreiben}}, aber das Laufwerk ist schreibgeschützt eingehängt. Das macht das System auch bei einem Laufwerk mit Fehlern.',
  permission_denied:
    'Der Benutzer, unter dem es läuft, darf {hasPath, select, yes {{path}} other {eine benötigte Datei}} nicht verwenden.',
  file_in_use:
    'Ein anderes Programm oder eine zweite Kopie von diesem verwendet {hasPath, select, yes {{path}} other {eine Datei, die es für sich allein braucht}}.',
  disk_error:
    'Eine Datei konnte nicht gelesen oder geschrieben werden, weil das Laufwerk oder die Verbindung dazu ausgefallen ist.',
  file_missing: 'Es sucht {path}, aber das gibt es nicht.',
  nvidia_driver_mismatch:
    'Die Bibliotheken des NVIDIA-Treibers und sein Teil im Kernel haben verschiedene Versionen, wie nach einem Update ohne Neustart.',
  nvidia_driver_too_old:
    'Das Programm ist für ein neueres CUDA gebaut, als der Treiber dieses Rechners unterstützt{hasCuda, select, yes { (er unterstützt {cuda})} other {}}.',
  no_nvidia_driver: 'Das Programm will eine NVIDIA-GPU verwenden, findet aber keinen Treiber dafür.',
  torch_without_gpu:
    'Das PyTorch in der Umgebung kann keine GPU nutzen{hasGpus, select, yes {, obwohl eine da ist ({gpus})} other {}}.',
  gpu_number_wrong:
    'Es verlangt eine GPU mit einer Nummer, die es nicht gibt. {count, plural, =0 {Es sieht nur, was Einstellungen und Variablen übrig lassen.} one {Es sieht eine GPU, mit der Nummer 0.} other {Es sieht # GPUs und zählt sie ab 0.}}',
  no_gpu_found: 'Der Treiber ist da, zeigt dem Programm aber keine GPU, die es verwenden darf.',
  gpu_not_supported:
    'Das Programm hat keinen Code für diese GPU{hasArchitecture, select, yes { ({architecture})} other {}}: Sie ist zu neu oder zu alt dafür.',
  gpu_without_bfloat16:
    'Das Modell braucht bfloat16, womit {hasGpu, select, yes {{gpu}} other {diese GPU}} nicht rechnen kann{hasCapability, select, yes { (Compute Capability {capability})} other {}}.',
  gpu_busy: 'Die GPU ist im Exklusivmodus und von einem anderen Programm belegt, oder sie hängt.',
  gpu_lost:
    'Der Treiber hat die Verbindung zur GPU verloren. Ursache ist das Netzteil, Hitze, der Steckplatz oder sein Kabel oder ein abgestürzter Treiber.',
  gpu_memory_defect: 'Die GPU meldet einen Fehler in ihrem Speicher, den sie nicht korrigieren konnte.',
  gpu_assertion:
    'Das Programm hat mit einer unmöglichen Zahl gerechnet, meist mit einem Token, das im Vokabular des Modells fehlt: Modell und Tokenizer oder Modell und Programm passen nicht zueinander.',
  gpu_illegal_access:
    'Eine Berechnung hat außerhalb ihres Speichers auf der GPU gelesen oder geschrieben. Das ist ein Fehler im Programm oder im Treiber; manchmal ist die GPU übertaktet oder zu heiß.',
  gpu_kernel_error:
    'Der NVIDIA-Treiber hat den Fehler {xid} (Xid) ins Systemlog geschrieben, als das Programm endete.',
  cuda_in_forked_process:
    'Das Programm hat erst die GPU verwendet und sich dann in mehrere Prozesse geteilt.',
  nccl_failed: 'Mehrere GPUs konnten keine Daten austauschen. Die Zeilen ringsum nennen die Ursache.',
  cudnn_failed:
    'Die Bibliothek von NVIDIA für neuronale Netze passt nicht zu den übrigen Bibliotheken oder fand keinen VRAM.',
  amd_card_not_allowed: 'Die Geräte der GPU gehören den Gruppen render und video.',
  no_vulkan_driver:
    'Das Programm will die GPU über Vulkan nutzen, findet aber keinen Treiber dafür. Das Log hat die Details.',
  vllm_reserves_too_much:
    'vLLM reserviert {percent} % der GPU für sich, das sind {wanted} von {total} GiB, aber nur {free} GiB waren frei.{hasMemory, select, yes { {memory}} other {}}',
  vllm_context_too_long:
    'Der Speicher, der für Kontexte übrig bleibt{hasMemory, select, yes { ({memory})} other {}}, ist zu klein für eine Anfrage mit voller Länge{hasTokens, select, yes {: Höchstens {tokens} Tokens passen} other {}}.',
  vllm_no_memory_for_contexts:
    'Das Modell allein belegt den ganzen VRAM, den vLLM verwenden darf, für Anfragen bleibt nichts.{hasMemory, select, yes { {memory}} other {}}',
  gpu_out_of_memory:
    'Es hat {hasSize, select, yes {{size} VRAM} other {mehr VRAM}} angefordert, aber so viel war nicht mehr frei.{hasMemory, select, yes { {memory}} other {}}',
  gpu_memory:
    'GPU {gpu} ({name}) hat {total}{hasFree, select, yes {, davon sind jetzt {free} frei} other {}}.',
  gpu_holders: 'Andere Backends belegen dort VRAM: {holders}.',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory} {holders}',
  shared_library_missing: 'Das Programm braucht {library}, das auf diesem Rechner nicht gefunden wurde.',
  cuda_library_missing:
    '{library} wurde nicht gefunden: Das Programm ist für ein CUDA gebaut, das hier nicht installiert ist.',
  dll_missing:
    'Windows konnte nicht alle Teile von {hasName, select, yes {{name}} other {dem Programm}} finden.',
  system_too_old: 'Es braucht {version}, aber die C-Bibliothek dieses Systems ist älter.',
  wrong_processor:
    'Die Programmdatei ist für eine andere Art von Prozessor oder System gemacht, als dieser Rechner hat.',
  node_module_missing:
    'Das Programm läuft mit Node, aber {hasModule, select, yes {{module}} other {ein Paket}} fehlt.',
  shared_memory_too_small:
    'Seine Prozesse tauschen Daten in /dev/shm aus, und das ist voll: Ein Container hat davon 64 MB, wenn er nicht mehr bekommt.',
  paging_file_too_small:
    'Windows gibt einem Programm nur so viel Speicher, wie RAM und Auslagerungsdatei zusammen fassen, und der ist aufgebraucht.',
  model_larger_than_memory: 'Das Modell braucht {needed} RAM, aber nur {free} sind frei.',
  node_heap_full: 'Node gibt einem Programm einen begrenzten Heap, und der ist voll.',
  out_of_memory:
    '{hasSize, select, yes {Es hat {size} RAM angefordert, mehr als frei ist} other {Es hat mehr RAM angefordert, als frei ist}}.',
  too_many_threads:
    'Dieser Benutzer hat so viele Prozesse und Threads, wie das System oder der Container erlaubt.',
  too_many_files:
    'Das System erlaubt einem Programm nur eine begrenzte Zahl gleichzeitig offener Dateien und Verbindungen.',
  process_killed:
    'Ein Prozess, den es gestartet hatte, wurde gewaltsam beendet. Wenn der Speicher ausgeht, beendet das System den Prozess, der am meisten belegt.',
  model_is_projector:
    'Die Datei ist ein Projektor (mmproj): der Teil, mit dem ein Sprachmodell Bilder sieht.',
  model_architecture_unknown:
    'Das Modell hat die Architektur {kind}, die diese Version des Programms nicht laden kann.',
  model_split_incomplete:
    'Das Modell besteht aus mehreren Dateien, und {hasFile, select, yes {{file}} other {eine davon}} fehlt oder gehört zu einem anderen Modell.',
  model_is_a_pointer:
    'Die Datei ist nicht das Modell: Sie enthält nur die paar Zeilen, mit denen Git auf eine große Datei verweist (Git LFS).',
  model_cut_off:
    'Die Modelldatei endet zu früh oder ist beschädigt: Ein Download wurde abgeschnitten, oder ein Laufwerk ist ausgefallen.',
  model_not_gguf: 'Das Programm lädt Modelle im GGUF-Format, aber diese Datei hat ein anderes.',
  model_file_missing:
    'Das Modell oder eine zugehörige Datei wurde nicht gefunden{hasPath, select, yes {: {path}} other {. Die Zeilen unten nennen sie}}.',
  model_adapter_wrong:
    'Der Adapter (LoRA) konnte nicht geladen werden: Er ist für ein anderes Modell, oder sein Pfad ist falsch.',
  model_adapter_rank: 'Der Adapter hat Rang {rank}, aber das Programm nimmt höchstens {limit} an.',
  model_load_failed:
    'Das Programm konnte sein Modell nicht laden{hasReason, select, yes {: {reason}} other {}}.',
  port_in_use:
    '{hasOwner, select, yes {{owner}} other {Ein anderes Programm}} belegt {port, select, none {den Port, den es öffnen will} other {Port {port}}}{wasFree, select, yes {; beim Start war er noch frei} other {}}.',
  port_not_allowed:
    'Das System lässt diesen Benutzer {port, select, none {den gewünschten Port} other {Port {port}}} nicht öffnen{isLow, select, yes {: Ports unter 1024 dürfen nur Administratoren verwenden} other {}}.',
  address_not_here: 'Es soll an einer Adresse lauschen, die zu keinem Netzwerk dieses Rechners gehört.',
  python_environment_moved:
    'Die virtuelle Umgebung verweist auf ein Python, das nicht da ist: Sie wurde verschoben oder kopiert, oder ihr Python wurde aktualisiert oder entfernt.',
  python_too_old:
    'Das Programm verwendet etwas, das sein Python noch nicht hat{hasWanted, select, yes {: Es braucht {wanted}} other {}}.',
  python_version_wrong: 'Sein Python ist {present}, aber ein Paket braucht {wanted}.',
  python_externally_managed:
    'Es wollte Pakete in das Python des Systems installieren, was das System verbietet.',
  numpy_mismatch: 'Eines seiner Pakete ist für NumPy 1 gebaut, und die Umgebung hat NumPy 2, oder umgekehrt.',
  torch_extension_mismatch:
    'Ein kompiliertes Paket wie torchvision, vLLM, xformers oder flash-attn passt nicht zum PyTorch daneben: Eines wurde ohne das andere aktualisiert.',
  c_compiler_missing:
    'Es kompiliert beim Start Code, findet aber keinen Compiler oder die Header von Python nicht.',
  python_module_missing: 'Sein Python hat kein Modul namens {module}.',
  python_packages_mismatch: '{package} hat kein {name}: Es ist älter oder neuer, als das Programm erwartet.',
  python_package_wanted: 'Es braucht {wanted}.',
  vllm_sleep_mode_conflict:
    'In dieser Version funktioniert --enable-sleep-mode nicht mit PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True.',
  vllm_sleep_mode_unsupported: 'vLLM kann nur auf NVIDIA-GPUs und neueren AMD-GPUs schlafen.',
  too_few_gpus:
    'Es soll {hasWanted, select, yes {{wanted}} other {mehrere}} GPUs verwenden, sieht aber {hasSeen, select, yes {nur {seen}} other {weniger}}.',
  gpus_do_not_divide_model:
    'Die Teile des Modells{hasParts, select, yes { ({parts})} other {}} lassen sich nicht gleichmäßig auf {hasGpus, select, yes {{gpus}} other {so viele}} GPUs verteilen.',
  model_wants_own_code:
    'Das Modell bringt eigenen Python-Code mit, der beim Laden auf diesem Rechner mit all Ihren Rechten läuft.',
  context_longer_than_model:
    '--max-model-len verlangt {wanted} Tokens, aber das Modell ist für {most} gemacht.',
  attention_backend_missing: 'Die Bibliothek, die Attention berechnet, fehlt oder kennt diese GPU nicht.',
  vllm_engine_failed:
    'vLLM betreibt seine Engine in einem eigenen Prozess, und der ist beendet. Die Zeilen davor nennen die Ursache.',
  killed_out_of_memory:
    'Der RAM war aufgebraucht, daher hat das System das Programm beendet, das am meisten davon belegte: {name}{hasSize, select, yes { mit {size}} other {}}. So steht es im Systemlog.',
  killed:
    'Es wurde mit SIGKILL beendet, dem sich kein Programm widersetzen kann. Das macht das System, wenn der RAM ausgeht, ein Container an seinem Limit, oder jemand von Hand.',
  processor_lacks_instruction:
    'Das Programm hat einen Befehl verwendet, den dieser Prozessor nicht hat, meist AVX, AVX2 oder AVX-512.',
  memory_taken_away:
    'Eine Datei, die es in den Speicher eingeblendet hatte, wurde gekürzt oder ihr Laufwerk fiel aus, oder der Shared Memory war voll, wie in einem Container mit 64 MB /dev/shm.',
  segmentation_fault:
    'Es hat Speicher gelesen oder geschrieben, der ihm nicht gehört. Das ist ein Fehler im Programm, in einem seiner kompilierten Pakete oder im GPU-Treiber.',
  dll_missing_at_start:
    'Windows hat das Programm nicht gestartet, weil eine benötigte DLL fehlt oder eine andere Version hat.',
  wrong_processor_at_start:
    'Das Programm oder eine seiner DLLs ist für 32 Bit, wo 64 nötig wären, oder umgekehrt.',
  broken_off_by_itself:
    'Eine Prüfung im Programm schlug fehl, daher hat es sich selbst beendet. Die Zeilen unten sagen meist mehr.',
  command_missing_in_shell: 'Sein Skript endete mit Code 127: Ein aufgerufener Befehl wurde nicht gefunden.',
  command_not_executable_in_shell:
    'Sein Skript endete mit Code 126: Eine aufgerufene Datei ist kein Programm oder nicht als solches markiert.',
  in_setting: 'in „{setting}“',
  where_started: 'beim Aufruf',
  in_environment: 'in der Startumgebung',
};
