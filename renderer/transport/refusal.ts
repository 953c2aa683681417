/** Why the host takes no calls from this page: it does not know the address of the page, such as that of a proxy. */

export interface Refusal {
  message: string;
}

/** @returns null where the host takes calls, or does not answer */
export async function askForRefusal(send: typeof fetch): Promise<Refusal | null> {
  try {
    const reply = await send('auth/challenge', {
      method: 'POST',
      credentials: 'omit',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    if (reply.ok) return null;
    const { message, error_id } = (await reply.json()) as Record<string, unknown>;
    if (error_id !== 'forbidden_origin' && error_id !== 'forbidden_host') return null;
    return { message: String(message) };
  } catch {
    // It does not answer, or something else does.
    return null;
  }
}
