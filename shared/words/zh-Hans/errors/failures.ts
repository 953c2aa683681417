import type { failureWords } from '../../en/errors/failures.ts';
import type { Translation } from '../../message.ts';

export const failureTranslation: Translation<typeof failureWords> = {
  argument_unknown: '此版本的程序不支持 {argument}。',
  argument_value_wrong: '程序拒绝 {argument}：{reason}',
  argument_without_value: '程序拒绝 {argument}：它需要一个值。',
  argument_value_refused: '程序拒绝 {argument}：不接受“{value}”。',
  argument_required: '程序需要{hasArgument, select, yes { {argument}} other {一个没有给出的参数}}。',
  variable_missing: '程序需要环境变量 {variable}。',
  inner_command_missing: '它的脚本调用 {command}，但没有找到。',
  docker_not_allowed: 'Docker 正在运行，但它的套接字属于 docker 组。',
  docker_not_running: '引擎在容器中运行，而 Docker 服务没有响应。',
  docker_without_gpu: '容器通过 NVIDIA Container Toolkit 使用 GPU，但它没有安装或没有配置好。',
  container_name_taken: '之前的容器 {name} 没有删除。',
  container_image_missing:
    'Docker 无法下载{hasImage, select, yes { {image}} other {镜像}}：没有这个名称和标签的镜像，或需要登录。',
  git_conflict: '它的文件夹中有些文件在本地和更新中都有改动，git 无法决定保留哪个版本。',
  git_owner: 'git 拒绝在 {folder} 中工作，因为该文件夹属于其他用户。',
  git_locked: '另一个 git 正在它的文件夹中工作，或被强制结束的 git 留下了 {lock}。',
  model_gated:
    '{hasModel, select, yes {{model} } other {此模型}}的发布者只向在 Hugging Face 上接受了条款的人提供它。',
  token_refused: '用于下载的令牌有误或已过期；也可能没有设置令牌，而模型是私有的。',
  model_not_found_online:
    '{named, select, model {模型 {model} } address {{model} 处的模型} other {要下载的模型}}既不是这里的文件夹，在来源处也找不到。对没有权限的人来说，私有模型也是如此。',
  download_limited: '下载源拒绝了请求：请求过于频繁（429）。',
  certificate_not_trusted:
    '下载服务器的证书不受这台电脑信任。在公司里，原因通常是中间的代理；时钟不准也会如此。',
  proxy_refused: '环境变量中指定的代理拒绝放行{hasStatus, select, yes {（返回 {status}）} other {}}。',
  name_not_resolved:
    '无法解析{hasHost, select, yes { {host}} other {它所需服务器的名称}}：这台电脑处于离线状态，或 DNS 没有响应。',
  source_not_reached:
    '{hasServer, select, yes {{server} } other {下载服务器}}没有响应，而所需的文件这里还没有。',
  other_service_down:
    '它要连接{hasAddress, select, yes { {address}} other {另一个程序}}，但那里没有程序在监听。',
  ggml_assertion: 'llama.cpp 所依赖的条件不成立：{check}',
  said_by_program: '程序输出：{message}',
  disk_full: '没有剩余空间{hasPath, select, yes {来写入 {path}} other {}}。',
  read_only_disk:
    '它要写入{hasPath, select, yes { {path}} other {文件}}，但该磁盘以只读方式挂载。磁盘出错时，系统也会这样做。',
  permission_denied: '运行它的用户无权使用{hasPath, select, yes { {path}} other {它所需的文件}}。',
  file_in_use:
    '另一个程序或此程序的另一个副本正在使用{hasPath, select, yes { {path}} other {它需要独占的文件}}。',
  disk_error: '磁盘或其连接出现故障，无法读取或写入文件。',
  file_missing: '它需要 {path}，但找不到。',
  nvidia_driver_mismatch: 'NVIDIA 驱动的库与内核部分版本不同，常见于更新后没有重启。',
  nvidia_driver_too_old:
    '程序所用的 CUDA 比这台电脑的驱动所支持的更新{hasCuda, select, yes {（支持到 {cuda}）} other {}}。',
  no_nvidia_driver: '程序要使用 NVIDIA GPU，但找不到驱动。',
  torch_without_gpu:
    '{hasGpus, select, yes {这台电脑有 GPU（{gpus}），但} other {}}它环境中的 PyTorch 无法使用 GPU。',
  gpu_number_wrong:
    '它要使用的 GPU 编号不存在。{count, plural, =0 {它只能看到设置和变量允许的 GPU。} =1 {它只能看到一个 GPU，编号为 0。} other {它能看到 # 个 GPU，编号从 0 开始。}}',
  no_gpu_found: '驱动已安装，但没有程序可用的 GPU。',
  gpu_not_supported:
    '程序没有适用于此 GPU{hasArchitecture, select, yes {（{architecture}）} other { }}的代码：GPU 太新或太旧。',
  gpu_without_bfloat16:
    '模型需要 bfloat16，而{hasGpu, select, yes { {gpu} } other {此 GPU }}不支持{hasCapability, select, yes {（compute capability {capability}）} other {}}。',
  gpu_busy: 'GPU 处于独占模式且被其他程序占用，或者已经卡死。',
  gpu_lost: '驱动与 GPU 失去了连接。原因可能是供电、过热、插槽或线缆，或驱动崩溃。',
  gpu_memory_defect: 'GPU 报告了无法纠正的显存错误。',
  gpu_assertion:
    '程序用无效的数值进行了计算，最常见的是模型词表中没有的 token：模型与分词器，或模型与程序不匹配。',
  gpu_illegal_access: '某个计算读写了 GPU 上不属于它的显存。这是程序或驱动的缺陷；有时是 GPU 超频或过热。',
  gpu_kernel_error: '程序结束时，NVIDIA 驱动在系统日志中记录了错误 {xid}（Xid）。',
  cuda_in_forked_process: '程序先使用了 GPU，然后才分成多个进程。',
  nccl_failed: '多个 GPU 之间无法交换数据。原因在前后的几行中。',
  cudnn_failed: 'NVIDIA 的神经网络库与其他库不匹配，或没有可用的显存。',
  amd_card_not_allowed: 'GPU 的设备属于 render 组和 video 组。',
  no_vulkan_driver: '程序要通过 Vulkan 使用 GPU，但找不到相应的驱动。详情见日志。',
  vllm_reserves_too_much:
    'vLLM 要为自己预留 GPU 的 {percent}%，即 {total} GiB 中的 {wanted} GiB，但空闲的只有 {free} GiB。{hasMemory, select, yes {{memory}} other {}}',
  vllm_context_too_long:
    '留给上下文的显存{hasMemory, select, yes {（{memory}）} other {}}不足以容纳一个最长的请求{hasTokens, select, yes {：最多 {tokens} token} other {}}。',
  vllm_no_memory_for_contexts:
    '模型本身占满了 vLLM 可用的显存，没有剩余可用于请求。{hasMemory, select, yes {{memory}} other {}}',
  gpu_out_of_memory:
    '它请求{hasSize, select, yes { {size} 显存} other {更多显存}}，但空闲不足。{hasMemory, select, yes {{memory}} other {}}',
  gpu_memory: 'GPU {gpu}（{name}）共有 {total}{hasFree, select, yes {，当前空闲 {free}} other {}}。',
  gpu_holders: '其他后端在此占用的显存：{holders}。',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory}{holders}',
  shared_library_missing: '程序需要 {library}，但这台电脑上没有找到。',
  cuda_library_missing: '没有找到 {library}：程序所用的 CUDA 版本没有安装在这里。',
  dll_missing: 'Windows 找不到{hasName, select, yes { {name} } other {程序}}的全部组成部分。',
  system_too_old: '它需要 {version}，但此系统的 C 库更旧。',
  wrong_processor: '程序文件适用于与这台电脑不同的处理器或系统。',
  node_module_missing: '程序由 Node 运行，但缺少{hasModule, select, yes { {module}} other {一个包}}。',
  shared_memory_too_small: '它的进程通过 /dev/shm 交换数据，而 /dev/shm 已满：容器默认只有 64 MB。',
  paging_file_too_small: 'Windows 分配给程序的内存以内存与页面文件的总和为限，现已用尽。',
  model_larger_than_memory: '模型需要 {needed} 内存，但只有 {free} 空闲。',
  node_heap_full: 'Node 分配给程序的堆有上限，现已用尽。',
  out_of_memory: '它请求{hasSize, select, yes {的 {size} 内存} other {的内存}}超过了空闲内存。',
  too_many_threads: '此用户的进程和线程数已达到系统或容器的上限。',
  too_many_files: '程序同时打开的文件和连接数已达到系统的上限。',
  process_killed: '它启动的一个进程被强制结束。内存用尽时，系统会强制结束占用最多的进程。',
  model_is_projector: '此文件是投影器（mmproj）：语言模型用来看图像的部件。',
  model_architecture_unknown: '模型的类型是 {kind}，此版本的程序无法加载。',
  model_split_incomplete:
    '模型分为多个文件，其中{hasFile, select, yes { {file} } other {一个}}缺失或属于其他模型。',
  model_is_a_pointer: '此文件不是模型：其中只有 git 用来指代大文件的几行内容（Git LFS）。',
  model_cut_off: '模型文件不完整或已损坏：下载中断，或磁盘出过故障。',
  model_not_gguf: '程序加载 GGUF 格式的模型，而此文件是其他格式。',
  model_file_missing:
    '没有找到模型或其附属文件{hasPath, select, yes {：{path}} other {。文件名见下方内容}}。',
  model_adapter_wrong: '无法加载适配器（LoRA）：它属于其他模型，或路径有误。',
  model_adapter_rank: '适配器的秩为 {rank}，但程序最多接受 {limit}。',
  model_load_failed: '程序无法加载模型{hasReason, select, yes {：{reason}} other {。}}',
  port_in_use:
    '{hasOwner, select, yes {{owner} } other {其他程序}}占用了{port, select, none {它要打开的端口} other {端口 {port}}}{wasFree, select, yes {，而启动时该端口还是空闲的} other {}}。',
  port_not_allowed:
    '系统不允许此用户打开{port, select, none {所需的端口} other {端口 {port}}}{isLow, select, yes {：只有管理员可以使用 1024 以下的端口} other {}}。',
  address_not_here: '它要监听的地址不属于这台电脑的任何网络。',
  python_environment_moved: '虚拟环境所指的 Python 不存在：环境被移动或复制过，或其 Python 已更新或删除。',
  python_too_old: '程序用到了其 Python 尚不具备的功能{hasWanted, select, yes {：需要 {wanted}} other {}}。',
  python_version_wrong: '它的 Python 是 {present}，但有个包需要 {wanted}。',
  python_externally_managed: '它试图把包安装到系统的 Python 中，而系统禁止这样做。',
  numpy_mismatch: '它的某个包是为 NumPy 1 构建的，而环境中是 NumPy 2，或者相反。',
  torch_extension_mismatch:
    '某个已编译的包（如 torchvision、vLLM、xformers 或 flash-attn）与 PyTorch 不匹配：只更新了其中一个。',
  c_compiler_missing: '它在启动时编译代码，但找不到编译器或 Python 的头文件。',
  python_module_missing: '它的 Python 没有名为 {module} 的模块。',
  python_packages_mismatch: '{package} 中没有 {name}：它比程序所期望的更旧或更新。',
  python_package_wanted: '它需要 {wanted}。',
  vllm_sleep_mode_conflict:
    '在此版本中，--enable-sleep-mode 不能与 PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True 同时使用。',
  vllm_sleep_mode_unsupported: 'vLLM 只能在 NVIDIA GPU 和较新的 AMD GPU 上休眠。',
  too_few_gpus:
    '它要使用{hasWanted, select, yes { {wanted} 个} other {多个}} GPU，但{hasSeen, select, yes {只能看到 {seen} 个} other {能看到的不够}}。',
  gpus_do_not_divide_model:
    '模型的各部分{hasParts, select, yes {（{parts}）} other {}}无法平均分配到{hasGpus, select, yes { {gpus} 个} other {这么多}} GPU 上。',
  model_wants_own_code: '模型自带 Python 代码，加载时会以你的全部权限在这台电脑上运行。',
  context_longer_than_model: '--max-model-len 要求 {wanted} token，但模型的上限是 {most}。',
  attention_backend_missing: '计算注意力的库缺失，或不支持此 GPU。',
  vllm_engine_failed: 'vLLM 的引擎在单独的进程中运行，该进程已结束。原因在前面的几行中。',
  killed_out_of_memory:
    '内存已用尽，系统结束了占用最多的程序：{name}{hasSize, select, yes {，占用 {size}} other {}}。系统日志中有记录。',
  killed:
    '它被 SIGKILL 强制结束，程序无法拒绝这个信号。原因可能是系统内存用尽、容器达到上限，或有人手动结束。',
  processor_lacks_instruction: '程序使用了此处理器没有的指令，通常是 AVX、AVX2 或 AVX-512。',
  memory_taken_away:
    '它映射的文件被截断或其磁盘出现故障，或者共享内存已满（例如 /dev/shm 只有 64 MB 的容器）。',
  segmentation_fault: '它读写了不属于自己的内存。这是程序、某个已编译的包或 GPU 驱动的缺陷。',
  dll_missing_at_start: 'Windows 没有启动程序，因为所需的 DLL 缺失或版本不符。',
  wrong_processor_at_start: '程序或它的某个 DLL 应为 64 位却是 32 位，或者相反。',
  broken_off_by_itself: '程序内部的检查未通过，因此自行结束。下面的内容通常会说明更多。',
  command_missing_in_shell: '它的脚本以代码 127 结束：所调用的命令没有找到。',
  command_not_executable_in_shell: '它的脚本以代码 126 结束：所调用的文件不是程序，或没有执行权限。',
  in_setting: '在“{setting}”中',
  where_started: '在启动它的地方',
  in_environment: '在启动它的环境中',
};
