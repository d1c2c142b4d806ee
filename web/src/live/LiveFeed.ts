import { members, parseJson, type Json } from '../api/json';
import { queryOf } from '../api/http';

export type LiveStream = 'metrics' | 'system' | 'console';

/** What is watched. */
export interface LiveSubject {
  readonly entity: string;
  readonly project: string;
  readonly runs: readonly string[];
  readonly streams: readonly LiveStream[];
}

export type LiveEvent =
  | { readonly kind: 'rows'; readonly run: string; readonly stream: LiveStream; readonly rows: readonly { [key: string]: Json }[] }
  | { readonly kind: 'run'; readonly run: string; readonly state: string; readonly summary: Json }
  /** More was written than was sent. Without a run: everything that was fetched before now may be incomplete. */
  | { readonly kind: 'reset'; readonly run: string | null; readonly stream: LiveStream | null };

type Listener = (event: LiveEvent) => void;

const LONGEST_PAUSE = 30_000;

/**
 * What is written to some runs, as it is written. Lost connections are taken up where they broke; while the page is
 * hidden nothing is received, and what was missed comes when it shows again.
 */
export class LiveFeed {
  private source: EventSource | null = null;
  private subject: LiveSubject | null = null;
  private cursor: string | null = null;
  private pause = 1000;
  private timer = 0;
  private readonly listeners = new Set<Listener>();

  constructor(private readonly onState: (isOpen: boolean) => void = () => undefined) {
    document.addEventListener('visibilitychange', this.followPage);
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Watches something else from now on; null for nothing. */
  watch(subject: LiveSubject | null): void {
    const wanted = subject && subject.runs.length > 0 ? subject : null;
    if (JSON.stringify(wanted) === JSON.stringify(this.subject)) return;
    this.subject = wanted;
    this.cursor = null;
    this.disconnect();
    this.connect();
  }

  /** Has a run fetched anew to which more was written than was told here. */
  missed(run: string): void {
    this.tell({ kind: 'reset', run, stream: null });
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.followPage);
    this.listeners.clear();
    this.subject = null;
    this.disconnect();
  }

  private readonly followPage = (): void => {
    if (document.hidden) this.disconnect();
    else if (!this.source) this.connect();
  };

  private disconnect(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    this.onState(false);
  }

  private connect(): void {
    if (!this.subject || document.hidden) return;
    const { entity, project, runs, streams } = this.subject;
    const query = queryOf({ entity, project, run: runs, stream: streams, cursor: this.cursor ?? undefined });
    const source = (this.source = new EventSource(`/api/v1/live?${query}`));
    const isFirst = this.cursor === null;
    let wasOpen = false;
    source.onopen = () => {
      this.pause = 1000;
      this.onState(true);
      // What was fetched before the first connection stood may lack what was written meanwhile.
      if (isFirst && !wasOpen) this.tell({ kind: 'reset', run: null, stream: null });
      wasOpen = true;
    };
    source.onerror = () => {
      this.onState(false);
      if (source.readyState !== EventSource.CLOSED || source !== this.source) return;
      this.source = null;
      this.timer = window.setTimeout(() => this.connect(), this.pause);
      this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
    };
    for (const kind of ['rows', 'run', 'reset'] as const) {
      source.addEventListener(kind, (message) => this.receive(kind, message as MessageEvent<string>));
    }
  }

  private receive(kind: LiveEvent['kind'], message: MessageEvent<string>): void {
    if (message.lastEventId) this.cursor = message.lastEventId;
    const data = members(parseJson(message.data));
    const run = String(data['run']);
    const stream = (data['stream'] ?? null) as LiveStream | null;
    if (kind === 'run') this.tell({ kind, run, state: String(data['state']), summary: data['summary'] ?? null });
    else if (kind === 'reset') this.tell({ kind, run, stream });
    else if (stream) this.tell({ kind, run, stream, rows: ((data['rows'] ?? []) as Json[]).map(members) });
  }

  private tell(event: LiveEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
