/** Accessibility, checked by axe. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type ColorScheme = 'light' | 'dark';

/** The violations on the present page in each of these colour schemes, each as a text. The page keeps the last scheme. */
export async function findViolationsIn(page: Page, schemes: readonly ColorScheme[]): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    await finishTransitions(page);
    for (const violation of await findViolations(page)) found.push(`${colorScheme}: ${violation}`);
  }
  return found;
}

/** Waits until the colours of the page have changed. What never ends, such as a spinner, is not waited for. */
export const finishTransitions = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    // A dialog begins to fade in some frames after it is there.
    for (let frames = 8; frames > 0; frames--) {
      await new Promise(requestAnimationFrame);
      const running = document
        .getAnimations()
        .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
      if (running.length === 0) continue;
      await Promise.allSettled(running.map(({ finished }) => finished));
      frames = 8;
    }
  });

/** The violations on the present page, each as a text. */
export async function findViolations(page: Page): Promise<string[]> {
  // Evaluated, because the panel's Content-Security-Policy refuses an added script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // Every rule runs. Of what passes it tells one node, because telling each took a tenth of the time.
    const result = await axe.run({ resultTypes: ['violations'] });
    const violations = result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
    // axe has given this rule up, but labels, descriptions and links lead to the first of two.
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    return twice.length === 0 ? violations : [...violations, `two elements with the id ${twice.join(', ')}`];
  });
}
