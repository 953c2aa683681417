import type { importNotesWords } from '../../en/transfer/import-notes.ts';
import type { Translation } from '../../message.ts';

export const importNotesTranslation: Translation<typeof importNotesWords> = {
  alreadyHere: '追加済みです。',
  idTaken: '番号{number}は使用済みのため、{id}になります。',
  unknownType:
    'このバージョンは種類「{type}」に対応していません。対応するバージョンのために、オフの状態で残します。',
  titleCut: 'タイトルを{max}文字に短縮しました。',
  tagsLeftOut: '一部のタグを除外しました。タグは{length}文字以内で{count}個までです。',
  settingUnknown: '設定{name}は、このバージョンが対応していないため除外しました。',
  settingUnreadable: '設定{name}は、形式が不明なため除外しました。',
  settingInvalid: '「{setting}」は{expected}でなければならないため、既定値のままにします。',
  settingEmpty: '「{setting}」はファイルで空のため、SwarmUIと同じくオフになります。',
  secretMissing: '「{setting}」はファイルにありません。インポートの後に入力してください。',
  secretOfUnknownType: '{name}は除外しました。秘密情報のようですが、未知の種類では保護できないためです。',
  pathInSwarm: '「{setting}」はSwarmUIのフォルダーにあります（{path}）。そのフォルダーを入力してください。',
  enabledEmpty: 'ファイルの「enabled」が空のため、SwarmUIと同じくオフになります。',
  enabledUnclear: 'ファイルの「enabled」がtrueでもfalseでもないため、SwarmUIと同じくオフになります。',
  repeated: '{name}がファイルに複数あります。SwarmUIと同じく最後のものが有効です。',
};
