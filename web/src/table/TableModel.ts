import { computed, onScopeDispose, shallowRef, watch, type ReadRef } from 'vue';
import { mayWrite } from '../api/project';
import { RequestQueue } from '../api/queue';
import type { Aggregate } from '../api/runGroups';
import type { RunRow } from '../api/runRows';
import { queryParameter } from '../app/router';
import { isSortable } from '../filter/fields';
import { fieldSource, type FieldSource } from '../filter/fieldSource';
import { RunQuery, type SortKey } from '../filter/RunQuery';
import { moved, placed, readColumns, standardColumn, standardColumns, valueKeysOf, writeColumns, type Column } from './columns';
import { Folds } from './Folds';
import { GroupTree, type TableItem, type TreeWish } from './GroupTree';
import { PendingChanges } from './PendingChanges';
import { RowSource } from './RowSource';
import { Selection } from './Selection';

const REFRESH_MS = 5000;
const SORT_KEYS = 3;
const TYPING_MS = 120;
/** As many as the server answers at once. */
const MOST_AGGREGATES = 50;

/** The runs of the table: a plain list, or groups. */
type Content = { readonly list: RowSource; readonly tree: null } | { readonly list: null; readonly tree: GroupTree };

/** All that the table shows: what is asked, which columns there are, and the rows that came. */
export class TableModel {
  readonly query = new RunQuery();
  readonly selection = new Selection();
  readonly fields: FieldSource;
  private readonly columnText = queryParameter('cols');
  private readonly queue = new RequestQueue(3);
  private readonly valueKeys = shallowRef<readonly string[] | null>(null);
  private readonly folds = new Folds();
  private readonly pending = new PendingChanges();
  private readonly content = shallowRef<Content | null>(null);
  private next: Content | null = null;
  private visible: [number, number] = [0, 50];
  private placed = '';
  /** Whether the person may change the runs. */
  readonly canWrite = shallowRef(false);
  /** Runs that are hidden because they are about to be deleted or moved. */
  readonly leaving = shallowRef<readonly string[]>([]);
  /** Whether the filter is open for editing. */
  readonly isFilterOpen = shallowRef(false);
  /** Whether what is shown is not yet what is asked. */
  readonly isStale = shallowRef(false);
  readonly columns: ReadRef<readonly Column[]>;
  /** Grows when other runs are asked for, so that the table scrolls to its top. */
  readonly turn = shallowRef(0);

  constructor(readonly entity: string, readonly project: string) {
    this.fields = fieldSource(entity, project);
    mayWrite(entity, project).then((may) => (this.canWrite.value = may), () => undefined);
    this.columns = computed(() => (this.columnText.value ? readColumns(this.columnText.value) : standardColumns(this.valueKeys.value ?? [])));
    if (!this.columnText.value) void this.findFields();
    watch(() => this.columnText.value, (text) => void (!text && this.valueKeys.value === null && this.findFields()));
    let pause = 0;
    watch(() => JSON.stringify(this.wish()), () => {
      clearTimeout(pause);
      // While an answer is awaited, what is typed next is asked for when the typing pauses.
      if (this.next === null) this.ask();
      else pause = window.setTimeout(() => this.ask(), TYPING_MS);
    }, { immediate: true }); // prettier-ignore
    watch(() => this.place(), () => {
      this.folds.forget();
      this.turn.value += 1;
    }); // prettier-ignore
    const timer = setInterval(() => !document.hidden && this.refresh(), REFRESH_MS);
    onScopeDispose(() => {
      clearInterval(timer);
      clearTimeout(pause);
      close(this.content.value);
      close(this.next);
    });
  }

  // What is asked.

  private async findFields(): Promise<void> {
    this.valueKeys.value = await this.fields.search('', 60).catch(() => []);
  }

  private wish(): TreeWish {
    const { entity, project, query } = this;
    const aggregates = this.columns.value.flatMap(({ key, aggregate }): Aggregate[] => (aggregate ? [{ name: aggregate, key }] : [])).slice(0, MOST_AGGREGATES);
    return {
      listing: { entity, project, filters: this.filters, order: query.order, keys: valueKeysOf(this.columns.value) },
      groups: query.groups,
      aggregates: query.groups.length > 0 ? aggregates : [],
    };
  }

