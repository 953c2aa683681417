import type { commonWords } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const commonTranslation: Translation<typeof commonWords> = {
  asTheSystem: 'Como el sistema',
  confirmAnyway: 'Hacerlo de todos modos',
  copied: 'Copiado',
  copiedText: 'Copiado: {text}',
  copyByHand: 'Esta página no puede copiar. La dirección es {text}',
  copyingNotAllowed: 'Esta página no puede copiar',
  dismissError: 'Descartar este error',
  language: 'Idioma',
  languageBlocked: 'Idioma: {reason}',
  tryAgain: 'Reintentar',
  dismissMessage: 'Descartar este mensaje',
  close: 'Cerrar',
  closeMessage: 'Cerrar este mensaje',
  undo: 'Deshacer',
  plainHttp:
    'Esta página ha llegado por HTTP sin cifrar desde otro equipo. Cualquiera en la red puede leer tus datos de acceso.',
  plainHttpHint:
    'Usa una dirección https:// o un túnel, como explica docs/remote-access.md. Lo más rápido es iniciar Switchyard con --tls self-signed.',
  statusDeleting: 'Eliminando…',
  statusSwitchingOff: 'Apagando…',
  statusSwitchingOn: 'Encendiendo…',
  lastKnown: 'Último estado conocido: {status}',
  save: 'Guardar',
  cancel: 'Cancelar',
  done: 'Hecho',
  keep: 'Conservar',
  nothingChanged: 'No hay cambios que guardar.',
  settingsLocked: 'Los ajustes están bloqueados.',
  gpus: '{count, plural, one {GPU {ids}} other {GPU {ids}}}',
};
