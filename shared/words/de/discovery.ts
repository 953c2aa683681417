import type { discoveryWords } from '../en/discovery.ts';
import type { Translation } from '../message.ts';

export const discoveryTranslation: Translation<typeof discoveryWords> = {
  answersAt: '{name} antwortet unter {address}',
  installedAt: '{name} ist installiert: {path}',
  engineIn: '{name} in {folder}',
  webuiIn: 'Stable-Diffusion-Web-UI in {folder}',
  environmentPython: 'Sein Python ist {python}.',
  runBy: 'Es läuft mit {python}, sofern „{setting}“ nichts anderes angibt.',
  runBySystem:
    'Daneben wurde kein eigenes Python gefunden. Es läuft daher mit {python} dieses Rechners, sofern „{setting}“ nichts anderes angibt.',
  launchedBy: 'launch.py läuft mit {python}, sofern „{setting}“ nichts anderes angibt.',
  startedByScript:
    'Es wird mit {script} gestartet, das auch das Python wählt, sofern „{setting}“ keines angibt.',
  noPython:
    'Es wurde kein eigenes Python gefunden. Starten Sie es einmal von Hand, dabei wird eines eingerichtet, oder wählen Sie eines als „{setting}“.',
};
