import type { gpuProblemWords } from '../../en/gpus/problems.ts';
import type { Translation } from '../../message.ts';

export const gpuProblemTranslation: Translation<typeof gpuProblemWords> = {
  unreadable: 'Die GPUs konnten nicht gelesen werden: {reason}.',
  old: 'Angezeigt werden die zuletzt gelesenen Werte.',
  program_exitCode: '{program} endete mit Exit-Code {code}',
  program_signal: '{program} wurde durch {signal} beendet',
  program_notStarted: '{program} kann nicht gestartet werden ({reason})',
  program_timedOut: '{program} hat {seconds} s lang nicht geantwortet',
  program_silent: '{program} antwortet seit {seconds} s nicht',
  program_withoutFigures: '{program} gibt seit {seconds} s keine Werte aus',
  program_hangs: '{program} hängt im Treiber und kann nicht beendet werden',
  program_said: '{failure}; es sagte „{words}“',
  nvidia_noAnswer:
    'der NVIDIA-Treiber antwortet nicht. Starten Sie den Rechner neu; wenn das nicht hilft, installieren Sie den Treiber erneut',
  nvidia_updated:
    'der NVIDIA-Treiber wurde aktualisiert, während der alte in Benutzung war. Starten Sie den Rechner neu',
  nvidia_lost:
    'eine GPU antwortet nicht mehr. Starten Sie den Rechner neu; wenn es wieder vorkommt, prüfen Sie ihre Kühlung, ihre Stromversorgung und ob sie fest in ihrem Steckplatz sitzt',
  nvidia_incomplete: 'ein Teil des NVIDIA-Treibers fehlt (libnvidia-ml). Installieren Sie den Treiber erneut',
  nvidia_denied: 'dieser Benutzer darf sie nicht lesen. Geben Sie ihm Zugriff auf die Geräte /dev/nvidia*',
  nvidia_blocked:
    'das System lässt nicht zu, dass diese Umgebung sie nutzt. Aktualisieren Sie den NVIDIA-Treiber und unter Windows auch WSL',
  nvidia_unreachable:
    'der NVIDIA-Treiber ist nicht erreichbar. Starten Sie den Container neu, wenn Switchyard in einem läuft, sonst den Rechner',
  amd_noAnswer: 'der Treiber amdgpu antwortet nicht. Starten Sie den Rechner neu, wenn das so bleibt',
  reordered: 'Die Nummern der GPUs haben sich geändert: {name} war GPU {before} und ist jetzt GPU {now}.',
  replaced: 'GPU {number} ist jetzt {name}; als sie gewählt wurde, war sie {before}.',
};
