/**
 * Runs work that changes the page, one piece per frame and in order: several pieces in a row would block the page as long
 * as one large piece. Each piece runs after a frame has been painted.
 */

/** Runs a function at a suitable time. Returns a function that cancels it. */
export type ScheduleWork = (run: () => void) => () => void;

/** With more pieces in the queue, the browser paints more slowly than work arrives, and several run in one frame. */
const MAX_QUEUED = 8;

/** A window that others cover may get no frames although it does not count as hidden. */
const FRAME_TIMEOUT_MS = 1000;

export function createFrameQueue(): ScheduleWork {
  const queue: (() => void)[] = [];
  let isWaitingForFrame = false;

  const runNext = () => {
    try {
      do queue.shift()?.();
      while (queue.length > MAX_QUEUED);
    } finally {
      isWaitingForFrame = queue.length > 0;
      if (isWaitingForFrame) waitForFrame();
    }
  };

  function waitForFrame(): void {
    let isOver = false;
    const onFrame = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timeout);
      runNext();
    };
    const timeout = setTimeout(onFrame, FRAME_TIMEOUT_MS);
    // The task runs after the frame, so that the frame itself is on the screen by then.
    requestAnimationFrame(() => setTimeout(onFrame));
  }

  // A hidden page paints nothing, but what it shows elsewhere, such as the title of its tab, must be up to date.
  const runAllWhileHidden = () => {
    while (document.hidden && queue.length > 0) queue.shift()?.();
  };
  document.addEventListener('visibilitychange', runAllWhileHidden);

  return (run) => {
    queue.push(run);
    if (document.hidden) runAllWhileHidden();
    else if (!isWaitingForFrame) {
      isWaitingForFrame = true;
      waitForFrame();
    }
    return () => {
      const index = queue.indexOf(run);
      if (index >= 0) queue.splice(index, 1);
    };
  };
}

/** The frame queue of this page. */
export const scheduleOnFrame: ScheduleWork = createFrameQueue();

/** For tests: runs each function at once. */
export const runImmediately: ScheduleWork = (run) => {
  run();
  return () => undefined;
};
