import { defineArea } from '../../message.ts';

/** What to do about a failure, by the id of its diagnosis. The values are as in failures.ts. */
export const failureRemedyWords = defineArea('failureRemedies', {
  // Its command line.
  argument_unknown:
    'Correct or remove it {where}, or update the program: it may have another name now (--help lists all).',
  argument_value_wrong: 'Correct it {where}.',
  argument_required: 'Add it {where}.',
  variable_missing:
    'Set it {where}. A program that the desktop starts does not get what your terminal has set.',
  inner_command_missing:
    'Install {command}, or add its folder to PATH among its environment variables: the PATH of your terminal may be longer.',

  // Docker and git.
  docker_not_allowed: 'Add the user that runs Switchyard to the group docker, then sign in again.',
  docker_not_running:
    '{system, select, linux {Start the service, then press Restart.} other {Start Docker Desktop, then press Restart.}}',
  docker_without_gpu:
    'Install the NVIDIA Container Toolkit. Then run the command, which sets up Docker and restarts it.',
  container_name_taken:
    'Remove it with the command. Add --rm {where}, so that Docker removes each container when it ends.',
  container_image_missing: 'Correct the name of the image {where}, or run docker login.',
  git_conflict:
    'Run the command in its folder to set your changes aside (git stash pop brings them back), then press Restart.',
  git_owner:
    'Give the folder to the user that runs Switchyard{hasCommand, select, yes {, or allow it with the command} other {}}.',
  git_locked: 'If no git runs there, delete that file, then press Restart.',

  // Downloads and the network.
  model_gated:
    'Accept the terms on the page of the model, create a token (huggingface.co/settings/tokens), and enter HF_TOKEN=… {where}.',
  token_refused: 'Create a new token (huggingface.co/settings/tokens), and enter HF_TOKEN=… {where}.',
  model_not_found_online:
    'Correct the name of the model {where}. For a private model, enter HF_TOKEN=… {whereVariables}.',
  download_limited: 'Wait a few minutes. Most sources allow more with a login or a token.',
  certificate_not_trusted:
    'Check the clock of this computer. For a proxy of your company, enter the file of its authority as REQUESTS_CA_BUNDLE and SSL_CERT_FILE {where}.',
  proxy_refused:
    'Correct HTTPS_PROXY {where} (http://user:password@host:port), and keep this computer out of it: NO_PROXY=localhost,127.0.0.1.',
  name_not_resolved:
    'Check whether this computer is connected. If the models are already here, enter HF_HUB_OFFLINE=1 {where}, so that it asks nobody.',
  source_not_reached:
    'Check whether this computer is connected and whether HF_HUB_OFFLINE is set {where}. Then press Restart.',
  other_service_down: 'Start that program first: a database, a queue, or another engine that it works with.',

  // What a program says when it ends.
  ggml_assertion:
    'Update the program. If a certain model or argument causes it, report it to the project with the lines below.',
  program_panicked: 'Update the program, and search for the message among its known issues.',
  python_error:
    'Search for the message among the known issues of the program. The log has the whole traceback.',
  program_error:
    'Correct what the message names. If it says too little, search for it among the known issues of the program.',

  // Disks and files.
  disk_full:
    'Free space on that disk. Models from Hugging Face are in ~/.cache/huggingface; HF_HOME names another disk for them.',
  read_only_disk:
    'Choose a folder on another disk, or mount the disk for writing. If nobody mounted it that way, check the disk.',
  permission_denied:
    'Correct owner and permissions of the file and of the folders above it. Files made by root or in a container often belong to root.',
  file_in_use: 'End the other copy. A virus scanner releases a file after a moment.',
  disk_error: 'Check whether the drive or network share is connected, and check the disk (dmesg, smartctl).',
  file_missing:
    'Correct the path where it is named: in its arguments, its variables or its working folder. Often a disk was moved or unmounted.',

  // GPUs and their drivers.
  nvidia_driver_mismatch: 'Restart the computer.',
  nvidia_driver_too_old: 'Install a newer NVIDIA driver, or a build of the program for an older CUDA.',
  no_nvidia_driver:
    'Install the driver of the GPU; in a container, give it the GPUs (--gpus all). To use the processor instead, say so {where} (ComfyUI: --cpu; llama-server: -ngl 0).',
  torch_without_gpu:
    'Install the PyTorch that fits the GPU into its environment, with the command from pytorch.org: on Windows, plain pip installs the one without GPUs.',
  gpu_number_wrong:
    'Correct GPUs in its settings, or the number of the GPU {where}: the first GPU that it may see is always 0.',
  no_gpu_found:
    'Check GPUs in its settings, and variables such as CUDA_VISIBLE_DEVICES: an empty one, or one that names a missing GPU, hides all of them.',
  gpu_not_supported:
    'Install a build that supports the GPU: for a new GPU the latest PyTorch or its nightly, for an old one an earlier version. For close relatives of supported AMD GPUs, HSA_OVERRIDE_GFX_VERSION may help.',
  gpu_without_bfloat16: 'Add --dtype half {where}.',
  gpu_busy:
    'End the other program. An administrator switches the mode off with the command. If no program has the GPU, restart the computer.',
  gpu_lost:
    'Restart the computer. If it happens again, check temperature and power of the GPU, and its power plug and riser.',
  gpu_memory_defect:
    'Restart the computer. If it happens again, the GPU is defective; the command shows its error counts.',
  gpu_assertion:
    'Update the program, and load the model with its own tokenizer. With CUDA_LAUNCH_BLOCKING=1 {where}, the log names the place.',
  gpu_illegal_access:
    'Update the program and the driver. If it happens with every program, undo overclocking and check the temperature of the GPU.',
  gpu_kernel_error:
    'NVIDIA lists what Xid {xid} means under “Xid errors” in its documentation. If the GPU stays unusable, restart the computer.',
  cuda_in_forked_process: 'For vLLM, enter VLLM_WORKER_MULTIPROC_METHOD=spawn {where}.',
  nccl_failed:
    'Try NCCL_P2P_DISABLE=1 {where}. In a container, give it shared memory (--ipc=host). With NCCL_DEBUG=INFO, the log says more.',
  cudnn_failed:
    'Take other versions of it out of LD_LIBRARY_PATH: PyTorch brings its own. If the GPU was nearly full, free some VRAM.',
  amd_card_not_allowed:
    'Add the user that runs Switchyard to these groups with the command, then sign in again.',
  no_vulkan_driver:
    'Install the Vulkan driver of the GPU (Debian and Ubuntu: mesa-vulkan-drivers, or NVIDIA’s), or use another build of the program.',

  // VRAM. `canFree`: whether Switchyard can free what other backends hold there.
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyard can free what other backends hold there and start it again. If that is not enough, lower --gpu-memory-utilization{hasPart, select, yes { to {part}} other {}} {where}.} other {Lower --gpu-memory-utilization{hasPart, select, yes { to {part}} other {}} {where}, or end other programs that use the GPU.}}',
  vllm_context_too_long:
    'Enter --max-model-len {tokens} {where}, or raise --gpu-memory-utilization there if the GPU has more to give.',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyard can free what other backends hold there and start it again. If that is not enough, raise --gpu-memory-utilization or lower --max-model-len {where}, or choose a smaller quantization of the model.} other {Raise --gpu-memory-utilization or lower --max-model-len {where}, choose a smaller quantization of the model, or end other programs that use the GPU.}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyard can free what other backends hold there and start it again. If that is not enough, choose a smaller model, a smaller context or fewer requests at the same time.} other {Choose a smaller model, a smaller context or fewer requests at the same time, or end other programs that use the GPU.}}',

  // Libraries and builds.
  shared_library_missing:
    '{hasCommand, select, yes {In a terminal on its computer, run: {command}} other {Install the package that has {library}, or add its folder to LD_LIBRARY_PATH.}}',
  cuda_library_missing:
    'Install the CUDA libraries of that version, or a build of the program for the version that is here. A Python package of it comes with a PyTorch for that version.',
  dll_missing:
    'Install the latest “Visual C++ Redistributable” (x64) from Microsoft. If a CUDA package is named, install the GPU driver and the package again.',
  system_too_old:
    'Use a build for this system (often called “ubuntu-20.04” or “manylinux”), run it in a container, or update the system. In a conda environment: conda install -c conda-forge libstdcxx-ng.',
  wrong_processor: 'Download the build for this computer, such as x64 or arm64.',
  node_module_missing:
    'Run npm install in its folder. If the path of the program itself is named, correct it in its settings.',

  // RAM, threads, open files.
  shared_memory_too_small: 'Add --ipc=host or --shm-size=8g to the arguments of docker run {where}.',
  paging_file_too_small:
    'Let Windows manage the size of the paging file (System, Advanced, Performance, Virtual memory), or free memory.',
  less_memory:
    'Free memory of other backends, choose a smaller model or a smaller context, or add RAM to the computer.',
  node_heap_full:
    'Enter NODE_OPTIONS=--max-old-space-size=8192 {where}, with as many megabytes as it may use.',
  too_many_threads:
    'End programs that are not needed, or raise the limit (ulimit -u; in a container --pids-limit). With OMP_NUM_THREADS=4 {where}, most engines start fewer threads.',
  too_many_files:
    'Raise the limit where Switchyard is started (ulimit -n 65536; in a service LimitNOFILE=65536), then start Switchyard again.',

  // Models.
  model_is_projector:
    'Choose the language model itself as the model, and name this file with --mmproj {where}.',
  model_architecture_unknown:
    'Update the program and its transformers package: newer versions know newer models. Or choose another model.',
  model_split_incomplete:
    'Put all parts into one folder under their original names, and name the first one (-00001-of-…).',
  model_is_a_pointer: 'Run the command in the folder of the model, or download the file itself.',
  model_cut_off: 'Download or copy it again, and compare its size with the one at its source.',
  model_not_gguf: 'Choose a file whose name ends in .gguf. Models in safetensors have to be converted first.',
  model_file_missing:
    'Correct the path or the name of the model. A model folder needs its config.json and the files of its tokenizer beside the weights.',
  model_adapter_wrong: 'Correct or remove it {where}.',
  model_adapter_rank: 'Enter --max-lora-rank {rank} {where}.',
  model_load_failed: 'The lines before name the cause. A newer version of the program may know this model.',

  // Ports.
  port_in_use:
    '{wasFree, select, yes {End the other program, or set another port in the settings.} other {End the other program: an earlier copy of this one may still run outside of Switchyard. Or write {placeholder} in place of the number {where}, and it gets a free port.}}',
  port_not_allowed:
    '{system, select, windows {Choose another port {where}: Windows keeps some for itself (“netsh interface ipv4 show excludedportrange protocol=tcp” lists them).} other {Choose a port above 1024 {where}.}}',
  address_not_here: 'Correct the address {where}: 127.0.0.1 for this computer, 0.0.0.0 for the network.',

  // Python. `command` installs or checks packages.
  python_environment_moved:
    'Create the environment again where it is now (python -m venv, then install its requirements with pip): an environment cannot be moved.',
  python_version_wrong:
    'Create its environment again with a Python version that its documentation names (python3.11 -m venv …), and name that Python in its settings.',
  python_externally_managed:
    'Create a virtual environment for it (python3 -m venv), and name its Python in its settings.',
  numpy_mismatch:
    '{hasCommand, select, yes {In a terminal on its computer, run: {command}} other {Install a NumPy below version 2 into its environment, or update the package that fails.}}',
  torch_extension_mismatch:
    'Install both again together, in versions that belong to each other; the package names the PyTorch that it needs.{hasCommand, select, yes { The command shows which packages do not fit.} other {}}',
  c_compiler_missing:
    '{system, select, windows {Install the Build Tools for Visual Studio with “Desktop development with C++”, then press Restart.} other {Install a C compiler and the headers of Python, then press Restart.}}',
  python_module_missing:
    '{hasCommand, select, yes {In a terminal on its computer, run: {command}.} other {Install {package} into its environment.}}{isTorch, select, yes { For a GPU, use the command from pytorch.org instead.} other {}} If it has a requirements.txt, install that: an update may need more than one package.',
  python_packages_mismatch:
    'Install the versions from its requirements.txt into its environment, {package} above all.{hasCommand, select, yes { In a terminal on its computer, run: {command}} other {}}',

  // vLLM.
  vllm_sleep_mode_conflict: 'Remove that variable {where}, leave out --enable-sleep-mode, or update vLLM.',
  vllm_sleep_mode_unsupported: 'Remove --enable-sleep-mode {where}.',
  too_few_gpus: 'Lower --tensor-parallel-size {where}, or choose more GPUs in its settings.',
  gpus_do_not_divide_model:
    'Set --tensor-parallel-size {where} to a number that divides them, such as 1, 2, 4 or 8.',
  model_wants_own_code: 'If you trust its publisher, add --trust-remote-code {where}.',
  context_longer_than_model: 'Lower it to {most} {where}.',
  attention_backend_missing:
    'Choose another one: VLLM_ATTENTION_BACKEND=TRITON_ATTN {where} for vLLM, --attn-implementation or --use-pytorch-cross-attention for others.',
  vllm_engine_failed:
    'Open the log and look for the first error. With --enforce-eager and a smaller --max-model-len, it needs less of everything.',

  // How it ended.
  killed_out_of_memory:
    'Free memory of other backends, choose a smaller model or a smaller context, or add RAM or swap to the computer. In a container or service, raise its memory limit.',
  killed:
    'If nobody ended it, free memory of other backends, choose a smaller model or context, or raise the memory limit of its container or service. The command shows whether the system ended it.',
  processor_lacks_instruction:
    'Use a build for older processors (often called “noavx” or “compat”), or compile it on this computer.',
  memory_taken_away:
    'If its model was replaced meanwhile, press Restart. In a container, give it --ipc=host or --shm-size=8g. Otherwise, check the disk.',
  segmentation_fault:
    'Update the program and the GPU driver. If it began after an update, go back to the version before. Extensions and custom nodes can also be the cause.',
  dll_missing_at_start:
    'Install the latest “Visual C++ Redistributable” (x64) from Microsoft, the GPU driver, and the program again. Double-click the program to see the name of the DLL.',
  wrong_processor_at_start: 'Install the 64-bit build of the program again, with all its parts.',
  broken_off_by_itself: 'Update the program, and search for its last message among its known issues.',
  command_missing_in_shell:
    'Install what the last lines name, or add its folder to PATH among its environment variables.',
  command_not_executable_in_shell: 'Mark the file as executable (chmod +x), or name its interpreter.',
});
