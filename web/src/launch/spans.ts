/** How many items ended in one span of time. */
export interface Span {
  readonly start: number;
  readonly finished: number;
  readonly failed: number;
}

/** Ends counted in spans of equal length up to now, the oldest first. */
export function spansOf(
  ends: readonly { readonly status: string; readonly at: string }[], now: number, count: number, milliseconds: number,
): Span[] { // prettier-ignore
  const last = Math.floor(now / milliseconds);
  const first = last - count + 1;
  const spans = Array.from({ length: count }, (_, index) => ({ start: (first + index) * milliseconds, finished: 0, failed: 0 }));
  for (const { status, at } of ends) {
    const span = spans[Math.floor(new Date(at).getTime() / milliseconds) - first];
    if (!span) continue;
    if (status === 'failed') span.failed += 1;
    else span.finished += 1;
  }
  return spans;
}