  /** What the runs have to fulfil, as the server reads it. */
  get filters(): string {
    return this.query.filters(this.leaving.value.length > 0 ? { name: { $nin: [...this.leaving.value] } } : null);
  }

  /** Which runs stand in which row, apart from those that are leaving. */
  private place(): string {
    return JSON.stringify([this.query.filters(), this.query.order, this.query.groups]);
  }

  private ask(like = this.content.value?.list ?? null): void {
    close(this.next);
    const wish = this.wish();
    const made: Content = wish.groups.length > 0
      ? { list: null, tree: new GroupTree(wish, this.queue, this.folds) }
      : { list: new RowSource(wish.listing, this.queue, null, like), tree: null }; // prettier-ignore
    // Who only looks at other columns stays where they are.
    if (this.place() !== this.placed) this.visible = [0, this.visible[1] - this.visible[0]];
    this.placed = this.place();
    const [first, end] = this.visible;
    this.next = made;
    this.isStale.value = true;
    made.list?.ensure(first, end);
    if (!this.content.value) this.content.value = made;
    const stop = watch(() => made.list?.version.value ?? made.tree?.version.value ?? 0, () => {
      const { list, tree } = made;
      const isReady = list
        ? list.row(first) !== undefined || (list.total !== null && list.total <= first) || list.error.value !== null || list.isMissing.value
        : tree.root.nodes !== null || tree.root.error;
      if (this.next !== made) stop();
      else if (isReady) {
        stop();
        this.next = null;
        this.isStale.value = false;
        if (this.content.value !== made) close(this.content.value);
        this.content.value = made;
        this.ensure(...this.visible);
      }
    }, { flush: 'sync' }); // prettier-ignore
  }

  // What is shown.

  /** How many rows the table has; null before anything is known. */
  get total(): number | null {
    const content = this.content.value;
    if (content?.list) return void content.list.version.value, content.list.total;
    return content?.tree ? content.tree.total : null;
  }

  /** Whether the number of rows is more than what has come so far. */
  get isCounted(): boolean {
    const list = this.content.value?.list;
    return !list || (void list.version.value, list.isCounted);
  }

  get error(): unknown {
    const content = this.content.value;
    return content?.list ? content.list.error.value : content?.tree && (void content.tree.version.value, content.tree.root.error);
  }

  get isMissing(): boolean {
    return this.content.value?.list?.isMissing.value ?? false;
  }

  /** How many groups there are, where that is more than are shown. */
  get moreGroups(): number | null {
    const root = this.content.value?.tree?.root;
    void this.content.value?.tree?.version.value;
    return root?.nodes && root.total > root.nodes.length ? root.total : null;
  }

  item(index: number): TableItem | undefined {
    const content = this.content.value;
    return content?.list ? { kind: 'run', source: content.list, index, depth: 0 } : content?.tree?.item(index);
  }

  run(item: TableItem | undefined): RunRow | undefined {
    return item?.kind === 'run' ? (void item.source.version.value, this.pending.applied(item.source.row(item.index))) : undefined;
  }

  /** The columns by which groups show a number, in the order of the groups' aggregates. */
  get aggregated(): readonly Aggregate[] {
    return this.content.value?.tree?.wish.aggregates ?? [];
  }

  toggleGroup(item: TableItem | undefined): void {
    if (item?.kind === 'group') this.content.value?.tree?.toggle(item.node);
  }

  /** Opens or folds all groups. */
  setAllGroups(isOpen: boolean): void {
    this.content.value?.tree?.setAll(isOpen);
    this.turn.value += 1;
  }

  /** Sees to it that the rows between two places come. */
  ensure(first: number, end: number): void {
    this.visible = [first, end];
    const { list, tree } = this.content.value ?? {};
    list?.ensure(first, end);
    for (let index = first; tree && index < end; index += 1) {
      const item = tree.item(index);
      if (item?.kind === 'waiting') item.level.ask?.();
    }
    for (const [source, from, to] of this.spans(first, end)) source.ensure(from, to);
  }

