export interface TextPart {
  kind: 'text' | 'code';
  text: string;
}

/** Splits a text at the fences of Markdown. A block that is still being written has no closing fence yet. */
export function splitCode(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let lines: string[] = [];
  let fence: string | null = null;
  const finish = () => {
    const joined = lines.join('\n');
    // Empty lines around a block would add to the gap around it.
    const shown = fence === null ? joined.replace(/^\n+|\n+$/g, '') : joined;
    if (shown !== '') parts.push({ kind: fence === null ? 'text' : 'code', text: shown });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const [, found] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === null && found !== undefined) {
      finish();
      fence = found;
    } else if (
      fence !== null &&
      line.trim() !== '' &&
      line.trim() === fence[0]?.repeat(Math.max(fence.length, line.trim().length))
    ) {
      finish();
      fence = null;
    } else lines.push(line);
  }
  finish();
  return parts;
}
