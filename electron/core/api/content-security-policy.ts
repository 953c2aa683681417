/** The Content-Security-Policy of the panel, the same in a browser and in a window of its own. */

/** @param connect where the page may open connections: to the host that serves it, or nowhere */
export function buildContentSecurityPolicy(connect: "'self'" | "'none'"): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // The component library sets styles on elements; scripts stay strict.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
