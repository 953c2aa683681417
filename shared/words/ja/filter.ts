import type { filterWords } from '../en/filter.ts';
import type { Translation } from '../message.ts';

export const filterTranslation: Translation<typeof filterWords> = {
  count: '{count, plural, other {バックエンド#件}}',
  filterBackends: 'バックエンドを絞り込む',
  filter: 'フィルター',
  filterTerms: 'フィルター条件',
  savedViews: '保存したビュー',
  deleteView: 'このビューを削除',
  saveView: 'ビューを保存',
  viewDeleted: 'ビューを削除しました。',
  viewSaved: 'ビューを保存しました。フィルターが空のときに表示されます。',
  clearFilter: 'フィルターをクリア',
  keyStatus: 'ready、changing、failed、attention、offなど',
  keyGpu: 'GPUの番号または名前',
  keyType: 'バックエンドの種類',
  keyTag: 'タグ',
  keyModel: 'モデル名の一部',
  keyError: 'エラーまたはログの語句',
  keyId: 'バックエンドの番号',
  keyMachine: 'アドレスの一部',
  groupedByState: '状態別',
  groupedByGpu: 'GPU別',
  groupedByTag: 'タグ別',
  groupedByType: '種類別',
  groupedByMachine: 'コンピューター別',
  everything: 'すべて',
};
