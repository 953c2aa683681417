import type { startReasonWords } from '../../en/errors/start-reasons.ts';
import type { Translation } from '../../message.ts';

export const startReasonTranslation: Translation<typeof startReasonWords> = {
  notFullPath: 'no es una ruta completa (desde la raíz de un disco)',
  emptyWhileOther: 'debe estar vacío mientras «{other}» tenga un valor: solo se puede usar uno de los dos',
  emptyWhileSameHeader:
    'debe estar vacío mientras «{other}» tenga un valor, porque ambos se envían en esa cabecera',
  hasPlaceholder: 'contiene aún el marcador {placeholder} de su preajuste',
  notWebAddress: 'no es una dirección web',
  notWebAddress_url: 'no es una dirección web: {url} (un puerto es un número del 1 al 65535)',
  notHttp: 'debe empezar por http:// o https://',
  addressWithLogin: 'no debe contener usuario ni contraseña: cualquiera que vea los ajustes podría leerlos',
  addressOfCloudKeys:
    'apunta a una dirección para claves de equipos en la nube, a la que Switchyard nunca se conecta',
  noPython: 'debe indicar un Python o su entorno, y en {path} no hay ninguno',
  notMainPy: 'debe ser main.py de ComfyUI, no {file}',
  notRegularExpression: 'no es una expresión regular ({reason})',
  moreThanOther: 'vale {value}, más que «{other}» ({limit})',
  loginForm: 'debe tener la forma usuario:contraseña, con un solo signo de dos puntos',
  loginSetByFile:
    'no tiene efecto, porque {file} define COMMANDLINE_ARGS: escribe --api-auth con el usuario y la contraseña en esa línea y deja este campo vacío',
  cannotStartElsewhere:
    'debe estar vacío, porque aquí no se puede iniciar ese Ollama: {host} no es este equipo, o no usa http sin cifrar',
  otherOllamaHost:
    'contiene OLLAMA_HOST={found}, pero a Ollama se le pregunta en {host}: quítalo, escribe la dirección en «{address}» y elige en «{listen}» si otros equipos pueden acceder',
  badInAddress: 'tiene caracteres que no pueden estar en una dirección',
  badInHeader: 'tiene caracteres que no se pueden enviar en una cabecera',
  secondAuthorization: 'no debe incluir Authorization mientras «{other}» tenga un valor',
  hasArgument: 'tiene {argument} {value}: {problem}',
  problem_portZero: 'nadie sabría qué puerto usa',
  problem_port: 'un puerto es un número del 1 al 65535',
  problem_brackets: 'la dirección se escribe ahí sin corchetes ({bare})',
  problem_socket:
    'Switchyard no puede conectarse a un archivo de socket; indica una dirección de red o quítalo',
  problem_zone:
    'Switchyard no puede conectarse a una dirección con el nombre de una tarjeta de red tras %; indica una sin él',
  problem_host: 'no es una dirección ni el nombre de un equipo',
  listensElsewhere: 'no debe hacer que escuche en {address}, que no es una dirección de este equipo',
  addressNotHere: 'indica la dirección {address}, que este equipo no tiene o cuyo puerto {port} está en uso',
  portNotAllowed: 'no debe indicar el puerto {port}, que este usuario no puede abrir',
  certificateFiles: 'debe indicar archivos existentes en --tls-certfile y --tls-keyfile',
  pathNotFound: 'no debe indicar {named}: ComfyUI no encuentra {path}',
  refusedByWebui: 'lo rechaza la interfaz web: {reason}',
  modelsNotSetUp: 'indica modelos que llama-server no puede preparar ({reason})',
  modelNotFetched:
    'indica un modelo que llama-server no pudo descargar: hace falta conexión con su origen, un nombre existente y, para algunos, un token (HF_TOKEN)',
  argument_unknown: 'que esta versión no conoce',
  argument_tooNew: 'que se deriva de «{setting}» y para el que esta versión es demasiado antigua',
  argument_withoutTls: 'porque se compiló sin TLS',
  argument_template: 'cuya plantilla no puede leer',
  argument_notNumber: 'cuyo valor no es un número',
  argument_needsValue: 'que necesita un valor',
  argument_unreadable: 'cuyo valor no puede leer',
  argument_valueRefused: 'cuyo valor rechaza ({reason})',
  argument_says: 'e indica «{words}»',
  either: '{first} o {second}',
  what_login: 'usuario y contraseña',
  what_key: 'clave',
  moved_key: 'La clave de «{from}» se ha movido a «{to}», donde se mantiene en secreto.',
  moved_login:
    'El usuario y la contraseña de «{from}» se han movido a «{to}», donde se mantienen en secreto.',
  port_fromPlaceholder: 'Con {placeholder} en los argumentos, recibe automáticamente uno libre.',
  port_withoutArgument: 'Sin --port en «{setting}», Switchyard le asigna uno libre.',
  port_afterRestart: 'Reinícialo: recibirá otro puerto.',
  port_fixed: 'Con 0 como puerto, recibe uno libre y lo conserva.',
  port_ofAddress: 'Su puerto es el de «{setting}» en sus ajustes.',
  notBesideComfy: 'los archivos de ComfyUI no están a su lado',
  missingInFolder: 'falta {name} en su carpeta',
  databaseLocked:
    'otro ComfyUI está usando la base de datos de su carpeta; con {argument} entre sus argumentos tendrá su propia base de datos',
};
