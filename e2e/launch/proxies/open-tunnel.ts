import { connect, createServer, type Server } from 'node:net';

/** Passes bytes on to another port of this machine, as `ssh -L` does. The caller closes it. */
export async function openTunnel(port: number, hostPort: number): Promise<Server> {
  const tunnel = createServer((near) => {
    const far = connect(hostPort, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => tunnel.listen(port, '127.0.0.1', resolve));
  return tunnel;
}
