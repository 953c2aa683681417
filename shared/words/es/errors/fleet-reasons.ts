import type { fleetReasonWords } from '../../en/errors/fleet-reasons.ts';
import type { Translation } from '../../message.ts';

export const fleetReasonTranslation: Translation<typeof fleetReasonWords> = {
  declaredFailed: 'indica que ha fallado: {reason}',
  declaredFailedOnly: 'indica que ha fallado, pero no por qué',
  noAddressInTime: 'no indicó ninguna dirección en {minutes, plural, one {# minuto} other {# minutos}}',
  endedWithoutAddress: '{end}, sin haber indicado la dirección de una instancia',
  endedBeforeAnswer: '{end}, y la instancia aún no había respondido',
  notAnInstance: '{place} no respondió como lo hace una instancia: {reason}',
  scriptEnded: 'su script ha terminado ({exit})',
  printedLast: '{end}; lo último que mostró fue: {lines}',
  submissionRefused: 'sbatch rechazó el trabajo: {reason}',
  programMissing: 'no hay {program} en el PATH de este equipo',
  programTooSlow: '{program} no terminó a tiempo',
  programExit: '{program} terminó con el código de salida {code}',
  noJobList: '{program} terminó con el código de salida {code} y no mostró ninguna lista de trabajos',
  slurmError: 'Slurm informa de un error',
  justSubmitted: 'acaba de enviarse',
  job_timeLimit: 'el trabajo {id} ha alcanzado su tiempo máximo',
  job_preempted: 'el trabajo {id} fue desplazado: otro trabajo ocupó su lugar',
  job_nodeLost: 'el trabajo {id} ha perdido su nodo{hasReason, select, yes { ({reason})} other {}}',
  job_outOfMemory: 'el trabajo {id} se terminó porque usaba más memoria de la que había pedido',
  job_deadline: 'el trabajo {id} ha alcanzado su fecha límite',
  job_cancelled: 'el trabajo {id} se canceló{hasReason, select, yes { ({reason})} other {}}',
  job_ended: 'el trabajo {id} ha terminado',
  job_failed: 'el trabajo {id} ha fallado{hasReason, select, yes { ({reason})} other {}}',
  job_failedWithCode:
    'el trabajo {id} ha fallado con el código de salida {code}{hasReason, select, yes { ({reason})} other {}}',
  job_failedBySignal:
    'el trabajo {id} ha fallado, terminado por la señal {signal}{hasReason, select, yes { ({reason})} other {}}',
  job_forgotten: 'Slurm ya no conoce el trabajo {id}',
};
