import type { freeingWords } from '../../en/backends/freeing.ts';
import type { Translation } from '../../message.ts';

export const freeingTranslation: Translation<typeof freeingWords> = {
  notReady: 'まだ準備が完了していません。',
  notAskedYet: 'Switchyardはまだ一度も接続していません。',
  isGone: '接続先のインスタンスにはもうありません。',
  busyWithImage:
    '画像を生成中です。今チェックポイントをアンロードすると、生成中の画像からモデルが失われます。完了してから再試行してください。',
  noWay: 'OpenAIのAPIでは、メモリを解放できません。サーバーが動いているコンピューターで解放してください。',
  noRequest: 'メモリ解放のリクエストが設定されていません。',
  addressNeedsPort: 'メモリ解放のアドレスに{port}が使われています。これは次の起動から有効になります。',
  oneModel: 'モデルが1つの場合、llama-serverの動作中にアンロードさせることはできません。',
  oneModel_unloads:
    'リクエストがないまま{seconds}秒たつと、自動でアンロードします。停止すれば、すぐにすべて解放されます。',
  oneModel_canUnload:
    '設定の「{setting}」をオンにするか、モデルのフォルダーを提供するようにしてください。停止すれば、すべて解放されます。',
  oneModel_tooOld:
    '新しいバージョンなら、使われないときに自動でアンロードします。停止すれば、すべて解放されます。',
  noModelLoaded: '解放するものはありませんでした。モデルが読み込まれていません。',
  holdsNoModels: '解放するものはありませんでした。モデルを保持していません。',
  holdsNoVram: '解放するものはありませんでした。VRAMを使っていません。',
  modelsSleep: '解放するものはありませんでした。読み込み済みのモデルはスリープ中です（{models}）。',
  modelSleeps: '解放するものはありませんでした。スリープ中で、モデルはメモリにありません。',
  refused: 'メモリの解放が拒否されました（{status, number}）。',
  refusedCheckpoint: 'チェックポイントのアンロードが拒否されました（{status, number}）。',
  refusedModels: '{models}のアンロードが拒否されました。',
  requestRefused: 'メモリ解放のリクエストが{status, number}で拒否されました。',
  requestFailed: 'メモリ解放のリクエストに失敗しました：{reason}。',
  cameBack: '{amounts}が解放されました。',
  amount_vram: 'VRAM {bytes}',
  amount_ram: 'RAM {bytes}',
  cameBackWithVram: '{bytes}が解放されました（うちVRAM {vram}）。',
  requestAnswered: 'メモリ解放のリクエストに、{status, number}が返されました。',
  peerFreed: '接続先のインスタンスの報告：メモリを解放しました。',
  peerFreedNothing: '接続先のインスタンスの報告：メモリは解放されませんでした。',
  unloaded: '{count, plural, other {#個のモデルをアンロードしました。}}',
  stillLoaded: 'まだ読み込まれているモデル：{models}。',
  loadsByItself: '次の画像を生成するときに、チェックポイントがまた読み込まれます。',
  loadsWhenAsked:
    'このWeb UIはチェックポイントを自動では読み込み直さないため、次の画像が失敗する可能性があります。画像の生成が試みられると、Switchyardがすぐにチェックポイントの読み込みを求めます。',
  amountUnknown:
    'リクエストは受け付けられました。報告されるのはコンピューターまたはGPU全体の空きだけのため、どれだけ解放されたかはわかりません。',
  waitsForWork: 'まだ何も解放されていません。処理中のため、完了後にメモリを解放します。',
  modelsWaitForRequests:
    'まだ何も解放されていません。{models}は処理中で、実行中のリクエストに応答し終えるとアンロードされます。',
  modelsBusy:
    'まだ処理中：{models}。{count, plural, other {リクエストに応答し終えるとアンロードされます。}}再起動すると、リクエストは打ち切られます。',
  keptModels:
    'リクエストは受け付けられましたが、メモリは解放されませんでした。{models}がまだ読み込まれています。',
  unloadedNothing:
    'リクエストは受け付けられましたが、何もアンロードされませんでした。{models}がまだ読み込まれています。',
  keptByNode:
    'リクエストは受け付けられましたが、メモリは解放されませんでした。カスタムノードが保持している可能性があります。ComfyUIを停止すれば、すべて解放されます。',
  keptByProcesses:
    'リクエストは受け付けられましたが、メモリは解放されませんでした。プロセスの使用量が変わっていません。ComfyUIを停止すれば、すべて解放されます。',
  keptWithoutGpu:
    'リクエストは受け付けられましたが、メモリは解放されませんでした。GPUがない場合、Web UIはモデルをメモリに保持します。停止すれば、すべて解放されます。',
  keptByExtension:
    'リクエストは受け付けられましたが、VRAMは解放されませんでした。拡張機能が保持している可能性があります。Web UIを停止すれば、すべて解放されます。',
  freedAfterRequests: '実行中のリクエストに応答し終えると、メモリが解放されます：{models}。',
  modelsAndMore: '{models}ほか{count}件',
  moreModels: 'ほか{count}件',
  modelRefused: '{model}（{reason}）',
  cannotBeAsked: 'メモリの解放を求めることはできません。',
  chooseBackend: 'そのバックエンドのどれかのメモリを解放してください。',
  comfyWillFree: 'ComfyUIは、現在の処理が終わるとメモリを解放します。',
  modelUnloaded: 'モデルをアンロードしました。次のリクエストでまた読み込まれます。',
  modelNotLoaded: 'モデルはメモリにありません。',
  modelStillUsed:
    '{seconds}秒たってもモデルは使用中です（リクエスト：{requests}）。処理が終わってから再試行してください。',
};
