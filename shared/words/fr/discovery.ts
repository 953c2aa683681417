import type { discoveryWords } from '../en/discovery.ts';
import type { Translation } from '../message.ts';

export const discoveryTranslation: Translation<typeof discoveryWords> = {
  answersAt: '{name} répond à l’adresse {address}',
  installedAt: '{name} est installé : {path}',
  engineIn: '{name} dans {folder}',
  webuiIn: 'Interface web de Stable Diffusion dans {folder}',
  environmentPython: 'Son Python est {python}.',
  runBy: 'Il est exécuté par {python}, sauf si « {setting} » en indique un autre.',
  runBySystem:
    'Aucun Python qui lui soit propre n’a été trouvé à côté. Il est donc exécuté par {python} de cet ordinateur, sauf si « {setting} » en indique un autre.',
  launchedBy: 'launch.py est exécuté par {python}, sauf si « {setting} » en indique un autre.',
  startedByScript: 'Il est démarré par {script}, qui choisit le Python, sauf si « {setting} » en indique un.',
  noPython:
    'Aucun Python qui lui soit propre n’a été trouvé. Lancez-le une fois à la main, ce qui en installe un, ou choisissez-en un comme « {setting} ».',
};
