import type { expectedWords } from '../../en/settings/expected.ts';
import type { Translation } from '../../message.ts';

export const expectedTranslation: Translation<typeof expectedWords> = {
  mustBe: '{expected}を指定してください',
  trueOrFalse: 'trueまたはfalse',
  oneOf: '{values}のいずれか',
  listOfTexts: 'テキストのリスト',
  shorterList: '{max}件以内のテキストのリスト',
  text: 'テキスト',
  shorterText: '{max}文字以内のテキスト',
  withoutNul: 'NUL文字を含まないテキスト',
  oneLine: '1行のテキスト',
  pathOnOneLine: '1行のパス',
  programAlone: 'プログラムだけを1行で（その後に続くものは引数の欄に入力）',
  gpuList: 'カンマ区切りのGPU番号（0や0,1など）',
  webAddress: 'http://またはhttps://で始まるWebアドレス',
  addressWithoutLogin: 'ユーザー名とパスワードを含まないアドレス（設定を閲覧できる人全員に読まれるため）',
  addressWithKey: 'キーがある間は、ユーザー名とパスワードを含まないアドレス',
  fingerprint: 'SHA-256フィンガープリント（16進数64桁、コロンはあってもなくても可）',
  json: '有効なJSON',
  number:
    '{bounds, select, both {{min}～{max}の} min {{min}以上の} max {{max}以下の} other {}}{kind, select, whole {整数} other {数値}}',
  closedQuote: '完全なコマンドライン（{quote}が閉じられていません）',
  variableLines: 'NAME=valueの形の行（{line}行目が異なります）',
  fewerLines: '{max}行以内',
  scheduleLines: 'Mon-Fri 08:00-18:00のような行（「{line}」は使えません）',
  headerLines: '「名前: 値」の形式の行（{line}行目が違います）',
  noReservedHeader: '{name}を含まないテキスト（自動で設定されます。{line}行目）',
  headersOnce: '同じヘッダーが2回現れないテキスト（{line}行目）',
  plainHeader: '基本的な文字だけのテキスト（{line}行目が違います）',
};
