import { defineArea } from '../../message.ts';

/** What a form says of the text in a field that is no mistake, and will not do what its author may expect. */
export const adviceWords = defineArea('advice', {
  // What does not belong into a field, and where it belongs.
  programOnly: 'Only the program belongs here: {program}.',
  argumentsOnly: 'Only what follows the program belongs here.',
  toArguments: 'What follows it, from {first} on, belongs in its arguments.',
  toVariables: 'Set {variables} in the environment variables.',
  toWorkingFolder: 'Enter {folder} as the working folder.',
  noShell:
    'Leave out {words}: no shell is involved, and the program runs in the foreground, as the user of Switchyard.',
  isProgram: 'Leave out {word}, which is the program itself.',
  shellWord:
    'No shell is involved: {word} is handed to the program as it is. Leave it out; what the program prints is in its log.',
  shellBackground:
    'No shell is involved: {word} is handed to the program as it is. Leave it out: the program has to run in the foreground.',
  notExpanded: 'Nothing is expanded: {text} stays as it is. Write out what it stands for.',
  notExpandedIn: 'Nothing is expanded: in {name}, {text} stays as it is. Write out what it stands for.',
  otherHome: 'The home folder of another user is not looked up. Write out the path.',
  longDash: '{word} begins with a long dash, which text programs make of hyphens: write -- or -.',
  typographicQuote:
    '{word} begins with a typographic quote, which is a character like any other: write a straight one.',

  // How a program stays in the foreground.
  detached:
    'Leave out {flag}, so that the container runs in the foreground and ends with this backend. What was started in the background goes on: docker ps lists it, and docker stop ends it.',
  attach:
    'Add {flag}, so that it waits for the container. What was started in the background goes on: docker ps lists it, and docker stop ends it.',
  serviceManager:
    'A service manager starts it in the background and supervises it itself. Enter the program that the service runs (systemctl cat shows it as ExecStart), and stop the service, which goes on.',
  programItself: 'Enter the program itself, without what sends it to the background.',
  ampersand: 'Leave out the & at the end of its command.',
  addArguments: 'Add {words}.',
  foreground: 'Leave out {flag}: the program has to run in the foreground.',
});
