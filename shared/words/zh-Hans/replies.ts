import type { repliesWords } from '../en/replies.ts';
import type { Translation } from '../message.ts';

export const repliesTranslation: Translation<typeof repliesWords> = {
  replyFailed: '无法获取回复。',
  replyNotUnderstood: '后端发来的内容不是语言模型的回复。',
  eventNotJson: '后端发来的事件不是 JSON。',
  replyEndedWithError: '模型的回复因错误而中断。',
  httpStatus: '后端返回了 HTTP {status}。',
  textAndStatus: '{text}（HTTP {status}）',
};
