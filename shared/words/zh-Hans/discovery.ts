import type { discoveryWords } from '../en/discovery.ts';
import type { Translation } from '../message.ts';

export const discoveryTranslation: Translation<typeof discoveryWords> = {
  answersAt: '{name} 在 {address} 响应',
  installedAt: '{name} 已安装：{path}',
  engineIn: '{folder} 中的 {name}',
  webuiIn: '{folder} 中的 Stable Diffusion Web UI',
  environmentPython: '其中的 Python 是 {python}。',
  runBy: '由 {python} 运行，除非“{setting}”另有指定。',
  runBySystem: '旁边没有找到它自己的 Python，因此由这台电脑的 {python} 运行，除非“{setting}”另有指定。',
  launchedBy: 'launch.py 由 {python} 运行，除非“{setting}”另有指定。',
  startedByScript: '由 {script} 启动，并由它选择 Python，除非“{setting}”另有指定。',
  noPython: '没有找到它自己的 Python。请先手动启动一次（会自动安装），或在“{setting}”中选择一个。',
};
