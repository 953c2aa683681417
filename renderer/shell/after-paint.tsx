/**
 * Work that can wait until what is there already has been painted. One piece a frame: several in a row would hold up the
 * page as long as one large one.
 */
import { type ReactNode, startTransition, useEffect, useState } from 'react';

const waiting: (() => void)[] = [];
let isUnderWay = false;

function runNext(): void {
  // In a task of its own behind the frame, so that the frame itself is on the screen by then.
  requestAnimationFrame(() => {
    setTimeout(() => {
      waiting.shift()?.();
      isUnderWay = waiting.length > 0;
      if (isUnderWay) runNext();
    });
  });
}

/** Runs something once what is on the page now has been painted. Returns the function that calls it off. */
export function afterPaint(run: () => void): () => void {
  waiting.push(run);
  if (!isUnderWay) {
    isUnderWay = true;
    runNext();
  }
  return () => {
    const place = waiting.indexOf(run);
    if (place >= 0) waiting.splice(place, 1);
  };
}

/** Draws its content once what is around it has been painted for the first time. */
export function AfterPaint({ children }: { children: ReactNode }) {
  const [isPainted, setIsPainted] = useState(false);
  // A transition: React renders it in pieces and lets the page go on in between.
  useEffect(() => afterPaint(() => startTransition(() => setIsPainted(true))), []);
  return isPainted ? children : null;
}
