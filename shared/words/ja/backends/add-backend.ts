import type { addBackendWords } from '../../en/backends/add-backend.ts';
import type { Translation } from '../../message.ts';

export const addBackendTranslation: Translation<typeof addBackendWords> = {
  addBackend: 'バックエンドを追加',
  dropHere: 'GGUFモデルかエンジンのフォルダーをここにドロップして追加',
  droppedFolderUnknown:
    'Switchyardが動いているコンピューターで、「{name}」という名前のフォルダーにエンジンは見つかりませんでした。',
  droppedNothingUsable: '「{name}」はGGUFモデルでもフォルダーでもありません。',
  droppedModelUnknown:
    'Switchyardが動いているコンピューターの一般的なモデルフォルダーに、「{name}」は見つかりませんでした。',
  closeMessage: 'このメッセージを閉じる',
  browseInstead: '{message}ほかの場所を探すには、「バックエンドを追加」の「参照」を使ってください。',
  found: 'このコンピューターで見つかったもの',
  swarmFound: '{path}のSwarmUIに{count, plural, other {#件のバックエンド}}があります',
  import: 'インポート…',
  add: '追加…',
  choose: '選択…',
  lookingFailed: 'エンジンを検索できませんでした。',
  addingFailed: 'バックエンドを追加できませんでした。',
  addNamed: '「{name}」を追加',
  startFrom: 'ひな型',
  presetNone: '空',
  otherType: '別の種類',
  correctFields: '印の付いた項目を修正してください。',
  startsAtOnce: '追加するとすぐに起動します。',
  addConfirm: '追加',
  whatToRun: '何を動かしますか？',
  findType: '種類またはプログラムを検索',
  findTypePlaceholder: 'LM Studio、vLLM、Forge、GGUFなどを検索…',
  backendTypes: 'バックエンドの種類',
  noTypeFound:
    '見つかりませんでした。「任意のプログラム」なら、コマンドラインのあるものは何でも起動できます。',
  chooseModel: 'このコンピューターのモデルから選択…',
  importFromSwarm: 'SwarmUIからバックエンドをインポート…',
  noTypes: 'このSwitchyardにはバックエンドの種類がありません。',
  showAdvancedTypes: '上級者向けの種類を表示',
  advanced: '上級者向け',
  lookingForFailed: '「{name}」を検索できませんでした：Switchyardが応答しません。',
  modelsFound: '{sources}に{count, plural, other {#件のモデル}}',
};