  private spans(first: number, end: number): [RowSource, number, number][] {
    const tree = this.content.value?.tree;
    const spans = new Map<RowSource, [number, number]>();
    for (let index = first; tree && index < end; index += 1) {
      const item = tree.item(index);
      if (item?.kind !== 'run') continue;
      const span = spans.get(item.source);
      if (span) span[1] = item.index + 1;
      else spans.set(item.source, [item.index, item.index + 1]);
    }
    return [...spans].map(([source, [from, to]]) => [source, from, to]);
  }

  refresh(): void {
    const [first, end] = this.visible;
    const content = this.content.value;
    if (this.isStale.value) return;
    content?.list?.refresh(first, end);
    for (const [source, from, to] of this.spans(first, end)) source.refresh(from, to);
  }

  /** Asks for everything anew. */
  reload(): void {
    this.ask(null);
  }

  /** Shows a run as it will be, whatever was asked for before; `settle` ends it. */
  change(id: string, change: Partial<RunRow>): void {
    this.pending.add(id, change);
    this.patch(id, change);
  }

  /** The server took the changes of some runs, or refused them: what was asked for before does not count any more. */
  settle(ids: readonly string[]): void {
    for (const id of ids) this.pending.end(id);
    const content = this.content.value;
    for (const source of content?.list ? [content.list] : content?.tree?.sources() ?? []) source.forget();
    this.refresh();
  }

  patch(id: string, change: Partial<RunRow>): void {
    const content = this.content.value;
    content?.list?.patch(id, change);
    for (const source of content?.tree?.sources() ?? []) source.patch(id, change);
  }

  /** The runs that have come, in their order. */
  loaded(): RunRow[] {
    const content = this.content.value;
    const sources = content?.list ? [content.list] : content?.tree?.sources() ?? [];
    return sources.flatMap((source) => source.loaded());
  }

  /** The tags of the runs that have come, the most frequent first. */
  knownTags(): string[] {
    const uses = new Map<string, number>();
    for (const run of this.loaded()) for (const tag of run.tags) uses.set(tag, (uses.get(tag) ?? 0) + 1);
    return [...uses].sort((a, b) => b[1] - a[1]).map(([tag]) => tag);
  }

  // Columns and order.

  setColumns(columns: readonly Column[]): void {
    const { pinned, free } = placed(columns);
    const text = writeColumns([...pinned, ...free]);
    this.columnText.value = text === writeColumns(standardColumns(this.valueKeys.value ?? [])) ? '' : text;
  }

  changeColumn(key: string, change: Partial<Column>): void {
    this.setColumns(this.columns.value.map((column) => (column.key === key ? { ...column, ...change } : column)));
  }

  moveColumn(key: string, before: string | null): void {
    this.setColumns(moved(this.columns.value, key, before));
  }

  hasColumn(key: string): boolean {
    return this.columns.value.some((column) => column.key === key);
  }

  toggleColumn(key: string): void {
    const { columns } = this;
    this.setColumns(this.hasColumn(key) ? columns.value.filter((column) => column.key !== key) : [...columns.value, standardColumn(key)]);
  }

  resetColumns(): void {
    this.columnText.value = '';
  }

  sortOf(key: string): SortKey | undefined {
    return this.query.sortKeys.find((one) => one.key === key);
  }

  /** Ascending, then descending, then not at all; further keys are added behind those that are there. */
  cycleSort(key: string, adds: boolean): void {
    if (!isSortable(key)) return;
    const now = this.sortOf(key);
    const others = adds ? this.query.sortKeys.filter((one) => one.key !== key).slice(0, SORT_KEYS - 1) : [];
    if (!now) this.query.sortKeys = [...others, { key, isDescending: false }];
    else if (!now.isDescending) this.query.sortKeys = this.query.sortKeys.length > 1 && !adds ? [{ key, isDescending: true }] : this.replaceSort(key, adds);
    else this.query.sortKeys = others.length > 0 ? others : [{ key: 'created_at', isDescending: true }];
  }

  private replaceSort(key: string, adds: boolean): SortKey[] {
    if (!adds) return [{ key, isDescending: true }];
    return this.query.sortKeys.map((one) => (one.key === key ? { key, isDescending: true } : one));
  }
}

function close(content: Content | null): void {
  content?.list?.close();
  content?.tree?.close();
}
