import type { ReactNode } from 'react';
import '../../../controls/facts.css';

/** A row of the list of facts. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
