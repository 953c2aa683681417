import type { failureRemedyWords } from '../../en/errors/failure-remedies.ts';
import type { Translation } from '../../message.ts';

export const failureRemedyTranslation: Translation<typeof failureRemedyWords> = {
  argument_unknown:
    'Korrigieren oder entfernen Sie es {where} oder aktualisieren Sie das Programm: Vielleicht heißt es jetzt anders (--help listet alle auf).',
  argument_value_wrong: 'Korrigieren Sie es {where}.',
  argument_required: 'Ergänzen Sie es {where}.',
  variable_missing:
    'Setzen Sie sie {where}. Ein Programm, das der Desktop startet, bekommt nicht, was Ihr Terminal gesetzt hat.',
  inner_command_missing:
    'Installieren Sie {command} oder ergänzen Sie seinen Ordner im PATH unter den Umgebungsvariablen: Der PATH Ihres Terminals ist vielleicht länger.',
  docker_not_allowed:
    'Nehmen Sie den Benutzer, unter dem Switchyard läuft, in die Gruppe docker auf und melden Sie sich am System neu an.',
  docker_not_running:
    '{system, select, linux {Starten Sie den Dienst und drücken Sie dann „Neu starten“.} other {Starten Sie Docker Desktop und drücken Sie dann „Neu starten“.}}',
  docker_without_gpu:
    'Installieren Sie das NVIDIA Container Toolkit. Führen Sie dann den Befehl aus, der Docker einrichtet und neu startet.',
  container_name_taken:
    'Entfernen Sie ihn mit dem Befehl. Ergänzen Sie --rm {where}, damit Docker jeden Container an seinem Ende entfernt.',
  container_image_missing: 'Korrigieren Sie den Namen des Images {where} oder führen Sie docker login aus.',
  git_conflict:
    'Führen Sie den Befehl in dem Ordner aus, um Ihre Änderungen beiseitezulegen (git stash pop holt sie zurück), und drücken Sie dann „Neu starten“.',
  git_owner:
    'Übertragen Sie den Ordner dem Benutzer, unter dem Switchyard läuft{hasCommand, select, yes {, oder erlauben Sie es mit dem Befehl} other {}}.',
  git_locked: 'Wenn dort kein Git läuft, löschen Sie diese Datei und drücken Sie dann „Neu starten“.',
  model_gated:
    'Nehmen Sie die Bedingungen auf der Seite des Modells an, erstellen Sie ein Token (huggingface.co/settings/tokens) und setzen Sie HF_TOKEN=… {where}.',
  token_refused:
    'Erstellen Sie ein neues Token (huggingface.co/settings/tokens) und setzen Sie HF_TOKEN=… {where}.',
  model_not_found_online:
    'Korrigieren Sie den Namen des Modells {where}. Für ein privates Modell setzen Sie HF_TOKEN=… {whereVariables}.',
  download_limited:
    'Warten Sie einige Minuten. Mit einem Login oder Token erlauben die meisten Quellen mehr.',
  certificate_not_trusted:
    'Prüfen Sie die Uhr dieses Rechners. Für einen Proxy Ihrer Firma setzen Sie die Datei ihrer Zertifizierungsstelle als REQUESTS_CA_BUNDLE und SSL_CERT_FILE {where}.',
  proxy_refused:
    'Korrigieren Sie HTTPS_PROXY {where} (http://user:password@host:port) und nehmen Sie diesen Rechner davon aus: NO_PROXY=localhost,127.0.0.1.',
  name_not_resolved:
    'Prüfen Sie, ob dieser Rechner online ist. Wenn die Modelle schon hier sind, setzen Sie HF_HUB_OFFLINE=1 {where}, damit nichts abgefragt wird.',
  source_not_reached:
    'Prüfen Sie, ob dieser Rechner online ist und ob HF_HUB_OFFLINE {where} gesetzt ist. Drücken Sie dann „Neu starten“.',
  other_service_down:
    'Starten Sie zuerst das andere Programm: eine Datenbank, eine Warteschlange oder eine andere Engine, mit der es zusammenarbeitet.',
  ggml_assertion:
    'Aktualisieren Sie das Programm. Wenn ein bestimmtes Modell oder Argument die Ursache ist, melden Sie es dem Projekt mit den Zeilen unten.',
  program_panicked:
    'Aktualisieren Sie das Programm und suchen Sie die Meldung unter seinen bekannten Problemen.',
  python_error:
    'Suchen Sie die Meldung unter den bekannten Problemen des Programms. Das Log hat den ganzen Traceback.',
  program_error:
    'Korrigieren Sie, was die Meldung nennt. Wenn sie zu wenig sagt, suchen Sie sie unter den bekannten Problemen des Programms.',
  disk_full:
    'Schaffen Sie Platz auf dem Laufwerk. Modelle von Hugging Face liegen in ~/.cache/huggingface; HF_HOME bestimmt ein anderes Laufwerk dafür.',
  read_only_disk:
    'Wählen Sie einen Ordner auf einem anderen Laufwerk oder hängen Sie dieses beschreibbar ein. Wenn es niemand so eingehängt hat, prüfen Sie das Laufwerk.',
  permission_denied:
    'Korrigieren Sie Besitzer und Rechte der Datei und der übergeordneten Ordner. Von root oder in einem Container erzeugte Dateien gehören oft root.',
  file_in_use: 'Beenden Sie die andere Kopie. Ein Virenscanner gibt eine Datei nach einem Moment frei.',
  disk_error:
    'Prüfen Sie, ob das Laufwerk oder die Netzwerkfreigabe verbunden ist, und prüfen Sie das Laufwerk (dmesg, smartctl).',
  file_missing:
    'Korrigieren Sie den Pfad dort, wo er steht: in den Argumenten, den Variablen oder beim Arbeitsordner. Oft wurde ein Laufwerk verschoben oder ausgehängt.',
  nvidia_driver_mismatch: 'Starten Sie den Rechner neu.',
  nvidia_driver_too_old:
    'Installieren Sie einen neueren NVIDIA-Treiber oder einen Build des Programms für ein älteres CUDA.',
  no_nvidia_driver:
    'Installieren Sie den Treiber der GPU; einem Container geben Sie die GPUs (--gpus all). Um stattdessen den Prozessor zu nutzen, legen Sie das {where} fest (ComfyUI: --cpu; llama-server: -ngl 0).',
  torch_without_gpu:
    'Installieren Sie das PyTorch, das zur GPU passt, in die Umgebung, mit dem Befehl von pytorch.org: Unter Windows installiert pip ohne Weiteres das ohne GPU.',
  gpu_number_wrong:
    'Korrigieren Sie „GPUs“ in den Einstellungen oder die Nummer der GPU {where}: Die erste GPU, die es sehen darf, ist immer 0.',
  no_gpu_found:
    'Prüfen Sie „GPUs“ in den Einstellungen und Variablen wie CUDA_VISIBLE_DEVICES: Ist eine leer oder nennt sie eine fehlende GPU, sind alle verborgen.',
  gpu_not_supported:
    'Installieren Sie einen Build, der die GPU unterstützt: für eine neue GPU das neueste PyTorch oder dessen Nightly, für eine alte eine frühere Version. Bei nahen Verwandten unterstützter AMD-GPUs kann HSA_OVERRIDE_GFX_VERSION helfen.',
  gpu_without_bfloat16: 'Ergänzen Sie --dtype half {where}.',
  gpu_busy:
    'Beenden Sie das andere Programm. Ein Administrator schaltet den Modus mit dem Befehl aus. Wenn kein Programm die GPU belegt, starten Sie den Rechner neu.',
  gpu_lost:
    'Starten Sie den Rechner neu. Wenn es wieder geschieht, prüfen Sie Temperatur und Stromversorgung der GPU, auch Stecker und Riser-Kabel.',
  gpu_memory_defect:
    'Starten Sie den Rechner neu. Wenn es wieder geschieht, ist die GPU defekt; der Befehl zeigt ihre Fehlerzähler.',
  gpu_assertion:
    'Aktualisieren Sie das Programm und laden Sie das Modell mit seinem eigenen Tokenizer. Mit CUDA_LAUNCH_BLOCKING=1 {where} nennt das Log die Stelle.',
  gpu_illegal_access:
    'Aktualisieren Sie das Programm und den Treiber. Wenn es bei jedem Programm geschieht, machen Sie eine Übertaktung rückgängig und prüfen Sie die Temperatur der GPU.',
  gpu_kernel_error:
    'Was Xid {xid} bedeutet, steht bei NVIDIA in der Dokumentation unter „Xid errors“. Wenn die GPU unbrauchbar bleibt, starten Sie den Rechner neu.',
  cuda_in_forked_process: 'Für vLLM setzen Sie VLLM_WORKER_MULTIPROC_METHOD=spawn {where}.',
  nccl_failed:
    'Versuchen Sie es mit NCCL_P2P_DISABLE=1 {where}. Einem Container geben Sie Shared Memory (--ipc=host). Mit NCCL_DEBUG=INFO sagt das Log mehr.',
  cudnn_failed:
    'Nehmen Sie andere Versionen davon aus LD_LIBRARY_PATH heraus: PyTorch bringt seine eigene mit. War die GPU fast voll, geben Sie VRAM frei.',
  amd_card_not_allowed:
    'Nehmen Sie den Benutzer, unter dem Switchyard läuft, mit dem Befehl in diese Gruppen auf und melden Sie sich am System neu an.',
  no_vulkan_driver:
    'Installieren Sie den Vulkan-Treiber der GPU (Debian und Ubuntu: mesa-vulkan-drivers, oder den von NVIDIA) oder verwenden Sie einen anderen Build des Programms.',
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyard kann freigeben, was andere Backends dort belegen, und es erneut starten. Wenn das nicht reicht, senken Sie --gpu-memory-utilization{hasPart, select, yes { auf {part}} other {}} {where}.} other {Senken Sie --gpu-memory-utilization{hasPart, select, yes { auf {part}} other {}} {where} oder beenden Sie andere Programme, die die GPU nutzen.}}',
  vllm_context_too_long:
    'Setzen Sie --max-model-len {tokens} {where} oder erhöhen Sie dort --gpu-memory-utilization, wenn die GPU noch mehr hergibt.',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyard kann freigeben, was andere Backends dort belegen, und es erneut starten. Wenn das nicht reicht, erhöhen Sie --gpu-memory-utilization oder senken Sie --max-model-len {where}, oder wählen Sie eine kleinere Quantisierung des Modells.} other {Erhöhen Sie --gpu-memory-utilization oder senken Sie --max-model-len {where}, wählen Sie eine kleinere Quantisierung des Modells oder beenden Sie andere Programme, die die GPU nutzen.}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyard kann freigeben, was andere Backends dort belegen, und es erneut starten. Wenn das nicht reicht, wählen Sie ein kleineres Modell, einen kleineren Kontext oder weniger gleichzeitige Anfragen.} other {Wählen Sie ein kleineres Modell, einen kleineren Kontext oder weniger gleichzeitige Anfragen oder beenden Sie andere Programme, die die GPU nutzen.}}',
  shared_library_missing:
    '{hasCommand, select, yes {Führen Sie in einem Terminal auf seinem Rechner aus: {command}} other {Installieren Sie das Paket, das {library} enthält, oder ergänzen Sie dessen Ordner in LD_LIBRARY_PATH.}}',
  cuda_library_missing:
    'Installieren Sie die CUDA-Bibliotheken dieser Version oder einen Build des Programms für die hier vorhandene Version. Ein Python-Paket davon kommt mit einem PyTorch für diese Version.',
  dll_missing:
    'Installieren Sie das neueste „Visual C++ Redistributable“ (x64) von Microsoft. Wenn ein CUDA-Paket genannt ist, installieren Sie den GPU-Treiber und das Paket neu.',
  system_too_old:
    'Verwenden Sie einen Build für dieses System (oft „ubuntu-20.04“ oder „manylinux“ genannt), lassen Sie es in einem Container laufen oder aktualisieren Sie das System. In einer Conda-Umgebung: conda install -c conda-forge libstdcxx-ng.',
  wrong_processor: 'Laden Sie den Build für diesen Rechner herunter, etwa x64 oder arm64.',
  node_module_missing:
    'Führen Sie npm install in seinem Ordner aus. Wenn der Pfad des Programms selbst genannt ist, korrigieren Sie ihn in den Einstellungen.',
  shared_memory_too_small:
    'Ergänzen Sie --ipc=host oder --shm-size=8g bei den Argumenten von docker run {where}.',
  paging_file_too_small:
    'Lassen Sie Windows die Größe der Auslagerungsdatei verwalten (System, Erweitert, Leistung, Virtueller Arbeitsspeicher) oder geben Sie Speicher frei.',
  less_memory:
    'Geben Sie Speicher anderer Backends frei, wählen Sie ein kleineres Modell oder einen kleineren Kontext oder bauen Sie mehr RAM ein.',
  node_heap_full:
    'Setzen Sie NODE_OPTIONS=--max-old-space-size=8192 {where}, mit so vielen Megabyte, wie es verwenden darf.',
  too_many_threads:
    'Beenden Sie nicht benötigte Programme oder erhöhen Sie das Limit (ulimit -u; im Container --pids-limit). Mit OMP_NUM_THREADS=4 {where} starten die meisten Engines weniger Threads.',
  too_many_files:
    'Erhöhen Sie das Limit dort, wo Switchyard gestartet wird (ulimit -n 65536; in einem Dienst LimitNOFILE=65536), und starten Sie Switchyard neu.',
  model_is_projector:
    'Wählen Sie das Sprachmodell selbst als Modell und geben Sie diese Datei mit --mmproj an ({where}).',
  model_architecture_unknown:
    'Aktualisieren Sie das Programm und sein Paket transformers: Neuere Versionen kennen neuere Modelle. Oder wählen Sie ein anderes Modell.',
  model_split_incomplete:
    'Legen Sie alle Teile unter ihren ursprünglichen Namen in einen Ordner und nennen Sie den ersten (-00001-of-…).',
  model_is_a_pointer:
    'Führen Sie den Befehl im Ordner des Modells aus oder laden Sie die Datei selbst herunter.',
  model_cut_off: 'Laden oder kopieren Sie sie erneut und vergleichen Sie ihre Größe mit der an der Quelle.',
  model_not_gguf:
    'Wählen Sie eine Datei, deren Name auf .gguf endet. Modelle in safetensors müssen erst konvertiert werden.',
  model_file_missing:
    'Korrigieren Sie den Pfad oder den Namen des Modells. Ein Modellordner braucht neben den Gewichten seine config.json und die Dateien seines Tokenizers.',
  model_adapter_wrong: 'Korrigieren oder entfernen Sie ihn {where}.',
  model_adapter_rank: 'Setzen Sie --max-lora-rank {rank} {where}.',
  model_load_failed:
    'Die Zeilen davor nennen die Ursache. Vielleicht kennt eine neuere Version des Programms dieses Modell.',
  port_in_use:
    '{wasFree, select, yes {Beenden Sie das andere Programm oder legen Sie in den Einstellungen einen anderen Port fest.} other {Beenden Sie das andere Programm: Vielleicht läuft außerhalb von Switchyard noch eine frühere Kopie von diesem. Oder schreiben Sie {placeholder} anstelle der Nummer {where}, dann bekommt es einen freien Port.}}',
  port_not_allowed:
    '{system, select, windows {Wählen Sie einen anderen Port {where}: Windows behält einige für sich („netsh interface ipv4 show excludedportrange protocol=tcp“ listet sie auf).} other {Wählen Sie einen Port über 1024 {where}.}}',
  address_not_here:
    'Korrigieren Sie die Adresse {where}: 127.0.0.1 für diesen Rechner, 0.0.0.0 für das Netzwerk.',
  python_environment_moved:
    'Erstellen Sie die Umgebung dort neu, wo sie jetzt ist (python -m venv, dann die Anforderungen mit pip installieren): Eine Umgebung lässt sich nicht verschieben.',
  python_version_wrong:
    'Erstellen Sie die Umgebung neu mit einer Python-Version, die seine Dokumentation nennt (python3.11 -m venv …), und geben Sie dieses Python in den Einstellungen an.',
  python_externally_managed:
    'Erstellen Sie eine virtuelle Umgebung dafür (python3 -m venv) und geben Sie deren Python in den Einstellungen an.',
  numpy_mismatch:
    '{hasCommand, select, yes {Führen Sie in einem Terminal auf seinem Rechner aus: {command}} other {Installieren Sie in die Umgebung ein NumPy unter Version 2 oder aktualisieren Sie das Paket, das den Fehler auslöst.}}',
  torch_extension_mismatch:
    'Installieren Sie beide zusammen neu, in Versionen, die zueinander gehören; das Paket nennt das PyTorch, das es braucht.{hasCommand, select, yes { Der Befehl zeigt, welche Pakete nicht passen.} other {}}',
  c_compiler_missing:
    '{system, select, windows {Installieren Sie die Build Tools für Visual Studio mit „Desktopentwicklung mit C++“ und drücken Sie dann „Neu starten“.} other {Installieren Sie einen C-Compiler und die Header von Python und drücken Sie dann „Neu starten“.}}',
  python_module_missing:
    '{hasCommand, select, yes {Führen Sie in einem Terminal auf seinem Rechner aus: {command}.} other {Installieren Sie {package} in die Umgebung.}}{isTorch, select, yes { Für eine GPU verwenden Sie stattdessen den Befehl von pytorch.org.} other {}} Wenn es eine requirements.txt hat, installieren Sie diese: Nach einem Update fehlt manchmal mehr als ein Paket.',
  python_packages_mismatch:
    'Installieren Sie die Versionen aus seiner requirements.txt in die Umgebung, vor allem {package}.{hasCommand, select, yes { Führen Sie in einem Terminal auf seinem Rechner aus: {command}} other {}}',
  vllm_sleep_mode_conflict:
    'Entfernen Sie diese Variable {where}, lassen Sie --enable-sleep-mode weg oder aktualisieren Sie vLLM.',
  vllm_sleep_mode_unsupported: 'Entfernen Sie --enable-sleep-mode {where}.',
  too_few_gpus: 'Senken Sie --tensor-parallel-size {where} oder wählen Sie in den Einstellungen mehr GPUs.',
  gpus_do_not_divide_model:
    'Setzen Sie --tensor-parallel-size {where} auf eine Zahl, durch die sie sich teilen lassen, etwa 1, 2, 4 oder 8.',
  model_wants_own_code: 'Wenn Sie dem Anbieter vertrauen, ergänzen Sie --trust-remote-code {where}.',
  context_longer_than_model: 'Senken Sie den Wert {where} auf {most}.',
  attention_backend_missing:
    'Wählen Sie eine andere: VLLM_ATTENTION_BACKEND=TRITON_ATTN {where} für vLLM, --attn-implementation oder --use-pytorch-cross-attention für andere.',
  vllm_engine_failed:
    'Öffnen Sie das Log und suchen Sie den ersten Fehler. Mit --enforce-eager und einem kleineren --max-model-len braucht es von allem weniger.',
  killed_out_of_memory:
    'Geben Sie Speicher anderer Backends frei, wählen Sie ein kleineres Modell oder einen kleineren Kontext oder geben Sie dem Rechner mehr RAM oder Swap. In einem Container oder Dienst erhöhen Sie dessen Speicherlimit.',
  killed:
    'Wenn es niemand beendet hat, geben Sie Speicher anderer Backends frei, wählen Sie ein kleineres Modell oder einen kleineren Kontext oder erhöhen Sie das Speicherlimit des Containers oder Dienstes. Der Befehl zeigt, ob das System es beendet hat.',
  processor_lacks_instruction:
    'Verwenden Sie einen Build für ältere Prozessoren (oft „noavx“ oder „compat“ genannt) oder kompilieren Sie es auf diesem Rechner.',
  memory_taken_away:
    'Wenn das Modell inzwischen ersetzt wurde, drücken Sie „Neu starten“. Einem Container geben Sie --ipc=host oder --shm-size=8g. Sonst prüfen Sie das Laufwerk.',
  segmentation_fault:
    'Aktualisieren Sie das Programm und den GPU-Treiber. Wenn es nach einem Update begann, kehren Sie zur Version davor zurück. Auch Erweiterungen und Custom Nodes können die Ursache sein.',
  dll_missing_at_start:
    'Installieren Sie das neueste „Visual C++ Redistributable“ (x64) von Microsoft, den GPU-Treiber und das Programm neu. Ein Doppelklick auf das Programm zeigt den Namen der DLL.',
  wrong_processor_at_start: 'Installieren Sie den 64-Bit-Build des Programms neu, mit allen seinen Teilen.',
  broken_off_by_itself:
    'Aktualisieren Sie das Programm und suchen Sie seine letzte Meldung unter seinen bekannten Problemen.',
  command_missing_in_shell:
    'Installieren Sie, was die letzten Zeilen nennen, oder ergänzen Sie dessen Ordner im PATH unter den Umgebungsvariablen.',
  command_not_executable_in_shell:
    'Machen Sie die Datei ausführbar (chmod +x) oder nennen Sie ihren Interpreter.',
};
