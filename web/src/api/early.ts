import type { Question } from './runQuestions';

/** What nobody has taken by then is too old to be taken. */
const KEPT_MS = 5000;
/** A server that takes longer finds the page waiting. */
const PATIENCE_MS = 60;

/** An answer that is on its way, and its text: reading that takes turns of the browser, which come while it reads the UI. */
interface Early {
  readonly response: Promise<Response>;
  readonly text: Promise<string>;
}

/** Answers to what was asked before the UI itself was there, by the body of the request. Two scripts share it. */
const shared = globalThis as { roostEarly?: Map<string, Early> };

export const bodyOf = ({ query, variables }: Question): string => JSON.stringify({ query, variables });

/** How a question is sent. */
export const posted = (body: string): RequestInit => ({
  method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body,
}); // prettier-ignore

/** Asks for what the page will want to know; it takes the answer by asking the same. */
export function askEarly(question: Question): void {
  const body = bodyOf(question);
  const response = fetch('/graphql', posted(body));
  // What went wrong is read by whoever takes it.
  const text = response.then((answer) => (answer.ok ? answer.text() : ''));
  text.catch(() => undefined);
  (shared.roostEarly ??= new Map()).set(body, { response, text });
}

/** Comes when what was asked early is answered, or soon: a page that begins with its answers is laid out once. */
export async function earlyAnswers(): Promise<void> {
  const texts = [...(shared.roostEarly?.values() ?? [])].map((early) => early.text);
  if (texts.length === 0) return;
  await Promise.race([Promise.allSettled(texts), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** The answer to a question that was asked early; each is given once. */
export function takeEarly(body: string): Early | null {
  const answer = performance.now() < KEPT_MS ? shared.roostEarly?.get(body) : undefined;
  shared.roostEarly?.delete(body);
  return answer ?? null;
}
