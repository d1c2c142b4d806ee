/** Lets a few requests out at a time, the most urgent first; what nobody wants any more never leaves. */
export class RequestQueue {
  private running = 0;
  private waiting: { urgency: number; start: () => void; signal: AbortSignal }[] = [];

  constructor(private readonly width: number) {}

  /** Runs `work` when its turn comes. Higher urgency goes first; equal ones in the order in which they came. */
  run<T>(work: () => Promise<T>, signal: AbortSignal, urgency = 0): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = (): void => {
        if (signal.aborted) return this.finish(() => reject(new DOMException('aborted', 'AbortError')));
        work().then(
          (value) => this.finish(() => resolve(value)),
          (error: unknown) => this.finish(() => reject(error)),
        );
      };
      this.waiting.push({ urgency, start, signal });
      this.pump();
    });
  }

  private finish(settle: () => void): void {
    this.running -= 1;
    settle();
    this.pump();
  }

  private pump(): void {
    while (this.running < this.width && this.waiting.length > 0) {
      let best = 0;
      this.waiting.forEach((one, index) => {
        if (one.urgency > (this.waiting[best]?.urgency ?? 0)) best = index;
      });
      const [next] = this.waiting.splice(best, 1);
      this.running += 1;
      next?.start();
    }
  }
}
