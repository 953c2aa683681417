import type { failureRemedyWords } from '../../en/errors/failure-remedies.ts';
import type { Translation } from '../../message.ts';

export const failureRemedyTranslation: Translation<typeof failureRemedyWords> = {
  argument_unknown: '请{where}更正或去掉它，或更新程序：它可能已改名（--help 会列出全部）。',
  argument_value_wrong: '请{where}更正它。',
  argument_required: '请{where}加上它。',
  variable_missing: '请{where}设置它。从桌面启动的程序得不到在终端中设置的变量。',
  inner_command_missing: '请安装 {command}，或将其文件夹添加到环境变量 PATH 中：终端的 PATH 可能更长。',
  docker_not_allowed: '请将运行 Switchyard 的用户加入 docker 组，然后重新登录系统。',
  docker_not_running:
    '{system, select, linux {请启动该服务，然后按“重启”。} other {请启动 Docker Desktop，然后按“重启”。}}',
  docker_without_gpu: '请安装 NVIDIA Container Toolkit，再运行该命令：它会配置 Docker 并将其重启。',
  container_name_taken: '请用该命令删除它。{where}加上 --rm，Docker 就会在容器结束时将其删除。',
  container_image_missing: '请{where}更正镜像名称，或运行 docker login。',
  git_conflict: '请在它的文件夹中运行该命令，把你的更改暂存起来（git stash pop 可恢复），然后按“重启”。',
  git_owner:
    '请将该文件夹的所有者改为运行 Switchyard 的用户{hasCommand, select, yes {，或用该命令允许} other {}}。',
  git_locked: '如果那里没有 git 在运行，请删除该文件，然后按“重启”。',
  model_gated: '请在模型页面接受条款，创建令牌（huggingface.co/settings/tokens），并{where}填写 HF_TOKEN=…。',
  token_refused: '请创建新令牌（huggingface.co/settings/tokens），并{where}填写 HF_TOKEN=…。',
  model_not_found_online: '请{where}更正模型名称。如果是私有模型，请{whereVariables}填写 HF_TOKEN=…。',
  download_limited: '请等待几分钟。登录或使用令牌后，大多数来源允许更多下载。',
  certificate_not_trusted:
    '请检查这台电脑的时钟。如果使用公司的代理，请{where}将其证书颁发机构的文件填为 REQUESTS_CA_BUNDLE 和 SSL_CERT_FILE。',
  proxy_refused:
    '请{where}更正 HTTPS_PROXY（http://user:password@host:port），并让这台电脑不经过代理：NO_PROXY=localhost,127.0.0.1',
  name_not_resolved:
    '请检查这台电脑是否联网。如果模型已在本地，请{where}填写 HF_HUB_OFFLINE=1，这样就不会向外查询。',
  source_not_reached: '请检查这台电脑是否联网，以及是否{where}设置了 HF_HUB_OFFLINE。然后按“重启”。',
  other_service_down: '请先启动该程序：它所依赖的数据库、队列或其他引擎。',
  ggml_assertion: '请更新程序。如果由某个模型或参数引起，请附上下面的内容报告给该项目。',
  program_panicked: '请更新程序，并在其已知问题中搜索此消息。',
  python_error: '请在程序的已知问题中搜索此消息。完整的回溯见日志。',
  program_error: '请按消息的说明更正。如果信息太少，请在程序的已知问题中搜索。',
  disk_full:
    '请在该磁盘上腾出空间。Hugging Face 的模型在 ~/.cache/huggingface；可用 HF_HOME 为其指定其他磁盘。',
  read_only_disk: '请选择其他磁盘上的文件夹，或以可写方式挂载该磁盘。如果并非有意如此挂载，请检查磁盘。',
  permission_denied: '请更正该文件及其上级文件夹的所有者和权限。由 root 或在容器中创建的文件往往属于 root。',
  file_in_use: '请结束另一个副本。如果是杀毒软件，稍等片刻就会释放文件。',
  disk_error: '请检查驱动器或网络共享是否已连接，并检查磁盘（dmesg、smartctl）。',
  file_missing: '请在指定路径的地方更正：参数、变量或工作目录。常见原因是磁盘被移动或未挂载。',
  nvidia_driver_mismatch: '请重启电脑。',
  nvidia_driver_too_old: '请安装更新的 NVIDIA 驱动，或适用于较旧 CUDA 的程序版本。',
  no_nvidia_driver:
    '请安装 GPU 驱动；在容器中请为它分配 GPU（--gpus all）。要改用 CPU，请{where}指明（ComfyUI：--cpu；llama-server：-ngl 0）。',
  torch_without_gpu:
    '请用 pytorch.org 提供的命令，在它的环境中安装适合该 GPU 的 PyTorch：在 Windows 上，直接用 pip 安装的是不支持 GPU 的版本。',
  gpu_number_wrong: '请更正设置中的“GPU”，或{where}更正 GPU 编号：它能看到的第一个 GPU 编号总是 0。',
  no_gpu_found:
    '请检查设置中的“GPU”以及 CUDA_VISIBLE_DEVICES 等变量：变量为空或指向不存在的 GPU，都会隐藏所有 GPU。',
  gpu_not_supported:
    '请安装支持该 GPU 的版本：新 GPU 用最新的 PyTorch 或其 nightly，旧 GPU 用较早的版本。对于与受支持型号相近的 AMD GPU，HSA_OVERRIDE_GFX_VERSION 可能有用。',
  gpu_without_bfloat16: '请{where}加上 --dtype half。',
  gpu_busy: '请结束另一个程序。管理员可用该命令关闭独占模式。如果没有程序占用 GPU，请重启电脑。',
  gpu_lost: '请重启电脑。如果再次发生，请检查 GPU 的温度和供电，以及电源接头和 PCIe 转接线。',
  gpu_memory_defect: '请重启电脑。如果再次发生，说明 GPU 有故障；该命令会显示错误计数。',
  gpu_assertion:
    '请更新程序，并用模型自带的分词器加载模型。{where}加上 CUDA_LAUNCH_BLOCKING=1，日志就会指出位置。',
  gpu_illegal_access: '请更新程序和驱动。如果每个程序都会这样，请取消超频，并检查 GPU 温度。',
  gpu_kernel_error: 'Xid {xid} 的含义见 NVIDIA 文档中的“Xid errors”。如果 GPU 一直无法使用，请重启电脑。',
  cuda_in_forked_process: '对于 vLLM，请{where}填写 VLLM_WORKER_MULTIPROC_METHOD=spawn。',
  nccl_failed:
    '请{where}试试 NCCL_P2P_DISABLE=1。在容器中请为它提供共享内存（--ipc=host）。使用 NCCL_DEBUG=INFO 时，日志会更详细。',
  cudnn_failed:
    '请从 LD_LIBRARY_PATH 中去掉它的其他版本：PyTorch 自带一份。如果 GPU 几乎占满，请释放一些显存。',
  amd_card_not_allowed: '请用该命令将运行 Switchyard 的用户加入这些组，然后重新登录系统。',
  no_vulkan_driver:
    '请安装 GPU 的 Vulkan 驱动（Debian 和 Ubuntu：mesa-vulkan-drivers，或 NVIDIA 的驱动），或使用程序的其他版本。',
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyard 可以释放其他后端在此占用的显存并再次启动它。如果还不够，请{where}调低 --gpu-memory-utilization{hasPart, select, yes { 到 {part}} other {}}。} other {请{where}调低 --gpu-memory-utilization{hasPart, select, yes { 到 {part}} other {}}，或结束其他使用该 GPU 的程序。}}',
  vllm_context_too_long:
    '请{where}填写 --max-model-len {tokens}；如果 GPU 还有余量，也可以调高 --gpu-memory-utilization。',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyard 可以释放其他后端在此占用的显存并再次启动它。如果还不够，请{where}调高 --gpu-memory-utilization 或调低 --max-model-len，或选择更小的量化版本。} other {请{where}调高 --gpu-memory-utilization 或调低 --max-model-len，选择更小的量化版本，或结束其他使用该 GPU 的程序。}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyard 可以释放其他后端在此占用的显存并再次启动它。如果还不够，请选择更小的模型、更小的上下文，或减少同时处理的请求。} other {请选择更小的模型、更小的上下文，减少同时处理的请求，或结束其他使用该 GPU 的程序。}}',
  shared_library_missing:
    '{hasCommand, select, yes {请在它所在电脑的终端中运行：{command}} other {请安装包含 {library} 的软件包，或将其文件夹添加到 LD_LIBRARY_PATH。}}',
  cuda_library_missing:
    '请安装该版本的 CUDA 库，或适用于现有版本的程序。对应的 Python 包会随该版本的 PyTorch 一起提供。',
  dll_missing:
    '请安装 Microsoft 最新的“Visual C++ Redistributable”（x64）。如果提到了 CUDA 包，请重新安装 GPU 驱动和该包。',
  system_too_old:
    '请使用适用于此系统的版本（常称为“ubuntu-20.04”或“manylinux”），在容器中运行，或更新系统。在 conda 环境中：conda install -c conda-forge libstdcxx-ng',
  wrong_processor: '请下载适用于这台电脑的版本，如 x64 或 arm64。',
  node_module_missing: '请在它的文件夹中运行 npm install。如果提到的是程序自身的路径，请在设置中更正。',
  shared_memory_too_small: '请{where}为 docker run 加上参数 --ipc=host 或 --shm-size=8g。',
  paging_file_too_small: '请让 Windows 管理页面文件的大小（系统、高级、性能、虚拟内存），或释放内存。',
  less_memory: '请释放其他后端的内存，选择更小的模型或更小的上下文，或为电脑增加内存。',
  node_heap_full: '请{where}填写 NODE_OPTIONS=--max-old-space-size=8192，数值为允许使用的兆字节数。',
  too_many_threads:
    '请结束不需要的程序，或提高上限（ulimit -u；容器中为 --pids-limit）。{where}加上 OMP_NUM_THREADS=4，大多数引擎会启动较少的线程。',
  too_many_files:
    '请在启动 Switchyard 的地方提高上限（ulimit -n 65536；服务中为 LimitNOFILE=65536），然后重新启动 Switchyard。',
  model_is_projector: '请选择语言模型本身作为模型，并{where}用 --mmproj 指定此文件。',
  model_architecture_unknown: '请更新程序及其 transformers 包：新版本支持更新的模型。或选择其他模型。',
  model_split_incomplete: '请将所有分卷以原名放在同一文件夹中，并指定第一个（-00001-of-…）。',
  model_is_a_pointer: '请在模型的文件夹中运行该命令，或直接下载文件本身。',
  model_cut_off: '请重新下载或复制，并与来源处的大小比较。',
  model_not_gguf: '请选择以 .gguf 结尾的文件。safetensors 格式的模型需要先转换。',
  model_file_missing: '请更正模型的路径或名称。模型文件夹中除权重外，还需要 config.json 和分词器的文件。',
  model_adapter_wrong: '请{where}更正或去掉它。',
  model_adapter_rank: '请{where}填写 --max-lora-rank {rank}。',
  model_load_failed: '原因在前面的几行中。程序的新版本也许支持此模型。',
  port_in_use:
    '{wasFree, select, yes {请结束另一个程序，或在设置中指定其他端口。} other {请结束另一个程序：也可能是之前启动的副本仍在 Switchyard 之外运行。或者{where}用 {placeholder} 代替端口号，它就会得到空闲端口。}}',
  port_not_allowed:
    '{system, select, windows {请{where}选择其他端口：Windows 会保留一部分端口（可用“netsh interface ipv4 show excludedportrange protocol=tcp”列出）。} other {请{where}选择 1024 以上的端口。}}',
  address_not_here: '请{where}更正地址：127.0.0.1 表示这台电脑，0.0.0.0 表示网络。',
  python_environment_moved:
    '请在现在的位置重新创建环境（python -m venv，再用 pip 安装 requirements）：环境不能移动。',
  python_version_wrong:
    '请用其文档指定的 Python 版本重新创建环境（python3.11 -m venv …），并在设置中指定该 Python。',
  python_externally_managed: '请为它创建虚拟环境（python3 -m venv），并在设置中指定其中的 Python。',
  numpy_mismatch:
    '{hasCommand, select, yes {请在它所在电脑的终端中运行：{command}} other {请在它的环境中安装低于 2 的 NumPy 版本，或更新出错的包。}}',
  torch_extension_mismatch:
    '请将两者一起重新安装为相互匹配的版本；该包会说明需要哪个 PyTorch。{hasCommand, select, yes {该命令会显示哪些包不匹配。} other {}}',
  c_compiler_missing:
    '{system, select, windows {请安装 Build Tools for Visual Studio，并勾选“使用 C++ 的桌面开发”，然后按“重启”。} other {请安装 C 编译器和 Python 的头文件，然后按“重启”。}}',
  python_module_missing:
    '{hasCommand, select, yes {请在它所在电脑的终端中运行“{command}”。} other {请在它的环境中安装 {package}。}}{isTorch, select, yes {如需使用 GPU，请改用 pytorch.org 提供的命令。} other {}}如果有 requirements.txt，请按它安装：更新可能需要不止一个包。',
  python_packages_mismatch:
    '请在它的环境中安装 requirements.txt 指定的版本，尤其是 {package}。{hasCommand, select, yes {请在它所在电脑的终端中运行：{command}} other {}}',
  vllm_sleep_mode_conflict: '请{where}去掉该变量，或去掉 --enable-sleep-mode，或更新 vLLM。',
  vllm_sleep_mode_unsupported: '请{where}去掉 --enable-sleep-mode。',
  too_few_gpus: '请{where}调低 --tensor-parallel-size，或在设置中选择更多 GPU。',
  gpus_do_not_divide_model: '请{where}将 --tensor-parallel-size 设为能整除的数，如 1、2、4 或 8。',
  model_wants_own_code: '如果信任其发布者，请{where}加上 --trust-remote-code。',
  context_longer_than_model: '请{where}将它降到 {most}。',
  attention_backend_missing:
    '请选择其他方式：vLLM 请{where}填写 VLLM_ATTENTION_BACKEND=TRITON_ATTN；其他程序用 --attn-implementation 或 --use-pytorch-cross-attention。',
  vllm_engine_failed:
    '请打开日志，查找第一个错误。使用 --enforce-eager 和较小的 --max-model-len，各项资源的需求都会降低。',
  killed_out_of_memory:
    '请释放其他后端的内存，选择更小的模型或更小的上下文，或为电脑增加内存或交换空间。在容器或服务中，请提高其内存上限。',
  killed:
    '如果没有人结束它，请释放其他后端的内存，选择更小的模型或上下文，或提高其容器或服务的内存上限。该命令会显示是否由系统结束。',
  processor_lacks_instruction: '请使用适用于旧处理器的版本（常称为“noavx”或“compat”），或在这台电脑上编译。',
  memory_taken_away:
    '如果其间更换了模型，请按“重启”。在容器中请加上 --ipc=host 或 --shm-size=8g。否则请检查磁盘。',
  segmentation_fault:
    '请更新程序和 GPU 驱动。如果是更新后才出现的，请退回之前的版本。扩展和自定义节点也可能是原因。',
  dll_missing_at_start:
    '请安装 Microsoft 最新的“Visual C++ Redistributable”（x64）和 GPU 驱动，并重新安装程序。双击程序可以看到 DLL 的名称。',
  wrong_processor_at_start: '请重新安装 64 位版本的程序及其所有组件。',
  broken_off_by_itself: '请更新程序，并在其已知问题中搜索最后一条消息。',
  command_missing_in_shell: '请安装最后几行提到的程序，或将其文件夹添加到环境变量 PATH 中。',
  command_not_executable_in_shell: '请将文件标记为可执行（chmod +x），或指定它的解释器。',
};
