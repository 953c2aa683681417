import type { backendFailureWords } from '../../en/backends/failure.ts';
import type { Translation } from '../../message.ts';

export const backendFailureTranslation: Translation<typeof backendFailureWords> = {
  changeSettings: 'Cambiar ajustes',
  restart: 'Reiniciar',
  restartNow: 'Reiniciar ahora',
  stopTrying: 'Dejar de intentarlo',
  starting: 'Se está iniciando.',
  lastLines: 'Últimas líneas del registro',
  fromLine: 'Registro desde la línea {line, number}',
  copyCommand: 'Copiar comando',
  crashes: '{count, plural, one {# cierre inesperado} other {# cierres inesperados}}',
  crashAt: '<time></time> · {title} ({reason})',
  freeAndRestart: 'Liberar memoria y reiniciar',
  freeAndStart: 'Liberar memoria e iniciar',
  startAnyway: 'Iniciar de todos modos',
  startingAnyway: 'Se está iniciando de todos modos.',
  freeing: 'Se está liberando memoria para él.',
  toFree: 'Para liberar memoria:',
  waitingFor: 'Esperando a {names}. Después:',
  stepUnload: 'Quitar {name} de la memoria{bytes, select, none {} other { ({bytes})}}',
  stepStop: 'Apagar {name}{bytes, select, none {} other { ({bytes})}}',
  nothingToFree: 'No se puede liberar nada para él, así que puede que no quepa.',
  notEnough: 'Aun así, puede que no quepa.',
  acceptCertificate: 'Aceptar certificado…',
  certificateMatches: 'Coincide: aceptar',
  doNotAccept: 'No aceptar',
};
