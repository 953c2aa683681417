import type { pageWords } from '../en/pages.ts';
import type { Translation } from '../message.ts';

export const pageTranslation: Translation<typeof pageWords> = {
  titled: '{title} – Switchyard',
  notAvailableTitle: 'No disponible',
  notAvailable: 'Esta página no está disponible',
  couldNotOpen: 'Switchyard no pudo abrir esta página. El registro del programa indica por qué.',
  startingTitle: '{name} se está iniciando',
  starting: '{name} se está iniciando…',
  theBackend: 'El backend',
  backendNumber: 'Backend {id}',
  opensByItself: 'Esta página se abre sola en cuanto está listo.',
  lastAttemptFailed:
    'El último intento falló: {reason} Switchyard volverá a intentarlo automáticamente (intento {attempt, number} de {attempts, number}).',
  previousRunEnds: 'Antes tiene que terminar la ejecución anterior.',
  waitsForItsTurn: 'Esperando su turno para iniciarse.',
  loading: 'Cargando.',
  percentDone: '{percent} % completado.',
  usualSeconds: 'Un inicio suele tardar {count, plural, one {# segundo} other {# segundos}}.',
  usualMinutes: 'Un inicio suele tardar {count, plural, one {# minuto} other {# minutos}}.',
  refusedTitle: 'Switchyard: esta dirección no está permitida',
  allowAddress:
    'Si es tu propia dirección para Switchyard (un proxy, un túnel o un contenedor), permítela con esta opción:',
  compareAddress:
    'Compárala antes con la barra de direcciones: las dos deben empezar por el mismo <code>http://</code> o <code>https://</code> y tener el mismo puerto. En un contenedor, define en su lugar la variable <code>SWITCHYARD_PUBLIC_URL</code>. En la aplicación de escritorio, añade la dirección en «Direcciones públicas», en Preferencias. El archivo <code>docs/remote-access.md</code> explica los proxies y los túneles.',
  otherwiseUsePrinted: 'Si no, usa la dirección que Switchyard mostró al iniciarse.',
  usePrinted: 'Usa la dirección que Switchyard mostró al iniciarse.',
  noSuchPage: 'En Switchyard no existe esa página.',
  triesAgain: 'Esta página lo intenta de nuevo cada {seconds, plural, one {# segundo} other {# segundos}}.',
  whyExact:
    'Los nombres deben coincidir exactamente: de lo contrario, otra página web podría usar su propio nombre para llegar a un programa de este equipo.',
};
