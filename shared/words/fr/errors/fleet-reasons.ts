import type { fleetReasonWords } from '../../en/errors/fleet-reasons.ts';
import type { Translation } from '../../message.ts';

export const fleetReasonTranslation: Translation<typeof fleetReasonWords> = {
  declaredFailed: 'il indique qu’il a échoué : {reason}',
  declaredFailedOnly: 'il indique qu’il a échoué, mais pas pourquoi',
  noAddressInTime: 'il n’a indiqué aucune adresse en {minutes, plural, one {# minute} other {# minutes}}',
  endedWithoutAddress: '{end}, sans avoir indiqué l’adresse d’une instance',
  endedBeforeAnswer: '{end}, et l’instance n’avait pas encore répondu',
  notAnInstance: '{place} n’a pas répondu comme une instance : {reason}',
  scriptEnded: 'son script s’est terminé ({exit})',
  printedLast: '{end} ; dernière sortie : {lines}',
  submissionRefused: 'sbatch a refusé le job : {reason}',
  programMissing: 'il n’y a pas de {program} dans le PATH de cet ordinateur',
  programTooSlow: '{program} ne s’est pas terminé à temps',
  programExit: '{program} s’est terminé avec le code de sortie {code}',
  noJobList: '{program} s’est terminé avec le code de sortie {code} sans afficher de liste de jobs',
  slurmError: 'Slurm signale une erreur',
  justSubmitted: 'il vient d’être soumis',
  job_timeLimit: 'le job {id} a atteint sa durée maximale',
  job_preempted: 'le job {id} a été préempté : un autre job a pris sa place',
  job_nodeLost: 'le job {id} a perdu son nœud{hasReason, select, yes { ({reason})} other {}}',
  job_outOfMemory: 'le job {id} a été arrêté, car il utilisait plus de mémoire qu’il n’en avait demandé',
  job_deadline: 'le job {id} a atteint son échéance',
  job_cancelled: 'le job {id} a été annulé{hasReason, select, yes { ({reason})} other {}}',
  job_ended: 'le job {id} s’est terminé',
  job_failed: 'le job {id} a échoué{hasReason, select, yes { ({reason})} other {}}',
  job_failedWithCode:
    'le job {id} a échoué avec le code de sortie {code}{hasReason, select, yes { ({reason})} other {}}',
  job_failedBySignal:
    'le job {id} a échoué, arrêté par le signal {signal}{hasReason, select, yes { ({reason})} other {}}',
  job_forgotten: 'Slurm ne connaît plus le job {id}',
};
