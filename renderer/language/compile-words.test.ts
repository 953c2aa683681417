import { createServer } from 'vite';
import { expect, test } from 'vitest';
import { compileWords } from './compile-words.ts';

test('the build compiles the messages, and leaves the parser and the texts of other surfaces out', async () => {
  const server = await createServer({
    configFile: false,
    logLevel: 'silent',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [compileWords()],
  });
  try {
    const area = await server.transformRequest('/shared/words/en/common.ts');
    expect(area?.code).toContain('["Language: ", ["reason"]]');
    expect(area?.code).toContain('tryAgain: "Try again"');
    const menus = await server.transformRequest('/shared/words/ja/desktop.ts');
    expect(menus?.code).toContain('desktopTranslation = {}');
    const compiler = await server.transformRequest('/shared/words/compile-message.ts');
    expect(compiler?.code).not.toContain('icu-minify');
  } finally {
    await server.close();
  }
});
