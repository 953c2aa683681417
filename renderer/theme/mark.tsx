/** The logo: a track with points that lead to a branch, and a green signal. It is the same as in favicon.svg. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--sy-mark-ground)" />
      <g fill="none" strokeWidth="3.4" strokeLinecap="round">
        <path d="M5.5 22.5h21" stroke="var(--sy-mark-line)" />
        <path d="M5.5 22.5H10c6.5 0 6-12.5 12.5-12.5h4" stroke="#fff" />
      </g>
      <circle cx="8.2" cy="9.6" r="3.2" fill="var(--sy-mark-dot)" />
    </svg>
  );
}
