import { type ReactNode, startTransition, useEffect, useState } from 'react';
import { scheduleOnFrame } from '../state/frame-queue.ts';

/** Draws its content once what is around it has been painted for the first time. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [isPainted, setIsPainted] = useState(false);
  // A transition: React renders it in pieces and lets the page go on in between.
  useEffect(() => scheduleOnFrame(() => startTransition(() => setIsPainted(true))), []);
  return isPainted ? children : null;
}
