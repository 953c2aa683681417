import type { errorWords } from '../../en/errors/errors.ts';
import type { Translation } from '../../message.ts';

export const errorTranslation: Translation<typeof errorWords> = {
  invalid_session: 'セッションIDが無効か、期限切れです。',
  missing_session: 'セッションIDがありません。',
  bad_body: 'リクエスト本文を読み取れませんでした：{reason}',
  bad_request: 'リクエストを解釈できませんでした：{reason}',
  body_too_large: 'リクエスト本文が大きすぎます。上限は{mebibytes} MiBです。',
  bad_route: '不明なAPIルート：{name}',
  bad_permissions: 'このセッションでは{operation}を呼び出せません。',
  key_uses_models_only: 'このAPIキーでできるのは、モデルへのリクエストの送信だけです。',
  internal_error: '{name}の処理中に、Switchyardの内部で問題が発生しました。',
  wrong_method: '{path}は操作です。POSTで呼び出してください。',
  unauthorized: 'このアドレスにはトークンが必要です。',
  too_many_guesses: 'このアドレスから、誤ったトークン、コード、キーが何度も送られてきました。',
  forbidden_host:
    '{hasName, select, yes {このSwitchyardは「{name}」という名前では応答しません。} other {リクエストに宛先のホストが指定されていません。}}',
  forbidden_origin:
    '{hasOrigin, select, yes {このSwitchyardは「{origin}」からの呼び出しを拒否します。自分のアドレスとして登録されていないためです。} other {Switchyardは、ほかのWebサイトからの呼び出しを拒否します。}}',
  wrong_content_type: 'リクエスト本文はJSON（コンテンツタイプapplication/json）にする必要があります。',
  missing_parameter: '必須パラメーター「{name}」がありません',
  invalid_parameter: 'パラメーター「{name}」の値「{value}」は無効です。型は「{type}」にする必要があります',
  settings_locked: '設定はロックされています。',
  invalid_backend_type: '無効なバックエンドの種類：{type}',
  invalid_backend_id: '無効なバックエンドID：{id}',
  child_backend: '{backend}は別のインスタンスで動いています。ここからは変更できません。',
  backend_id_in_use: 'バックエンドID {id}はすでに使われています。',
  invalid_new_id: 'バックエンドのIDに{id}は使えません。',
  missing_settings: '設定がありません。',
  unknown_setting: 'バックエンドの種類「{type}」に「{name}」という設定はありません。',
  invalid_setting: '「{name}」に「{value}」は指定できません。指定できる値：{expected}',
  secret_in_text:
    '「{from}」に{what}が含まれていますが、「{to}」も入力されています。使えるのは一方だけです。',
  secret_would_move:
    '「{address}」が別のサーバーに変わりました。確認なしに、保存済みの「{secret}」をそこへ送ることはありません。',
  variables_need_confirmation:
    'まだ何も変更していません。{variables}はプログラムに外部のコードを読み込ませるため、確認が必要です。"confirm_variables": trueを付けて、もう一度呼び出してください。',
  invalid_title: 'タイトルは{max}文字以内です。',
  invalid_tags:
    '{problem, select, tooMany {バックエンドに付けられるタグは最大{max, number}個です。} other {タグは最大{max, number}文字です。}}',
  invalid_order: '並び順にバックエンドID {id}が2回含まれています。',
  not_restorable: 'バックエンド{id}を復元できませんでした。最近削除した項目にありません。',
  nothing_to_retry: '{backend}は再起動待ちではありません。',
  not_scaling: '{backend}は、需要に応じてインスタンスを起動するバックエンドではありません。',
  no_room_awaited: '{backend}はメモリ待ちではありません。',
  store_failed: '変更を保存できませんでした：{reason}',
  other_writer: '変更を保存できませんでした：{reason}',
  shutting_down: 'Switchyardは終了処理中です。',
  folder_unreadable: 'フォルダー{path}を読み取れませんでした：{reason}',
  not_available_here: 'Switchyardのこの動作形態では、{name}を使えません。',
  not_ended_by_calls: 'このSwitchyardはデスクトップアプリのため、呼び出しでは終了できません。',
  no_file_manager:
    '{file}のフォルダーを表示できませんでした。ここではSwitchyardがデスクトップなしで動いています。',
  gateway_off: 'ゲートウェイがオフのため、ゲートウェイ経由では何も開けません。',
  gateway_not_reachable:
    'バックエンドのページはゲートウェイのアドレスにありますが、{page}からそこへ届くアドレスがわかりません。ゲートウェイのポート{port}は、そのコンピューターからの接続にしか応答しません。',
  api_key_name_missing: 'APIキーには名前が必要です。',
  api_key_name_taken: '「{name}」という名前のAPIキーはすでにあります。',
  too_many_api_keys: 'APIキーがすでに上限の{max}個あります。',
  api_key_limits_need_use: '権限が{role}のAPIキーは、対象のバックエンドやリクエスト数を制限できません。',
  api_key_without_backends: 'バックエンドのリストが空のため、このAPIキーではどのバックエンドも使えません。',
  api_key_rate_invalid:
    'APIキーの上限を1分あたり{value}リクエストにはできません。1～{max}から選んでください。',
  invalid_api_key_id: 'ID {id}のAPIキーはありません。',
  preference_not_applied: '「{name}」を変更できませんでした：{reason}',
  invalid_pattern: '正規表現として正しくありません：{reason}',
  search_too_slow: '{pattern}の検索を中止しました。このログの行では時間がかかりすぎます。',
  log_run_gone: '{backend}のログに、その実行の行はもうありません。',
  import_unreadable: 'ファイルをインポートできませんでした：{reason}',
  import_newer: 'このファイルは、より新しいバージョンのSwitchyardでエクスポートされています。',
  import_changed: 'このファイルはエクスポート後に変更されているため、秘密情報は使いません。',
  passphrase_needed: 'このファイルの秘密情報はパスフレーズで暗号化されています。',
  passphrase_wrong: 'エクスポート時のパスフレーズと異なります。',
  passphrase_too_short: 'パスフレーズが短すぎます。{min}文字以上必要です。',
  secret_unreadable: '{backend}を起動できません：「{name}」は暗号化されており、ここでは読み取れません。',
  setting_required: '{backend}を起動できません：「{name}」が空です。',
  path_not_found:
    '{backend}を起動できません：{expected, select, folder {フォルダー} other {ファイル}}がありません（{path}）。',
  path_not_readable: '{backend}を起動できません：{path}を読み取れません（{reason}）。',
  path_not_answering: '{backend}を起動できません：{path}が{seconds}秒以内に応答しませんでした。',
  wrong_kind_of_path:
    '{backend}を起動できません：{path}は{expected, select, folder {フォルダー} other {ファイル}}ではありません。',
  command_not_found: '{backend}を起動できません：「{command}」というプログラムがありません。',
  command_not_executable: '{backend}を起動できません：{path}をプログラムとして実行できません（{reason}）。',
  python_not_found:
    '{backend}を起動できません：使えるPythonが、{folder}にも、このコンピューターのプログラムにもありません。',
  python_module_missing: '{backend}を起動できません：Pythonに「{module}」パッケージがありません。',
  not_comfyui: '{backend}を起動できません：{path}はComfyUIではありません（{reason}）。',
  gpu_not_usable: '{backend}を起動できません：PythonがGPUを使えません（{reason}）。',
  arguments_unknown: '{backend}を起動できません：このバージョンは引数{args}に対応していません。',
  not_webui: '{backend}を起動できません：{path}はStable Diffusion web UIではありません（{reason}）。',
  webui_not_installed: '{backend}を起動できません：{folder}のWeb UIに専用のPythonがまだありません。',
  webui_script_refused: '{backend}を起動できません：webui.shが実行を拒否しました：{reason}',
  webui_gpu_not_usable: '{backend}を起動できません：PythonがGPUを使えません（{reason}）。',
  webui_module_missing: '{backend}を起動できません：Pythonに「{module}」パッケージがありません。',
  webui_install_failed: '{backend}は、Web UIに必要なものをインストールできませんでした：{reason}',
  webui_failed: '{backend}は準備完了の前に終了しました：{reason}',
  webui_server_failed:
    'Switchyardが{backend}を終了しました。Webサーバーが起動時に失敗し、応答する見込みがなかったためです：{reason}',
  not_a_model: '{backend}は{path}を読み込めません：{reason}',
  model_damaged: '{backend}はモデルを読み込めません。{path}：{reason}',
  model_unsupported: '{backend}はモデルを読み込めません。{path}：{reason}',
  model_failed: '{backend}はモデルを読み込めません：{reason}',
  model_refused: '{backend}はモデルを読み込めません：{reason}',
  not_enough_memory:
    '{backend}を起動できません：{part, select, context {モデルのコンテキスト} other {モデル}}に必要なメモリが足りません。',
  engine_refused_argument:
    '{backend}を起動できません：プログラムが引数{argument}を拒否しました（{reason}）。',
  invalid_setting_at_start: '{backend}を起動できません：「{name}」の設定に問題があります（{reason}）。',
  port_in_use:
    '{backend}を起動できません：ポート{port}は{hasOwner, select, yes {{owner}が} other {すでに}}使用中です。',
  port_taken_by_other:
    '{backend}はポート{port}を開きませんでした：別のプログラム{hasOwner, select, yes {（{owner}）} other {}}がそこで応答しています。',
  ready_needs_credentials:
    '{backend}は動いていますが、Switchyardからは利用できません：{reason}。{wants, select, key {キー} other {ログイン}}が必要です。',
  ready_answer_wrong: '{backend}は動いていますが、想定と異なる応答を返します：{reason}',
  start_timeout:
    '{backend}は{seconds}秒以内に準備が完了しませんでした{hasAnswer, select, yes {（最後の応答：{answer}）} other {}}。',
  exited_before_ready:
    '{backend}は準備完了の前に終了しました（{reason}）。{hasAnswer, select, yes {その前の応答：{answer}。} other {}}{hasLeft, select, yes {残っていた{left}はSwitchyardが終了しました。} other {}}{hasCause, select, yes {{cause}。} other {}}',
  went_to_background:
    '{backend}はバックグラウンドに移り、Switchyardから監視できません。プログラムは終了コード0ですぐに終了しました。{hasLeft, select, yes {残っていた{left}はSwitchyardが終了しました。} other {}}',
  earlier_copy_runs:
    '{backend}を起動できません。以前に起動したものがまだバックグラウンドで動いています。Switchyardがそれに割り当てたポート{port}で、{program}が待ち受けています。',
  spawn_failed: '{backend}のプログラムを起動できませんでした：{reason}',
  start_failed: '{backend}の起動に失敗しました：{reason}',
  unknown_type_in_store: '{backend}の種類「{type}」は、このバージョンでは使えません。',
  gpu_not_found:
    '{backend}は{gpu}で動くように設定されていますが、このコンピューターにはありません。使えるGPU：{available}。',
  gpu_excluded: '{backend}は{gpu}で動くように設定されていますが、環境設定で除外されています。',
  every_gpu_excluded: '{backend}はGPUが選択されておらず、すべてのGPUが環境設定で除外されています。',
  crashed: '{backend}が予期せず停止しました（{reason}）。{hasCause, select, yes {{cause}。} other {}}',
  unresponsive: '{seconds}秒間応答がなかったため、Switchyardが{backend}を終了しました。{reason}',
  crash_loop: '{backend}は{failures}回続けて失敗したため、自動では起動し直しません。最後のエラー：{reason}',
  stop_not_confirmed: '{backend}をまだ停止できていません。{reason}',
  contact_lost:
    '{backend}が応答しなくなりました{hasAddress, select, yes {。アドレス：{address}} other {}}（{reason}）。',
  no_contact: '{backend}に接続できませんでした。アドレス：{address}（{reason}）。',
  access_refused:
    '{backend}は{address}に拒否されました（{status}）：{sent, select, yes {送信したキーまたはログイン情報が受け入れられません} other {キーまたはログインが必要ですが、設定されていません}}。',
  login_required: '{backend}は{address}に入れません：サインインページ（{target}）が返されました。',
  certificate_untrusted:
    'Switchyardは{backend}に何も送りません。アドレス：{address}。理由：{reason}。証明書の対象は「{subject}」、有効期限は{validUntil}、SHA-256フィンガープリントは{fingerprint}です。',
  certificate_changed:
    'Switchyardは{backend}に何も送りません。アドレス：{address}。証明書が、承認済みのもの（{trusted}）と異なります。現在の証明書の対象は「{subject}」、有効期限は{validUntil}、SHA-256フィンガープリントは{fingerprint}です。',
  rate_limited:
    '{backend}は動いていますが、今はリクエストを受け付けません。{address}が429（リクエスト過多）を返しました。',
  wrong_engine: '{backend}は{address}で{engine}を見つけられません：{reason}',
  webui_api_off: '{backend}が{address}で見つけたWeb UIは、APIがオフになっています。',
  connected_to_itself: '{backend}は、このSwitchyard自身に接続されています。',
  remote_error: '{backend}：接続先のインスタンスの報告：{reason}',
  free_memory_failed: '{backend}はメモリを解放できませんでした：{reason}',
};
