import type { importReasonsWords } from '../../en/transfer/import-reasons.ts';
import type { Translation } from '../../message.ts';

export const importReasonsTranslation: Translation<typeof importReasonsWords> = {
  fullPath: 'フルパスを指定してください',
  noFile: '{path}にファイルはありません',
  noList:
    'フォルダー{path}にバックエンドのリストがありません（SwarmUIのフォルダーにあるData/Backends.fdsも、Backends.fdsもありません）',
  notOrdinary: 'パイプまたはデバイスです',
  empty: '空です',
  tooLarge: '{size} MBを超えています',
  utf32: 'UTF-32です。エディターで開き、UTF-8で保存してください',
  notText: 'テキストファイルではありません',
  badUtf16: 'UTF-16ですが、壊れているか途中で切れています',
  otherEncoding:
    '{line}行目がUTF-8ではありません。Windows-1252やGBKなど別の文字コードで保存されています。正しく表示できるエディターで開き、UTF-8で保存してください',
  lostLetter:
    '誤った文字コードで保存または読み込みされたため、{line}行目の文字が失われています。エディターで直し、UTF-8で保存してください',
  noBackends: 'バックエンドが含まれていません',
  tooManyBackends: 'バックエンドが{max}件を超えています',
  noEntry: '項目{entry}はありません',
  notExported: 'Switchyardがエクスポートしたバックエンドのリストではありません',
  damaged: '壊れています{hasPlace, select, yes {（{place}）} other {}}',
  damagedSecrets: '秘密情報が壊れています',
  noTypes: '種類の付いたバックエンドのリストではありません',
  tooManySettings: '設定が{max}件を超えるバックエンドがあります',
  longSettingName: '名前が{max}文字を超える設定があります',
  line_deeper: '{line}行目の字下げが、属する項目より深くなっています',
  line_noList: '{line}行目は、名前のないリストの項目です',
  line_tooDeep: '{line}行目の階層が深すぎます',
  line_noValue: '{line}行目が「名前: 値」の形ではありません',
};
