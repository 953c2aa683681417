import type { pageWords } from '../en/pages.ts';
import type { Translation } from '../message.ts';

export const pageTranslation: Translation<typeof pageWords> = {
  titled: '{title} – Switchyard',
  notAvailableTitle: '不可用',
  notAvailable: '此页面不可用',
  couldNotOpen: 'Switchyard 无法打开此页面。原因见 Switchyard 的日志。',
  startingTitle: '正在启动 {name}',
  starting: '正在启动 {name}…',
  theBackend: '后端',
  backendNumber: '后端 {id}',
  opensByItself: '就绪后，此页面会自动打开。',
  lastAttemptFailed:
    '上一次尝试失败：{reason} Switchyard 会自动重试（第 {attempt, number}/{attempts, number} 次）。',
  previousRunEnds: '正在等待上一次运行结束。',
  waitsForItsTurn: '正在排队等待启动。',
  loading: '正在加载。',
  percentDone: '已完成 {percent}%。',
  usualSeconds: '启动通常需要 {count, plural, other {# 秒}}。',
  usualMinutes: '启动通常需要 {count, plural, other {# 分钟}}。',
  refusedTitle: 'Switchyard：不允许使用此地址',
  allowAddress: '如果这是你自己的 Switchyard 地址（代理、隧道或容器），请用此选项允许它：',
  compareAddress:
    '请先与地址栏核对：两者必须以相同的 <code>http://</code> 或 <code>https://</code> 开头，端口也要相同。在容器中，请改为设置变量 <code>SWITCHYARD_PUBLIC_URL</code>。在桌面应用中，请在偏好设置的“公开地址”中添加该地址。代理和隧道的说明见 <code>docs/remote-access.md</code>。',
  otherwiseUsePrinted: '如果不是，请使用 Switchyard 启动时输出的地址。',
  usePrinted: '请使用 Switchyard 启动时输出的地址。',
  noSuchPage: 'Switchyard 中没有这个页面。',
  triesAgain: '此页面每 {seconds, plural, other {# 秒}}重试一次。',
  whyExact: '名称必须完全一致：否则，其他网页就可能借助自己的域名访问这台电脑上的程序。',
};
