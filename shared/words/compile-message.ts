import compile from 'icu-minify/compile';
import type { CompiledMessage } from 'icu-minify/format';

const compiled = new Map<string, CompiledMessage>();

/**
 * The message as it can be formatted. The panel's build compiles its messages beforehand and replaces this file, because a
 * browser needs no parser: renderer/language/compile-words.ts.
 * @throws SyntaxError where the message is not in ICU's format
 */
export function compileMessage(message: string): CompiledMessage {
  const known = compiled.get(message);
  if (known !== undefined) return known;
  const result = compile(message);
  compiled.set(message, result);
  return result;
}
