import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { act, type ComponentType, useRef } from 'react';
import { expect, test } from 'vitest';
import { Dialog, DialogStackProvider } from './controls/dialog/dialog.tsx';
import { FixtureHost } from './fixtures/host/fixture-host.ts';
import { LateDialogs } from './late-dialogs.tsx';
import { LatePart } from './late-part.ts';
import type { OpenDialogProps } from './open-dialog.tsx';
import { PanelProvider } from './panel-context.tsx';
import { createPanelServices } from './panel-services.ts';

const FakeDialog = ({ dialog, onClose }: OpenDialogProps) => (
  <Dialog title={`The dialog ${dialog.kind}`} onClose={onClose}>
    Its content
  </Dialog>
);

/** A panel with one button that opens a dialog, whose code comes when a test says so. */
function renderLate() {
  const answers: {
    resolve: (part: ComponentType<OpenDialogProps>) => void;
    reject: (error: Error) => void;
  }[] = [];
  const part = new LatePart<ComponentType<OpenDialogProps>>(
    () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
  );
  const services = createPanelServices(new FixtureHost({}).transport);
  const Page = () => {
    const button = useRef<HTMLButtonElement>(null);
    return (
      <>
        <button ref={button} type="button" onClick={() => services.open({ kind: 'about' })}>
          About
        </button>
        <LateDialogs part={part} />
      </>
    );
  };
  render(
    <MantineProvider env="test">
      <PanelProvider services={services}>
        <DialogStackProvider>
          <Page />
        </DialogStackProvider>
      </PanelProvider>
    </MantineProvider>,
  );
  const opener = screen.getByRole('button', { name: 'About' });
  opener.focus();
  fireEvent.click(opener);
  const answer = async (then: (last: (typeof answers)[number]) => void) => {
    await waitFor(() => expect(answers.length).toBeGreaterThan(0));
    await act(async () => then(answers.splice(0).at(-1) as (typeof answers)[number]));
  };
  return { opener, answer };
}

test('a dialog that is opened before its code is there says that it loads, then opens, and gives the focus back', async () => {
  const { opener, answer } = renderLate();
  expect(screen.getByRole('status').textContent).toBe('Loading…');
  await answer(({ resolve }) => resolve(FakeDialog));
  expect(screen.queryByRole('status')).toBeNull();
  expect(await screen.findByRole('dialog', { name: 'The dialog about' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

test('code that cannot be loaded is said in words, and tried again', async () => {
  const { opener, answer } = renderLate();
  await answer(({ reject }) => reject(new TypeError('Failed to fetch dynamically imported module')));
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Switchyard does not answer, or it was updated after you opened this page. Your backends are not affected.',
  );
  expect(screen.getByRole('button', { name: 'Reload the page' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await answer(({ reject }) => reject(new Error('down')));
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await answer(({ resolve }) => resolve(FakeDialog));
  expect(await screen.findByRole('dialog', { name: 'The dialog about' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
});
