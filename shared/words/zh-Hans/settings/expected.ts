import type { expectedWords } from '../../en/settings/expected.ts';
import type { Translation } from '../../message.ts';

export const expectedTranslation: Translation<typeof expectedWords> = {
  mustBe: '必须为：{expected}',
  trueOrFalse: 'true 或 false',
  oneOf: '{values} 之一',
  listOfTexts: '文本列表',
  shorterList: '最多 {max} 项的文本列表',
  text: '文本',
  shorterText: '最多 {max} 个字符的文本',
  withoutNul: '不含 NUL 字符的文本',
  oneLine: '单行文本',
  pathOnOneLine: '单行路径',
  programAlone: '只写程序，占一行（后面的内容应填入参数）',
  gpuList: '以逗号分隔的 GPU 编号，如 0 或 0,1',
  webAddress: '以 http:// 或 https:// 开头的网址',
  addressWithoutLogin: '不含用户名和密码的地址（能查看设置的人都会读到）',
  addressWithKey: '有密钥时，不含用户名和密码的地址',
  fingerprint: 'SHA-256 指纹（64 位十六进制数字，冒号可有可无）',
  json: '有效的 JSON',
  number:
    '{bounds, select, both {{min} 到 {max} 的} min {不小于 {min} 的} max {不大于 {max} 的} other {}}{kind, select, whole {整数} other {数字}}',
  closedQuote: '完整的命令行（{quote} 没有闭合）',
  variableLines: 'NAME=value 形式的行（第 {line} 行不是）',
  fewerLines: '最多 {max} 行',
  scheduleLines: 'Mon-Fri 08:00-18:00 这样的行（“{line}”不可用）',
  headerLines: '“名称: 值”形式的行（第 {line} 行不是）',
  noReservedHeader: '不含 {name} 的文本（它会自动设置，第 {line} 行）',
  headersOnce: '没有重复标头的文本（第 {line} 行）',
  plainHeader: '仅含普通字符的文本（第 {line} 行不是）',
};
