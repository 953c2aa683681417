import type { errorHintWords } from '../../en/errors/error-hints.ts';
import type { Translation } from '../../message.ts';

export const errorHintTranslation: Translation<typeof errorHintWords> = {
  invalid_session: 'GetNewSessionを呼び出してから、もう一度お試しください。',
  missing_session:
    '先にGetNewSessionを呼び出し、そのsession_idを本文かX-Session-IDヘッダーに入れて送ってください。',
  bad_body: 'コンテンツタイプapplication/jsonで、JSONオブジェクトを送ってください。',
  bad_request: 'リクエストを修正してください。呼び出し方は/openapi.jsonにあります。',
  body_too_large: '1回の呼び出しで送る量を減らしてください。',
  bad_route: '操作の一覧は/openapi.jsonにあります。',
  bad_permissions: 'トークンか、この操作が許可された権限のAPIキーを使ってください。',
  key_uses_models_only: '/v1/以下のアドレスに送るか、トークンまたは別の権限のAPIキーを使ってください。',
  internal_error: '詳細はプログラムログにあります。報告をお願いします。',
  wrong_method: 'パラメーターはJSONの本文で送ってください。',
  unauthorized:
    "起動時にプログラムが出力したアドレスを開くか、ヘッダーAuthorization: Bearer '<token>'を送ってください。",
  too_many_guesses:
    '5秒待ってから、正しいトークンを送ってください。起動時に別のトークンを指定していなければ、データディレクトリの「token」ファイルにあります。',
  forbidden_host:
    '{hasPublicUrl, select, yes {それが自分で付けた名前なら、--public-url {publicUrl}を付けて起動してください（デスクトップアプリでは、環境設定の「公開アドレス」）。そうでなければ、起動時にプログラムが出力したアドレスを使ってください。} other {起動時にプログラムが出力したアドレスを使ってください。}}',
  forbidden_origin:
    '{hasPublicUrl, select, yes {そこへプロキシやトンネルで接続しているなら、--public-url {publicUrl}を付けて起動してください（デスクトップアプリでは、環境設定の「公開アドレス」）。そうでなければ、起動時にプログラムが出力したアドレスでパネルを開いてください。} other {起動時にプログラムが出力したアドレスでパネルを開いてください。}}',
  wrong_content_type: 'ヘッダーContent-Type: application/jsonを送ってください。',
  missing_parameter: 'このパラメーターを送ってください。',
  invalid_parameter: 'その型の値を送ってください。',
  settings_locked: '環境設定でロックを解除するか、--lock-settingsなしで起動してください。',
  invalid_backend_type: '使える種類はListBackendTypesで確認できます。',
  invalid_backend_id: 'すでに削除された可能性があります。',
  child_backend:
    'そのインスタンスのパネルで変更してください。ここからは、オン／オフ、再起動、メモリの解放ができます。',
  backend_id_in_use: '別の番号を選んでください。',
  invalid_new_id: '0～{max}の整数で、これまでどのバックエンドにも使われていないものを選んでください。',
  missing_settings: 'settingsという名前のオブジェクトで設定を送ってください。',
  unknown_setting: '使える設定はListBackendTypesで確認できます。何も変更していません。',
  invalid_setting: '何も変更していません。',
  secret_in_text: 'もう一方の設定から取り除くか、「{to}」を空にしてください。何も変更していません。',
  secret_would_move: '新しいサーバー用の「{secret}」を入力し直すか、空にしてください。何も変更していません。',
  variables_need_confirmation: 'そのファイルと、誰が変更できるかを把握している場合だけ、確認してください。',
  invalid_title: '短くしてください。何も変更していません。',
  invalid_tags: '数を減らすか、短くしてください。何も変更していません。',
  invalid_order: '各バックエンドは1回だけ指定してください。何も変更していません。',
  not_restorable: '代わりに、新しく追加してください。',
  nothing_to_retry: '現在の状態はカードで確認できます。',
  not_scaling: '種類が「オートスケーリングバックエンド」のバックエンドを指定してください。',
  no_room_awaited: 'すでに起動した可能性があります。',
  store_failed:
    '何も変更していません。ディスクがいっぱいでないか、データディレクトリが読み取り専用でないか確認してください。',
  other_writer:
    '何も変更も上書きもしていません。現在のファイルの内容を使うには、Switchyardを再起動してください。このデータディレクトリで2つ動いている場合は、先に両方を終了してください。{hasKept, select, yes {ここのリストを残すには、Switchyardを終了し、{kept}をそのファイルと置き換えてください。} other {}}',
  shutting_down: 'もう一度起動して、呼び出し直してください。',
  folder_unreadable: '別のフォルダーを選んでください。',
  not_available_here: '--no-authと--tokenなしでSwitchyardを起動するか、デスクトップアプリを使ってください。',
  not_ended_by_calls:
    'そのコンピューター上で終了してください。ヘッドレスのホストはShutdownServerで終了できます。',
  no_file_manager:
    'Switchyardが動いているコンピューターでそのファイルを開くか、ログをダウンロードしてください。',
  gateway_off: '環境設定でオンにするか、--gateway-port offなしでSwitchyardを起動してください。',
  gateway_not_reachable:
    'https://models.exampleのような専用の名前を、プロキシでポート{port}につなぎ、--gateway-urlにそのアドレスを付けてSwitchyardを起動してください。SSHトンネルの場合は、ポート{port}も転送し、localhostとしてパネルを開いてください。',
  api_key_name_missing: '使うプログラムや人の名前を付けてください。',
  api_key_name_taken: '別の名前を選ぶか、先にもう一方のキーを失効させてください。',
  too_many_api_keys: '使わなくなったものを失効させてください。',
  api_key_limits_need_use: 'モデルへのリクエストだけができる権限「use」を選ぶか、制限をなくしてください。',
  api_key_without_backends: 'バックエンドを1件以上指定するか、リストを省略してすべてを対象にしてください。',
  api_key_rate_invalid: '別の数を入力するか、省略して無制限にしてください。',
  invalid_api_key_id: 'すでに失効した可能性があります。',
  preference_not_applied: '{hasHint, select, yes {{hint}} other {何も変更していません。}}',
  invalid_pattern: '修正するか、通常のテキストとして検索してください。',
  search_too_slow: 'もっと単純にしてください。多くの場合、(a+)+のような繰り返しの中の繰り返しが原因です。',
  log_run_gone: '別の実行を選んでください。ログをどれだけ残すかは環境設定で決まります。',
  import_unreadable:
    'SwarmUIのData/Backends.fdsか、Switchyardからエクスポートしたファイルを選んでください。何も変更していません。',
  import_newer: 'こちらにもそのバージョンをインストールしてください。何も変更していません。',
  import_changed: 'もう一度エクスポートするか、秘密情報なしでインポートしてください。何も変更していません。',
  passphrase_needed:
    'エクスポート時のパスフレーズを入力するか、秘密情報なしでインポートしてください。何も変更していません。',
  passphrase_wrong: 'もう一度試すか、秘密情報なしでインポートしてください。何も変更していません。',
  passphrase_too_short: '複数の単語を並べると、覚えやすく推測されにくくなります。',
  secret_unreadable:
    '設定で「{name}」を入力し直してください。別のユーザー、別のコンピューター、またはデスクトップアプリで暗号化されています。',
  setting_required: '設定を開いて「{name}」を入力してください。',
  path_not_found: '設定の「{name}」を修正してください。ディスクの移動やマウント解除がよくある原因です。',
  path_not_readable: 'ファイルと、その上のフォルダーのアクセス権を確認してください。',
  path_not_answering: '接続されていないドライブにありませんか？接続するか、設定で別のパスを選んでください。',
  wrong_kind_of_path: '設定の「{name}」を修正してください。',
  command_not_found:
    '{hasAdvice, select, yes {{advice}} other {プログラムのフルパスを入力するか、PATHの通った場所にインストールしてください。}}',
  command_not_executable:
    '「プログラム」にインタープリターを、最初の引数にスクリプトを入力してください。LinuxとmacOSでは、ファイルに実行権限を付ける方法もあります（chmod +x）。',
  python_not_found:
    'そのフォルダーにvenvという名前の仮想環境を作り、requirements.txtのパッケージをインストールするか、設定でPythonを指定してください。',
  python_module_missing:
    '{owner, select, system {システムのPythonで実行されました。{folder}にvenvという名前の仮想環境を作るか、パッケージのあるPythonを設定で指定してください。そのPythonを使い、フォルダー内で「pip install -r requirements.txt」を実行してください。} other {{folder}で「{python} -s -m pip install -r requirements.txt」を実行してください。}}{family, select, torch {先に、GPUに合うtorchをインストールしてください（pytorch.org）。} comfy {ComfyUIをgitで更新しても、パッケージはインストールされません。} other {}}',
  not_comfyui:
    '起動スクリプトとして、ComfyUIのフォルダーにあるmain.pyを選んでください。ほかのプログラムには、種類「任意のプログラム」を使ってください。',
  gpu_not_usable:
    'GPUに合うtorch（pytorch.org）とドライバーをインストールするか、設定の「GPU」を修正するか、引数に--cpuを加えてください。',
  arguments_unknown:
    '{hasSetting, select, yes {設定の「{setting}」を修正するか、プログラムを更新してください。} other {引数を修正するか、プログラムを更新するか、設定の「自分の引数のみ」をオンにしてください。}}',
  not_webui:
    '起動スクリプトとして、AUTOMATIC1111、Forge、reForgeのフォルダーにあるwebui.sh（Windowsではwebui.bat）を選んでください。ほかのプログラムには、種類「任意のプログラム」を使ってください。',
  webui_not_installed:
    'webui.bat（Windows以外ではwebui.sh）を一度手動で実行してください。仮想環境venvが作られ、パッケージがインストールされます。その後「再起動」を押してください。',
  webui_script_refused:
    '{root, select, yes {ここではSwitchyardがrootで動いています。別のユーザーで実行するか、「追加の引数」に-fを加えて許可してください。} other {ターミナルでwebui.shを実行し、そこで起動できるようになったら「再起動」を押してください。}}',
  webui_gpu_not_usable:
    'GPUに合うtorchとドライバーをインストールするか、設定の「GPU」を修正してください。CPUを使うには、引数に--skip-torch-cuda-testと--always-cpu（AUTOMATIC1111では--use-cpu all --no-half）を加えてください。',
  webui_module_missing:
    'Web UIは起動時にパッケージをインストールします。引数から--skip-installを外してください。それでも解決しない場合は、venvのpipで{folder}のrequirements_versions.txtをインストールしてください。',
  webui_install_failed:
    '初回の起動時にパッケージをダウンロードします。このコンピューターがネットワークに接続されているか、Pythonが3.10か3.11かを確認してください。詳細はログにあります。',
  webui_failed:
    'ログのその前の行に原因が書かれています。ターミナルで起動スクリプトを実行すると、さらに詳しくわかります。',
  webui_server_failed:
    '{proxy, select, yes {自分自身との間にプロキシが入っています。環境変数にNO_PROXY=localhost,127.0.0.1を加えてください。} other {原因はログの最後の行に書かれています。}}',
  not_a_model:
    '{hasAdvice, select, yes {{advice}} other {名前が.ggufで終わるファイルを選んでください。safetensorsやPyTorchのファイルは、先に変換が必要です。ダウンロードが途中で切れた可能性もあります。}}',
  model_damaged:
    '{hasAdvice, select, yes {{advice}} other {ダウンロードまたはコピーをやり直し、サイズを元のファイルと比べてください。分割されている場合は、すべての部分が必要です。}}',
  model_unsupported:
    '{hasAdvice, select, yes {{advice}} other {設定で別のファイルを選んでください。多くの公開元が新しいGGUFファイルを提供しています。llama.cppには変換用のスクリプトもあります。}}',
  model_failed: '原因は、たいていログの最後の行に書かれています。',
  model_refused:
    'プログラムの新しいバージョンなら、このモデルに対応しているかもしれません。そうでなければ、設定で別のファイルを選んでください。詳細はログにあります。',
  not_enough_memory:
    '{part, select, context {設定の「コンテキストサイズ」を小さくするか、同時に処理するリクエストを減らしてください。} other {ほかのバックエンドのメモリを解放するか、より小さいモデルや量子化を選んでください。}}',
  engine_refused_argument: '設定の「{setting}」を修正するか、プログラムを更新してください。',
  invalid_setting_at_start: '設定の「{name}」を修正してください。',
  port_in_use:
    'そのプログラムを停止するか、別のポートを選んでください。{hasAdvice, select, yes {{advice}} other {}}',
  port_taken_by_other:
    'そのプログラムを停止するか、別のポートを選んでください。{hasAdvice, select, yes {{advice}} other {}}',
  ready_needs_credentials:
    '{hasKeySetting, select, yes {{wants, select, key {設定の「{keySetting}」にキーを入力してください。} other {設定の「{keySetting}」にログイン情報を入力してください：Basicと、base64にしたuser:password。}}} other {}}{hasAddressSetting, select, yes {「{addressSetting}」には、{wants, select, key {キー} other {ログイン}}なしで応答するページを入力してください。} other {}}このコンピューターからしか接続できないなら、{wants, select, key {キー} other {ログイン}}なしで起動することもできます。',
  ready_answer_wrong:
    '{hasAddressSetting, select, yes {{problem, select, path {設定の「{addressSetting}」を、エラーなしで応答するページに修正してください。} garbage {設定の「{addressSetting}」を修正してください。HTTPを使わないプログラムの場合は、この項目とヘルスチェックのアドレスを空にすると、{placeholder}を開いた時点で準備完了になります。} elsewhere {ポートを指定する引数や変数に{placeholder}を入力するか、設定の「{addressSetting}」に{url}を入力してください。} other {設定の「{addressSetting}」に{url}を入力し、ほかのアドレスも同じように修正してください。}}} other {{problem, select, tls {引数以外の何かがTLSを有効にしており、Switchyardには判断できません。引数でキーと証明書を指定するか、TLSを無効にしてください。} plain {引数でキーと証明書が指定されていますが、使われていません。ログを確認するか、引数から外してください。} path {そこで応答するものに合う種類を選ぶか、パスを変える引数や設定を外してください。} redirect {パス、ログイン、TLSなど、呼び出しを転送する引数や設定を外してください。} elsewhere {引数以外の何かがアドレスを決めています。引数でホストとポートを指定するか、Switchyardに任せてください。} other {そこで起動したものに合う種類を選び、ログを確認してください。}}}}',
  start_timeout:
    'どこまで進んだかはログでわかります。時間が足りないだけなら、設定で起動のタイムアウトを延ばしてください。',
  exited_before_ready:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {バックグラウンドで動き続けるプログラムなら、フォアグラウンドで起動してください。起動元から離れたものは、Switchyardでは監視できません。バックグラウンドに移す指定（-d、--daemon、nohup … &、docker run -d）を外し、サービス（systemctl start、brew services）ではなくプログラム自体を指定し、すでに動いているものがあれば終了してください（それに処理を引き渡すプログラムもあります）。そうでなければ、原因はたいていログの最後の行に書かれています。} other {原因は、たいていログの最後の行に書かれています。}}}}',
  went_to_background: 'フォアグラウンドで起動してください。{advice}',
  earlier_copy_runs:
    '{hasCommand, select, yes {「{command}」などで終了してください。} other {終了してください。}}その後、プログラムをフォアグラウンドで動かしてください。自身のプロセスだと確認できないため、Switchyardは自動では終了しません。',
  spawn_failed: '詳細はプログラムログにあります。',
  start_failed: 'どこまで進んだかはログでわかります。',
  unknown_type_in_store:
    '設定は残っています。それを保存したバージョンをインストールするか、このバックエンドを削除してください。',
  gpu_not_found: '設定でGPUを選び直してください。',
  gpu_excluded: '別のGPUを選ぶか、環境設定でこのGPUの除外をやめてください。',
  every_gpu_excluded: '環境設定でGPUの除外を減らすか、GPUを選んでください。',
  crashed:
    '{hasRemedy, select, yes {{remedy}} other {{exit, select, zero {バックグラウンドで動き続けるプログラムなら、フォアグラウンドで起動してください。起動元から離れたものは、Switchyardでは監視できません。バックグラウンドに移す指定（-d、--daemon、nohup … &、docker run -d）を外し、サービス（systemctl start、brew services）ではなくプログラム自体を指定し、すでに動いているものがあれば終了してください（それに処理を引き渡すプログラムもあります）。そうでなければ、原因はたいていログの最後の行に書かれています。} other {原因は、たいていログの最後の行に書かれています。}}}}',
  unresponsive:
    'ログの最後の行に原因が書かれているかもしれません。待ち時間は、設定の「応答がないときの再起動」で決まります。',
  crash_loop: '{advice}原因を取り除いてから「再起動」を押してください。',
  stop_not_confirmed:
    'Switchyardは、完全に終了するまで停止を試み続けます。プロセスが別のユーザーのものなら、そのユーザーか管理者が終了する必要があります。',
  contact_lost: 'Switchyardは応答があるまで確認を続けます。',
  no_contact:
    '接続先の電源が入っているか、アドレスが正しいかを確認してください。Switchyardは応答があるまで確認を続けます。',
  access_refused:
    '{sent, select, yes {設定の「{settings}」を修正してください。} other {設定の「{settings}」を入力してください。}}Switchyardは、間隔を延ばしながら確認を続けます。',
  login_required:
    'Switchyardはそのページに入力できません。代わりに、サーバーやその手前のプロキシが受け入れるものを設定の「{settings}」に入力するか、そのアドレスをログインの対象から外してください。',
  certificate_untrusted:
    'それが本当にサーバーの証明書なら、承認してください。ここで承認するか、設定の「信頼する証明書」にフィンガープリントを入力します。独自の認証局を使う場合は、環境変数NODE_EXTRA_CA_CERTSにそのファイルを指定してSwitchyardを起動してください。',
  certificate_changed:
    '接続先で更新されたのなら、新しい証明書を承認してください。ここで承認するか、設定の「信頼する証明書」にフィンガープリントを入力します。そうでなければ、別のプログラムが応答しているか、通信が傍受されています。',
  rate_limited:
    '{wait, select, seconds {{amount}秒待つように求められています。} minutes {{amount}分待つように求められています。} other {しばらくしてから、Switchyardがもう一度確認します。}}同じキーを使う全員で上限を共有しています。',
  wrong_engine:
    '別のプログラムがそのアドレスを使っている可能性があります。アドレスを修正するか、そこで応答するプログラムに合う種類を選んでください。Switchyardは{engine}が応答するまで確認を続けます。',
  webui_api_off:
    '引数に--apiを加えて起動してください（webui-userファイルのCOMMANDLINE_ARGS）。SwitchyardはAPIが応答するまで確認を続けます。',
  connected_to_itself: '「アドレス」を修正してください。別のインスタンスのアドレスを指定する必要があります。',
  remote_error: 'そのインスタンスのパネルを確認してください。',
  free_memory_failed: '再起動すると、すべて解放されます。',
};
