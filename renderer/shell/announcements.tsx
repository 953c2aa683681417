/** The two regions whose changes a screen reader says. They are always in the page: one that is added with its text is not said. */
import { VisuallyHidden } from '@mantine/core';
import { useView } from '../panel-context.tsx';

export function Announcements() {
  const polite = useView(({ announcement }) => announcement);
  const assertive = useView(({ alert }) => alert);
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite" data-testid="announcement">
        {polite}
      </VisuallyHidden>
      <VisuallyHidden aria-live="assertive" data-testid="alert">
        {assertive}
      </VisuallyHidden>
    </>
  );
}
