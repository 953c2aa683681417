import type { failureRemedyWords } from '../../en/errors/failure-remedies.ts';
import type { Translation } from '../../message.ts';

export const failureRemedyTranslation: Translation<typeof failureRemedyWords> = {
  argument_unknown:
    '{where}修正または削除するか、プログラムを更新してください。名前が変わっている可能性があります（--helpですべて確認できます）。',
  argument_value_wrong: '{where}修正してください。',
  argument_required: '{where}追加してください。',
  variable_missing:
    '{where}設定してください。デスクトップから起動したプログラムには、ターミナルでの設定は渡りません。',
  inner_command_missing:
    '{command}をインストールするか、そのフォルダーを環境変数のPATHに追加してください。ターミナルのPATHのほうが長い場合があります。',
  docker_not_allowed: 'Switchyardを実行するユーザーをdockerグループに追加し、ログインし直してください。',
  docker_not_running:
    '{system, select, linux {サービスを起動してから「再起動」を押してください。} other {Docker Desktopを起動してから「再起動」を押してください。}}',
  docker_without_gpu:
    'NVIDIA Container Toolkitをインストールしてから、コマンドを実行してください。Dockerが設定され、再起動されます。',
  container_name_taken:
    'コマンドで削除してください。{where}--rmを追加すると、Dockerは終了したコンテナーを自動で削除します。',
  container_image_missing: '{where}イメージの名前を修正するか、docker loginを実行してください。',
  git_conflict:
    'フォルダーでコマンドを実行して変更を退避し（git stash popで戻せます）、「再起動」を押してください。',
  git_owner:
    'フォルダーの所有者をSwitchyardを実行するユーザーに変更{hasCommand, select, yes {するか、コマンドで許可} other {}}してください。',
  git_locked: 'そこでgitが動いていなければ、そのファイルを削除してから「再起動」を押してください。',
  model_gated:
    'モデルのページで利用規約に同意し、トークンを作成して（huggingface.co/settings/tokens）、{where}HF_TOKEN=…を入力してください。',
  token_refused:
    '新しいトークンを作成し（huggingface.co/settings/tokens）、{where}HF_TOKEN=…を入力してください。',
  model_not_found_online:
    '{where}モデルの名前を修正してください。非公開のモデルの場合は、{whereVariables}HF_TOKEN=…を入力してください。',
  download_limited:
    '数分待ってください。ほとんどの取得元では、ログインまたはトークンがあると上限が上がります。',
  certificate_not_trusted:
    'このコンピューターの時計を確認してください。会社のプロキシを使う場合は、{where}認証局のファイルをREQUESTS_CA_BUNDLEとSSL_CERT_FILEに指定してください。',
  proxy_refused:
    '{where}HTTPS_PROXYを修正し（http://user:password@host:port）、このコンピューターを対象から外してください：NO_PROXY=localhost,127.0.0.1',
  name_not_resolved:
    'このコンピューターがネットワークに接続されているか確認してください。モデルがすでにここにある場合は、{where}HF_HUB_OFFLINE=1を入力すると、外部に問い合わせなくなります。',
  source_not_reached:
    'このコンピューターがネットワークに接続されているか、{where}HF_HUB_OFFLINEが設定されていないかを確認し、「再起動」を押してください。',
  other_service_down: '連携するデータベース、キュー、別のエンジンなどのプログラムを先に起動してください。',
  ggml_assertion:
    'プログラムを更新してください。特定のモデルや引数が原因なら、下の行を添えて開発元に報告してください。',
  program_panicked: 'プログラムを更新し、既知の問題の中からこのメッセージを検索してください。',
  python_error:
    'プログラムの既知の問題の中から、このメッセージを検索してください。トレースバック全体はログにあります。',
  program_error:
    'メッセージの内容に従って修正してください。情報が足りなければ、プログラムの既知の問題の中から検索してください。',
  disk_full:
    'ディスクの空きを増やしてください。Hugging Faceのモデルは~/.cache/huggingfaceにあります。HF_HOMEで別のディスクを指定できます。',
  read_only_disk:
    '別のディスクのフォルダーを選ぶか、書き込み可能でマウントし直してください。意図した設定でなければ、ディスクを検査してください。',
  permission_denied:
    'ファイルと、その上のフォルダーの所有者とアクセス権を修正してください。rootやコンテナーが作ったファイルは、rootのものになっていることがよくあります。',
  file_in_use:
    'もう一方を終了してください。ウイルス対策ソフトが使っている場合は、しばらくすると解放されます。',
  disk_error:
    'ドライブやネットワーク共有が接続されているか確認し、ディスクを検査してください（dmesg、smartctl）。',
  file_missing:
    '引数、環境変数、作業ディレクトリなど、パスを指定した場所で修正してください。ディスクの移動やマウント解除がよくある原因です。',
  nvidia_driver_mismatch: 'コンピューターを再起動してください。',
  nvidia_driver_too_old: '新しいNVIDIAドライバーか、より古いCUDA用のビルドをインストールしてください。',
  no_nvidia_driver:
    'GPUのドライバーをインストールしてください。コンテナーではGPUを割り当てます（--gpus all）。代わりにCPUを使うには、{where}そう指定してください（ComfyUI：--cpu、llama-server：-ngl 0）。',
  torch_without_gpu:
    'pytorch.orgのコマンドで、GPUに合うPyTorchを環境にインストールしてください。Windowsでは、単にpipを使うとGPUなしの版が入ります。',
  gpu_number_wrong:
    '設定の「GPU」を修正するか、{where}GPUの番号を修正してください。見える最初のGPUは常に0です。',
  no_gpu_found:
    '設定の「GPU」と、CUDA_VISIBLE_DEVICESなどの環境変数を確認してください。空にしたり、存在しないGPUを指定したりすると、すべてのGPUが見えなくなります。',
  gpu_not_supported:
    'GPUに対応したビルドをインストールしてください。新しいGPUには最新のPyTorchかそのnightly、古いGPUには以前のバージョンを使います。対応済みのAMD GPUに近い製品なら、HSA_OVERRIDE_GFX_VERSIONが役立つことがあります。',
  gpu_without_bfloat16: '{where}--dtype halfを追加してください。',
  gpu_busy:
    '別のプログラムを終了してください。排他モードは、管理者がコマンドで解除できます。どのプログラムもGPUを使っていなければ、コンピューターを再起動してください。',
  gpu_lost:
    'コンピューターを再起動してください。繰り返す場合は、GPUの温度と電力、電源コネクターとライザーケーブルを確認してください。',
  gpu_memory_defect:
    'コンピューターを再起動してください。繰り返す場合、GPUが故障しています。エラーの回数はコマンドで確認できます。',
  gpu_assertion:
    'プログラムを更新し、モデルを専用のトークナイザーで読み込んでください。{where}CUDA_LAUNCH_BLOCKING=1を指定すると、ログに発生箇所が出ます。',
  gpu_illegal_access:
    'プログラムとドライバーを更新してください。どのプログラムでも起きるなら、オーバークロックをやめ、GPUの温度を確認してください。',
  gpu_kernel_error:
    'Xid {xid}の意味は、NVIDIAのドキュメントの「Xid errors」にあります。GPUが使えないままなら、コンピューターを再起動してください。',
  cuda_in_forked_process: 'vLLMの場合は、{where}VLLM_WORKER_MULTIPROC_METHOD=spawnを入力してください。',
  nccl_failed:
    '{where}NCCL_P2P_DISABLE=1を試してください。コンテナーには共有メモリを割り当てます（--ipc=host）。NCCL_DEBUG=INFOを指定すると、ログが詳しくなります。',
  cudnn_failed:
    'LD_LIBRARY_PATHからほかのバージョンを外してください。PyTorchには専用のものが付属しています。GPUがほぼ埋まっていた場合は、VRAMを空けてください。',
  amd_card_not_allowed:
    'コマンドで、Switchyardを実行するユーザーをこれらのグループに追加し、ログインし直してください。',
  no_vulkan_driver:
    'GPUのVulkanドライバーをインストールするか（DebianとUbuntuではmesa-vulkan-driversまたはNVIDIAのもの）、プログラムの別のビルドを使ってください。',
  vllm_reserves_too_much:
    '{canFree, select, yes {Switchyardは、ほかのバックエンドが使っている分を解放し、もう一度起動できます。それでも足りなければ、{where}--gpu-memory-utilizationを{hasPart, select, yes {{part}に} other {}}下げてください。} other {{where}--gpu-memory-utilizationを{hasPart, select, yes {{part}に} other {}}下げるか、GPUを使っているほかのプログラムを終了してください。}}',
  vllm_context_too_long:
    '{where}--max-model-len {tokens}を入力してください。GPUに余裕があれば、--gpu-memory-utilizationを上げる方法もあります。',
  vllm_no_memory_for_contexts:
    '{canFree, select, yes {Switchyardは、ほかのバックエンドが使っている分を解放し、もう一度起動できます。それでも足りなければ、{where}--gpu-memory-utilizationを上げるか--max-model-lenを下げるか、より小さい量子化のモデルを選んでください。} other {{where}--gpu-memory-utilizationを上げるか--max-model-lenを下げるか、より小さい量子化のモデルを選ぶか、GPUを使っているほかのプログラムを終了してください。}}',
  gpu_out_of_memory:
    '{canFree, select, yes {Switchyardは、ほかのバックエンドが使っている分を解放し、もう一度起動できます。それでも足りなければ、より小さいモデルやコンテキストを選ぶか、同時リクエスト数を減らしてください。} other {より小さいモデルやコンテキストを選ぶか、同時リクエスト数を減らすか、GPUを使っているほかのプログラムを終了してください。}}',
  shared_library_missing:
    '{hasCommand, select, yes {そのコンピューターのターミナルで次を実行してください：{command}} other {{library}を含むパッケージをインストールするか、そのフォルダーをLD_LIBRARY_PATHに追加してください。}}',
  cuda_library_missing:
    'そのバージョンのCUDAライブラリか、ここにあるバージョン用のビルドをインストールしてください。Pythonパッケージの場合は、そのバージョン用のPyTorchに付属しています。',
  dll_missing:
    'Microsoftの最新の「Visual C++ 再頒布可能パッケージ」（x64）をインストールしてください。CUDAパッケージが示されている場合は、GPUドライバーとそのパッケージをインストールし直してください。',
  system_too_old:
    'このシステム用のビルド（「ubuntu-20.04」や「manylinux」と呼ばれるもの）を使うか、コンテナーで実行するか、OSを更新してください。conda環境では：conda install -c conda-forge libstdcxx-ng',
  wrong_processor: 'x64やarm64など、このコンピューター用のビルドをダウンロードしてください。',
  node_module_missing:
    'フォルダーでnpm installを実行してください。プログラム自体のパスが示されている場合は、設定で修正してください。',
  shared_memory_too_small: '{where}docker runの引数に--ipc=hostか--shm-size=8gを追加してください。',
  paging_file_too_small:
    'ページングファイルのサイズをWindowsに管理させるか（システム→詳細設定→パフォーマンス→仮想メモリ）、メモリを空けてください。',
  less_memory:
    'ほかのバックエンドのメモリを解放するか、より小さいモデルやコンテキストを選ぶか、RAMを増設してください。',
  node_heap_full:
    '{where}NODE_OPTIONS=--max-old-space-size=8192を入力してください。数値は使ってよいメガバイト数です。',
  too_many_threads:
    '不要なプログラムを終了するか、上限を上げてください（ulimit -u、コンテナーでは--pids-limit）。{where}OMP_NUM_THREADS=4を指定すると、ほとんどのエンジンのスレッドが減ります。',
  too_many_files:
    'Switchyardを起動する側で上限を上げ（ulimit -n 65536、サービスではLimitNOFILE=65536）、Switchyardをもう一度起動してください。',
  model_is_projector: 'モデルには言語モデル本体を選び、このファイルは{where}--mmprojで指定してください。',
  model_architecture_unknown:
    'プログラムとそのtransformersパッケージを更新してください。新しいバージョンほど、新しいモデルに対応しています。または、別のモデルを選んでください。',
  model_split_incomplete:
    'すべての部分を元の名前のまま1つのフォルダーに置き、最初の部分（-00001-of-…）を指定してください。',
  model_is_a_pointer: 'モデルのフォルダーでコマンドを実行するか、ファイルの実体をダウンロードしてください。',
  model_cut_off: 'ダウンロードまたはコピーをやり直し、サイズを元のファイルと比べてください。',
  model_not_gguf: '名前が.ggufで終わるファイルを選んでください。safetensorsのモデルは、先に変換が必要です。',
  model_file_missing:
    'モデルのパスまたは名前を修正してください。モデルのフォルダーには、重みのほかにconfig.jsonとトークナイザーのファイルが必要です。',
  model_adapter_wrong: '{where}修正または削除してください。',
  model_adapter_rank: '{where}--max-lora-rank {rank}を入力してください。',
  model_load_failed:
    '原因はその前の行に書かれています。プログラムの新しいバージョンなら、このモデルに対応しているかもしれません。',
  port_in_use:
    '{wasFree, select, yes {そのプログラムを終了するか、設定で別のポートを指定してください。} other {そのプログラムを終了してください。以前に起動したものが、Switchyardの外でまだ動いている可能性もあります。または、{where}番号の代わりに{placeholder}と書けば、空きポートが割り当てられます。}}',
  port_not_allowed:
    '{system, select, windows {{where}別のポートを選んでください。一部はWindows自身が予約しています（「netsh interface ipv4 show excludedportrange protocol=tcp」で確認できます）。} other {{where}1024より大きいポートを選んでください。}}',
  address_not_here:
    '{where}アドレスを修正してください。このコンピューターなら127.0.0.1、ネットワークなら0.0.0.0です。',
  python_environment_moved:
    '今の場所で環境を作り直してください（python -m venvの後、pipでrequirementsをインストール）。環境は移動できません。',
  python_version_wrong:
    'ドキュメントで指定されたバージョンのPythonで環境を作り直し（python3.11 -m venv …）、設定でそのPythonを指定してください。',
  python_externally_managed: '専用の仮想環境を作り（python3 -m venv）、設定でそのPythonを指定してください。',
  numpy_mismatch:
    '{hasCommand, select, yes {そのコンピューターのターミナルで次を実行してください：{command}} other {環境にバージョン2未満のNumPyをインストールするか、失敗したパッケージを更新してください。}}',
  torch_extension_mismatch:
    '互いに対応するバージョンで、両方を一緒にインストールし直してください。必要なPyTorchはパッケージに示されています。{hasCommand, select, yes {合わないパッケージはコマンドで確認できます。} other {}}',
  c_compiler_missing:
    '{system, select, windows {「C++によるデスクトップ開発」を選んでBuild Tools for Visual Studioをインストールし、「再起動」を押してください。} other {CコンパイラーとPythonのヘッダーをインストールし、「再起動」を押してください。}}',
  python_module_missing:
    '{hasCommand, select, yes {そのコンピューターのターミナルで「{command}」を実行してください。} other {{package}を環境にインストールしてください。}}{isTorch, select, yes {GPUを使う場合は、代わりにpytorch.orgのコマンドを使ってください。} other {}}requirements.txtがあれば、それをインストールしてください。更新で複数のパッケージが必要になることがあります。',
  python_packages_mismatch:
    'requirements.txtにあるバージョン（特に{package}）を環境にインストールしてください。{hasCommand, select, yes {そのコンピューターのターミナルで次を実行してください：{command}} other {}}',
  vllm_sleep_mode_conflict:
    '{where}その環境変数を削除するか、--enable-sleep-modeを外すか、vLLMを更新してください。',
  vllm_sleep_mode_unsupported: '{where}--enable-sleep-modeを削除してください。',
  too_few_gpus: '{where}--tensor-parallel-sizeを下げるか、設定でGPUを増やしてください。',
  gpus_do_not_divide_model: '{where}--tensor-parallel-sizeを、割り切れる数（1、2、4、8など）にしてください。',
  model_wants_own_code: '公開元を信頼できるなら、{where}--trust-remote-codeを追加してください。',
  context_longer_than_model: '{where}{most}に下げてください。',
  attention_backend_missing:
    '別のものを選んでください。vLLMでは{where}VLLM_ATTENTION_BACKEND=TRITON_ATTN、ほかでは--attn-implementationや--use-pytorch-cross-attentionです。',
  vllm_engine_failed:
    'ログを開き、最初のエラーを探してください。--enforce-eagerと小さめの--max-model-lenを指定すると、メモリなどの消費が全体に減ります。',
  killed_out_of_memory:
    'ほかのバックエンドのメモリを解放するか、より小さいモデルやコンテキストを選ぶか、RAMやスワップを増やしてください。コンテナーやサービスでは、メモリの上限を上げてください。',
  killed:
    '誰も終了していなければ、ほかのバックエンドのメモリを解放するか、より小さいモデルやコンテキストを選ぶか、コンテナーやサービスのメモリの上限を上げてください。OSが終了したかどうかは、コマンドで確認できます。',
  processor_lacks_instruction:
    '古いCPU用のビルド（「noavx」や「compat」と呼ばれるもの）を使うか、このコンピューターでコンパイルしてください。',
  memory_taken_away:
    'その間にモデルが置き換えられたのなら、「再起動」を押してください。コンテナーには--ipc=hostか--shm-size=8gを指定します。そうでなければ、ディスクを検査してください。',
  segmentation_fault:
    'プログラムとGPUドライバーを更新してください。更新後に始まったのなら、前のバージョンに戻してください。拡張機能やカスタムノードが原因のこともあります。',
  dll_missing_at_start:
    'Microsoftの最新の「Visual C++ 再頒布可能パッケージ」（x64）とGPUドライバーをインストールし、プログラムもインストールし直してください。プログラムをダブルクリックすると、DLLの名前がわかります。',
  wrong_processor_at_start:
    '64ビット版のプログラムを、すべての構成ファイルとともにインストールし直してください。',
  broken_off_by_itself: 'プログラムを更新し、既知の問題の中から最後のメッセージを検索してください。',
  command_missing_in_shell:
    '最後の行に示されたものをインストールするか、そのフォルダーを環境変数のPATHに追加してください。',
  command_not_executable_in_shell:
    'ファイルに実行権限を付けるか（chmod +x）、インタープリターを指定してください。',
};
