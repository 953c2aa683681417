/** Whether the address is one by which a computer reaches only itself. @throws TypeError where it is no URL */
export const isLoopbackUrl = (url: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
