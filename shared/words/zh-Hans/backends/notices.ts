import type { noticeWords } from '../../en/backends/notices.ts';
import type { Translation } from '../../message.ts';

export const noticeTranslation: Translation<typeof noticeWords> = {
  onNetwork: '其他电脑可通过 {address} 访问它{hasSource, select, yes {，因为{source}} other {}}。',
  onlyHere: '只有这台电脑能访问它，因为{source}：去掉后“{setting}”才会生效。',
  source_variable: '{name} 为 {value}',
  source_setting: '“{setting}”中有 {argument}',
  portHere: '这台电脑的端口 {port}',
  access_noKey: '它不要求密钥：能访问该地址的人都可以使用它。',
  access_noKnownKey: 'Switchyard 不知道它是否要求密钥：没有密钥时，能访问该地址的人都可以使用它。',
  access_apiLogin: '只有它的 API 要求登录：能访问该地址的人都可以使用其页面。',
  access_pageLogin: '只有它的页面要求登录：能访问该地址的人都可以使用其 API。',
  needsHostPlaceholder:
    '“{setting}”对此程序不起作用：请在其参数或变量中指定监听地址的位置写入 {placeholder}。',
  loginReadable: 'API 的登录信息在“{setting}”中，能看到设置的人都可以读到。填入“{instead}”可保密。',
  wantsKey: '它要求的 API 密钥 Switchyard 并不知道，因此不显示其模型和请求。',
  port_taken: '端口 {port} 已被 {owner} 占用，因此改用端口 {instead}，以后一直使用。',
  port_takenByOther: '端口 {port} 已被其他程序占用，因此改用端口 {instead}，以后一直使用。',
  port_kept: '端口 {port} 保留给 {owner}，因此改用端口 {instead}，以后一直使用。',
  port_cannotOpen: '无法打开端口 {port}（{owner}），因此改用端口 {instead}，以后一直使用。',
  port_notOpened: '无法打开端口 {port}，因此下次启动会临时改用另一个端口。',
  noReadyAddress: '没有设置就绪地址，因此只要进程存在就视为就绪。',
  wasRunning: '它原本已在运行，因此 Switchyard 只监视它，不会结束它。',
  waitsForClients:
    '{count, plural, other {正在等待 # 个打开的连接。此程序不说明是否正在处理它们，因此在停止超时的大部分时间内视为正在工作。}}',
  noCheckpoint: '没有可用的检查点：请将其放入 models/Stable-diffusion 文件夹，并在其页面上选择。',
  noBackendsThere: '另一个实例没有后端。',
  nextStart: '“{setting}”在下次启动时生效：只有一个模型时，llama-server 在启动时才得知何时卸载它。',
  sleepsWithoutModel: '它在休眠，模型已卸载；下一个请求会加载它。',
  modelTooNew: '模型文件：{reason}。同样旧的 llama-server 也无法加载它。',
  processorAlone:
    '无论“{setting}”如何设置，它都只在处理器上运行：找不到可用的 GPU，或编译时未包含 GPU 支持。',
  contextCapped:
    '每个请求的上下文是 {limit, number} 个 token（模型的设计上限），而不是 {wanted, number} 个：减小“{setting}”可节省显存和内存。',
  contextTooLong:
    '上下文的 {wanted, number} 个 token 超过了模型的设计上限 {limit, number}：较长的回答可能变得毫无意义。',
  notLoaded: '无法加载：{models}。',
  notLoaded_model: '{model}（{reason}）',
  notLoaded_exit: '{model}（退出代码 {code}；日志中可能有原因）',
  notLoaded_noCode: '{model}（日志中可能有原因）',
  andMore: '{items}；以及另外 {count} 个',
  twoItems: '{first}；{second}',
  sampleModel:
    '正在使用内置的示例模型，它只用随机的词回答。要得到真正的回答，请在设置的“{setting}”中选择一个 GGUF 文件。',
  withoutCrashingGpu:
    '未使用 GPU（{library}）：llama.cpp 在初始化 GPU 时崩溃。更新驱动程序可能有帮助；每次启动都会重试。在设置中将“{setting}”设为 0 则不再尝试。',
  vulkanNumbers:
    'Vulkan 自行为 GPU 编号，因此设置中所选的 GPU 不能限制它：它使用 {devices}。要指定 GPU，请在环境变量中添加 {variable} 及 GPU 编号；此列表从 0 开始。',
  noChatTemplate:
    '模型文件中的聊天模板无法使用，因此聊天采用通用格式，回答质量可能下降。同一模型的其他文件可能有可用的模板；详情见日志。',
  noPooling:
    '模型文件未说明如何将各 token 的向量合并为一个，因此给出最后一个 token 的向量。llama-server（类型：{type}）可以取平均值。',
  absent_file: '模型文件 {path} 已不存在。{meanwhile}',
  otherKind_file: '模型文件 {path} 已不再是文件。{meanwhile}',
  file_changed: '模型文件 {path} 在加载后已更改。{meanwhile}',
  unreadable_file: '无法再读取模型文件 {path}（{reason}）。{meanwhile}',
  meanwhile_file: '已在内存中的模型可继续使用，但无法重新加载：请将文件放回原处，或选择其他文件。',
  absent_folder: '模型文件夹 {path} 已不存在。{meanwhile}',
  otherKind_folder: '模型文件夹 {path} 已不再是文件夹。{meanwhile}',
  unreadable_folder: '无法再读取模型文件夹 {path}（{reason}）。{meanwhile}',
  meanwhile_folder: '已在内存中的模型可继续使用，但无法加载其他模型：请将文件夹放回原处，或选择其他文件夹。',
  update_notCheckout: 'ComfyUI 未更新：其文件夹不是 git 检出目录。',
  update_customNode: '自定义节点 {node}',
  update_current: '{name} 已是最新。',
  update_done: '{name} 已从 {from} 更新到 {to}。',
  update_needsPackages: '{name} 已更新，现在需要其他软件包：请在 {path} 中用其 Python 运行“{command}”。',
  update_changedByHand: '{name} 未更新：其文件夹中有 {count, plural, other {# 个文件}}被手动修改。',
  update_failed: '{name} 未更新：{reason}。',
  update_fixedVersion: '检出的是固定版本，而不是分支',
  update_calledOff: '已取消',
  update_tookTooLong: '用时超过 {seconds} 秒',
  update_noGit: '未安装 git',
  fleet_outage: '自 {time} 起不清楚有什么在运行：{reason}。现有实例会保留，在恢复之前不会启动新实例。',
  fleet_waiting: '实例 {number} 正在排队：{reason}。',
  fleet_refusing:
    '{count, plural, other {实例 {numbers}}} 拒绝被控制，只有启动时设置了限制才会自行结束。请为此后端设置有相应权限的 Authorization 标头。',
  fleet_launchFailed:
    '第 {number} 次启动失败：{reason}。{failures, plural, =1 {} other {已连续失败 # 次。}}下一次启动至少在 {pause} 之后；脚本的输出见日志。',
  fileReason: '{path}：{reason}',
};
