import type { noticeWords } from '../../en/backends/notices.ts';
import type { Translation } from '../../message.ts';

export const noticeTranslation: Translation<typeof noticeWords> = {
  onNetwork:
    'ほかのコンピューターから{address}で接続できます{hasSource, select, yes {（{source}）} other {}}。',
  onlyHere:
    'このコンピューターからだけ接続できます（{source}）。それを取り除くと「{setting}」が有効になります。',
  source_variable: '{name}が{value}になっています',
  source_setting: '「{setting}」に{argument}があります',
  portHere: 'このコンピューターのポート{port}',
  access_noKey: 'キーは求められません。このアドレスに接続できれば、誰でも使えます。',
  access_noKnownKey:
    'Switchyardが把握しているキーはありません。キーがなければ、このアドレスに接続できる人は誰でも使えます。',
  access_apiLogin: 'ログインを求めるのはAPIだけです。ページは、このアドレスに接続できれば誰でも使えます。',
  access_pageLogin: 'ログインを求めるのはページだけです。APIは、このアドレスに接続できれば誰でも使えます。',
  needsHostPlaceholder:
    '「{setting}」はこのプログラムには効きません。引数や環境変数で待ち受けアドレスを指定する箇所に{placeholder}と書いてください。',
  loginReadable:
    'APIのログイン情報が「{setting}」にあり、設定を見られる人全員に読まれます。「{instead}」なら秘密に保たれます。',
  wantsKey: 'Switchyardの知らないAPIキーが必要なため、モデルとリクエストは表示されません。',
  port_taken:
    'ポート{port}は{owner}が使用中のため、ポート{instead}を割り当てました。今後はこのポートを使います。',
  port_takenByOther:
    'ポート{port}は別のプログラムが使用中のため、ポート{instead}を割り当てました。今後はこのポートを使います。',
  port_kept:
    'ポート{port}は{owner}用に確保されているため、ポート{instead}を割り当てました。今後はこのポートを使います。',
  port_cannotOpen:
    'ポート{port}を開けないため（{owner}）、ポート{instead}を割り当てました。今後はこのポートを使います。',
  port_notOpened: 'ポート{port}を開けなかったため、次の起動では一度だけ別のポートを使います。',
  noReadyAddress:
    '準備完了を確認するアドレスが設定されていないため、プロセスが動いている間は準備完了とみなします。',
  wasRunning: 'すでに動いていたため、Switchyardは監視しますが、終了はしません。',
  waitsForClients:
    '{count, plural, other {開いている#件の接続を待っています。このプログラムは処理中かどうかを示さないため、停止のタイムアウトの大部分は処理中とみなします。}}',
  noCheckpoint:
    '使えるチェックポイントがありません。models/Stable-diffusionフォルダーに置き、ページで選んでください。',
  noBackendsThere: '接続先のインスタンスにはバックエンドがありません。',
  nextStart:
    '「{setting}」は次の起動から有効になります。モデルが1つの場合、アンロードの時期は起動時にllama-serverへ伝えられます。',
  sleepsWithoutModel: 'モデルをアンロードしてスリープ中です。次のリクエストで読み込まれます。',
  modelTooNew: 'モデルファイル：{reason}。同じころのllama-serverでも読み込めません。',
  processorAlone:
    '「{setting}」の値にかかわらず、プロセッサーだけで動いています。使えるGPUが見つからないか、GPU対応なしでビルドされています。',
  contextCapped:
    '各リクエストのコンテキストは{wanted, number}トークンではなく、モデル本来の上限の{limit, number}トークンです。「{setting}」を小さくすると、メモリの使用量が減ります。',
  contextTooLong:
    'コンテキストの{wanted, number}トークンは、モデル本来の上限の{limit, number}トークンを超えています。長い応答は意味が通らなくなることがあります。',
  notLoaded: '読み込めなかったモデル：{models}。',
  notLoaded_model: '{model}（{reason}）',
  notLoaded_exit: '{model}（終了コード{code}。原因はログにあるかもしれません）',
  notLoaded_noCode: '{model}（原因はログにあるかもしれません）',
  andMore: '{items}、ほか{count}件',
  twoItems: '{first}、{second}',
  sampleModel:
    '内蔵のサンプルモデルを使っています。応答はランダムな単語です。本物の応答を得るには、設定の「{setting}」でGGUFファイルを選んでください。',
  withoutCrashingGpu:
    'GPU（{library}）を使わずに動いています。GPUの準備中にllama.cppがクラッシュしました。ドライバーの更新で直る可能性があります。起動のたびに再試行します。設定の「{setting}」を0にすると試みません。',
  vulkanNumbers:
    'VulkanはGPUに独自の番号を付けるため、設定で選んだGPUには限定されません。使用中：{devices}。限定するには、環境変数に{variable}をGPUの番号とともに追加してください。この一覧は0から始まります。',
  noChatTemplate:
    'モデルファイルのチャットテンプレートが使えないため、一般的な形式でチャットを書いています。応答の質が落ちることがあります。同じモデルの別のファイルなら使えるかもしれません。詳細はログにあります。',
  noPooling:
    'モデルファイルに各トークンのベクトルを1つにまとめる方法が書かれていないため、最後のトークンのベクトルを返します。llama-server（種類：{type}）なら平均を取れます。',
  absent_file: 'モデルファイル{path}がなくなりました。{meanwhile}',
  otherKind_file: 'モデルファイル{path}がファイルではなくなりました。{meanwhile}',
  file_changed: 'モデルファイル{path}が読み込み後に変わりました。{meanwhile}',
  unreadable_file: 'モデルファイル{path}を読み取れなくなりました（{reason}）。{meanwhile}',
  meanwhile_file:
    'メモリにある分は引き続き使えますが、読み込み直せません。ファイルを元に戻すか、別のファイルを選んでください。',
  absent_folder: 'モデルのフォルダー{path}がなくなりました。{meanwhile}',
  otherKind_folder: 'モデルのフォルダー{path}がフォルダーではなくなりました。{meanwhile}',
  unreadable_folder: 'モデルのフォルダー{path}を読み取れなくなりました（{reason}）。{meanwhile}',
  meanwhile_folder:
    'メモリにある分は引き続き使えますが、ほかのモデルは読み込めません。フォルダーを元に戻すか、別のフォルダーを選んでください。',
  update_notCheckout: 'ComfyUIを更新しませんでした。フォルダーがgitのチェックアウトではありません。',
  update_customNode: 'カスタムノード{node}',
  update_current: '{name}は最新です。',
  update_done: '{name}を{from}から{to}に更新しました。',
  update_needsPackages:
    '{name}を更新しました。別のパッケージが必要です。{path}で、そのPythonを使って「{command}」を実行してください。',
  update_changedByHand:
    '{name}を更新しませんでした。フォルダー内の{count, plural, other {#個のファイル}}が手動で変更されています。',
  update_failed: '{name}を更新できませんでした：{reason}。',
  update_fixedVersion: 'ブランチではなく、固定のバージョンがチェックアウトされています',
  update_calledOff: '中止されました',
  update_tookTooLong: '{seconds}秒以内に終わりませんでした',
  update_noGit: 'gitがインストールされていません',
  fleet_outage:
    '{time}以降、何が動いているかわかりません：{reason}。インスタンスはそのまま残し、わかるまで新たに起動しません。',
  fleet_waiting: 'インスタンス{number}は順番を待っています：{reason}。',
  fleet_refusing:
    '{count, plural, other {インスタンス{numbers}}}は制御を拒否しており、起動時に制限が指定された場合だけ自動で終了します。制御できる権限のAuthorizationヘッダーをこのバックエンドに設定してください。',
  fleet_launchFailed:
    '起動 #{number}に失敗しました：{reason}。{failures, plural, =1 {} other {#回続けて失敗しています。}}次の起動は少なくとも{pause}後です。スクリプトの出力はログにあります。',
  fileReason: '{path}：{reason}',
};
