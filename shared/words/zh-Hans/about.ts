import type { aboutWords } from '../en/about.ts';
import type { Translation } from '../message.ts';

export const aboutTranslation: Translation<typeof aboutWords> = {
  title: '关于 Switchyard',
  summary: '启动、停止并监控这台电脑上的 AI 后端。',
  noAnswerYet: 'Switchyard 尚未响应。',
  version: '版本',
  platform: '平台',
  dataDirectory: '数据目录',
  copyDataDirectory: '复制数据目录',
  licence: '许可证',
  thirdPartyLicences: '第三方许可证',
  readingLicencesFailed: '无法读取许可证。',
  report: '诊断报告',
  reportText: '报告内容',
  reportSummary: '把它发给帮助你的人。机密信息、用户名、计算机名和主文件夹均已替换。发送前请先看一遍。',
  makingReport: '正在生成报告…',
  makingReportFailed: '无法生成报告。',
  copyReport: '复制报告',
};
