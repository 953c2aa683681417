/** Where the window opens: at its last position, as long as it is visible and can be dragged there. All in device-independent pixels. */
import type { Display, Rectangle } from 'electron';

export const MIN_SIZE = { width: 380, height: 480 };
export const DEFAULT_SIZE = { width: 1180, height: 800 };

/** Height of a title bar, and how much of its width has to be visible so that it can be dragged. */
const TITLE_BAR_HEIGHT = 32;
const MIN_VISIBLE_TITLE_BAR = 160;
/** Visible share from which a window across several displays counts as placed so on purpose. */
const MIN_VISIBLE_SHARE = 0.9;

/**
 * @param remembered null where nothing is remembered
 * @param displays the displays that are present, the primary one first
 */
export function correctedBounds(
  remembered: Rectangle | null,
  displays: readonly Pick<Display, 'workArea'>[],
): Rectangle {
  const areas = displays.map(({ workArea }) => workArea).filter((area) => area.width > 0 && area.height > 0);
  const [primary] = areas;
  if (!remembered || !isUsable(remembered)) return centred(DEFAULT_SIZE, primary);
  const wanted = {
    x: Math.round(remembered.x),
    y: Math.round(remembered.y),
    width: Math.max(MIN_SIZE.width, Math.round(remembered.width)),
    height: Math.max(MIN_SIZE.height, Math.round(remembered.height)),
  };
  if (primary === undefined) return wanted;
  const home = bestArea(wanted, areas) ?? primary;
  return canStay(wanted, home, areas) ? wanted : fitInto(wanted, home);
}

const isUsable = ({ x, y, width, height }: Rectangle): boolean =>
  [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0;

function canStay(wanted: Rectangle, home: Rectangle, areas: readonly Rectangle[]): boolean {
  const titleBar = { ...wanted, height: TITLE_BAR_HEIGHT };
  const isTitleBarInReach = areas.some((area) => {
    const { width, height } = overlap(titleBar, area);
    return width >= MIN_VISIBLE_TITLE_BAR && height >= TITLE_BAR_HEIGHT / 2;
  });
  if (!isTitleBarInReach) return false;
  if (wanted.width <= home.width && wanted.height <= home.height) return true;
  // Larger than its display: either it was laid across several, or the display has become smaller.
  const visible = areas.reduce((sum, area) => sum + areaSize(overlap(wanted, area)), 0);
  return visible >= MIN_VISIBLE_SHARE * areaSize(wanted);
}

/** The area that shows most of the window; where none shows any of it, the one whose centre is nearest. */
function bestArea(wanted: Rectangle, areas: readonly Rectangle[]): Rectangle | undefined {
  const distance = (area: Rectangle) =>
    Math.hypot(
      area.x + area.width / 2 - (wanted.x + wanted.width / 2),
      area.y + area.height / 2 - (wanted.y + wanted.height / 2),
    );
  return [...areas].sort(
    (a, b) => areaSize(overlap(wanted, b)) - areaSize(overlap(wanted, a)) || distance(a) - distance(b),
  )[0];
}

/** Shrinks and moves the bounds no more than needed to fit into the area. */
function fitInto(wanted: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    x: Math.min(Math.max(wanted.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(wanted.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function centred(size: { width: number; height: number }, area: Rectangle | undefined): Rectangle {
  if (area === undefined) return { x: 0, y: 0, ...size };
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

const areaSize = ({ width, height }: { width: number; height: number }): number => width * height;
