import type { discoveryWords } from '../en/discovery.ts';
import type { Translation } from '../message.ts';

export const discoveryTranslation: Translation<typeof discoveryWords> = {
  answersAt: '{name}が{address}で応答しています',
  installedAt: '{name}がインストールされています：{path}',
  engineIn: '{folder}の{name}',
  webuiIn: '{folder}のStable Diffusion Web UI',
  environmentPython: 'そのPythonは{python}です。',
  runBy: '「{setting}」で別のものを指定しない限り、{python}で実行します。',
  runBySystem:
    '専用のPythonが見つからないため、「{setting}」で別のものを指定しない限り、このコンピューターの{python}で実行します。',
  launchedBy: '「{setting}」で別のものを指定しない限り、launch.pyを{python}で実行します。',
  startedByScript: '{script}で起動します。「{setting}」で指定しない限り、Pythonはこのスクリプトが選びます。',
  noPython:
    '専用のPythonが見つかりません。一度手動で起動すると用意されます。または「{setting}」で選んでください。',
};
