/**
 * Work that shows on the page, one piece a frame: several pieces in a row would hold up the page as long as one large one.
 * In order, and each behind a frame that has been painted.
 */

/** Does a piece of work when its turn has come. Returns the function that calls it off. */
export type InOrder = (run: () => void) => () => void;

/** With more than this waiting, a browser paints more slowly than work comes. */
const MAX_WAITING = 8;

/** A window that others cover may be given no frames, and yet not count as hidden. */
const NO_FRAME_MS = 1000;

export function createFrameQueue(): InOrder {
  const waiting: (() => void)[] = [];
  let isUnderWay = false;

  const runOne = () => {
    try {
      do waiting.shift()?.();
      while (waiting.length > MAX_WAITING);
    } finally {
      isUnderWay = waiting.length > 0;
      if (isUnderWay) waitForFrame();
    }
  };

  function waitForFrame(): void {
    let hasCome = false;
    const goOn = () => {
      if (hasCome) return;
      hasCome = true;
      clearTimeout(noFrame);
      runOne();
    };
    const noFrame = setTimeout(goOn, NO_FRAME_MS);
    // A task of its own behind the frame, so that the frame itself is on the screen by then.
    requestAnimationFrame(() => setTimeout(goOn));
  }

  // A hidden page paints nothing, and what it tells, such as its title, must be true all the same.
  const runAll = () => {
    while (document.hidden && waiting.length > 0) waiting.shift()?.();
  };
  document.addEventListener('visibilitychange', runAll);

  return (run) => {
    waiting.push(run);
    if (document.hidden) runAll();
    else if (!isUnderWay) {
      isUnderWay = true;
      waitForFrame();
    }
    return () => {
      const place = waiting.indexOf(run);
      if (place >= 0) waiting.splice(place, 1);
    };
  };
}

/** The turns of this page. */
export const mapInOrder: InOrder = createFrameQueue();

/** Without turns. */
export const atOnce: InOrder = (run) => {
  run();
  return () => undefined;
};
