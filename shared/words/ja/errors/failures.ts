import type { failureWords } from '../../en/errors/failures.ts';
import type { Translation } from '../../message.ts';

export const failureTranslation: Translation<typeof failureWords> = {
  argument_unknown: 'このバージョンのプログラムは{argument}に対応していません。',
  argument_value_wrong: 'プログラムが{argument}を拒否しました：{reason}',
  argument_without_value: 'プログラムが{argument}を拒否しました：値が必要です。',
  argument_value_refused: 'プログラムが{argument}を拒否しました：「{value}」は受け付けられません。',
  argument_required:
    'プログラムには{hasArgument, select, yes {{argument}} other {指定されていない引数}}が必要です。',
  variable_missing: 'プログラムには環境変数{variable}が必要です。',
  inner_command_missing: 'スクリプトが{command}を呼び出しましたが、見つかりませんでした。',
  docker_not_allowed: 'Dockerは動いていますが、ソケットはdockerグループのものです。',
  docker_not_running: 'エンジンはコンテナーで動きますが、Dockerサービスが応答しません。',
  docker_without_gpu:
    'コンテナーはNVIDIA Container Toolkit経由でGPUを使いますが、インストールまたは設定されていません。',
  container_name_taken: '以前のコンテナー{name}が削除されていません。',
  container_image_missing:
    'Dockerが{hasImage, select, yes {{image}} other {イメージ}}をダウンロードできませんでした。その名前とタグのイメージがないか、ログインが必要です。',
  git_conflict:
    'フォルダー内の同じファイルが、手元と更新の両方で変更されています。どちらを残すかはgitでは決められません。',
  git_owner: 'フォルダーが別のユーザーのものであるため、gitが{folder}での動作を拒否しました。',
  git_locked: 'フォルダーで別のgitが動いているか、強制終了されたgitが{lock}を残しています。',
  model_gated:
    '{hasModel, select, yes {{model}} other {このモデル}}の公開元は、Hugging Faceで利用規約に同意した人にだけ提供しています。',
  token_refused:
    'ダウンロード用のトークンが間違っているか期限切れです。または、トークンがなく、モデルが非公開です。',
  model_not_found_online:
    '{named, select, model {モデル{model}} address {{model}のモデル} other {ダウンロードするモデル}}は、ここにフォルダーがなく、取得元にもありません。非公開のモデルも、権限がなければ同じように見えます。',
  download_limited: 'ダウンロード元が、リクエストが多すぎると応答しました（429）。',
  certificate_not_trusted:
    'ダウンロード元のサーバーの証明書が、このコンピューターで信頼されていません。会社のネットワークでは、途中のプロキシが原因であることがよくあります。時計のずれでも同じことが起きます。',
  proxy_refused:
    '環境変数で指定されたプロキシが通信を通しません{hasStatus, select, yes {（応答：{status}）} other {}}。',
  name_not_resolved:
    '{hasHost, select, yes {{host}という名前} other {必要なサーバーの名前}}のアドレスがわかりません。このコンピューターがオフラインか、DNSが応答しません。',
  source_not_reached:
    '{hasServer, select, yes {{server}} other {ダウンロード元のサーバー}}が応答せず、必要なものもまだここにありません。',
  other_service_down:
    '{hasAddress, select, yes {{address}} other {別のプログラム}}に接続しようとしましたが、そこで待ち受けているものがありません。',
  ggml_assertion: 'llama.cppの前提条件が満たされませんでした：{check}',
  said_by_program: 'プログラムの出力：{message}',
  disk_full: '{hasPath, select, yes {{path}を書き込むための} other {}}空き容量がありません。',
  read_only_disk:
    '{hasPath, select, yes {{path}に} other {}}書き込もうとしましたが、ディスクが読み取り専用でマウントされています。エラーのあるディスクも、OSがこの状態にします。',
  permission_denied:
    '実行しているユーザーには、{hasPath, select, yes {{path}} other {必要なファイル}}へのアクセス権がありません。',
  file_in_use:
    '別のプログラム、またはこのプログラムの2つ目のコピーが、{hasPath, select, yes {{path}} other {専有する必要のあるファイル}}を使っています。',
  disk_error: 'ディスクまたはその接続に障害があり、ファイルを読み書きできませんでした。',
  file_missing: '{path}が見つかりません。',
  nvidia_driver_mismatch:
    'NVIDIAドライバーのライブラリとカーネル側のバージョンが異なります。更新後に再起動していない場合などに起こります。',
  nvidia_driver_too_old:
    'プログラムは、このコンピューターのドライバーが対応するより新しいCUDA用にビルドされています{hasCuda, select, yes {（対応は{cuda}まで）} other {}}。',
  no_nvidia_driver: 'プログラムはNVIDIA GPUを使おうとしましたが、ドライバーが見つかりません。',
  torch_without_gpu:
    '{hasGpus, select, yes {GPU（{gpus}）がありますが、} other {}}環境内のPyTorchはGPUを使えません。',
  gpu_number_wrong:
    '存在しない番号のGPUを使おうとしました。{count, plural, =0 {設定と環境変数で許可されたGPUだけが見えます。} =1 {見えるGPUは1基で、番号は0です。} other {見えるGPUは#基で、番号は0から始まります。}}',
  no_gpu_found: 'ドライバーはありますが、プログラムが使えるGPUがありません。',
  gpu_not_supported:
    'プログラムにこのGPU{hasArchitecture, select, yes {（{architecture}）} other {}}用のコードがありません。GPUが新しすぎるか、古すぎます。',
  gpu_without_bfloat16:
    'モデルにはbfloat16が必要ですが、{hasGpu, select, yes {{gpu}} other {このGPU}}は対応していません{hasCapability, select, yes {（Compute Capability {capability}）} other {}}。',
  gpu_busy: 'GPUが排他モードで別のプログラムに使われているか、応答しなくなっています。',
  gpu_lost:
    'ドライバーとGPUの接続が失われました。電源、熱、スロットやケーブルの問題、またはドライバーのクラッシュが考えられます。',
  gpu_memory_defect: 'GPUが、訂正できないメモリエラーを報告しています。',
  gpu_assertion:
    'プログラムが無効な値で計算しました。多くの場合、モデルの語彙にないトークンが原因で、モデルとトークナイザー、またはモデルとプログラムが合っていません。',
  gpu_illegal_access:
    'GPU上の計算が、割り当てられたメモリの外を読み書きしました。プログラムかドライバーの不具合です。GPUのオーバークロックや過熱が原因のこともあります。',
  gpu_kernel_error:
    'プログラムが終了したとき、NVIDIAドライバーがシステムログにエラー{xid}（Xid）を記録しました。',
  cuda_in_forked_process: 'プログラムが先にGPUを使い、その後で複数のプロセスに分かれました。',
  nccl_failed: '複数のGPUの間でデータをやり取りできませんでした。原因は前後の行に書かれています。',
  cudnn_failed:
    'NVIDIAのニューラルネットワーク用ライブラリがほかのライブラリと合わないか、VRAMを確保できませんでした。',
  amd_card_not_allowed: 'GPUのデバイスはrenderグループとvideoグループのものです。',
  no_vulkan_driver:
    'プログラムはVulkanでGPUを使おうとしましたが、ドライバーが見つかりません。詳細はログにあります。',
  vllm_reserves_too_much:
    'vLLMはGPUの{percent}%（{total} GiB中{wanted} GiB）を確保しますが、空きは{free} GiBしかありませんでした。{hasMemory, select, yes {{memory}} other {}}',
  vllm_context_too_long:
    'コンテキスト用に残ったメモリ{hasMemory, select, yes {（{memory}）} other {}}が、最長のリクエスト1件にも足りません{hasTokens, select, yes {（収まるのは最大{tokens}トークン）} other {}}。',
  vllm_no_memory_for_contexts:
    'vLLMが使えるVRAMをモデルだけで使い切り、リクエスト用が残っていません。{hasMemory, select, yes {{memory}} other {}}',
  gpu_out_of_memory:
    '{hasSize, select, yes {{size}のVRAM} other {さらにVRAM}}を要求しましたが、空きがありませんでした。{hasMemory, select, yes {{memory}} other {}}',
  gpu_memory:
    'GPU {gpu}（{name}）の容量は{total}です{hasFree, select, yes {（現在の空き：{free}）} other {}}。',
  gpu_holders: 'ほかのバックエンドによるVRAMの使用：{holders}。',
  gpu_holder: '{backend} {size}',
  gpu_memory_and_holders: '{memory}{holders}',
  shared_library_missing: 'プログラムに必要な{library}が、このコンピューターに見つかりませんでした。',
  cuda_library_missing:
    '{library}が見つかりませんでした。プログラムは、ここにインストールされていないCUDA用にビルドされています。',
  dll_missing: 'Windowsが{hasName, select, yes {{name}} other {プログラム}}の一部を見つけられませんでした。',
  system_too_old: '{version}が必要ですが、このシステムのCライブラリはそれより古いものです。',
  wrong_processor: 'プログラムのファイルが、このコンピューターとは別の種類のCPUまたはOS用です。',
  node_module_missing:
    'プログラムはNodeで動きますが、{hasModule, select, yes {{module}} other {パッケージ}}がありません。',
  shared_memory_too_small:
    'プロセス間のデータのやり取りに使う/dev/shmがいっぱいです。コンテナーでは、特に指定しない限り64 MBです。',
  paging_file_too_small:
    'Windowsがプログラムに割り当てるメモリはRAMとページングファイルの合計までで、それを使い切りました。',
  model_larger_than_memory: 'モデルには{needed}のRAMが必要ですが、空きは{free}だけです。',
  node_heap_full: 'Nodeがプログラムに割り当てるヒープには上限があり、それを使い切りました。',
  out_of_memory: '{hasSize, select, yes {空きを超える{size}のRAM} other {空きを超えるRAM}}を要求しました。',
  too_many_threads: 'このユーザーのプロセスとスレッドの数が、OSまたはコンテナーの上限に達しています。',
  too_many_files: '1つのプログラムが同時に開けるファイルと接続の数が、OSの上限に達しています。',
  process_killed:
    '起動したプロセスの1つが強制終了されました。メモリが足りなくなると、OSは最も多く使っているプロセスを強制終了します。',
  model_is_projector: 'このファイルはプロジェクター（mmproj）です。言語モデルが画像を見るための部品です。',
  model_architecture_unknown: 'モデルの種類は{kind}で、このバージョンのプログラムでは読み込めません。',
  model_split_incomplete:
    'モデルは複数のファイルに分かれており、{hasFile, select, yes {{file}} other {その1つ}}がないか、別のモデルのものです。',
  model_is_a_pointer:
    'このファイルはモデルではなく、gitが大きなファイルを指すための数行だけです（Git LFS）。',
  model_cut_off:
    'モデルファイルが途中で終わっているか、壊れています。ダウンロードの中断か、ディスクの障害が考えられます。',
  model_not_gguf: 'プログラムが読み込むのはGGUF形式のモデルですが、このファイルは別の形式です。',
  model_file_missing:
    'モデル、またはその付属ファイルが見つかりませんでした{hasPath, select, yes {：{path}} other {。ファイル名は下の行に書かれています}}。',
  model_adapter_wrong: 'アダプター（LoRA）を読み込めませんでした。別のモデル用か、パスが間違っています。',
  model_adapter_rank: 'アダプターのランクは{rank}ですが、プログラムが受け付けるのは{limit}までです。',
  model_load_failed:
    'プログラムがモデルを読み込めませんでした{hasReason, select, yes {：{reason}} other {。}}',
  port_in_use:
    '{hasOwner, select, yes {{owner}} other {別のプログラム}}が{port, select, none {開こうとしたポート} other {ポート{port}}}を使っています{wasFree, select, yes {（起動した時点では空いていました）} other {}}。',
  port_not_allowed:
    'OSが、このユーザーに{port, select, none {必要なポート} other {ポート{port}}}を開くことを許可していません{isLow, select, yes {。1024未満は管理者だけが使えます} other {}}。',
  address_not_here: '待ち受けに指定されたアドレスが、このコンピューターのどのネットワークにもありません。',
  python_environment_moved:
    '仮想環境が指すPythonがありません。環境が移動またはコピーされたか、Pythonが更新または削除されています。',
  python_too_old:
    'プログラムが、このPythonにまだない機能を使っています{hasWanted, select, yes {（必要：{wanted}）} other {}}。',
  python_version_wrong: 'Pythonは{present}ですが、パッケージには{wanted}が必要です。',
  python_externally_managed:
    'システムのPythonにパッケージをインストールしようとしましたが、OSが禁止しています。',
  numpy_mismatch: 'パッケージの1つがNumPy 1用で環境はNumPy 2、またはその逆です。',
  torch_extension_mismatch:
    'torchvision、vLLM、xformers、flash-attnなどのコンパイル済みパッケージが、一緒にあるPyTorchと合いません。片方だけが更新されています。',
  c_compiler_missing:
    '起動中にコードをコンパイルしますが、コンパイラーまたはPythonのヘッダーが見つかりません。',
  python_module_missing: 'Pythonに{module}というモジュールがありません。',
  python_packages_mismatch:
    '{package}に{name}がありません。プログラムの想定より古いか、新しいバージョンです。',
  python_package_wanted: '{wanted}が必要です。',
  vllm_sleep_mode_conflict:
    'このバージョンでは、--enable-sleep-modeをPYTORCH_CUDA_ALLOC_CONF=expandable_segments:Trueと併用できません。',
  vllm_sleep_mode_unsupported: 'vLLMがスリープできるのは、NVIDIA GPUと新しいAMD GPUだけです。',
  too_few_gpus:
    '{hasWanted, select, yes {{wanted}基} other {複数}}のGPUを使う設定ですが、{hasSeen, select, yes {{seen}基しか見えません} other {見える数が足りません}}。',
  gpus_do_not_divide_model:
    'モデルの部分{hasParts, select, yes {（{parts}）} other {}}を、{hasGpus, select, yes {{gpus}基} other {その数}}のGPUに均等に分けられません。',
  model_wants_own_code:
    'モデルに独自のPythonコードが付属しています。読み込むと、このコンピューター上で自分のユーザーのすべての権限で実行されます。',
  context_longer_than_model:
    '--max-model-lenは{wanted}トークンを要求していますが、モデルの上限は{most}です。',
  attention_backend_missing: 'アテンションを計算するライブラリがないか、このGPUに対応していません。',
  vllm_engine_failed:
    'vLLMのエンジンは独立したプロセスで動きますが、それが終了しました。原因はその前の行に書かれています。',
  killed_out_of_memory:
    'RAMが足りなくなったため、OSが最も多く使っていたプログラムを強制終了しました：{name}{hasSize, select, yes {（{size}を使用）} other {}}。システムログに記録されています。',
  killed:
    'SIGKILL（プログラム側では拒否できないシグナル）で強制終了されました。RAMが足りなくなったときのOS、上限に達したコンテナー、または人の操作によるものです。',
  processor_lacks_instruction:
    'プログラムが、このCPUにない命令を使いました。多くの場合、AVX、AVX2、AVX-512です。',
  memory_taken_away:
    'マップしていたファイルが切り詰められたか、ディスクに障害が起きたか、共有メモリがいっぱいになりました（/dev/shmが64 MBのコンテナーなど）。',
  segmentation_fault:
    '割り当てられていないメモリを読み書きしました。プログラム、コンパイル済みパッケージ、またはGPUドライバーの不具合です。',
  dll_missing_at_start:
    '必要なDLLがないか、バージョンが異なるため、Windowsがプログラムを起動しませんでした。',
  wrong_processor_at_start:
    'プログラムかDLLの1つが、64ビットであるべきところ32ビット用か、またはその逆です。',
  broken_off_by_itself:
    'プログラム内部のチェックに失敗し、自ら終了しました。たいてい、下の行に詳しく書かれています。',
  command_missing_in_shell: 'スクリプトがコード127で終了しました。呼び出したコマンドが見つかりませんでした。',
  command_not_executable_in_shell:
    'スクリプトがコード126で終了しました。呼び出したファイルがプログラムではないか、実行権限がありません。',
  in_setting: '「{setting}」で',
  where_started: '起動元で',
  in_environment: '起動時の環境変数で',
};
