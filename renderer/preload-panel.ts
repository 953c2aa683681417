/** Has the browser fetch the panel's files at once, though its program asks for them only after the first paint. */
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite';

export function preloadPanel(): Plugin {
  return {
    name: 'switchyard-preload-panel',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle, path }) {
        // The development server has no bundle, and the gallery no panel.
        if (bundle === undefined || path !== '/index.html') return [];
        const files = filesOfPanel(Object.values(bundle));
        return files.map((file): HtmlTagDescriptor => {
          const attrs = { crossorigin: true, href: `./${file}` };
          return file.endsWith('.css')
            ? { tag: 'link', injectTo: 'head', attrs: { rel: 'preload', as: 'style', ...attrs } }
            : { tag: 'link', injectTo: 'head', attrs: { rel: 'modulepreload', ...attrs } };
        });
      },
    },
  };
}

/** The programs and styles of `start-panel.tsx` and of all that it imports. */
function filesOfPanel(bundle: readonly (Rollup.OutputChunk | Rollup.OutputAsset)[]): string[] {
  const chunks = bundle.filter((file) => file.type === 'chunk');
  const first = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith('/start-panel.tsx')));
  if (first === undefined) throw new Error('The bundle has no chunk of start-panel.tsx.');
  const files = new Set<string>();
  const add = (chunk: Rollup.OutputChunk) => {
    // The page names its first program itself.
    if (files.has(chunk.fileName) || chunk.isEntry) return;
    files.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const imported of chunks) if (chunk.imports.includes(imported.fileName)) add(imported);
  };
  add(first);
  return [...files];
}
