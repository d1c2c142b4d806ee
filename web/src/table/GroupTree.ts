import { shallowRef, type Ref } from 'vue';
import { isAbort } from '../api/http';
import type { Json } from '../api/json';
import type { RequestQueue } from '../api/queue';
import { fetchGroups, type Aggregate, type RunGroup } from '../api/runGroups';
import type { RowListing } from '../api/runQuestions';
import { allOf } from '../filter/filter';
import type { Folds } from './Folds';
import { RowSource } from './RowSource';

/** A group of runs in the table, which holds further groups or runs once it is open. */
export interface GroupNode {
  readonly id: string;
  readonly key: string;
  readonly depth: number;
  readonly group: RunGroup;
  readonly filters: string;
  isOpen: boolean;
  inner: Level | null;
  runs: RowSource | null;
}

/** The groups beside each other. */
export interface Level {
  nodes: readonly GroupNode[] | null;
  /** How many groups there are in all. */
  total: number;
  error: unknown;
  /** Asks for the groups; null once that is done. */
  ask: (() => void) | null;
  controller: AbortController;
}

export interface TreeWish {
  readonly listing: RowListing;
  readonly groups: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

/** A row of the table: a run in its list, or a group. */
export type TableItem =
  | { readonly kind: 'run'; readonly source: RowSource; readonly index: number; readonly depth: number }
  | { readonly kind: 'group'; readonly node: GroupNode }
  | { readonly kind: 'waiting'; readonly level: Level };

interface Segment {
  readonly start: number;
  readonly length: number;
  readonly item: (offset: number) => TableItem;
}

/** Runs in groups, at several levels; each level is asked for when it is first looked at. */
export class GroupTree {
  readonly root: Level;
  readonly version: Ref<number> = shallowRef(0);
  private segments: Segment[] = [];
  private builtAt = '';

  constructor(readonly wish: TreeWish, private readonly queue: RequestQueue, private readonly folds: Folds) {
    this.root = this.level(0, wish.listing.filters, '');
    this.root.ask?.();
  }

  get total(): number {
    const segments = this.build();
    const last = segments[segments.length - 1];
    return last ? last.start + last.length : 0;
  }

  item(index: number): TableItem | undefined {
    const segments = this.build();
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.start ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const segment = segments[low];
    return segment && index < segment.start + segment.length ? segment.item(index - segment.start) : undefined;
  }

  toggle(node: GroupNode): void {
    this.folds.toggle(node.id);
    this.follow([node]);
    this.version.value += 1;
  }

  /** Opens or folds all groups, of all levels. */
  setAll(isOpen: boolean): void {
    this.folds.setAll(isOpen);
    this.follow(this.root.nodes ?? []);
    this.version.value += 1;
  }

  /** Opens and folds groups as they shall be. */
  private follow(nodes: readonly GroupNode[]): void {
    for (const node of nodes) {
      node.isOpen = this.folds.isOpen(node.id);
      this.fill(node);
      this.follow(node.inner?.nodes ?? []);
    }
  }

  /** All lists of runs that are open. */
  sources(level: Level = this.root): RowSource[] {
    return (level.nodes ?? []).flatMap((node) => [...(node.runs ? [node.runs] : []), ...(node.inner ? this.sources(node.inner) : [])]);
  }

  close(level: Level = this.root): void {
    level.controller.abort();
    for (const node of level.nodes ?? []) {
      node.runs?.close();
      if (node.inner) this.close(node.inner);
    }
  }

  private fill(node: GroupNode): void {
    if (!node.isOpen || node.inner || node.runs) return;
    const { groups, listing } = this.wish;
    if (node.depth + 1 < groups.length) node.inner = this.level(node.depth + 1, node.filters, node.id);
    else node.runs = new RowSource({ ...listing, filters: node.filters }, this.queue, node.group.count);
  }

  private level(depth: number, filters: string, path: string): Level {
    const level: Level = { nodes: null, total: 0, error: null, ask: null, controller: new AbortController() };
    const { listing, groups, aggregates } = this.wish;
    const by = groups[depth] ?? '';
    const { signal } = level.controller;
    const first = listing.order.split(',')[0] ?? '';
    const wish = { entity: listing.entity, project: listing.project, filters, by, aggregates, isDescending: first === `-${by}` };
    const ask = (): Promise<void> => this.queue.run(() => fetchGroups(wish, signal), signal, 1).then((answer) => {
      level.total = answer.total;
      level.nodes = answer.groups.map((group) => this.node(by, depth, group, filters, path));
      for (const node of level.nodes) this.fill(node);
      this.version.value += 1;
    }, (problem: unknown) => {
      if (signal.aborted || isAbort(problem)) return;
      level.error = problem;
      this.version.value += 1;
    }); // prettier-ignore
    level.ask = () => {
      level.ask = null;
      void ask();
    };
    return level;
  }

  private node(key: string, depth: number, group: RunGroup, filters: string, path: string): GroupNode {
    const id = `${path}/${JSON.stringify(group.value)}`;
    const own = allOf([JSON.parse(filters === '{}' ? 'null' : filters) as Json, { [key]: group.value }]);
    return { id, key, depth, group, filters: own, isOpen: this.folds.isOpen(id), inner: null, runs: null };
  }

  private build(): readonly Segment[] {
    const sources = this.sources();
    const stamp = `${this.version.value} ${sources.length} ${sources.reduce((sum, source) => sum + source.version.value, 0)}`;
    if (stamp === this.builtAt) return this.segments;
    this.builtAt = stamp;
    this.segments = [];
    let start = 0;
    const add = (length: number, item: (offset: number) => TableItem): void => {
      if (length > 0) this.segments.push({ start, length, item });
      start += length;
    };
    const walk = (level: Level, depth: number): void => {
      if (level.nodes === null) {
        if (!level.error) add(1, () => ({ kind: 'waiting', level }));
        return;
      }
      for (const node of level.nodes) {
        add(1, () => ({ kind: 'group', node }));
        if (!node.isOpen) continue;
        if (node.inner) walk(node.inner, depth + 1);
        const { runs } = node;
        if (runs) add(runs.total ?? 0, (index) => ({ kind: 'run', source: runs, index, depth: depth + 1 }));
      }
    };
    walk(this.root, 0);
    return this.segments;
  }
}
