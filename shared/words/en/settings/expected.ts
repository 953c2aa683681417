import { defineArea } from '../../message.ts';

/** What the value of a setting must be. Each completes the sentence “it must be …”. */
export const expectedWords = defineArea('expected', {
  mustBe: 'must be {expected}',
  trueOrFalse: 'true or false',
  oneOf: 'one of {values}',
  listOfTexts: 'a list of texts',
  shorterList: 'a list of at most {max} texts',
  text: 'a text',
  shorterText: 'a text of at most {max} characters',
  withoutNul: 'free of NUL characters',
  oneLine: 'a text on one line',
  pathOnOneLine: 'a path on one line',
  programAlone: 'the program alone, on one line: what follows it belongs to its arguments',
  gpuList: 'GPU numbers separated by commas, such as 0 or 0,1',
  webAddress: 'a web address that starts with http:// or https://',
  addressWithoutLogin: 'free of a user name and a password, which everybody who sees the settings could read',
  addressWithKey: 'free of a user name and a password while it has a key, too',
  fingerprint: 'a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons',
  json: 'valid JSON',
  number:
    '{kind, select, whole {a whole number} other {a number}}{bounds, select, both { from {min} to {max}} min { of {min} or more} max { of {max} or less} other {}}',
  closedQuote: 'a complete command line (a {quote} is never closed)',
  variableLines: 'lines of the form NAME=value (line {line} is not)',
  fewerLines: 'at most {max} lines',
  scheduleLines: 'lines such as Mon-Fri 08:00-18:00, not “{line}”',
  headerLines: 'lines of the form Name: value (line {line} is not)',
  noReservedHeader: 'free of {name}, which is set by itself (line {line})',
  headersOnce: 'without a header named twice (line {line})',
  plainHeader: 'written in plain letters (line {line} is not)',
});
