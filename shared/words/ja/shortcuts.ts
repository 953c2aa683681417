import type { shortcutsWords } from '../en/shortcuts.ts';
import type { Translation } from '../message.ts';

export const shortcutsTranslation: Translation<typeof shortcutsWords> = {
  commandsKey: 'コマンド：数文字であらゆる操作を検索',
  closeOrLeaveKey: '開いているものを閉じる、またはカードから離れる',
  thisOverviewKey: 'このショートカット一覧',
  inList: 'リスト内',
  nextAndPreviousKey: '次／前のバックエンド',
  firstAndLastKey: '最初／最後のバックエンド',
  addBackendKey: 'バックエンドを追加',
  onFocusedBackend: 'フォーカスのあるバックエンド',
  besideKey: '隣のバックエンド',
  switchKey: 'オン／オフを切り替え',
  openLogKey: 'ログを開く',
  settingsKey: '設定',
  moveKey: '移動',
  deleteKey: '削除（元に戻せます）',
  rightClickKey: '右クリック',
  everythingElseKey: 'その他すべて',
  singleKeys: '1文字のショートカットをどこでも使う',
  singleKeysText:
    '音声入力を使う場合はオフにしてください。フォーカスのあるバックエンドでは、キーはいつでも使えます。',
  filterKey: 'フィルター',
  preferencesKey: '環境設定',
  itsButtonsKey: 'カード内のボタンに移動（Escで戻る）',
  restartKey: '再起動',
  tagsKey: 'タグ',
  contextMenuKey: 'メニュー',
  pinKey: 'GPU別の表示では、前／次のGPUに固定',
  everywhere: 'どこでも',
};
