import type { settingWords } from '../../en/settings/settings.ts';
import type { Translation } from '../../message.ts';
import { programSettingTranslation } from './program-settings.ts';

export const settingTranslation: Translation<typeof settingWords> = {
  common_Aliases: '模型的其他名称',
  common_Aliases_description:
    '网关可用来找到它的其他名称，每行一个：“fast”表示它的第一个模型，“fast = qwen2.5-7b”表示指定的模型。如果两个后端同名，则轮流使用。',
  common_GPU_ID: 'GPU',
  common_GPU_ID_description: '允许它使用的 GPU。在同一 GPU 上的启动会依次进行。未选择：可以使用所有 GPU。',
  common_AutoRestart: '崩溃后重启',
  common_AutoRestart_description: '意外结束后会再次启动：第一次立即启动，之后间隔逐渐变长。',
  common_StartTimeout: '启动超时',
  common_StopTimeout: '停止超时',
  common_Environment: '环境变量',
  common_Environment_description:
    '每行一个 NAME=value，添加到 Switchyard 的环境变量中，优先于其他设置。能查看设置的人都能读到它们。',
  common_Port: '端口',
  common_Port_description:
    '它响应的端口。0：沿用首次启动时得到的端口；如果被其他程序占用，则换用新端口，并在卡片上提示。如果指定的端口已被占用，启动会失败。参数中的端口优先。',
  common_ListenOn: '可从何处访问',
  common_ListenOn_choice1: '这台电脑',
  common_ListenOn_choice2: '网络',
  common_ApiKey: 'API 密钥',
  common_VramNeedGB: '所需显存',
  common_VramNeedGB_description:
    '启动前，Switchyard 会检查它的 GPU 是否有这么多空闲显存。如果不够，则按偏好设置释放显存或询问你。0：不检查，直接启动。',
  common_ExclusiveGroup: '不同时运行的组',
  common_ExclusiveGroup_description:
    '自定一个词。使用同一个词的后端中只有一个会运行：启动其中一个时，其余的会按偏好设置关闭。',
  common_UnloadWhenIdle: '未使用时卸载',
  common_UnloadWhenIdle_description: '在下面的时间内无人使用时，释放它的显存。',
  common_UnloadIdleMinutes: '多久后卸载',
  common_UnloadIdleMinutes_description:
    '从最后一次请求算起。如果它不报告请求，则从它的进程最后一次计算算起。',
  common_StopWhenIdle: '未使用时关闭',
  common_StopWhenIdle_description:
    '在下面的时间内无人使用时，结束它的进程，从而释放所有资源并省电。它会保持关闭，直到再次开启；按需启动的后端则进入休眠，由下一个请求启动。',
  common_StopIdleMinutes: '多久后关闭',
  common_StopIdleMinutes_description: '计时方式与卸载相同。',
  common_StartWhen: '何时启动',
  common_StartWhen_description:
    '按需：它保持休眠，网关收到对其模型的请求时启动，请求会等待。需要腾出显存时，它会回到休眠，而不会被关闭。',
  common_StartWhen_choice1: '开启时',
  common_StartWhen_choice2: '按需',
  common_ContactTimeout: '无响应多久后重启',
  common_ContactTimeout_description:
    '如果这么久没有响应，Switchyard 会结束它的进程并再次启动，与崩溃后相同。需要开启“崩溃后重启”。0：不限制。',
  common_Schedule: '运行时段',
  common_Schedule_description:
    '时段开始时开启，结束时关闭。其间手动开关的状态会保持到下一个时间点。空：只由你手动开关。',
  common_ListenOn_noKey:
    '网络：其他电脑也可以直接访问它的端口，不经过 Switchyard。它不要求密钥：能访问该地址的人都可以使用。',
  comfyui_StartScript: '启动脚本',
  comfyui_StartScript_description:
    'ComfyUI 的 main.py 的完整路径。Switchyard 会自动找到它的虚拟环境或内嵌 Python。',
  comfyui_Python: 'Python',
  comfyui_Python_description:
    '运行它的 Python，或其环境所在的文件夹。用于 Switchyard 找不到的情况，例如由 conda、ComfyUI Desktop 等创建的环境。空：使用自动找到的。',
  comfyui_ExtraArgs: '更多参数',
  comfyui_ExtraArgs_description: '除 Switchyard 添加的以外，传给 ComfyUI 的参数。它们排在最后，因此优先。',
  comfyui_OverQueue: '预排请求数',
  comfyui_OverQueue_description: '除正在处理的请求外，还可提前接收多少个，让下一个随时可以开始。-1：不接收。',
  comfyui_updateModes_choice1: '是',
  comfyui_updateModes_choice2: '是，并切回主分支',
  comfyui_updateModes_choice3: '否',
  comfyui_EnablePreviews: '预览',
  comfyui_EnablePreviews_description:
    '显示生成过程中的图像。TAESD 效果更好，需要 models/vae_approx 中有相应模型。',
  comfyui_EnablePreviews_choice1: '无',
  comfyui_EnablePreviews_choice2: '快速',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'ComfyUI 网页版本',
  comfyui_FrontendVersion_description:
    'ComfyUI 使用哪个版本的自带网页。“最新”和“旧版”由 ComfyUI 在启动时下载。“已验证”是 ComfyUI 自己指定的版本。',
  comfyui_FrontendVersion_choice1: '最新',
  comfyui_FrontendVersion_choice2: '已安装的版本',
  comfyui_FrontendVersion_choice3: '已验证（此 ComfyUI）',
  comfyui_FrontendVersion_choice4: '旧版',
  comfyui_AutoUpdate: '更新 ComfyUI',
  comfyui_AutoUpdate_description:
    '每次启动前用 git 更新。如果有文件被手动改动则不更新，并在卡片上提示。不会安装包。',
  comfyui_UpdateManagedNodes: '更新自定义节点',
  comfyui_UpdateManagedNodes_description: '对 custom_nodes 中由 git 检出的文件夹执行同样的操作。',
  comfyui_DisableInternalArgs: '仅使用我的参数',
  comfyui_DisableInternalArgs_description: '除端口和地址外，不向 ComfyUI 传递其他参数。',
  comfyui_StartTimeout_description:
    '如果 ComfyUI 在此时间内（包括更新）未就绪，启动即失败。自定义节点可能在首次启动时安装包。',
  comfyui_StopTimeout_description: 'ComfyUI 完成任务并结束的时限，超过后会被强制结束。',
  comfyui_ListenOn_description:
    '网络：其他电脑也可以直接访问它的端口，不经过 Switchyard。ComfyUI 不要求密钥：能访问该地址的人都可以使用，而它的节点可以读取文件、运行程序。',
  comfyuiApi_EnableFrontendDev: '开发用前端',
  comfyuiApi_EnableFrontendDev_description: '在每个请求前加上 /api，以适应 ComfyUI 前端的开发服务器。',
  command_Command: '程序',
  command_Command_description: '要运行的程序：完整路径；如果已安装到 PATH 中，只写名称即可。不经过 shell。',
  command_Arguments: '参数',
  command_Arguments_description:
    "程序的参数，以空格分隔；含空格的部分请加引号。'{PORT}' 会替换为空闲端口，在此处和所有其他字段中均可使用；'{HOST}' 会替换为监听地址，可在此处和环境变量中使用。",
  command_WorkingDirectory: '工作目录',
  command_WorkingDirectory_description: '程序启动时所在的文件夹。空：Switchyard 的数据目录。',
  command_ReadyUrl: '就绪检查地址',
  command_ReadyUrl_description:
    "程序就绪后能正常响应的网址。空：使用健康检查地址；如果也没有，则在它打开 '{PORT}' 时就绪，未使用 '{PORT}' 则立即就绪。",
  command_HealthUrl: '健康检查地址',
  command_HealthUrl_description:
    '程序运行期间，Switchyard 每 {seconds} 秒检查一次。连续失败 {failures} 次后，后端显示为“无响应”，直到再次响应。空：只要在运行就视为正常。',
  command_Port_description:
    "'{PORT}' 所代表的端口。0：沿用首次启动时得到的端口；如果被其他程序占用，则换用新端口，并在卡片上提示。如果指定的端口已被占用，启动会失败。参数中的 --port 优先。",
  command_OtherListener: '由其他程序监听',
  command_OtherListener_description:
    '用于容器：使用 docker 或 podman 时，打开端口的是容器程序，而不是这里启动的程序。其他情况请保持关闭：开启后，在该端口响应的任何程序都会被当作它。',
  command_FreeMemoryUrl: '释放显存的地址',
  command_FreeMemoryUrl_description:
    'Switchyard 通过调用它来释放显存和内存。空：程序运行时无法释放；停止它即可全部释放。',
  command_FreeMemoryMethod: '释放显存的方法',
  command_FreeMemoryMethod_description: '发送释放请求的方式。',
  command_FreeMemoryBody: '释放显存的正文',
  command_FreeMemoryBody_description: '随请求发送的 JSON。空：无。',
  command_MaxUsages: '同时请求数',
  command_MaxUsages_description: '客户端可以同时发送多少个请求。只告知客户端，并不强制。',
  command_AutoRestart_description: '程序意外结束后会再次启动：第一次立即启动，之后间隔逐渐变长。',
  command_StartTimeout_description:
    '如果程序在此时间内未就绪，启动即失败。大模型需要几分钟，首次启动还可能要下载。',
  command_StopTimeout_description:
    '程序结束的时限，超过后会连同它启动的一切被强制结束。Switchyard 无法得知它的请求，因此把客户端打开的连接视为工作：只要有连接，在此时间的四分之三内不会要求程序结束。',
  command_ListenOn_description:
    "网络：其他电脑也可以直接访问它的端口，不经过 Switchyard。适用于从 '{HOST}' 获取地址的程序。许多程序不要求密钥：能访问该地址的人都可以使用。",
  command_ApiKey_description:
    "客户端必须发送的密钥；Switchyard 也会发送。程序通过 LLAMA_API_KEY 和 VLLM_API_KEY，以及环境变量或参数中的 '{API_KEY}' 得到它。会保密存储。空：没有密钥，或以其他方式得到。",
  remote_Address: '地址',
  remote_AuthorizationHeader: 'Authorization 标头',
  remote_AuthorizationHeader_description:
    '随每个请求作为 Authorization 标头发送：Bearer 加密钥，或 Basic 加 base64 编码的登录信息。如果服务器要求密钥在地址中，请输入 ?name=key。会保密存储。空：无。',
  remote_OtherHeaders: '其他标头',
  remote_OtherHeaders_description:
    '随每个请求发送的其他标头，每行一个 Name: value。能查看设置的人都能读到它们。',
  remote_AllowIdle: '可以离线',
  remote_AllowIdle_description: '用于有时会关机的电脑：没有响应时，后端视为“无响应”而不是失败。',
  remote_TrustCertificate: '信任的证书',
  remote_TrustCertificate_description:
    '并非由知名机构颁发、但你信任的证书的 SHA-256 指纹。卡片会显示指纹，并可在卡片上接受。其他证书都会被拒绝。空：只接受知名机构的证书。',
  remote_ConnectionAttemptTimeoutSeconds: '响应超时',
  remote_ConnectionAttemptTimeoutSeconds_description:
    '每次尝试等待响应的时间。需要先唤醒的服务器应设得更长。',
  remote_ProbeIntervalSeconds: '检查间隔',
  remote_ProbeIntervalSeconds_description:
    '两次检查它是否仍在响应之间的时间。没有响应时会检查得更频繁。0：在自己的网络中为 {seconds} 秒；其他网络为 {elsewhere} 秒，因为服务会计算请求数。',
  remote_Address_server: '服务器响应的地址，含端口。',
  remote_Address_instance: '另一个实例响应的地址，含端口。',
  remote_Address_ComfyUI: 'ComfyUI 响应的地址，含端口。',
  remote_Address_webui: 'Web UI 响应的地址，含端口。',
  autoscaling_StartScript: '启动脚本',
  autoscaling_StartScript_description:
    '脚本的完整路径。它启动一个实例，并输出 [SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]。docs/scale-out.md 中有用于 Slurm 和 Kubernetes 的脚本。',
  autoscaling_MinBackends: '最少实例数',
  autoscaling_MinBackends_description: '即使无人使用，也保持这么多个运行。',
  autoscaling_MaxBackends: '最多实例数',
  autoscaling_MaxBackends_description: '正在启动的实例也计算在内。0：不启动。',
  autoscaling_UrlPattern: '输出中的地址',
  autoscaling_UrlPattern_description:
    '用于不输出 NewURL 的脚本：在其输出中查找实例地址的正则表达式。地址是第一个分组，没有分组时则是整个匹配。',
  autoscaling_SlurmArguments: 'sbatch 的更多参数',
  autoscaling_SlurmArguments_description: '它们排在最后，因此优先。',
  autoscaling_MinQueuedBeforeExpand: '扩容所需的等待请求数',
  autoscaling_MinQueuedBeforeExpand_description:
    '等待的请求达到这个数量时，会再启动一个实例。包括在网关、实例以及 ReportDemand 所报告的其他位置等待的请求。',
  autoscaling_MinWaitBetweenStart: '两次启动的间隔',
  autoscaling_MinWaitBetweenStart_description: '从一次启动到下一次启动的最短时间。',
  autoscaling_MinWaitAfterFailure: '启动失败后的等待',
  autoscaling_MinWaitAfterFailure_description: '每连续失败一次，等待时间就会变长。',
  autoscaling_MinWaitBetweenStop: '两次停止的间隔',
  autoscaling_MinWaitBetweenStop_description: '停止一个未使用的实例后，到停止下一个的最短时间。',
  autoscaling_MinIdleTime: '未使用多久后停止',
  autoscaling_MinIdleTime_description: '这么久无事可做的实例会被停止。有请求的实例绝不会停止。',
  autoscaling_ConnectionAttemptTimeoutSeconds: '首次连接时限',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    '等待新实例响应的时间，超过后这次尝试视为失败。脚本可用 DoRetries 获得更多次尝试。',
  autoscaling_Kind: '实例类型',
  autoscaling_Kind_description: '在实例的地址上响应的程序。',
  autoscaling_Kind_choice1: '自动检测',
  autoscaling_Kind_choice2: 'SwarmUI 或 Switchyard',
  autoscaling_Kind_choice3: '提供 OpenAI API 的服务器',
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: '存放地址的文件',
  autoscaling_UrlFile_description: "脚本写入实例地址的文件的完整路径。'{LAUNCH}' 代表启动的编号。",
  autoscaling_MaxUsages: '每个实例的同时请求数',
  autoscaling_MaxUsages_description: '一个提供 OpenAI API 的实例同时处理多少个请求。其余的等待。',
  autoscaling_Models: '模型',
  autoscaling_Models_description:
    '实例提供的模型名称。没有实例运行时，对它们的请求会等待。不填名称时，要有实例运行过之后才知道有哪些模型。',
  autoscaling_LaunchTimeout: '启动时限',
  autoscaling_LaunchTimeout_description:
    '超过此时间仍未给出地址的启动会被结束，并视为失败。在调度器队列中等待的时间不计。0：不限制。',
  autoscaling_Scheduler: '启动方式',
  autoscaling_Scheduler_description:
    '脚本可以自行向调度器申请。选择 Slurm 时，Switchyard 将脚本作为作业提交：它在队列中等待，Switchyard 重启后仍能找到它，并由 scancel 结束。',
  autoscaling_Scheduler_choice1: '脚本',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: '分区',
  autoscaling_SlurmPartition_description: '空：集群的默认分区。',
  autoscaling_SlurmGpus: '每个实例的 GPU 数',
  autoscaling_SlurmGpus_description: '通过 --gpus 申请。0：不申请，或以脚本为准。',
  autoscaling_SlurmTimeLimit: '作业时限',
  autoscaling_SlurmTimeLimit_description: '采用 sbatch 的格式，如 24:00:00 或 2-12。空：分区的时限。',
  autoscaling_SlurmAccount: '账户',
  autoscaling_SlurmAccount_description: '为作业付费的账户。空：你的默认账户。',
  autoscaling_SlurmOutputFolder: '作业输出文件夹',
  autoscaling_SlurmOutputFolder_description: '节点在此写入作业的输出，由这台电脑读取。空：脚本所在的文件夹。',
  autoscaling_AfterRestart: '之前运行留下的作业',
  autoscaling_AfterRestart_description:
    'Switchyard 被强制结束或电脑故障后再次启动时，如何处理此后端仍在运行的作业。',
  autoscaling_AfterRestart_choice1: '保留',
  autoscaling_AfterRestart_choice2: '取消',
  llamaServer_Command: '程序',
  llamaServer_Command_description: 'llama-server：完整路径；如果已安装到 PATH 中，只写名称即可。',
  llamaServer_ModelPath: '模型文件',
  llamaServer_ModelPath_description:
    '所提供的 GGUF 文件的完整路径。空：提供一个模型文件夹，或参数所指定的内容（-hf、--models-preset）。',
  llamaServer_ModelsDir: '模型文件夹',
  llamaServer_ModelsDir_description:
    'GGUF 文件所在文件夹的完整路径。模型会按请求加载，并可逐个卸载。仅在没有模型文件时可用。',
  llamaServer_ExtraArgs: '更多参数',
  llamaServer_ExtraArgs_description:
    '其他设置之外的额外参数。它们排在最后，因此优先。其他来源的网页无法读取它的响应，除非 --cors-origins 另有指定。',
  llamaServer_ContextSize: '上下文大小',
  llamaServer_ContextSize_description: '所有同时处理的请求合计的 token 数。0：模型本来的长度。',
  llamaServer_GPULayers: 'GPU 上的层数',
  llamaServer_GPULayers_description: '模型有多少放在 GPU 上。-1：由 llama-server 决定。0：不放。',
  llamaServer_MaxUsages: '同时请求数',
  llamaServer_MaxUsages_description:
    '同时处理多少个请求。参数中的 --parallel 优先，卡片会显示它实际报告的值。',
  llamaServer_StartTimeout_description: '如果在此时间内未加载好模型，启动即失败。',
  llamaServer_StopTimeout_description: '完成请求并结束的时限，超过后会被强制结束。',
  llamaServer_ListenOn_description:
    '网络：其他电脑也可以直接访问它的端口，不经过 Switchyard。如果下面没有 API 密钥，能访问该地址的人都可以使用。',
  llamaServer_ApiKey_description:
    '客户端必须发送的密钥；Switchyard 也会发送。程序通过 LLAMA_API_KEY 得到它，因此不会出现在命令行中。会保密存储。空：没有密钥，或以其他方式得到。',
  localLlama_ModelPath: '模型文件',
  localLlama_ModelPath_description:
    '模型的 GGUF 文件。空：一个很小的内置示例，用来确认一切正常，但回答是随机的。',
  localLlama_GPULoadLayers: 'GPU 上的层数',
  localLlama_GPULoadLayers_description:
    '模型有多少放在 GPU 上。-1：能放多少放多少。0：不放，全部由 CPU 处理。',
  localLlama_Port_description:
    '它响应的端口。0：沿用首次启动时得到的端口；如果被其他程序占用，则换用新端口，并在卡片上提示。如果指定的端口已被占用，启动会失败。',
  localLlama_ContextSize: '上下文大小',
  localLlama_ContextSize_description:
    '模型每次请求能处理多少文本，包括提示词和回答。越大需要的内存越多。0：模型本来的长度，以内存允许为限。',
  localLlama_Threads: 'CPU 线程数',
  localLlama_Threads_description: '使用多少个 CPU 核心。0：除一个以外的全部核心。线程数超过核心数会非常慢。',
  localLlama_MaxUsages: '同时请求数',
  localLlama_MaxUsages_description:
    '同时处理多少个请求；超出的排队等待。每个请求都需要内存存放自己的上下文。',
  localLlama_KeepLoadedMinutes: '未使用多久后卸载',
  localLlama_KeepLoadedMinutes_description:
    '这么久没有请求时，模型会从内存中卸载；下一个请求会重新加载它。0：不卸载。',
  localLlama_AlwaysFreeMemory: '每次请求后释放显存和内存',
  localLlama_AlwaysFreeMemory_description:
    '一旦没有请求，模型就从内存和显存中卸载。适合与其他程序共用 GPU：下一个请求要等模型重新加载。',
  localLlama_AutoRestart_description: '工作进程意外结束后会再次启动：第一次立即启动，之后间隔逐渐变长。',
  localLlama_StartTimeout_description:
    '如果在此时间内未加载好模型，启动即失败。慢速磁盘上的大模型需要几分钟。',
  localLlama_StopTimeout_description: '停止时等待请求完成的时间，之后会中断请求。',
  webui_StartScript: '启动脚本',
  webui_StartScript_description:
    'Web UI 的 webui.sh（Windows 上为 webui.bat）或其文件夹的完整路径。Switchyard 会遵循 webui-user 中的设置。',
  webui_Python: 'Python',
  webui_Python_description:
    '代替 webui.sh 运行 launch.py 的 Python，或其环境所在的文件夹（由 conda 等创建）。空：由 webui.sh 选择；在 Windows 上使用 venv 中的 Python。',
  webui_ExtraArgs: '更多参数',
  webui_ExtraArgs_description:
    '除 Switchyard 添加的 --api 和 --port 以外，传给 Web UI 的参数。如果其中有端口或地址，Switchyard 会遵循。',
  webui_ApiAuth: 'API 登录',
  webui_ApiAuth_description:
    '其 API 的登录信息（--api-auth），格式为 user:password。Web UI 通过环境变量得到它，不会出现在命令行中。空：无。',
  webui_StartTimeout_description: '如果 API 在此时间内没有响应，启动即失败。首次启动要安装包，耗时较长。',
  webui_StopTimeout_description: 'Web UI 完成图像并结束的时限，超过后会被强制结束。',
  webui_ListenOn_description:
    '网络：其他电脑也可以直接访问它的端口，不经过 Switchyard。没有 --gradio-auth 时网页不要求登录，没有“API 登录”时 API 也不要求：能访问该地址的人都可以使用。',
  remoteLlm_MaxUsages: '同时请求数',
  remoteLlm_MaxUsages_description: '网关同时向它发送多少个请求。其余的等待。',
  swarm_AllowForwarding: '链式连接',
  swarm_AllowForwarding_description: '也显示对方所连接的其他实例的后端。关闭：只显示在对方上运行的后端。',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description: '供以此方式发送预览的 SwarmUI 使用。Switchyard 会保留此值，但不使用。',
  ollama_Address: '地址',
  ollama_Address_description: 'Ollama 响应的地址；如果由 Switchyard 启动，则是它应该使用的地址。',
  ollama_Command: '程序',
  ollama_Command_description:
    '地址上没有响应时，用此程序启动 Ollama：完整路径；如果已安装到 PATH 中，填 ollama 即可。空：Switchyard 只监控，不启动它。',
  ollama_ModelsDir: '模型文件夹',
  ollama_ModelsDir_description: '存放模型的位置（OLLAMA_MODELS）。空：它自己的文件夹。',
  ollama_KeepLoadedMinutes: '模型保持加载',
  ollama_KeepLoadedMinutes_description: '模型这么久未使用就会卸载（OLLAMA_KEEP_ALIVE）。-1：从不卸载。',
  ollama_GPU_ID_description: '允许它使用的 GPU。未选择：可以使用所有 GPU。',
  ollama_MaxUsages: '同时请求数',
  ollama_MaxUsages_description:
    '告知客户端的数量。如果由 Switchyard 启动，也是它同时处理的请求数（OLLAMA_NUM_PARALLEL）。',
  webuiApi_ApiAuth_description:
    '以 --api-auth 启动时，其 API 要求的登录信息：user:password。空：不要求登录。',
  type_comfyui_api: 'ComfyUI API（通过 URL）',
  type_comfyui_api_description: '已在这台或另一台电脑上运行的 ComfyUI。Switchyard 会监控它，但不会启动它。',
  type_comfyui_selfstart: 'ComfyUI（本地启动）',
  type_comfyui_selfstart_description: '安装在这台电脑上的 ComfyUI。由 Switchyard 启动、监控、重启和停止。',
  type_command: '任意程序',
  type_command_description:
    '运行任意程序：llama-server、vLLM、Ollama、KoboldCpp、A1111 等。预设可自动填写表单。',
  type_llamaserver: 'llama.cpp 服务器',
  type_llamaserver_description:
    '由 Switchyard 启动的 llama.cpp 的 llama-server：提供一个模型，或一个文件夹的模型。',
  type_localllama: '本地 LLaMA.cpp（GGUF）',
  type_localllama_description:
    '在这台电脑上运行 GGUF 格式的语言模型，提供兼容 OpenAI 的 API。无需安装任何东西。',
  type_auto_webui_api: 'Auto1111 SD-WebUI API（通过 URL）',
  type_auto_webui_api_description:
    '已在这台或另一台电脑上以 --api 运行的 AUTOMATIC1111、Forge 或 reForge。Switchyard 会监控它，但不会启动它。',
  type_auto_webui_selfstart: 'Auto1111 SD-WebUI（本地启动）',
  type_auto_webui_selfstart_description:
    '安装在这台电脑上的 AUTOMATIC1111、Forge 或 reForge。由 Switchyard 启动（启用 API）、监控、重启和停止。',
  type_simpleremotellm: '远程 LLM（OpenAI API）',
  type_simpleremotellm_description:
    '提供 OpenAI API 的语言模型服务器：vLLM、LM Studio、llama-server、付费服务等。Switchyard 会监控它，但不会启动它。',
  type_swarmswarmbackend: 'Swarm API 后端',
  type_swarmswarmbackend_description:
    '另一个 SwarmUI 或 Switchyard：在这里显示它的后端及状态，并释放其显存和内存。更改须在对方进行。',
  type_ollama: 'Ollama',
  type_ollama_description:
    '这台或另一台电脑上的 Ollama。Switchyard 显示已加载的模型，并可将其卸载。在这台电脑上还可以启动它。',
  type_autoscalingbackend: '自动扩缩后端',
  type_autoscalingbackend_description:
    '按需求量启动和停止整个实例：SwarmUI、Switchyard、vLLM 或 ComfyUI。通过自己的脚本在 Slurm、Kubernetes 或其他调度器上运行。',
  ...programSettingTranslation,
};
