import type { programWords } from '../en/program.ts';
import type { Translation } from '../message.ts';

export const programTranslation: Translation<typeof programWords> = {
  updateReady: 'Switchyard {version} está listo.',
  updateReady_hint: 'Para usarlo, sal de Switchyard y vuelve a abrirlo.',
  dataNotCopied:
    'No se pudieron copiar tus backends a {chosen} ({reason}), así que la carpeta de datos sigue siendo {present}.',
  dataNotCopied_hint:
    'Switchyard lo intentará de nuevo la próxima vez que se inicie. Puedes elegir otra carpeta en Preferencias.',
  dataDirectoryNextStart: 'Hasta que Switchyard se reinicie, la carpeta de datos es {dataDir}.',
  dataDirectoryNextStart_hint: 'Sal desde la bandeja y vuelve a abrirlo.',
  dataDirectoryNotFull: 'debe ser una ruta completa',
  dataDirectoryFixed: 'se indicó en la línea de comandos',
  publicUrls_hint:
    'Corrige las direcciones públicas en Preferencias. Hasta entonces, Switchyard no responde en ninguna de ellas.',
  publicUrlsRefused_hint: 'Corrígelas. No se ha cambiado nada.',
  apiNotStarted_hint:
    'Elige otro puerto en Preferencias, o cierra el programa que lo ocupa y desactiva y vuelve a activar la API.',
  gatewayNotStarted_hint: 'Elige otro puerto para la pasarela en Preferencias o desactívala allí.',
  gatewayOnOtherPort:
    'No se pudo usar el puerto {wanted}, así que la pasarela usa el puerto {port} hasta que Switchyard se reinicie.',
  gatewayOnOtherPort_hint: 'Cierra el programa que ocupa el puerto o elige otro.',
  portInUse: 'otro programa ya usa el puerto {port}',
  portNotAllowed: 'este usuario no puede usar el puerto {port}',
  portNotApplied_hint: 'Elige otro puerto por encima del 1023. No se ha cambiado nada.',
  noKeyring:
    'Este sistema no tiene llavero, así que las claves de API y las contraseñas se guardan sin cifrar, en un archivo que solo tu usuario puede leer.',
  noKeyring_hint:
    'Instala y desbloquea un llavero como GNOME Keyring o KWallet y vuelve a iniciar Switchyard.',
  keyring:
    '{system, select, mac {El llavero de tu Mac cifra las claves de API y las contraseñas.} windows {Windows cifra las claves de API y las contraseñas para tu cuenta de usuario.} other {El llavero de este sistema cifra las claves de API y las contraseñas.}}',
  loginNotInstalled: 'macOS solo abre al iniciar sesión aplicaciones instaladas',
  loginNotInstalled_hint: 'Instala Switchyard desde su imagen de disco.',
  loginNotAllowed: 'macOS pide antes tu permiso',
  loginNotAllowed_hint:
    'Permite Switchyard en Ajustes del Sistema > General > Ítems de inicio. Luego vuelve a activarlo aquí.',
  loginRefused: '{system, select, mac {macOS} other {Windows}} no lo ha aceptado',
  loginRefused_hint:
    '{system, select, mac {Revisa Ajustes del Sistema > General > Ítems de inicio.} other {Revisa la Configuración de Windows, en Aplicaciones > Inicio. Puede que una norma de tu organización lo impida.}}',
  loginPathRefused: 'la ruta {program} contiene {character}, que los escritorios no aceptan ahí',
  loginPathRefused_hint: 'Mueve el programa a otra carpeta.',
  loginFile:
    '{why, select, denied {este usuario no puede escribir {file}} readOnly {{file} está en un disco de solo lectura} full {el disco está lleno y no se pudo escribir {file}} folder {no se puede escribir {file}: en el lugar de su carpeta hay un archivo} other {no se puede escribir {file}: {reason}}}',
};
