import type { MetricKey } from '../api/series';
import { naturally } from '../format/order';
import type { BoardState } from './boardState';
import { kindOf, type PanelSpec } from './model';

/** A section of a board with its panels, in order. */
export interface BoardSection {
  /** The keys' prefix; empty for keys without one. */
  readonly name: string;
  readonly panels: readonly PanelSpec[];
}

/** A custom chart: where its table is. */
export interface ChartPlace {
  readonly name: string;
  readonly tableKey: string;
}

const plain = (kind: PanelSpec['kind'], id: string, keys: readonly string[]): PanelSpec => ({ id, kind, title: '', keys, options: {} });

/** The panels that some keys get by themselves; tables of custom charts show as those charts. */
export function automaticPanels(keys: readonly string[], rich: readonly MetricKey[], charts: readonly ChartPlace[]): PanelSpec[] {
  const byTable = new Map(charts.map((chart) => [chart.tableKey, chart]));
  return [
    ...keys.map((key) => plain('line', key, [key])),
    ...rich.flatMap(({ name, types }) => {
      const chart = byTable.get(name);
      if (chart) return [plain('chart', chart.name, [chart.name, chart.tableKey])];
      const kind = kindOf(types);
      return kind ? [plain(kind, name, [name])] : [];
    }),
  ];
}

/** All panels of a board in their sections, as far as they match. */
export function planned(
  automatic: readonly PanelSpec[], state: BoardState, prefixOf: (key: string) => string, matches: (text: string) => boolean,
): BoardSection[] { // prettier-ignore
  const hidden = new Set(state.hidden);
  const bySection = new Map<string, PanelSpec[]>();
  const put = (section: string, panel: PanelSpec): void => {
    if (![panel.title, panel.kind, ...panel.keys].some(matches)) return;
    const list = bySection.get(section);
    if (list) list.push(panel);
    else bySection.set(section, [panel]);
  };
  for (const panel of automatic) {
    if (!hidden.has(panel.id)) put(state.moved[panel.id] ?? prefixOf(panel.id), state.changed[panel.id] ?? panel);
  }
  for (const list of bySection.values()) list.sort((a, b) => naturally(a.id, b.id));
  for (const { section, panel } of state.added) put(section, panel);
  const place = rankIn(state.sections);
  return [...bySection]
    .sort(([a], [b]) => place(a) - place(b) || (a === '' ? -1 : b === '' ? 1 : naturally(a, b)))
    .map(([name, panels]) => ({ name, panels: ordered(panels, state.order[name]) }));
}

/** Those that are named first come first; the others follow as they are. */
function ordered(panels: readonly PanelSpec[], ids: readonly string[] | undefined): PanelSpec[] {
  if (!ids) return [...panels];
  const place = rankIn(ids);
  return [...panels].sort((a, b) => place(a.id) - place(b.id));
}

function rankIn(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, index) => [name, index]));
  return (name) => places.get(name) ?? names.length;
}
