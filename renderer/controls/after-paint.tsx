import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { scheduleOnFrame } from '../state/frame-queue.ts';

/** Renders its content only after what is around it has been painted. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [isPainted, setIsPainted] = useState(false);
  // React renders a transition in pieces and handles other events in between.
  useEffect(() => scheduleOnFrame(() => startTransition(() => setIsPainted(true))), []);
  return isPainted ? children : null;
}
