import type { repliesWords } from '../en/replies.ts';
import type { Translation } from '../message.ts';

export const repliesTranslation: Translation<typeof repliesWords> = {
  replyFailed: 'Impossible d’obtenir une réponse.',
  replyNotUnderstood: 'Le backend a envoyé quelque chose qui n’est pas une réponse de modèle de langage.',
  eventNotJson: 'Le backend a envoyé un événement qui n’est pas du JSON.',
  replyEndedWithError: 'Le modèle a terminé sa réponse par une erreur.',
  httpStatus: 'Le backend a répondu HTTP {status}.',
  textAndStatus: '{text} (HTTP {status})',
};
