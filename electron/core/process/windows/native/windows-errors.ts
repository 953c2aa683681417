/** What the error numbers of Windows mean, for people. */

/** Each completes the sentence "The program could not be started: …". */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [2, 'there is no such file'],
  [3, 'there is no such folder'],
  [4, 'too many files are open'],
  [5, 'access is denied'],
  [8, 'there is not enough memory'],
  [14, 'there is not enough memory'],
  [32, 'another program uses the file'],
  [87, 'Windows does not accept one of the values'],
  [110, 'the file cannot be opened'],
  [193, 'the file is not a program for Windows'],
  [206, 'its path or its arguments are too long'],
  [216, 'it is built for another processor or another Windows than this one'],
  [225, 'the virus scanner has blocked the file'],
  [267, 'the working directory is not a folder'],
  [299, 'only a part could be read'],
  [740, 'it wants to run as administrator, and this program does not'],
  [1260, 'a policy of this computer forbids the program'],
  [1314, 'this program lacks a right that it needs'],
  [1392, 'the file is damaged'],
  [1450, 'Windows lacks resources to do it'],
  [1455, 'there is not enough virtual memory: make the page file larger, or close other programs'],
  [1816, 'a quota of Windows is used up'],
  [4551, 'a policy of this computer forbids the program'],
]);

/** A part of a sentence, with the number for those who search for it. */
export function describeWindowsError(number: number): string {
  const meaning = MEANINGS.get(number);
  return meaning === undefined ? `Windows error ${number}` : `${meaning} (Windows error ${number})`;
}
