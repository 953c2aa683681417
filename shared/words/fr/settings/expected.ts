import type { expectedWords } from '../../en/settings/expected.ts';
import type { Translation } from '../../message.ts';

export const expectedTranslation: Translation<typeof expectedWords> = {
  mustBe: 'il faut {expected}',
  trueOrFalse: 'true ou false',
  oneOf: 'l’une des valeurs {values}',
  listOfTexts: 'une liste de textes',
  shorterList: 'une liste de {max} textes au plus',
  text: 'un texte',
  shorterText: 'un texte de {max} caractères au plus',
  withoutNul: 'un texte sans caractère NUL',
  oneLine: 'un texte sur une seule ligne',
  pathOnOneLine: 'un chemin sur une seule ligne',
  programAlone: 'le programme seul, sur une seule ligne : ce qui le suit va dans ses arguments',
  gpuList: 'des numéros de GPU séparés par des virgules, comme 0 ou 0,1',
  webAddress: 'une adresse web qui commence par http:// ou https://',
  addressWithoutLogin:
    'une adresse sans nom d’utilisateur ni mot de passe, car toute personne qui voit les paramètres pourrait les lire',
  addressWithKey: 'une adresse sans nom d’utilisateur ni mot de passe, tant qu’elle a aussi une clé',
  fingerprint: 'une empreinte SHA-256 : 64 chiffres hexadécimaux, avec ou sans deux-points',
  json: 'du JSON valide',
  number:
    '{kind, select, whole {un nombre entier} other {un nombre}}{bounds, select, both { de {min} à {max}} min { supérieur ou égal à {min}} max { inférieur ou égal à {max}} other {}}',
  closedQuote: 'une ligne de commande complète (un {quote} n’est jamais fermé)',
  variableLines: 'des lignes de la forme NOM=valeur (la ligne {line} ne l’est pas)',
  fewerLines: '{max} lignes au plus',
  scheduleLines: 'des lignes comme Mon-Fri 08:00-18:00, pas « {line} »',
  headerLines: 'des lignes de la forme Nom: valeur (la ligne {line} n’en est pas une)',
  noReservedHeader: 'un texte sans {name}, qui est défini automatiquement (ligne {line})',
  headersOnce: 'un texte où aucun en-tête ne figure deux fois (ligne {line})',
  plainHeader: 'un texte en caractères simples (la ligne {line} ne l’est pas)',
};
