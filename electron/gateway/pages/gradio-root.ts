/**
 * Tells a page of Gradio 3, such as that of AUTOMATIC1111, below which address it is. Gradio 3 takes that from no header, so its
 * page opens its WebSocket at the root of the address, where nothing tells which backend it means.
 * Source: gradio 3.41.2, templates/frontend/index.html, and `resolve_config` of its client, which reads `gradio_config.root`.
 */
const CONFIG = 'window.gradio_config = {';
const SCRIPT_END = '</script>';

/**
 * @param prefix what stands before the paths of the page. Without a slash at its end
 * @returns the same bytes, with a script behind the one that holds the configuration of a Gradio page
 */
export async function* withGradioRoot(body: AsyncIterable<Buffer>, prefix: string): AsyncGenerator<Buffer> {
  const search = [CONFIG, SCRIPT_END];
  // The end of what was sent: what is searched for may come in two pieces.
  let before = '';
  for await (const piece of body) {
    let from = 0;
    const text = before + piece.toString('latin1');
    for (let sought = search[0]; sought !== undefined; sought = search[0]) {
      const at = text.indexOf(sought, from);
      if (at < 0) break;
      from = at + sought.length;
      search.shift();
    }
    const isFound = from > 0 && search.length === 0;
    if (isFound) {
      const split = from - before.length;
      yield piece.subarray(0, split);
      yield Buffer.from(rootScript(prefix));
      yield piece.subarray(split);
    } else yield piece;
    before = search[0] === undefined ? '' : text.slice(from).slice(1 - search[0].length);
  }
}

const rootScript = (prefix: string): string =>
  `<script>if (/^3\\./.test(window.gradio_config.version)) window.gradio_config.root = ${JSON.stringify(prefix).replaceAll('<', '\\u003c')};</script>`;
