/**
 * The vocabulary of the sample model: a SentencePiece-like tokenizer with byte fallback, so that any text can be
 * encoded, and a few dozen words with the order they may follow each other in.
 */

/** Token types of llama.cpp (`llama_token_type`). */
const tokenTypes = { normal: 1, unknown: 2, control: 3, byte: 6 };

/** How SentencePiece writes a space. */
const SPACE = '\u2581';

/**
 * Word class → the words of it. A sentence is a walk through {@link followers}.
 * `opener` begins a sentence; `end` closes it.
 */
const words = {
  opener: ['The', 'This', 'Every', 'Your', 'A', 'One', 'Some', 'No'],
  trait: ['random', 'small', 'quiet', 'busy', 'spare', 'curious'],
  subject: ['model', 'sample', 'worker', 'machine', 'panel', 'fan'],
  verb: ['serves', 'loads', 'watches', 'frees', 'answers', 'starts', 'counts', 'likes'],
  article: ['the', 'this', 'every', 'your', 'a', 'one', 'some', 'no'],
  quality: ['warm', 'tiny', 'plain', 'new', 'spotless'],
  object: ['token', 'weight', 'switch', 'card', 'answer', 'layer', 'word'],
  adverb: ['slowly', 'today', 'again', 'twice', 'gladly', 'now'],
  end: ['.'],
};

/** @typedef {keyof typeof words} WordClass */
/** @type {readonly WordClass[]} */
export const wordClasses = /** @type {WordClass[]} */ (Object.keys(words));

/**
 * What may come after a word of a class. Everything that is no word (letters, bytes, other signs) is followed by an
 * opener; the end of the text may come after `end` alone, so a reply is at least one whole sentence.
 * @type {Record<WordClass, readonly WordClass[]>}
 */
export const followers = {
  opener: ['trait', 'subject'],
  trait: ['subject'],
  subject: ['verb'],
  verb: ['article'],
  article: ['quality', 'object'],
  quality: ['object'],
  object: ['adverb', 'end'],
  adverb: ['end'],
  end: ['opener'],
};

/**
 * @typedef {object} VocabularyEntry
 * @property {string} text
 * @property {number} score The higher, the earlier the tokenizer merges to it.
 * @property {number} type One of {@link tokenTypes}.
 * @property {WordClass | 'other' | 'end-of-text'} role What the model knows of it.
 */

export const UNKNOWN_TOKEN = 0;
export const BEGIN_TOKEN = 1;
export const END_TOKEN = 2;

/** @returns {VocabularyEntry[]} */
export function createVocabulary() {
  /** @type {VocabularyEntry[]} */
  const entries = [
    { text: '<unk>', score: 0, type: tokenTypes.unknown, role: 'other' },
    { text: '<s>', score: 0, type: tokenTypes.control, role: 'other' },
    { text: '</s>', score: 0, type: tokenTypes.control, role: 'end-of-text' },
  ];
  for (let byte = 0; byte < 256; byte++) {
    const text = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    entries.push({ text, score: 0, type: tokenTypes.byte, role: 'other' });
  }

  // The tokenizer builds a word by merging two neighbours at a time: every beginning of a word has to be a piece.
  /** @type {Map<string, VocabularyEntry['role']>} */
  const pieces = new Map();
  for (const wordClass of wordClasses) {
    if (wordClass === 'end') continue;
    for (const word of words[wordClass])
      for (let length = 1; length <= word.length; length++) {
        const piece = SPACE + word.slice(0, length);
        if (length === word.length) pieces.set(piece, wordClass);
        else if (!pieces.has(piece)) pieces.set(piece, 'other');
      }
  }
  let score = -1;
  for (const [text, role] of pieces) entries.push({ text, score: score--, type: tokenTypes.normal, role });

  /** @type {Set<string>} */
  const ends = new Set(words.end);
  const signs = [SPACE];
  for (let code = 0x21; code <= 0x7e; code++) signs.push(String.fromCharCode(code));
  for (const text of signs)
    entries.push({ text, score: score--, type: tokenTypes.normal, role: ends.has(text) ? 'end' : 'other' });
  return entries;
}
