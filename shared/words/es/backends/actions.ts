import type { backendActionsWords } from '../../en/backends/actions.ts';
import type { Translation } from '../../message.ts';

export const backendActionsTranslation: Translation<typeof backendActionsWords> = {
  dismissFailed: 'No se pudo descartar el mensaje.',
  languageFailed: 'No se pudo cambiar el idioma.',
  coloursFailed: 'No se pudieron cambiar los colores.',
  switchOnFailed: 'No se pudo encender.',
  switchOffFailed: 'No se pudo apagar.',
  restartFailed: 'No se pudo reiniciar.',
  nothingToRestart: 'No se ha reiniciado nada: no tiene ningún proceso en este equipo.',
  startWhenFailed: 'No se pudo cambiar cuándo se inicia.',
  openPageFailed: 'No se pudo abrir su interfaz web.',
  trustFailed: 'No se pudo aceptar su certificado.',
  freeForFailed: 'No se pudo liberar memoria para él.',
  startAnywayFailed: 'No se pudo iniciar.',
  freeFailed: 'No se pudo liberar su memoria.',
  freeOfFailed: 'No se pudo liberar la memoria de {name}.',
  freeAllFailed: 'No se pudo liberar la memoria de todos los backends.',
  renameFailed: 'No se pudo cambiar su nombre.',
  pinFailed: 'No se pudo cambiar su GPU.',
  duplicateFailed: 'No se pudo duplicar.',
  deleteFailed: 'No se pudo eliminar.',
  orderFailed: 'No se pudo cambiar el orden.',
  deleted: 'Se ha eliminado <b>{name}</b>.',
  restoreFailed: 'No se pudo restaurar el backend.',
};
