/** The path that a person meant: without spaces around it, and without the quotes that Windows copies with it. */
export function pathFromSetting(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1');
}
