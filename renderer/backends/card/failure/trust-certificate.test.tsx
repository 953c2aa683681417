import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../../../fixtures/backends.ts';
import { renderPanel } from '../../../fixtures/render-panel.tsx';

const errorWith = (certificate: string) => ({
  code: 'certificate_untrusted',
  message: `It is sent nothing: nobody vouches for its certificate. Its SHA-256 fingerprint is ${certificate}.`,
  hint: 'Accept it.',
  certificate,
});

test('a certificate is accepted by its fingerprint, after a question, and another one is asked for anew', async () => {
  const backend = makeBackend(0, { phase: 'errored', status: 'errored', error: errorWith('AA:BB') });
  const { fixture } = await renderPanel({ backends: [backend] });
  fireEvent.click(await screen.findByRole('button', { name: 'Accept certificate…' }));
  expect(fixture.callsTo('EditBackend')).toEqual([]);
  act(() => fixture.change({ ...backend, error: errorWith('CC:DD') }));
  fireEvent.click(await screen.findByRole('button', { name: 'Accept certificate…' }));
  fireEvent.click(screen.getByRole('button', { name: 'It matches: accept' }));
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([
      { backend_id: 0, settings: { TrustCertificate: 'CC:DD' } },
    ]),
  );
});
