/**
 * The limits that two sides keep, or that are named in a text, each defined once. A number that only tunes one file stays
 * there. Lengths are in UTF-16 units, as `length` counts them, unless a line says otherwise.
 */

// --- backends

/** Characters of the address of a page at which the panel is shown. */
export const MAX_PAGE_ADDRESS_LENGTH = 2000;
/** Highest id of a backend. Links, addresses of the panel and the form read as many digits. */
export const MAX_BACKEND_ID = 999_999;
export const MAX_BACKEND_ID_DIGITS = String(MAX_BACKEND_ID).length;
/** A title is shown in one line of a card, a menu or a notification. */
export const MAX_TITLE_LENGTH = 200;
/** Tags of one backend: more cannot be read on its card. */
export const MAX_TAGS = 20;
/** In characters as a reader counts them (code points). */
export const MAX_TAG_LENGTH = 40;
/** Spans of a schedule, one in each line: more cannot be read in its form. */
export const MAX_SCHEDULE_SPANS = 20;
/** The value of a text setting. The command line that is made of it takes no more on Windows (32,767). */
export const MAX_SETTING_LENGTH = 32_768;
/** Entries of a list setting. */
export const MAX_SETTING_ITEMS = 256;
/**
 * What is kept of texts that come from a worker or a remote. Lengths are in UTF-16 units: of a feature, a type or the name of
 * a server; of the name of a model; of what it does while loading; of an error or another message. Then counts.
 */
export const MAX_OUTSIDE_TEXTS = {
  name: 100,
  model: 300,
  models: 2000,
  status: 300,
  message: 4096,
  features: 200,
  children: 300,
  gpus: 64,
};
/** Lines of output that are kept with an error: enough for a stack. */
export const MAX_LAST_LINES = 20;
/** Lines that a diagnosis shows as those that matter. */
export const MAX_DIAGNOSIS_LINES = 8;
/** Crashes that a backend lists; older ones are left out. */
export const MAX_LISTED_CRASHES = 20;

// --- calls

/** Bytes of the body of an HTTP request. It is held in memory whole. */
export const MAX_BODY_BYTES = 1_048_576;
/** A text parameter that has no limit of its own: the longest path that Linux takes. */
export const MAX_PARAMETER_LENGTH = 4096;
/** Backends whose start is previewed with one call. */
export const MAX_PREVIEWED_STARTS = 200;
/** Entries of a list parameter. */
export const MAX_LIST_ITEMS = 1000;
/** Ids in a list parameter: more backends than one machine will ever have. */
export const MAX_LISTED_IDS = 100_000;
/** The UUID of a graphics card; those of the makers have some 40. */
export const MAX_GPU_UUID_LENGTH = 200;
/** The id of a notice. Ours are short. */
export const MAX_NOTICE_ID_LENGTH = 100;
/** The texts of `ReportPanelFault`; a panel cuts its own before it sends them. */
export const MAX_PANEL_FAULT_LENGTHS = {
  message: 2000,
  stack: 10_000,
  component_stack: 10_000,
  address: 1000,
};

/** The name of an API key, as a person gives it. */
export const MAX_API_KEY_NAME_LENGTH = 100;
/** API keys of one host: more than one household of programs needs. */
export const MAX_API_KEYS = 100;
/** Requests in a minute that an API key can be limited to. */
export const MAX_REQUESTS_PER_MINUTE = 100_000;

// --- logs

/** Lines of one log that the host keeps in memory. The file has more. */
export const MAX_LOG_LINES = 5000;
/** Characters in the name of a type of log. */
export const MAX_TYPE_NAME_LENGTH = 200;
/** Messages of one log in a reply of `ListRecentLogMessages`, and characters of one of them. */
export const MAX_RECENT_MESSAGES = 1000;
export const MAX_RECENT_MESSAGE_LENGTH = 10_000;
/** Lines in one reply of `GetBackendLog`: at most, and if the caller names no `limit`. */
export const MAX_LOG_PAGE_LINES = 5000;
export const DEFAULT_LOG_PAGE_LINES = 1000;
/** Bytes of the texts in one reply of `GetBackendLog`, as JSON; a line has at most 64 kB, which JSON may escape. */
export const MAX_LOG_PAGE_BYTES = 2 * 1024 * 1024;
/** Bytes of the files that one call of `GetBackendLog` reads for a search; more than the log of a backend has by default. */
export const MAX_LOG_READ_BYTES = 64 * 1024 * 1024;
/** The text that a log is searched for. */
export const MAX_LOG_SEARCH_LENGTH = 200;

// --- activity

/** Days for which it is kept that something happened. */
export const MAX_ACTIVITY_DAYS = 30;
/** Entries in one reply of `GetActivity`: at most, and if the caller names no `limit`. */
export const MAX_ACTIVITY_ENTRIES = 500;
export const DEFAULT_ACTIVITY_ENTRIES = 100;

// --- import and export

/** A file that is imported: its text must fit into {@link MAX_BODY_BYTES}. In bytes of a file, in UTF-16 units of a text. */
export const MAX_IMPORT_SIZE = 1_000_000;
/** Bytes of a file that the panel sends as text: JSON escapes its quotes and line breaks, and that makes it longer. */
export const MAX_UPLOAD_BYTES = 900_000;
/** The id of a backend type in an imported file, known here or not. */
export const MAX_TYPE_ID_LENGTH = 200;
/** In characters (code points). Fewer are guessed too soon by who has the file. */
export const MIN_PASSPHRASE_LENGTH = 8;

// --- history of resources

/** Minutes for which every sample is kept. */
export const MAX_RECENT_MINUTES = 15;
/** Hours for which one sample a minute is kept. */
export const MAX_HISTORY_HOURS = 24;

// --- clients that are refused for now

/** Seconds after which they may ask again (`Retry-After`). */
export const RETRY_SECONDS = 5;

// --- the machine

/** Highest port of TCP. */
export const MAX_PORT = 65_535;
