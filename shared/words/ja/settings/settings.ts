import type { settingWords } from '../../en/settings/settings.ts';
import type { Translation } from '../../message.ts';
import { programSettingTranslation } from './program-settings.ts';

export const settingTranslation: Translation<typeof settingWords> = {
  common_Aliases: 'モデルの別名',
  common_Aliases_description:
    'ゲートウェイでこのバックエンドを指すための追加の名前。1行に1つ。「fast」なら最初のモデル、「fast = qwen2.5-7b」なら特定のモデルを指します。2つのバックエンドが同じ名前を持つ場合は、交互に使われます。',
  common_GPU_ID: 'GPU',
  common_GPU_ID_description:
    '使わせるGPU。同じGPUでの起動は、順番を待って行われます。未選択：すべてのGPUを使えます。',
  common_AutoRestart: 'クラッシュ後に再起動',
  common_AutoRestart_description:
    '予期せず終了した場合に、もう一度起動します。最初はすぐに、その後は間隔を延ばしながら試みます。',
  common_StartTimeout: '起動のタイムアウト',
  common_StopTimeout: '停止のタイムアウト',
  common_Environment: '環境変数',
  common_Environment_description:
    '1行に1つ「NAME=value」の形で入力します。Switchyardの環境変数に加えられ、ほかの設定より優先されます。設定を閲覧できる人は、誰でもこの内容を読めます。',
  common_Port: 'ポート',
  common_Port_description:
    '応答するポート。0：初回の起動で割り当てられたポートを使い続けます。別のプログラムがそのポートを使っている場合は新しいポートになり、カードに表示されます。使用中のポートを指定すると、起動に失敗します。引数にポートがあれば、そちらが優先されます。',
  common_ListenOn: '接続を許可する範囲',
  common_ListenOn_choice1: 'このコンピューター',
  common_ListenOn_choice2: 'ネットワーク',
  common_ApiKey: 'APIキー',
  common_VramNeedGB: '必要なVRAM',
  common_VramNeedGB_description:
    '起動前に、これだけの空きがGPUにあるか確認します。足りない場合は、環境設定に従ってメモリを解放するか、確認を求めます。0：確認せずに起動します。',
  common_ExclusiveGroup: '同時に動かさないグループ',
  common_ExclusiveGroup_description:
    '好きな言葉を入力します。同じ言葉を持つバックエンドのうち、動くのは1つだけです。1つを起動すると、ほかは環境設定に従ってオフになります。',
  common_UnloadWhenIdle: '使われないときにアンロード',
  common_UnloadWhenIdle_description: '下の時間だけ誰にも使われないと、VRAMを解放します。',
  common_UnloadIdleMinutes: 'アンロードまでの時間',
  common_UnloadIdleMinutes_description:
    '最後のリクエストから数えます。リクエストが報告されない場合は、プロセスが最後に計算した時点から数えます。',
  common_StopWhenIdle: '使われないときにオフにする',
  common_StopWhenIdle_description:
    '下の時間だけ誰にも使われないと、プロセスを終了します。すべてのメモリが解放され、電力も節約できます。もう一度オンにするまでオフのままです。オンデマンドの場合はスリープし、次のリクエストで起動します。',
  common_StopIdleMinutes: 'オフにするまでの時間',
  common_StopIdleMinutes_description: 'アンロードと同じように数えます。',
  common_StartWhen: '起動するとき',
  common_StartWhen_description:
    'オンデマンド：スリープして待ち、ゲートウェイがこのモデルへのリクエストを受けると起動します。リクエストはその間待ちます。メモリが必要になると、オフにはならず、またスリープに戻ります。',
  common_StartWhen_choice1: 'オンにしたとき',
  common_StartWhen_choice2: 'オンデマンド',
  common_ContactTimeout: '応答がないときの再起動',
  common_ContactTimeout_description:
    'この時間だけ応答がないと、クラッシュ後と同じようにプロセスを終了し、もう一度起動します。「クラッシュ後に再起動」が必要です。0：無制限。',
  common_Schedule: 'スケジュール',
  common_Schedule_description:
    '時間帯の始まりにオンになり、終わりにオフになります。その間に手動で切り替えた状態は、次の時刻まで保たれます。空：手動でのみ切り替えます。',
  common_ListenOn_noKey:
    'ネットワーク：ほかのコンピューターからも、Switchyardを介さず直接このポートに接続できます。キーは求められないため、アドレスに到達できる人は誰でも使えます。',
  comfyui_StartScript: '起動スクリプト',
  comfyui_StartScript_description:
    'ComfyUIのmain.pyのフルパス。仮想環境や組み込みのPythonは、Switchyardが見つけます。',
  comfyui_Python: 'Python',
  comfyui_Python_description:
    '実行に使うPython、またはその環境のフォルダー。condaやComfyUI Desktopなどで作られ、Switchyardが見つけられない場合に指定します。空：見つかったものを使います。',
  comfyui_ExtraArgs: '追加の引数',
  comfyui_ExtraArgs_description:
    'Switchyardが付けるもの以外にComfyUIへ渡す引数。最後に付くため、優先されます。',
  comfyui_OverQueue: '先行受け付け数',
  comfyui_OverQueue_description:
    '処理中のリクエストのほかに、いくつまで先に受け付けておくか。次のリクエストをすぐに処理できます。-1：受け付けません。',
  comfyui_updateModes_choice1: 'はい',
  comfyui_updateModes_choice2: 'はい（メインブランチに戻す）',
  comfyui_updateModes_choice3: 'いいえ',
  comfyui_EnablePreviews: 'プレビュー',
  comfyui_EnablePreviews_description:
    '生成途中の画像を表示します。TAESDは画質がよく、models/vae_approxにモデルが必要です。',
  comfyui_EnablePreviews_choice1: 'なし',
  comfyui_EnablePreviews_choice2: '高速',
  comfyui_EnablePreviews_choice3: 'TAESD',
  comfyui_FrontendVersion: 'ComfyUIのWebページ',
  comfyui_FrontendVersion_description:
    'ComfyUIが提供する自身のWebページのバージョン。「最新」と「レガシー」は、ComfyUIが起動時にダウンロードします。「検証済み」は、ComfyUI自身が指定するバージョンです。',
  comfyui_FrontendVersion_choice1: '最新',
  comfyui_FrontendVersion_choice2: 'インストール済みのもの',
  comfyui_FrontendVersion_choice3: 'このComfyUIで検証済み',
  comfyui_FrontendVersion_choice4: 'レガシー',
  comfyui_AutoUpdate: 'ComfyUIを更新',
  comfyui_AutoUpdate_description:
    '起動のたびに、先にgitで更新します。ファイルが手動で変更されている場合は更新せず、カードに表示します。パッケージはインストールされません。',
  comfyui_UpdateManagedNodes: 'カスタムノードを更新',
  comfyui_UpdateManagedNodes_description:
    'custom_nodesのうち、gitで取得したフォルダーにも同じことを行います。',
  comfyui_DisableInternalArgs: '自分の引数のみ',
  comfyui_DisableInternalArgs_description: 'ポートとアドレス以外の引数をComfyUIに渡しません。',
  comfyui_StartTimeout_description:
    '更新も含め、この時間内にComfyUIの準備が完了しないと、起動は失敗になります。カスタムノードは、初回の起動時にパッケージをインストールすることがあります。',
  comfyui_StopTimeout_description: 'ComfyUIがジョブを終えて終了するまでの猶予。過ぎると強制終了します。',
  comfyui_ListenOn_description:
    'ネットワーク：ほかのコンピューターからも、Switchyardを介さず直接このポートに接続できます。ComfyUIはキーを求めません。アドレスに到達できる人は誰でも使え、ノードはファイルの読み取りやプログラムの実行ができます。',
  comfyuiApi_EnableFrontendDev: '開発用フロントエンド',
  comfyuiApi_EnableFrontendDev_description:
    'ComfyUIフロントエンドの開発サーバーに合わせて、各リクエストの先頭に/apiを付けます。',
  command_Command: 'プログラム',
  command_Command_description:
    '実行するプログラム。フルパスか、PATHの通った場所にインストールされていれば名前だけ。シェルは介しません。',
  command_Arguments: '引数',
  command_Arguments_description:
    "プログラムの引数。空白で区切り、空白を含む部分は引用符で囲みます。'{PORT}'は、ここを含むすべての項目で空きポートに置き換わります。'{HOST}'は、ここと環境変数で待ち受けアドレスに置き換わります。",
  command_WorkingDirectory: '作業ディレクトリ',
  command_WorkingDirectory_description:
    'プログラムを起動するフォルダー。空：Switchyardのデータディレクトリ。',
  command_ReadyUrl: '準備確認のアドレス',
  command_ReadyUrl_description:
    "プログラムの準備が完了すると、エラーなしで応答するWebアドレス。空：ヘルスチェックのアドレスを使います。それもなければ、'{PORT}'を開いたときに準備完了になります。'{PORT}'を使わない場合は、すぐに準備完了になります。",
  command_HealthUrl: 'ヘルスチェックのアドレス',
  command_HealthUrl_description:
    'プログラムの実行中、Switchyardが{seconds}秒ごとに確認します。{failures}回続けて失敗すると、再び応答するまで「応答なし」になります。空：動いている間は正常とみなします。',
  command_Port_description:
    "'{PORT}'が表すポート。0：初回の起動で割り当てられたポートを使い続けます。別のプログラムがそのポートを使っている場合は新しいポートになり、カードに表示されます。使用中のポートを指定すると、起動に失敗します。引数に--portがあれば、そちらが優先されます。",
  command_OtherListener: '別のプログラムが待ち受ける',
  command_OtherListener_description:
    'コンテナー用。dockerやpodmanでは、ここで起動したものではなく、コンテナーのプログラムがポートを開きます。それ以外はオフにしてください。オンにすると、そこで応答するプログラムは何でもこのバックエンドとみなされます。',
  command_FreeMemoryUrl: 'メモリ解放のアドレス',
  command_FreeMemoryUrl_description:
    'メモリを解放するときに、Switchyardが呼び出します。空：実行中はメモリを解放できません。停止すればすべて解放されます。',
  command_FreeMemoryMethod: 'メモリ解放のメソッド',
  command_FreeMemoryMethod_description: 'メモリ解放のリクエストの送り方。',
  command_FreeMemoryBody: 'メモリ解放の本文',
  command_FreeMemoryBody_description: '一緒に送るJSON。空：なし。',
  command_MaxUsages: '同時リクエスト数',
  command_MaxUsages_description:
    'クライアントが同時に送ってよいリクエストの数。クライアントに伝えるだけで、強制はしません。',
  command_AutoRestart_description:
    'プログラムが予期せず終了した場合に、もう一度起動します。最初はすぐに、その後は間隔を延ばしながら試みます。',
  command_StartTimeout_description:
    'この時間内にプログラムの準備が完了しないと、起動は失敗になります。大きなモデルは数分かかり、初回はダウンロードすることもあります。',
  command_StopTimeout_description:
    'プログラムが終了するまでの猶予。過ぎると、起動したものすべてとともに強制終了します。Switchyardにはリクエストがわからないため、クライアントとの接続を処理中とみなします。接続がある間は、この時間の4分の3まで終了を求めません。',
  command_ListenOn_description:
    "ネットワーク：ほかのコンピューターからも、Switchyardを介さず直接このポートに接続できます。'{HOST}'からアドレスを受け取るプログラム向けです。多くはキーを求めないため、アドレスに到達できる人は誰でも使えます。",
  command_ApiKey_description:
    "クライアントが送る必要のあるキー。Switchyardも送ります。プログラムには、LLAMA_API_KEYとVLLM_API_KEY、および環境変数や引数の'{API_KEY}'で渡されます。秘密情報として扱われます。空：キーなし、または別の方法で渡されるキー。",
  remote_Address: 'アドレス',
  remote_AuthorizationHeader: 'Authorizationヘッダー',
  remote_AuthorizationHeader_description:
    '各リクエストにAuthorizationヘッダーとして付けます。Bearerとキー、またはBasicとbase64にしたログイン情報です。アドレスにキーを入れるサーバーでは、?name=keyと入力します。秘密情報として扱われます。空：なし。',
  remote_OtherHeaders: 'その他のヘッダー',
  remote_OtherHeaders_description:
    '各リクエストに付けるその他のヘッダー。1行に1つ「Name: value」の形で入力します。設定を閲覧できる人は、誰でもこの内容を読めます。',
  remote_AllowIdle: '不在を許可',
  remote_AllowIdle_description:
    '電源を切ることがあるコンピューター用。応答しない間、失敗ではなく「応答なし」として扱います。',
  remote_TrustCertificate: '信頼する証明書',
  remote_TrustCertificate_description:
    '既知の認証局が発行したものではなくても信頼する証明書の、SHA-256フィンガープリント。カードにフィンガープリントが表示され、そこで承認できます。ほかの証明書は拒否されます。空：既知の認証局の証明書のみ。',
  remote_ConnectionAttemptTimeoutSeconds: '応答のタイムアウト',
  remote_ConnectionAttemptTimeoutSeconds_description:
    '1回の試行で応答を待つ時間。先にスリープから復帰するサーバーでは、長めにします。',
  remote_ProbeIntervalSeconds: '確認の間隔',
  remote_ProbeIntervalSeconds_description:
    'まだ応答するかを確認する間隔。応答がない間は、もっと頻繁に確認します。0：自分のネットワークでは{seconds}秒、それ以外ではサービスがリクエストを数えるため{elsewhere}秒。',
  remote_Address_server: 'サーバーが応答するアドレスとポート。',
  remote_Address_instance: '別のインスタンスが応答するアドレスとポート。',
  remote_Address_ComfyUI: 'ComfyUIが応答するアドレスとポート。',
  remote_Address_webui: 'Web UIが応答するアドレスとポート。',
  autoscaling_StartScript: '起動スクリプト',
  autoscaling_StartScript_description:
    'インスタンスを1件起動し、[SwarmAutoScaleBackend]NewURL: http://…[/SwarmAutoScaleBackend]と出力するスクリプトのフルパス。SlurmとKubernetes用のスクリプトがdocs/scale-out.mdにあります。',
  autoscaling_MinBackends: '最小インスタンス数',
  autoscaling_MinBackends_description: '誰も使わなくても、この数だけ動かし続けます。',
  autoscaling_MaxBackends: '最大インスタンス数',
  autoscaling_MaxBackends_description: '起動中のインスタンスも数えます。0：起動しません。',
  autoscaling_UrlPattern: '出力内のアドレス',
  autoscaling_UrlPattern_description:
    'NewURLを出力しないスクリプト用。出力からインスタンスのアドレスを見つける正規表現です。最初のグループ、またはグループがなければ一致全体がアドレスになります。',
  autoscaling_SlurmArguments: 'sbatchの追加の引数',
  autoscaling_SlurmArguments_description: '最後に付くため、優先されます。',
  autoscaling_MinQueuedBeforeExpand: '追加するまでの待機リクエスト数',
  autoscaling_MinQueuedBeforeExpand_description:
    'この数のリクエストが待機すると、インスタンスをもう1件起動します。ゲートウェイ、インスタンス、またはReportDemandで報告された場所での待機を数えます。',
  autoscaling_MinWaitBetweenStart: '起動の間隔',
  autoscaling_MinWaitBetweenStart_description: '起動から次の起動までの最短時間。',
  autoscaling_MinWaitAfterFailure: '起動に失敗した後の待ち時間',
  autoscaling_MinWaitAfterFailure_description: '起動が続けて失敗するたびに長くなります。',
  autoscaling_MinWaitBetweenStop: '停止の間隔',
  autoscaling_MinWaitBetweenStop_description:
    '使われていないインスタンスの停止から、次の停止までの最短時間。',
  autoscaling_MinIdleTime: '使われないときに停止するまでの時間',
  autoscaling_MinIdleTime_description:
    'この時間だけ何もすることがないインスタンスを停止します。リクエストのあるインスタンスは停止しません。',
  autoscaling_ConnectionAttemptTimeoutSeconds: '最初の接続を待つ時間',
  autoscaling_ConnectionAttemptTimeoutSeconds_description:
    '新しいインスタンスの応答を待つ時間。過ぎると、その試行は失敗になります。スクリプトはDoRetriesで試行回数を増やせます。',
  autoscaling_Kind: 'インスタンスの種類',
  autoscaling_Kind_description: 'インスタンスのアドレスで応答するもの。',
  autoscaling_Kind_choice1: '自動判別',
  autoscaling_Kind_choice2: 'SwarmUIまたはSwitchyard',
  autoscaling_Kind_choice3: 'OpenAIのAPIを持つサーバー',
  autoscaling_Kind_choice4: 'ComfyUI',
  autoscaling_UrlFile: 'アドレスを書くファイル',
  autoscaling_UrlFile_description:
    "スクリプトがインスタンスのアドレスを書き込むファイルのフルパス。'{LAUNCH}'は起動の番号に置き換わります。",
  autoscaling_MaxUsages: 'インスタンスごとの同時リクエスト数',
  autoscaling_MaxUsages_description:
    'OpenAIのAPIを持つインスタンス1件が、同時に処理するリクエストの数。残りは待ちます。',
  autoscaling_Models: 'モデル',
  autoscaling_Models_description:
    'インスタンスが提供するモデルの名前。インスタンスが動いていない間、これらへのリクエストは待ちます。名前がなければ、一度インスタンスが動くまでモデルはわかりません。',
  autoscaling_LaunchTimeout: 'インスタンス起動の制限時間',
  autoscaling_LaunchTimeout_description:
    'この時間内にアドレスがわからない起動は、終了して失敗とみなします。スケジューラーのキューで待つ時間は含みません。0：無制限。',
  autoscaling_Scheduler: '起動方法',
  autoscaling_Scheduler_description:
    'スクリプト自身がスケジューラーに依頼することもできます。Slurmを選ぶと、Switchyardがスクリプトをジョブとして投入します。ジョブはキューで待ち、Switchyardの再起動後も見つけられ、scancelで終了されます。',
  autoscaling_Scheduler_choice1: 'スクリプト',
  autoscaling_Scheduler_choice2: 'Slurm',
  autoscaling_SlurmPartition: 'パーティション',
  autoscaling_SlurmPartition_description: '空：クラスターの既定値。',
  autoscaling_SlurmGpus: 'インスタンスあたりのGPU数',
  autoscaling_SlurmGpus_description: '--gpusで要求します。0：要求しないか、スクリプトの指定に従います。',
  autoscaling_SlurmTimeLimit: 'ジョブの制限時間',
  autoscaling_SlurmTimeLimit_description: '24:00:00や2-12など、sbatchの形式。空：パーティションの上限。',
  autoscaling_SlurmAccount: 'アカウント',
  autoscaling_SlurmAccount_description: 'ジョブの課金先アカウント。空：自分の既定値。',
  autoscaling_SlurmOutputFolder: 'ジョブの出力フォルダー',
  autoscaling_SlurmOutputFolder_description:
    'ノードがジョブの出力を書き込み、このコンピューターが読み取る場所。空：スクリプトのフォルダー。',
  autoscaling_AfterRestart: '以前の実行のジョブ',
  autoscaling_AfterRestart_description:
    '強制終了やコンピューターの障害の後にSwitchyardがもう一度起動したとき、まだ動いているこのバックエンドのジョブをどうするか。',
  autoscaling_AfterRestart_choice1: '残す',
  autoscaling_AfterRestart_choice2: 'キャンセルする',
  llamaServer_Command: 'プログラム',
  llamaServer_Command_description:
    'llama-serverのフルパスか、PATHの通った場所にインストールされていれば名前だけ。',
  llamaServer_ModelPath: 'モデルファイル',
  llamaServer_ModelPath_description:
    '提供するGGUFファイルのフルパス。空：モデルのフォルダーか、引数（-hf、--models-preset）で指定したものを提供します。',
  llamaServer_ModelsDir: 'モデルのフォルダー',
  llamaServer_ModelsDir_description:
    'GGUFファイルのフォルダーのフルパス。リクエストに応じて読み込み、1つずつアンロードできます。モデルファイルを指定しない場合だけ使えます。',
  llamaServer_ExtraArgs: '追加の引数',
  llamaServer_ExtraArgs_description:
    'ほかの設定によるもの以外の引数。最後に付くため、優先されます。--cors-originsで許可しない限り、ほかのオリジンのWebページは応答を読めません。',
  llamaServer_ContextSize: 'コンテキストサイズ',
  llamaServer_ContextSize_description: '同時に処理する全リクエストの合計トークン数。0：モデル本来の長さ。',
  llamaServer_GPULayers: 'GPUに置くレイヤー',
  llamaServer_GPULayers_description: 'モデルのうち、GPUに置く部分。-1：llama-serverに任せます。0：なし。',
  llamaServer_MaxUsages: '同時リクエスト数',
  llamaServer_MaxUsages_description:
    '同時に処理するリクエストの数。引数に--parallelがあればそちらが優先され、カードには実際の値が表示されます。',
  llamaServer_StartTimeout_description: 'この時間内にモデルが読み込まれないと、起動は失敗になります。',
  llamaServer_StopTimeout_description: 'リクエストを終えて終了するまでの猶予。過ぎると強制終了します。',
  llamaServer_ListenOn_description:
    'ネットワーク：ほかのコンピューターからも、Switchyardを介さず直接このポートに接続できます。下のAPIキーがなければ、アドレスに到達できる人は誰でも使えます。',
  llamaServer_ApiKey_description:
    'クライアントが送る必要のあるキー。Switchyardも送ります。コマンドラインに現れないよう、LLAMA_API_KEYでプログラムに渡されます。秘密情報として扱われます。空：キーなし、または別の方法で渡されるキー。',
  localLlama_ModelPath: 'モデルファイル',
  localLlama_ModelPath_description:
    'モデルのGGUFファイル。空：ごく小さい内蔵サンプル。動作は確認できますが、答えはでたらめです。',
  localLlama_GPULoadLayers: 'GPUに置くレイヤー',
  localLlama_GPULoadLayers_description:
    'モデルのうち、GPUに置く部分。-1：収まるだけ。0：なし（すべてCPUで処理）。',
  localLlama_Port_description:
    '応答するポート。0：初回の起動で割り当てられたポートを使い続けます。別のプログラムがそのポートを使っている場合は新しいポートになり、カードに表示されます。使用中のポートを指定すると、起動に失敗します。',
  localLlama_ContextSize: 'コンテキストサイズ',
  localLlama_ContextSize_description:
    '1回のリクエストでモデルが扱えるテキストの量（プロンプトと返答の合計）。増やすと、必要なメモリも増えます。0：モデル本来の長さで、メモリが許す限り。',
  localLlama_Threads: 'CPUスレッド数',
  localLlama_Threads_description:
    '使うCPUコアの数。0：1つを除くすべて。コアより多くすると、非常に遅くなります。',
  localLlama_MaxUsages: '同時リクエスト数',
  localLlama_MaxUsages_description:
    '同時に処理するリクエストの数。それを超えると順番を待ちます。それぞれのコンテキストにメモリが必要です。',
  localLlama_KeepLoadedMinutes: '使われないときにアンロードするまでの時間',
  localLlama_KeepLoadedMinutes_description:
    'この時間だけリクエストがないと、モデルをメモリから降ろします。次のリクエストでまた読み込みます。0：降ろしません。',
  localLlama_AlwaysFreeMemory: 'リクエストごとにメモリを解放',
  localLlama_AlwaysFreeMemory_description:
    'リクエストがなくなるとすぐに、モデルをメモリから降ろします。GPUをほかの用途と共有するための設定です。次のリクエストは、モデルがまた読み込まれるまで待ちます。',
  localLlama_AutoRestart_description:
    'ワーカーが予期せず終了した場合に、もう一度起動します。最初はすぐに、その後は間隔を延ばしながら試みます。',
  localLlama_StartTimeout_description:
    'この時間内にモデルが読み込まれないと、起動は失敗になります。遅いディスク上の大きなモデルは数分かかります。',
  localLlama_StopTimeout_description: '停止するときに、リクエストの完了を待つ時間。過ぎると打ち切ります。',
  webui_StartScript: '起動スクリプト',
  webui_StartScript_description:
    'Web UIのwebui.sh（Windowsではwebui.bat）、またはそのフォルダーのフルパス。Switchyardはwebui-userの設定に従います。',
  webui_Python: 'Python',
  webui_Python_description:
    'webui.shの代わりにlaunch.pyを実行するPython、またはその環境のフォルダー（condaなどで作ったもの）。空：webui.shが選びます。Windowsではvenvの中のものを使います。',
  webui_ExtraArgs: '追加の引数',
  webui_ExtraArgs_description:
    'Switchyardが付ける--apiと--port以外に、Web UIへ渡す引数。ポートやアドレスがあれば、Switchyardはそれに従います。',
  webui_ApiAuth: 'APIのログイン',
  webui_ApiAuth_description:
    'APIのログイン情報（--api-auth）。user:passwordの形で入力します。Web UIには環境変数で渡され、コマンドラインには現れません。空：なし。',
  webui_StartTimeout_description:
    'この時間内にAPIが応答しないと、起動は失敗になります。初回はパッケージをインストールするため、時間がかかります。',
  webui_StopTimeout_description: 'Web UIが画像の生成を終えて終了するまでの猶予。過ぎると強制終了します。',
  webui_ListenOn_description:
    'ネットワーク：ほかのコンピューターからも、Switchyardを介さず直接このポートに接続できます。--gradio-authがなければページは、「APIのログイン」がなければAPIはログインを求めないため、アドレスに到達できる人は誰でも使えます。',
  remoteLlm_MaxUsages: '同時リクエスト数',
  remoteLlm_MaxUsages_description: 'ゲートウェイが同時に送るリクエストの数。残りは待ちます。',
  swarm_AllowForwarding: '連鎖',
  swarm_AllowForwarding_description:
    '接続先がさらに接続しているインスタンスのバックエンドも表示します。オフ：接続先で動いているものだけ。',
  swarm_AllowWebsocket: 'WebSocket',
  swarm_AllowWebsocket_description:
    'これでプレビューを送るSwarmUIのための設定。Switchyardは値を保存しますが、使いません。',
  ollama_Address: 'アドレス',
  ollama_Address_description: 'Ollamaが応答するアドレス。Switchyardが起動する場合は、応答させるアドレス。',
  ollama_Command: 'プログラム',
  ollama_Command_description:
    'アドレスで何も応答しないとき、このプログラムでOllamaを起動します。フルパスか、PATHの通った場所にインストールされていればollama。空：監視するだけで、起動はしません。',
  ollama_ModelsDir: 'モデルのフォルダー',
  ollama_ModelsDir_description: 'モデルを保存する場所（OLLAMA_MODELS）。空：Ollama自身のフォルダー。',
  ollama_KeepLoadedMinutes: 'モデルを保持する時間',
  ollama_KeepLoadedMinutes_description:
    'この時間だけ使われなかったモデルをアンロードします（OLLAMA_KEEP_ALIVE）。-1：アンロードしません。',
  ollama_GPU_ID_description: '使わせるGPU。未選択：すべてのGPUを使えます。',
  ollama_MaxUsages: '同時リクエスト数',
  ollama_MaxUsages_description:
    'クライアントに伝える数。Switchyardが起動する場合は、同時に処理する数にもなります（OLLAMA_NUM_PARALLEL）。',
  webuiApi_ApiAuth_description:
    '--api-auth付きで起動されたAPIが求めるログイン情報。user:passwordの形で入力します。空：ログインなし。',
  type_comfyui_api: 'ComfyUI API（URL指定）',
  type_comfyui_api_description:
    'このコンピューターや別のコンピューターですでに動いているComfyUI。Switchyardは監視しますが、起動はしません。',
  type_comfyui_selfstart: 'ComfyUI（ローカル起動）',
  type_comfyui_selfstart_description:
    'このコンピューターにインストールされたComfyUI。Switchyardが起動、監視、再起動、停止します。',
  type_command: '任意のプログラム',
  type_command_description:
    'llama-server、vLLM、Ollama、KoboldCpp、A1111など、好きなプログラムを実行します。プリセットでフォームを埋められます。',
  type_llamaserver: 'llama.cppサーバー',
  type_llamaserver_description:
    'Switchyardが起動するllama.cppのllama-server。1つのモデル、またはモデルのフォルダーを提供します。',
  type_localllama: 'ローカルLLaMA.cpp（GGUF）',
  type_localllama_description:
    'GGUF形式の言語モデルを、OpenAI互換のAPIとともにこのコンピューターで動かします。インストールは不要です。',
  type_auto_webui_api: 'Auto1111 SD-WebUI API（URL指定）',
  type_auto_webui_api_description:
    'このコンピューターや別のコンピューターで、すでに--api付きで動いているAUTOMATIC1111、Forge、reForge。Switchyardは監視しますが、起動はしません。',
  type_auto_webui_selfstart: 'Auto1111 SD-WebUI（ローカル起動）',
  type_auto_webui_selfstart_description:
    'このコンピューターにインストールされたAUTOMATIC1111、Forge、reForge。SwitchyardがAPI付きで起動し、監視、再起動、停止します。',
  type_simpleremotellm: 'リモートLLM（OpenAI API）',
  type_simpleremotellm_description:
    'OpenAIのAPIを持つ言語モデルサーバー：vLLM、LM Studio、llama-server、有料サービスなど。Switchyardは監視しますが、起動はしません。',
  type_swarmswarmbackend: 'Swarm APIバックエンド',
  type_swarmswarmbackend_description:
    '別のSwarmUIやSwitchyardのバックエンドを状態とともに表示し、メモリを解放します。変更は接続先で行います。',
  type_ollama: 'Ollama',
  type_ollama_description:
    'このコンピューターや別のコンピューターのOllama。Switchyardは読み込まれているモデルを表示し、アンロードします。このコンピューターでは起動もできます。',
  type_autoscalingbackend: 'オートスケーリングバックエンド',
  type_autoscalingbackend_description:
    'SwarmUI、Switchyard、vLLM、ComfyUIのインスタンス全体を、需要に応じて起動、停止します。Slurm、Kubernetesなどのスケジューラーで、自作のスクリプトを使います。',
  ...programSettingTranslation,
};
