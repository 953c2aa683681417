import { defineArea } from '../../message.ts';

/** The tags of one backend, or of several. */
export const tagsWords = defineArea('tags', {
  titleOf: 'Tags of {name}',
  titleOfSeveral: 'Tags of {count, plural, one {# backend} other {# backends}}',
  tags: 'Tags',
  tagsText:
    'Words to find and group it by, such as “image” or “customer”. Press Enter or comma after each. At most {tags, number} tags, of at most {characters, number} characters each. It is grouped by the first one.',
  add: 'Add',
  addText:
    'Press Enter or comma after each tag. A backend can have {tags, number} tags, of at most {characters, number} characters each.',
  remove: 'Remove',
  tooMany: 'Enter at most {max, number} tags.',
  tooLong: 'A tag can have at most {max, number} characters.',
  nothingChosen: 'Enter a tag to add or remove.',
  savingFailed: 'Could not save the tags.',
  backendDeleted: 'This backend is deleted.',
});
