import type { adviceWords } from '../../en/settings/advice.ts';
import type { Translation } from '../../message.ts';

export const adviceTranslation: Translation<typeof adviceWords> = {
  programOnly: 'Aquí solo va el programa: {program}.',
  argumentsOnly: 'Aquí solo va lo que sigue al programa.',
  toArguments: 'Lo que le sigue, desde {first}, va en sus argumentos.',
  toVariables: 'Define {variables} en las variables de entorno.',
  toWorkingFolder: 'Indica {folder} como carpeta de trabajo.',
  noShell:
    'Quita {words}: no interviene ninguna shell y el programa se ejecuta en primer plano, con el usuario de Switchyard.',
  isProgram: 'Quita {word}, que es el propio programa.',
  shellWord:
    'No interviene ninguna shell: {word} se pasa tal cual al programa. Quítalo; lo que el programa muestra está en su registro.',
  shellBackground:
    'No interviene ninguna shell: {word} se pasa tal cual al programa. Quítalo: el programa debe ejecutarse en primer plano.',
  notExpanded: 'Nada se expande: {text} se queda como está. Escribe lo que representa.',
  notExpandedIn: 'Nada se expande: en {name}, {text} se queda como está. Escribe lo que representa.',
  otherHome: 'La carpeta personal de otro usuario no se busca. Escribe la ruta completa.',
  longDash:
    '{word} empieza con una raya larga, que los programas de texto forman con guiones: escribe -- o -.',
  typographicQuote:
    '{word} empieza con una comilla tipográfica, que es un carácter como cualquier otro: escribe una recta.',
  detached:
    'Quita {flag}, para que el contenedor se ejecute en primer plano y termine con este backend. Lo que se inició en segundo plano sigue en marcha: docker ps lo muestra y docker stop lo termina.',
  attach:
    'Añade {flag}, para que espere al contenedor. Lo que se inició en segundo plano sigue en marcha: docker ps lo muestra y docker stop lo termina.',
  serviceManager:
    'Un gestor de servicios lo inicia en segundo plano y lo supervisa él mismo. Indica el programa que ejecuta el servicio (systemctl cat lo muestra como ExecStart) y detén el servicio, que sigue en marcha.',
  programItself: 'Indica el propio programa, sin lo que lo envía a segundo plano.',
  ampersand: 'Quita el & del final de su comando.',
  addArguments: 'Añade {words}.',
  foreground: 'Quita {flag}: el programa debe ejecutarse en primer plano.',
};
