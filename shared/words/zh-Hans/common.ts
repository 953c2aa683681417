import type { commonWords } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const commonTranslation: Translation<typeof commonWords> = {
  asTheSystem: '跟随系统',
  confirmAnyway: '仍要执行',
  copied: '已复制',
  copiedText: '已复制 {text}',
  copyByHand: '此页面无法复制。地址：{text}',
  copyingNotAllowed: '此页面无法复制',
  dismissError: '关闭此错误',
  language: '语言',
  languageBlocked: '语言：{reason}',
  tryAgain: '重试',
  dismissMessage: '关闭此消息',
  close: '关闭',
  closeMessage: '关闭此消息',
  undo: '撤销',
  plainHttp: '此页面通过未加密的 HTTP 从另一台电脑传来。网络上的任何人都能读取你的登录信息。',
  plainHttpHint:
    '请使用 https:// 地址或隧道，方法见 docs/remote-access.md。最快的办法是用 --tls self-signed 启动 Switchyard。',
  statusDeleting: '正在删除…',
  statusSwitchingOff: '正在关闭…',
  statusSwitchingOn: '正在开启…',
  lastKnown: '最后已知状态：{status}',
  save: '保存',
  cancel: '取消',
  done: '完成',
  keep: '保留',
  nothingChanged: '没有要保存的更改。',
  settingsLocked: '设置已锁定。',
  gpus: '{count, plural, other {GPU {ids}}}',
};
