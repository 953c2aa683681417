import type { fleetReasonWords } from '../../en/errors/fleet-reasons.ts';
import type { Translation } from '../../message.ts';

export const fleetReasonTranslation: Translation<typeof fleetReasonWords> = {
  declaredFailed: 'er meldet, dass er fehlgeschlagen ist: {reason}',
  declaredFailedOnly: 'er meldet, dass er fehlgeschlagen ist, aber nicht, warum',
  noAddressInTime:
    'er hat innerhalb von {minutes, plural, one {# Minute} other {# Minuten}} keine Adresse genannt',
  endedWithoutAddress: '{end}, und er hatte keine Adresse einer Instanz genannt',
  endedBeforeAnswer: '{end}, und die Instanz hatte noch nicht geantwortet',
  notAnInstance: '{place} hat nicht wie eine Instanz geantwortet: {reason}',
  scriptEnded: 'sein Skript ist beendet ({exit})',
  printedLast: '{end}; die letzte Ausgabe war: {lines}',
  submissionRefused: 'sbatch hat den Job abgelehnt: {reason}',
  programMissing: 'im PATH dieses Rechners gibt es kein {program}',
  programTooSlow: '{program} endete nicht rechtzeitig',
  programExit: '{program} endete mit Exit-Code {code}',
  noJobList: '{program} endete mit Exit-Code {code} und gab keine Liste der Jobs aus',
  slurmError: 'Slurm meldet einen Fehler',
  justSubmitted: 'er wurde gerade erst eingereicht',
  job_timeLimit: 'Job {id} hat sein Zeitlimit erreicht',
  job_preempted: 'Job {id} wurde verdrängt: Ein anderer Job hat seinen Platz bekommen',
  job_nodeLost: 'Job {id} hat seinen Node verloren{hasReason, select, yes { ({reason})} other {}}',
  job_outOfMemory: 'Job {id} wurde beendet, weil er mehr Speicher benutzte, als er angefordert hatte',
  job_deadline: 'Job {id} hat seine Frist erreicht',
  job_cancelled: 'Job {id} wurde abgebrochen{hasReason, select, yes { ({reason})} other {}}',
  job_ended: 'Job {id} ist beendet',
  job_failed: 'Job {id} ist fehlgeschlagen{hasReason, select, yes { ({reason})} other {}}',
  job_failedWithCode:
    'Job {id} ist mit Exit-Code {code} fehlgeschlagen{hasReason, select, yes { ({reason})} other {}}',
  job_failedBySignal:
    'Job {id} ist fehlgeschlagen, beendet durch Signal {signal}{hasReason, select, yes { ({reason})} other {}}',
  job_forgotten: 'Job {id} ist Slurm nicht mehr bekannt',
};
