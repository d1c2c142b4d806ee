import type { ReadRef } from 'vue';
import { plainState, type BoardState, type PanelSize } from './boardState';
import type { PanelSpec } from './model';

/** Where a board's changes are kept. */
export interface Layout {
  readonly state: ReadRef<BoardState>;
  change(next: Partial<BoardState>): void;
}

/** What people do to a board; each is one step that is kept at once. */
export class BoardEdits {
  constructor(private readonly layout: Layout) {}

  private get state(): BoardState {
    return this.layout.state.value;
  }

  /** Adds a panel to a section, or changes the one with its id. */
  keep(panel: PanelSpec, section: string): void {
    const { added, changed } = this.state;
    if (!isAdded(panel.id)) return this.layout.change({ changed: { ...changed, [panel.id]: panel } });
    const isKnown = added.some((one) => one.panel.id === panel.id);
    this.layout.change({
      added: isKnown ? added.map((one) => (one.panel.id === panel.id ? { ...one, panel } : one)) : [...added, { section, panel }],
    });
  }

  /** Sets one choice of a panel. */
  choose(panel: PanelSpec, section: string, choices: { [name: string]: string }): void {
    this.keep({ ...panel, options: { ...panel.options, ...choices } }, section);
  }

  remove(panel: PanelSpec): void {
    const { added, hidden } = this.state;
    if (isAdded(panel.id)) this.layout.change({ added: added.filter((one) => one.panel.id !== panel.id) });
    else this.layout.change({ hidden: [...hidden.filter((one) => one !== panel.id), panel.id] });
  }

  /** Puts a panel into a section, before another of its panels or, without one, at the end. */
  move(id: string, to: { section: string; ids: readonly string[]; before: string | null }): void {
    const { added, moved, order } = this.state;
    const ids = to.ids.filter((one) => one !== id);
    const place = to.before === null ? ids.length : Math.max(0, ids.indexOf(to.before));
    ids.splice(place, 0, id);
    // What comes behind follows by itself; of thousands of panels only the first have to be named.
    const named = ids.slice(0, Math.max(place, order[to.section]?.length ?? 0) + 1);
    this.layout.change({
      order: { ...order, [to.section]: named },
      ...(isAdded(id)
        ? { added: added.map((one) => (one.panel.id === id ? { ...one, section: to.section } : one)) }
        : { moved: { ...moved, [id]: to.section } }),
    });
  }

  resize(id: string, size: PanelSize): void {
    this.layout.change({ sizes: { ...this.state.sizes, [id]: size } });
  }

  resizeAll(ids: readonly string[], size: PanelSize): void {
    this.layout.change({ sizes: { ...this.state.sizes, ...Object.fromEntries(ids.map((id) => [id, size])) } });
  }

  moveSection(name: string, names: readonly string[], before: string | null): void {
    const others = names.filter((one) => one !== name);
    others.splice(before === null ? others.length : Math.max(0, others.indexOf(before)), 0, name);
    this.layout.change({ sections: others });
  }

  fold(section: string, isFolded: boolean): void {
    this.layout.change({ folded: { ...this.state.folded, [section]: isFolded } });
  }

  showHidden(): void {
    this.layout.change({ hidden: [] });
  }

  reset(): void {
    this.layout.change(plainState);
  }
}

const ADDED = '+';
const isAdded = (id: string): boolean => id.startsWith(ADDED);

/** The id of a panel that a person adds. */
export const newPanelID = (): string => ADDED + Math.random().toString(36).slice(2, 9);
