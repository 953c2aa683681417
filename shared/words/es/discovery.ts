import type { discoveryWords } from '../en/discovery.ts';
import type { Translation } from '../message.ts';

export const discoveryTranslation: Translation<typeof discoveryWords> = {
  answersAt: '{name} responde en {address}',
  installedAt: '{name} está instalado en {path}',
  engineIn: '{name} en {folder}',
  webuiIn: 'Interfaz web de Stable Diffusion en {folder}',
  environmentPython: 'Su Python es {python}.',
  runBy: 'Se ejecuta con {python}, salvo que «{setting}» indique otro.',
  runBySystem:
    'No se encontró un Python propio junto a él, así que se ejecuta con {python} de este equipo, salvo que «{setting}» indique otro.',
  launchedBy: 'launch.py se ejecuta con {python}, salvo que «{setting}» indique otro.',
  startedByScript: 'Se inicia con {script}, que elige el Python, salvo que «{setting}» indique uno.',
  noPython:
    'No se encontró un Python propio. Inícialo una vez a mano, lo que instala uno, o elige uno en «{setting}».',
};
