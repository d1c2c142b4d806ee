import type { Question } from './runQuestions';

/** What nobody has taken by then is too old to be taken. */
const KEPT_MS = 5000;

/** Answers to what was asked before the UI itself was there, by the body of the request. Two scripts share it. */
const shared = globalThis as { roostEarly?: Map<string, Promise<Response>> };

export const bodyOf = ({ query, variables }: Question): string => JSON.stringify({ query, variables });

/** How a question is sent. */
export const posted = (body: string): RequestInit => ({
  method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body,
}); // prettier-ignore

/** Asks for what the page will want to know; it takes the answer by asking the same. */
export function askEarly(question: Question): void {
  const body = bodyOf(question);
  const answer = fetch('/graphql', posted(body));
  // Whoever takes it hears of failures.
  answer.catch(() => undefined);
  (shared.roostEarly ??= new Map()).set(body, answer);
}

/** The answer to a question that was asked early; each is given once. */
export function takeEarly(body: string): Promise<Response> | null {
  const answer = performance.now() < KEPT_MS ? shared.roostEarly?.get(body) : undefined;
  shared.roostEarly?.delete(body);
  return answer ?? null;
}
