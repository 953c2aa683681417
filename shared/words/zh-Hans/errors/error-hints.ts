import type { errorHintWords } from '../../en/errors/error-hints.ts';
import type { Translation } from '../../message.ts';

export const errorHintTranslation: Translation<typeof errorHintWords> = {
  invalid_session: '请调用 GetNewSession，然后重试。',
  missing_session: '请先调用 GetNewSession，再将返回的 session_id 放在正文或 X-Session-ID 标头中发送。',
  bad_body: '请发送 JSON 对象，内容类型为 application/json。',
  bad_request: '请更正请求；/openapi.json 中有各项调用的说明。',
  body_too_large: '请减少一次调用发送的内容。',
  bad_route: '/openapi.json 列出了所有操作。',
  bad_permissions: '请使用令牌，或权限允许此操作的 API 密钥。',
  key_uses_models_only: '请发送到 /v1/ 下的地址，或使用令牌或其他权限的 API 密钥。',
  internal_error: '详情见程序日志。请报告此问题。',
  wrong_method: '请以 JSON 正文发送参数。',
  unauthorized: "请打开程序启动时输出的地址，或发送标头 Authorization: Bearer '<token>'。",
  too_many_guesses: '请等待五秒，再发送正确的令牌。如果启动时没有另外指定，令牌在数据目录的“token”文件中。',
  forbidden_host:
    '{hasPublicUrl, select, yes {如果那是你为它取的名称，请用 --public-url {publicUrl} 启动（桌面应用：偏好设置中的“公开地址”）。如果不是，请使用程序启动时输出的地址。} other {请使用程序启动时输出的地址。}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {如果你通过代理或隧道访问，请用 --public-url {publicUrl} 启动（桌面应用：偏好设置中的“公开地址”）。如果不是，请用程序启动时输出的地址打开面板。} other {请用程序启动时输出的地址打开面板。}}',
  wrong_content_type: '请发送标头 Content-Type: application/json。',
  missing_parameter: '请发送此参数。',
  invalid_parameter: '请发送该类型的值。',
  settings_locked: '请在偏好设置中解锁，或不带 --lock-settings 启动程序。',
  invalid_backend_type: 'ListBackendTypes 会列出可用的类型。',
  invalid_backend_id: '它可能在此期间被删除了。',
  child_backend: '请在那个实例的面板中更改。在这里可以开关、重启它，以及释放它的显存和内存。',
  backend_id_in_use: '请选择其他编号。',
  invalid_new_id: '请选择 0 到 {max} 之间、没有后端用过的整数。',
  missing_settings: '请将设置作为名为 settings 的对象发送。',
  unknown_setting: 'ListBackendTypes 会列出可用的设置。未更改任何内容。',
  invalid_setting: '未更改任何内容。',
  secret_in_text: '请从前者中去掉，或清空“{to}”。未更改任何内容。',
  secret_would_move: '请为新服务器重新输入“{secret}”，或将其清空。未更改任何内容。',
  variables_need_confirmation: '只有了解该文件以及谁能更改它时，才应确认。',
  invalid_title: '请缩短标题。未更改任何内容。',
  invalid_tags: '请减少或缩短标签。未更改任何内容。',
  invalid_order: '每个后端只能列出一次。未更改任何内容。',
  not_restorable: '请重新添加一个。',
  nothing_to_retry: '它的卡片会显示当前状态。',
  not_scaling: '请指定类型为“自动扩缩后端”的后端。',
  no_room_awaited: '它可能在此期间已经启动。',
  store_failed: '未更改任何内容。请检查磁盘是否已满，或数据目录是否为只读。',
  other_writer:
    '未更改或覆盖任何内容。要使用文件中现有的内容，请重启 Switchyard；如果有两个 Switchyard 使用此数据目录，请先将两个都退出。{hasKept, select, yes {要保留此处的列表，请退出 Switchyard，并用 {kept} 替换该文件。} other {}}',
  shutting_down: '请再次启动它，然后重新调用。',
  folder_unreadable: '请选择其他文件夹。',
  not_available_here: '请不带 --no-auth 和 --token 启动 Switchyard，或使用桌面应用。',
  not_ended_by_calls: '请在它自己的电脑上退出。ShutdownServer 可以结束无界面主机。',
  no_file_manager: '请在运行 Switchyard 的电脑上打开该文件，或下载日志。',
  gateway_off: '请在偏好设置中开启，或不带 --gateway-port off 启动 Switchyard。',
  gateway_not_reachable:
    '请为它准备单独的名称（如 https://models.example），通过代理指向端口 {port}，并用 --gateway-url 加该地址启动 Switchyard。如果使用 SSH 隧道，请同时转发端口 {port}，并以 localhost 打开面板。',
  api_key_name_missing: '请以使用它的程序或人命名。',
  api_key_name_taken: '请选择其他名称，或先吊销另一个密钥。',
  too_many_api_keys: '请吊销不再使用的密钥。',
  api_key_limits_need_use: '请选择只能向模型发送请求的权限 use，或去掉限制。',
  api_key_without_backends: '请至少指定一个后端，或省略列表以允许全部。',
  api_key_rate_invalid: '请输入其他数字，或省略以取消限制。',
  invalid_api_key_id: '它可能在此期间被吊销了。',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {未更改任何内容。}}',
  invalid_pattern: '请更正，或作为普通文本搜索。',
  search_too_slow: '请简化它：通常是由嵌套的重复（如 (a+)+）引起的。',
  log_run_gone: '请选择其他运行。日志保留多少，由偏好设置决定。',
  import_unreadable: '请选择 SwarmUI 的 Data/Backends.fds，或从 Switchyard 导出的文件。未更改任何内容。',
  import_newer: '请在这里也安装该版本。未更改任何内容。',
  import_changed: '请重新导出，或不带机密信息导入。未更改任何内容。',
  passphrase_needed: '请输入导出时使用的密码短语，或不带机密信息导入。未更改任何内容。',
  passphrase_wrong: '请重试，或不带机密信息导入。未更改任何内容。',
  passphrase_too_short: '把几个词连在一起，好记又难猜。',
  secret_unreadable: '请在设置中重新输入“{name}”。它是为其他用户、其他电脑或由桌面应用加密的。',
  setting_required: '请打开它的设置，填写“{name}”。',
  path_not_found: '请在设置中更正“{name}”。常见原因是磁盘被移动或未挂载。',
  path_not_readable: '请检查该文件及其上级文件夹的权限。',
  path_not_answering: '它是否在未连接的驱动器上？请连接该驱动器，或在设置中选择其他路径。',
  wrong_kind_of_path: '请在设置中更正“{name}”。',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {请输入程序的完整路径，或将它安装到 PATH 中。}}',
  command_not_executable:
    '请将解释器填入“程序”，将脚本作为第一个参数。在 Linux 和 macOS 上，也可以将文件标记为可执行（chmod +x）。',
  python_not_found:
    '请在该文件夹中创建名为 venv 的虚拟环境，并安装 requirements.txt 中的包，或在设置中指定它的 Python。',
  python_module_missing:
    '{owner, select, system {它由系统的 Python 运行。请在 {folder} 中创建名为 venv 的虚拟环境，或在设置中指定装有所需包的 Python；然后用该 Python 在此文件夹中运行“pip install -r requirements.txt”。} other {请在 {folder} 中运行“{python} -s -m pip install -r requirements.txt”。}}{family, select, torch {请先安装适合你的 GPU 的 torch（pytorch.org）。} comfy {用 git 更新 ComfyUI 不会安装包。} other {}}',
  not_comfyui: '请选择 ComfyUI 文件夹中的 main.py 作为启动脚本。其他程序请使用类型“任意程序”。',
  gpu_not_usable:
    '请安装适合你的 GPU 的 torch（pytorch.org）及驱动，更正设置中的“GPU”，或在参数中加上 --cpu。',
  arguments_unknown:
    '{hasSetting, select, yes {请在设置中更正“{setting}”，或更新程序。} other {请更正参数、更新程序，或在设置中开启“仅使用我的参数”。}}',
  not_webui:
    '请选择 AUTOMATIC1111、Forge 或 reForge 文件夹中的 webui.sh（Windows 上为 webui.bat）作为启动脚本。其他程序请使用类型“任意程序”。',
  webui_not_installed:
    '请手动运行一次 webui.bat（非 Windows 系统为 webui.sh）：它会创建虚拟环境 venv 并安装所需的包。然后按“重启”。',
  webui_script_refused:
    '{root, select, yes {Switchyard 正以 root 身份运行。请改用其他用户，或在“更多参数”中加上 -f 以允许。} other {请在终端中运行 webui.sh，直到能够启动，然后按“重启”。}}',
  webui_gpu_not_usable:
    '请安装适合你的 GPU 的 torch 及驱动，或更正设置中的“GPU”。要使用 CPU，请在参数中加上 --skip-torch-cuda-test 和 --always-cpu（AUTOMATIC1111：--use-cpu all --no-half）。',
  webui_module_missing:
    'Web UI 会在启动时安装所需的包：请从参数中去掉 --skip-install。如果仍不行，请用其 venv 中的 pip 安装 {folder} 中的 requirements_versions.txt。',
  webui_install_failed:
    '首次启动时会下载包：请检查这台电脑是否联网，以及它的 Python 是否为 3.10 或 3.11。详情见日志。',
  webui_failed: '原因在日志中前面的几行。在终端中运行启动脚本可以看到更多信息。',
  webui_server_failed:
    '{proxy, select, yes {它与自身之间隔着代理：请在环境变量中加上 NO_PROXY=localhost,127.0.0.1。} other {原因在日志的最后几行。}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {请选择以 .gguf 结尾的文件；safetensors 和 PyTorch 文件需要先转换。也可能是下载不完整。}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {请重新下载或复制（有多个分卷时要齐全），并与来源处的大小比较。}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {请在设置中选择其他文件：大多数发布者提供较新的 GGUF 文件，llama.cpp 也有转换模型的脚本。}}',
  model_failed: '原因通常在日志的最后几行。',
  model_refused: '程序的新版本也许支持此模型；否则请在设置中选择其他文件。详情见日志。',
  not_enough_memory:
    '{part, select, context {请在设置中减小“上下文大小”，或减少同时处理的请求。} other {请释放其他后端的显存，或选择更小的模型或量化版本。}}',
  engine_refused_argument: '请在设置中更正“{setting}”，或更新程序。',
  invalid_setting_at_start: '请在设置中更正“{name}”。',
  port_in_use: '请停止该程序，或选择其他端口。{hasAdvice, select, yes {{advice}} other {}}',
  port_taken_by_other: '请停止该程序，或选择其他端口。{hasAdvice, select, yes {{advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {请将密钥填入设置中的“{keySetting}”。} other {请将登录信息填入设置中的“{keySetting}”：Basic 加 base64 编码的 user:password。}}} other {}}{hasAddressSetting, select, yes {请在“{addressSetting}”中填写无需{wants, select, key {密钥} other {登录}}即可响应的页面。} other {}}如果只有这台电脑能访问它，也可以不设{wants, select, key {密钥} other {登录}}启动。',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {请在设置中更正“{addressSetting}”：必须是能正常响应、不返回错误的页面。} garbage {请在设置中更正“{addressSetting}”。如果程序不使用 HTTP，请将此项和健康检查地址留空：它打开 {placeholder} 时即视为就绪。} elsewhere {请在指定端口的参数或变量中填写 {placeholder}，或在设置的“{addressSetting}”中填写 {url}。} other {请在设置的“{addressSetting}”中填写 {url}，并相应更正其他地址。}}} other {{problem, select, tls {参数以外的某处开启了 TLS，Switchyard 无从得知：请在参数中指定密钥和证书，或关闭 TLS。} plain {它的参数指定了密钥和证书，但没有使用：请查看日志，或去掉它们。} path {请选择与该处响应的程序相符的类型，或从参数和设置中去掉改变路径的内容。} redirect {请从参数和设置中去掉会转发调用的内容，如路径、登录或 TLS。} elsewhere {参数以外的某处设置了它的地址：请在参数中指定主机和端口，或交给 Switchyard。} other {请选择与该处启动的程序相符的类型，并查看日志。}}}}',
  start_timeout: '日志会显示它进行到哪一步。如果只是需要更久，请在设置中延长启动超时。',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {如果它会在后台继续运行，请改为在前台启动：Switchyard 无法监控脱离启动者的程序。请去掉让它转入后台的内容（-d、--daemon、nohup … &、docker run -d），指定程序本身而不是它的服务（systemctl start、brew services），并结束已在运行的副本（有些程序会把工作交给它）。否则，原因通常在日志的最后几行。} other {原因通常在日志的最后几行。}}}}',
  went_to_background: '请在前台启动它。{advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {请结束它，例如使用“{command}”。} other {请结束它。}}然后让程序在前台运行。Switchyard 无法确认该进程属于自己，因此不会自动结束它。',
  spawn_failed: '详情见程序日志。',
  start_failed: '日志会显示它进行到哪一步。',
  unknown_type_in_store: '它的设置已保留。请安装保存它时使用的版本，或将其删除。',
  gpu_not_found: '请在设置中重新选择 GPU。',
  gpu_excluded: '请为它选择其他 GPU，或在偏好设置中取消排除此 GPU。',
  every_gpu_excluded: '请在偏好设置中取消排除某个 GPU，或为它选择一个。',
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {如果它会在后台继续运行，请改为在前台启动：Switchyard 无法监控脱离启动者的程序。请去掉让它转入后台的内容（-d、--daemon、nohup … &、docker run -d），指定程序本身而不是它的服务（systemctl start、brew services），并结束已在运行的副本（有些程序会把工作交给它）。否则，原因通常在日志的最后几行。} other {原因通常在日志的最后几行。}}}}',
  unresponsive: '原因可能在日志的最后几行。等待多久由设置“无响应多久后重启”决定。',
  crash_loop: '{advice}排除原因后，请按“重启”。',
  stop_not_confirmed:
    'Switchyard 会不断尝试，直到它完全结束。如果有进程属于其他用户，需由该用户或管理员结束。',
  contact_lost: 'Switchyard 会继续检查，直到它响应。',
  no_contact: '请检查对方是否已开启，以及地址是否正确。Switchyard 会继续检查，直到它响应。',
  access_refused:
    '{sent, select, yes {请在设置中更正“{settings}”。} other {请在设置中填写“{settings}”。}}Switchyard 会继续检查，但间隔越来越长。',
  login_required:
    'Switchyard 无法填写该页面。请在设置的“{settings}”中填写服务器或其前面的代理所接受的内容，或让该地址免于登录。',
  certificate_untrusted:
    '如果这确实是服务器的证书，请接受它：可以在这里接受，也可以在设置的“信任的证书”中填写指纹。如果使用自己的证书颁发机构，请在环境变量 NODE_EXTRA_CA_CERTS 中指定其文件，再启动 Switchyard。',
  certificate_changed:
    '如果对方更新了证书，请接受新证书：可以在这里接受，也可以在设置的“信任的证书”中填写指纹。如果不是，则可能是其他程序在响应，或有人在窃听。',
  rate_limited:
    '{wait, select, seconds {对方要求等待 {amount} 秒。} minutes {对方要求等待 {amount} 分钟。} other {Switchyard 稍后会再次检查。}}使用同一密钥的所有人共享其限额。',
  wrong_engine:
    '可能有其他程序占用了该地址。请更正地址，或选择与该处响应的程序相符的类型。Switchyard 会继续检查，直到 {engine} 响应。',
  webui_api_off:
    '请在参数中加上 --api 启动（webui-user 文件中的 COMMANDLINE_ARGS）。Switchyard 会继续检查，直到其 API 响应。',
  connected_to_itself: '请更正“地址”：必须是另一个实例的地址。',
  remote_error: '请查看那个实例的面板。',
  free_memory_failed: '重启它即可全部释放。',
};
