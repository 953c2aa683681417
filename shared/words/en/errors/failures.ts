import { defineArea } from '../../message.ts';

/**
 * Why a program failed, by the id of its diagnosis, whose title is in diagnoses.ts; “it” is the backend. What to do:
 * failure-remedies.ts. `hasX` is `yes` where `x` is known; `where` is one of the three at the end.
 */
export const failureWords = defineArea('failures', {
  // Its command line.
  argument_unknown: 'This version of the program does not know {argument}.',
  argument_value_wrong: 'The program refuses {argument}: {reason}.',
  argument_without_value: 'The program refuses {argument}: it needs a value.',
  argument_value_refused: 'The program refuses {argument}: it does not accept “{value}”.',
  argument_required:
    'The program needs {hasArgument, select, yes {{argument}} other {an argument that it was not given}}.',
  variable_missing: 'The program needs {variable} among its environment variables.',
  inner_command_missing: 'Its script calls {command}, which was not found.',

  // Docker and git.
  docker_not_allowed: 'Docker runs, but its socket belongs to the group docker.',
  docker_not_running: 'The engine runs in a container, and the Docker service does not answer.',
  docker_without_gpu:
    'Containers get GPUs through the NVIDIA Container Toolkit, which is not installed or not set up.',
  container_name_taken: 'An earlier container {name} was not removed.',
  container_image_missing:
    'Docker could not download {hasImage, select, yes {{image}} other {the image}}: no image has that name and tag, or it needs a login.',
  git_conflict:
    'You and the update have changed the same files in its folder, and git does not decide which version to keep.',
  git_owner: 'git refuses to work in {folder}, because the folder belongs to another user.',
  git_locked: 'Another git works in its folder, or one was killed and left {lock} behind.',

  // Downloads and the network.
  model_gated:
    'Its publisher gives {hasModel, select, yes {{model}} other {the model}} only to people who have accepted its terms on Hugging Face.',
  token_refused:
    'The token for its downloads is wrong or has expired, or there is none and the model is private.',
  model_not_found_online:
    '{named, select, model {The model {model}} address {The model at {model}} other {The model to download}} is neither a folder here nor known at its source. A private model looks the same without a token.',
  download_limited: 'The source of its downloads answered that it was asked too often (429).',
  certificate_not_trusted:
    'A server from which it downloads has a certificate that this computer does not trust. In a company, the cause is often a proxy in between; a wrong clock has the same effect.',
  proxy_refused:
    'The proxy in its environment variables does not let it through{hasStatus, select, yes { (it answers {status})} other {}}.',
  name_not_resolved:
    '{hasHost, select, yes {The name {host}} other {The name of a server that it needs}} has no address: this computer is offline, or its DNS does not answer.',
  source_not_reached:
    '{hasServer, select, yes {{server}} other {A server from which it downloads}} does not answer, and what it needs is not here yet.',
  other_service_down:
    'It wants to reach {hasAddress, select, yes {{address}} other {another program}}, and nothing listens there.',

  // What a program says when it ends.
  ggml_assertion: 'A condition that llama.cpp relies on did not hold: {check}.',
  said_by_program: 'The program itself says: {message}',

  // Disks and files.
  disk_full: 'There is no space left{hasPath, select, yes { to write {path}} other {}}.',
  read_only_disk:
    'It wants to write{hasPath, select, yes { {path}} other {}}, but that disk is mounted read-only. The system also does that to a disk with errors.',
  permission_denied:
    'The user that runs it may not use {hasPath, select, yes {{path}} other {a file that it needs}}.',
  file_in_use:
    'Another program, or a second copy of this one, uses {hasPath, select, yes {{path}} other {a file that it needs for itself}}.',
  disk_error: 'A file could not be read or written, because its disk or the connection to it failed.',
  file_missing: 'It looks for {path}, which is not there.',

  // GPUs and their drivers.
  nvidia_driver_mismatch:
    'The libraries of the NVIDIA driver and its part in the kernel have different versions, as after an update without a restart.',
  nvidia_driver_too_old:
    'The program was built for a newer CUDA than the driver of this computer supports{hasCuda, select, yes { (it supports {cuda})} other {}}.',
  no_nvidia_driver: 'The program wants to use an NVIDIA GPU, but finds no driver for one.',
  torch_without_gpu:
    'The PyTorch in its environment cannot use a GPU{hasGpus, select, yes {, although there is one ({gpus})} other {}}.',
  gpu_number_wrong:
    'It asks for a GPU by a number that it does not have. {count, plural, =0 {It sees only what its settings and variables leave.} one {It sees one GPU, with the number 0.} other {It sees # GPUs and counts them from 0.}}',
  no_gpu_found: 'The driver is there, but shows the program no GPU that it may use.',
  gpu_not_supported:
    'The program has no code for this GPU{hasArchitecture, select, yes { ({architecture})} other {}}: the GPU is too new or too old for it.',
  gpu_without_bfloat16:
    'The model needs bfloat16, which {hasGpu, select, yes {{gpu}} other {this GPU}} cannot compute{hasCapability, select, yes { (compute capability {capability})} other {}}.',
  gpu_busy: 'The GPU is in exclusive mode and another program has it, or it hangs.',
  gpu_lost:
    'The driver lost its connection to the GPU. The cause is the power supply, heat, the slot or its cable, or a driver that crashed.',
  gpu_memory_defect: 'The GPU reports an error in its memory that it could not correct.',
  gpu_assertion:
    'The program computed with an impossible number, most often a token that the vocabulary of the model does not have: model and tokenizer, or model and program, do not fit each other.',
  gpu_illegal_access:
    'A computation read or wrote outside of its memory on the GPU. That is a fault in the program or its driver; sometimes the GPU is overclocked or too hot.',
  gpu_kernel_error:
    'The NVIDIA driver wrote error {xid} (Xid) into the log of the system when the program ended.',
  cuda_in_forked_process: 'The program used the GPU first and then split into several processes.',
  nccl_failed: 'Several GPUs could not exchange data. The lines around it name the cause.',
  cudnn_failed: 'NVIDIA’s library for neural networks does not fit the other libraries, or found no VRAM.',
  amd_card_not_allowed: 'The devices of the GPU belong to the groups render and video.',
  no_vulkan_driver:
    'The program wants to use the GPU through Vulkan, but finds no driver for that. The log has the details.',

  // VRAM.
  vllm_reserves_too_much:
    'vLLM reserves {percent} % of the GPU for itself, which is {wanted} of {total} GiB, but only {free} GiB were free.{hasMemory, select, yes { {memory}} other {}}',
  vllm_context_too_long:
    'The memory that is left for contexts{hasMemory, select, yes { ({memory})} other {}} is too small for one request of full length{hasTokens, select, yes {: at most {tokens} tokens fit} other {}}.',
  vllm_no_memory_for_contexts:
    'The model itself takes all the VRAM that vLLM may use, so nothing is left for requests.{hasMemory, select, yes { {memory}} other {}}',
  gpu_out_of_memory:
    'It asked for {hasSize, select, yes {{size} of VRAM} other {more VRAM}}, which was not free any more.{hasMemory, select, yes { {memory}} other {}}',
  gpu_memory:
    'GPU {gpu} ({name}) has {total}{hasFree, select, yes {, of which {free} are free now} other {}}.',
  gpu_holders: 'Other backends hold VRAM there: {holders}.',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory} {holders}',

  // Libraries and builds.
  shared_library_missing: 'The program needs {library}, which was not found on this computer.',
  cuda_library_missing:
    '{library} was not found: the program was built for a CUDA that is not installed here.',
  dll_missing: 'Windows could not find all parts of {hasName, select, yes {{name}} other {the program}}.',
  system_too_old: 'It needs {version}, but the C library of this system is older.',
  wrong_processor:
    'The file of the program is for another kind of processor or system than this computer has.',
  node_module_missing:
    'Node runs the program, but {hasModule, select, yes {{module}} other {a package}} is missing.',

  // RAM, threads, open files.
  shared_memory_too_small:
    'Its processes exchange data in /dev/shm, which is full: a container has 64 MB of it unless it is given more.',
  paging_file_too_small:
    'Windows gives a program only as much memory as RAM and paging file hold together, and that is used up.',
  model_larger_than_memory: 'The model needs {needed} of RAM, but only {free} are free.',
  node_heap_full: 'Node gives a program a limited heap, which is full.',
  out_of_memory:
    'It asked for {hasSize, select, yes {{size} of RAM, more than is free} other {more RAM than is free}}.',
  too_many_threads: 'This user has as many processes and threads as the system or the container allows.',
  too_many_files: 'The system allows a program only so many open files and connections at a time.',
  process_killed:
    'A process that it had started was killed. When memory runs out, the system kills the process that uses most.',

  // Models.
  model_is_projector: 'The file is a projector (mmproj): the part with which a language model sees images.',
  model_architecture_unknown:
    'The model is of the kind {kind}, which this version of the program cannot load.',
  model_split_incomplete:
    'The model is in several files, and {hasFile, select, yes {{file}} other {one of them}} is missing or belongs to another model.',
  model_is_a_pointer:
    'The file is not the model: it has only the few lines with which git names a large file (Git LFS).',
  model_cut_off: 'The model file ends too early or is damaged: a download was cut off, or a disk has failed.',
  model_not_gguf: 'The program loads models in the GGUF format, but this file has another one.',
  model_file_missing:
    'The model, or a file that belongs to it, was not found{hasPath, select, yes {: {path}} other {. The lines below name it}}.',
  model_adapter_wrong: 'Could not load the adapter (LoRA): it is for another model, or its path is wrong.',
  model_adapter_rank: 'The adapter has rank {rank}, but the program accepts {limit} at most.',
  model_load_failed: 'The program could not load its model{hasReason, select, yes {: {reason}} other {}}.',

  // Ports.
  port_in_use:
    '{hasOwner, select, yes {{owner}} other {Another program}} has {port, select, none {the port that it wants to open} other {port {port}}}{wasFree, select, yes {, which was free when it was started} other {}}.',
  port_not_allowed:
    'The system does not let this user open {port, select, none {the port that it wants} other {port {port}}}{isLow, select, yes {: only administrators may use those below 1024} other {}}.',
  address_not_here: 'It should listen on an address that belongs to no network of this computer.',

  // Python.
  python_environment_moved:
    'The virtual environment names a Python that is not there: it was moved or copied, or its Python was updated or removed.',
  python_too_old:
    'The program uses what its Python does not have yet{hasWanted, select, yes {: it needs {wanted}} other {}}.',
  python_version_wrong: 'Its Python is {present}, but a package needs {wanted}.',
  python_externally_managed:
    'It tried to install packages into the Python of the system, which the system forbids.',
  numpy_mismatch:
    'One of its packages was built for NumPy 1 and its environment has NumPy 2, or the other way round.',
  torch_extension_mismatch:
    'A compiled package, such as torchvision, vLLM, xformers or flash-attn, does not fit the PyTorch beside it: one of them was updated without the other.',
  c_compiler_missing:
    'It compiles code while it starts, but finds no compiler, or not the headers of Python.',
  python_module_missing: 'Its Python has no module named {module}.',
  python_packages_mismatch: '{package} has no {name}: it is older or newer than the program expects.',
  python_package_wanted: 'It needs {wanted}.',

  // vLLM.
  vllm_sleep_mode_conflict:
    'In this version, --enable-sleep-mode does not work with PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True.',
  vllm_sleep_mode_unsupported: 'vLLM can sleep only on NVIDIA GPUs and on newer AMD GPUs.',
  too_few_gpus:
    'It should use {hasWanted, select, yes {{wanted}} other {several}} GPUs, but sees {hasSeen, select, yes {{seen}} other {fewer}}.',
  gpus_do_not_divide_model:
    'The parts of the model{hasParts, select, yes { ({parts})} other {}} cannot be divided evenly among {hasGpus, select, yes {{gpus}} other {that many}} GPUs.',
  model_wants_own_code:
    'The model comes with Python code of its own, which runs on this computer with all your rights when the model is loaded.',
  context_longer_than_model: '--max-model-len asks for {wanted} tokens, but the model was made for {most}.',
  attention_backend_missing: 'The library that computes attention is missing, or does not know this GPU.',
  vllm_engine_failed:
    'vLLM runs its engine in a process of its own, which has ended. The lines before name the cause.',

  // How it ended.
  killed_out_of_memory:
    'RAM was used up, so the system ended the program that used most of it: {name}{hasSize, select, yes {, which held {size}} other {}}. The log of the system says so.',
  killed:
    'It was ended with SIGKILL, which no program can refuse. The system does that when RAM runs out, a container does it at its limit, and a person can do it.',
  processor_lacks_instruction:
    'The program used an instruction that this processor does not have, most often AVX, AVX2 or AVX-512.',
  memory_taken_away:
    'A file that it had mapped was cut off or its disk failed, or shared memory was full, as in a container with 64 MB of /dev/shm.',
  segmentation_fault:
    'It read or wrote memory that is not its own. That is a fault in the program, in one of its compiled packages, or in the GPU driver.',
  dll_missing_at_start:
    'Windows did not start the program, because a DLL that it needs is missing or has another version.',
  wrong_processor_at_start:
    'The program, or one of its DLLs, is for 32 bits where it should be for 64, or the other way round.',
  broken_off_by_itself:
    'A check inside the program failed, so it ended itself. The lines below usually say more.',
  command_missing_in_shell: 'Its script ended with code 127: a command that it calls was not found.',
  command_not_executable_in_shell:
    'Its script ended with code 126: a file that it calls is not a program, or is not marked as one.',

  // Where a person changes its arguments or variables.
  in_setting: 'in “{setting}”',
  where_started: 'where it is started',
  in_environment: 'in the environment in which it is started',
});
