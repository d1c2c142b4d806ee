/** An answer of the server that is no success, or no answer at all (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly requestID: string | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Sends a request in the name of the signed-in user, unless it was `sent` before; throws ApiError unless it succeeds. */
export async function send(path: string, init: RequestInit = {}, sent?: Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await (sent ?? fetch(path, { credentials: 'same-origin', ...init }));
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(0, 'The server cannot be reached.');
  }
  if (response.ok) return response;
  const text = await response.text();
  let message = text || response.statusText;
  try {
    message = (JSON.parse(text) as { error?: string }).error ?? message;
  } catch {
    // The body is plain text.
  }
  throw new ApiError(response.status, message, response.headers.get('X-Request-Id'));
}

/** The query part of an address; lists become repeated parameters, undefined ones are left out. */
export function queryOf(parameters: Record<string, string | number | readonly string[] | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const one of value) query.append(name, one);
    else query.append(name, String(value));
  }
  // In addresses, unlike in forms, a plus sign is no space.
  return query.toString().replace(/\+/g, '%20');
}
